"""密级标志: the guard before everything else. A paper with 绝密, 机密 or 秘密 on it does not come in.

Law: no state secret may be stored or processed on an ordinary network (archives.md §8; product.md §13). The guard
works on memory only, and what it saw is in the exception it raises and nowhere else.

The grammar of marks (official-documents.md §3, gbt9704-layout.md): a level, usually a star, usually a term
("机密★1年"), flush left at the head of the first page; a label ("密级：机密"); a level standing alone; a level in
brackets at the edge of a title; a level as a word of a file name; a sentence of the paper about itself. Prose about
secrets ("保守国家秘密", "商业秘密", "分为绝密、机密、秘密三级") is not a mark. Where the two cannot be told apart, it is
a mark: a wrong refusal costs a telephone call, a wrong admission breaks the law.

What it cannot see: a scan when the recogniser is not installed, locked files, archives of foreign kinds. Those are
refused by `open_arrival` as UNCERTAIN unless the unit has decided to check by eye (`allow_unreadable`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shuniu.files.refusals import LooksSecret

_SIMPLIFIED = str.maketrans(
    "絕機祕級檔長屬為國業個開這該傳電報標類別間內誌術處註",
    "绝机秘级档长属为国业个开这该传电报标类别间内志术处注",
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\u00ad\u034f\u115f\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_LINE_ENDS = re.compile(r"[\n\r\f\v\x85\u2028\u2029]+")

LEVELS = ("绝密", "机密", "秘密")
_LEVEL = "(?:绝密|机密|秘密)"
_ANY_LEVEL = re.compile("绝密|机密|秘密")
_STAR = "★☆✩✪✫✬✭✮✯✰⭐🌟⋆⭑⭒✡✦✧❂✱✲✳✴✵✶✷✸✹\ue000-\uf8ff\ufffd"
_ASTERISK = r"[*∗⁎※]"
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_TERM = rf"(?:{_NUMERAL}(?:年|个月|天)|长期|永久|启用前|公布前|解密前|\d{{4}}年前)"
_THING = r"(?:级|件|文件|资料|材料|公文|电报|电文|文电|密电|传真)"
_URGENCY = r"(?:特提|特急|加急|平急|急件|平件)"
_CARE = (
    r"(?:[,、。!;]?(?:请)?(?:注意保存|注意保密|妥善保管|阅后[收退][回还]|阅后即焚|阅后销毁|会后[收退][回还]|用后[收退][回还]"
    r"|(?:严禁|不得|请勿|禁止)(?:复印|外传|翻印|传播|转发|拍照|上网)(?:[、和](?:复印|外传|翻印|传播|转发|拍照|上网))*))"
)
_OPEN, _CLOSE = r"[\[(【〔〖〈《<「『{]", r"[\])】〕〗〉》>」』}]"

_STARRED = re.compile(rf"{_LEVEL}(?:级|件)?(?:[{_STAR}]|{_ASTERISK}(?!\*)(?={_TERM}|{_NUMERAL}|$))")
_TERMED = re.compile(rf"{_LEVEL}(?:级|件)?[^\w]{{0,3}}{_TERM}")
_LABEL = (
    r"(?:密级(?:[和及与]保密期限|程度|标[识志])?|保密(?:等级|级别|密级)|涉密(?:等级|级别|程度)|秘密等级|机密等级|定密(?:等级|级别)|密别)"
)
_LABELLED = re.compile(
    rf"{_LABEL}(?:\([^)]{{0,12}}\))?(?:[:|=为是\-—_·.]|定为){{0,3}}{_OPEN}?{_LEVEL}(?!级?(?:的|、|或|及|和|以|/))"
)
_ENDS_WITH_LABEL = re.compile(rf"{_LABEL}[:|]*$")
_ALONE = re.compile(
    rf"(?:(?:份号|编号|No\.?|第)?:?\d{{1,8}}+号?|{_URGENCY}|[|·,.\-—_*#!])*+{_OPEN}*+{_LEVEL}{_THING}?{_CLOSE}*+"
    rf"(?:[|·,.\-—_*#!]|{_URGENCY}|\(?{_TERM}\)?|(?:份号|编号|第)?:?\d{{1,8}}+号?|{_CARE})*+[。!]?"
)
_NOT_FOR_HERE = re.compile(rf"{_OPEN}?涉密(?:文件|件|资料|材料){{0,1}}{_CLOSE}?")
_BRACKETED = re.compile(rf"{_OPEN}{_LEVEL}{_THING}?(?:[{_STAR}*]?{_TERM})?{_CLOSE}")
_NUMBERED = re.compile(rf"(?<!\d)\d{{6}}{_LEVEL}|^{_LEVEL}{_THING}?{_URGENCY}|{_URGENCY}{_LEVEL}$")
_ABOUT_ITSELF = re.compile(
    r"(?P<before>.{0,2})(?:本|此|该)(?:文件|件|材料|文|资料|报告|通知|方案|纪要|会议|电报|邮件|附件|表|图|稿)"
    r"(?P<gap>[^。;,!?]{0,8}?)(?:属|为|是|系|定为|列为|标为|涉及)(?P<between>[^。;,!?]{0,6}?)"
    r"(?:国家秘密|绝密|机密|秘密)(?!(?:级|事项|信息|内容|范围)*的)"
)
_TICK, _BOX = r"[☑✓✔√■●◉☒▣🗹]", r"[□☐○◯▢◻☑✓✔√■●◉☒▣🗹]"
_TICK_BEFORE, _TICK_AFTER = re.compile(_TICK + _LEVEL), re.compile(_LEVEL + _TICK)
_QUOTED = re.compile(r"[“\"「『‘'《(][^”\"」』’'》)]{0,4}$")
_ABOUT_MARKS = re.compile(r"标注|标明|标志|标识|标记|注明|字样|样式|格式|例如|写作|形式")
_OTHER_SECRETS = re.compile(r"(?:商业|工作|技术|个人|经营|企业|公司|通信|职业|审判|检察|警务|内部)$")
_WRAPPED = re.compile(
    r"(?:国家|工作|商业|技术|经营|个人|军事|企业|公司|核心|重要|保守|泄露|涉及|属于|知悉|接触|所称|窃取|的|、|和|或|及|与|其)$"
)
_SENTENCE = re.compile(r"[。;,!?]")

# In a scan the two characters and the star are often misread; these count only in the shape of a mark.
_SCANNED_LEVEL = "(?:[绝绐纯][密蜜宓宻窑]|[机杌朳枧饥][密蜜宓宻窑]|[秘泌必][密蜜宓宻窑])"
_SCANNED_STAR = rf"[{_STAR}*食大女文太木米火夫六贪xX×+士卞]"
_SCANNED = re.compile(
    rf"\d{{0,8}}{_SCANNED_LEVEL}(?:级|件)?{_SCANNED_STAR}?(?:.{{0,2}}{_TERM})?"
    rf"|.?[密蜜]?[{_STAR}]{_TERM}|.?密{_SCANNED_STAR}\d{{1,2}}年"
)
_WORTH_A_LOOK = re.compile(r"[密蜜宓宻]|[★☆]")


@dataclass(frozen=True)
class Mark:
    """A secrecy mark that was seen: its level, and whether a star stood beside it."""

    level: str
    starred: bool = False

    def __str__(self) -> str:
        return f"{self.level}★" if self.starred else self.level


def check_text(text: str, *, place: str, scanned: bool = False) -> None:
    """Raise `LooksSecret` when `text` bears a mark. `place` is for the person: "首页", "表格"."""
    if mark := find_mark(text, scanned=scanned):
        raise LooksSecret(str(mark), place)


def check_name(name: str, *, inside: bool = False) -> None:
    """Raise `LooksSecret` when a file name, or a folder on its way, bears a mark."""
    if mark := find_mark_in_name(name):
        raise LooksSecret(str(mark), _("里面的文件名") if inside else _("文件名"))


def check_title(title: str, *, place: str) -> None:
    """Raise `LooksSecret` when a title or subject bears a mark, as a text would or as a file name would."""
    if mark := find_mark(title) or find_mark_in_name(title):
        raise LooksSecret(str(mark), place)


def check_bytes(data: bytes, *, place: str) -> None:
    """Raise `LooksSecret` when a full mark stands somewhere in bytes that no reader takes apart word by word.

    Only the unmistakable forms ("机密★", "密级：机密") in the encodings of Office and of plain text.
    """
    for encoding, pattern in _IN_BYTES.items():
        if found := pattern.search(data):
            raise LooksSecret(next(level for level in LEVELS if level.encode(encoding) in found[0]), place)


def _byte_pattern(encoding: str) -> re.Pattern[bytes]:
    def one_of(words: str | tuple[str, ...]) -> bytes:
        return b"(?:" + b"|".join(re.escape(word.encode(encoding)) for word in words) + b")"

    levels, air = one_of(LEVELS), one_of(" \u3000") + b"{0,4}"
    return re.compile(levels + air + one_of("★☆") + b"|" + one_of(("密级",)) + air + one_of(":：") + air + levels)


_IN_BYTES = {encoding: _byte_pattern(encoding) for encoding in ("utf-16-le", "utf-8", "gb18030")}


def find_mark(text: str, *, scanned: bool = False) -> Mark | None:
    """The first mark in a text of any length and layout; `scanned` allows for misread characters."""
    if not _WORTH_A_LOOK.search(text):
        return None
    lines = [line for raw in _LINE_ENDS.split(_plain(text)) if (line := " ".join(raw.split()))]
    compact = ["".join(line.split()) for line in lines]
    for index, line in enumerate(compact):
        if not _WORTH_A_LOOK.search(line):
            continue
        before = compact[index - 1] if index else ""
        mark = _in_line(line, before, scanned) or (_at_the_head(lines[index]) if index < 12 else None)
        if mark and not mark.starred and _one_of_a_list(compact, index):
            continue
        if mark:
            return mark
    return _in_column(compact)


def find_mark_in_name(name: str) -> Mark | None:
    """A mark in a file name or path: a level as a word of its own, not inside another word."""
    plain = _plain(name)
    if not _WORTH_A_LOOK.search(plain):
        return None
    for component in re.split(r"[/\\]", plain):
        whole = "".join(component.split())
        starred = _STARRED.search(whole)
        if starred and not _another_secret(whole, starred):
            return Mark(_level(starred), True)
        if labelled := _LABELLED.search(whole):
            return Mark(_level(labelled))
        words = [*_words(component), *_words(whole)]
        for word in words:
            if found := _NAME_WORD.fullmatch(word):
                return Mark(_level(found))
            if _NOT_FOR_HERE.fullmatch(word):
                return Mark("涉密")
    return None


_NAME_WORD = re.compile(
    rf"\d{{0,8}}(?:{_URGENCY})?{_LEVEL}{_THING}?(?:通知|通报|报告|请示|批复|意见|函|纪要|决定|方案|附件|版|稿)?"
    rf"(?:{_TERM}.{{0,40}}|\d.{{0,60}}|{_URGENCY})?"
)


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[^0-9A-Za-z\u3400-\u9fff]+", name) if word]


def _plain(text: str) -> str:
    """One width, one script, nothing invisible; line ends stay."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_SIMPLIFIED)


def _in_line(line: str, before: str, scanned: bool) -> Mark | None:
    """A mark in one line without spaces; `before` is the line above it."""
    if scanned and len(line) <= 16 and (found := _SCANNED.fullmatch(line)) and not _wrapped_sentence(before):
        level = next((level for level in LEVELS if level[0] in found[0]), "密")
        return Mark(level, starred="★" in line or "☆" in line)
    for starred in _STARRED.finditer(line):
        if _another_secret(line, starred) or _in_quotation(line, starred):
            continue
        if re.match(_ASTERISK, starred[0][-1]) and starred.end() == len(line) and len(line) > 20:
            continue  # a footnote sign at the end of a sentence
        return Mark(_level(starred), True)
    levels = set(_ANY_LEVEL.findall(line))
    if not levels:
        return None
    if len(re.findall(_BOX, line)) >= 2:
        boxes_lead = re.search(_BOX, _ANY_LEVEL.split(line, maxsplit=1)[0])
        ticked = (_TICK_BEFORE if boxes_lead else _TICK_AFTER).search(line)
        return Mark(_level(ticked)) if ticked else None
    if len(levels) > 1:  # "绝密、机密、秘密三级": talk about levels
        return None
    return _single_level(line, before)


def _single_level(line: str, before: str) -> Mark | None:
    for cell in line.split("|") if "|" in line else [line]:
        if (found := _ALONE.fullmatch(cell)) and not (cell == line and _wrapped_sentence(before)):
            return Mark(_level(found))
    if (found := _LABELLED.search(line)) or (_ENDS_WITH_LABEL.search(before) and (found := re.match(_LEVEL, line))):
        return Mark(_level(found))
    if (found := _BRACKETED.search(line)) and (found.start() == 0 or found.end() == len(line)):
        return Mark(_level(found))
    found = _TERMED.search(line)
    near_the_edge = found and (len(line) <= 30 or found.start() <= 12)  # further in, it is a sentence about terms
    if found and near_the_edge and not _another_secret(line, found) and not _in_quotation(line, found):
        return Mark(_level(found))
    if found := _NUMBERED.search(line):
        return Mark(_level(found))
    for found in _ABOUT_ITSELF.finditer(line):
        asked = re.search(r"如|若|凡|否|果|对", found["before"])
        denied = re.search(r"不|非|未|无|商业|工作|技术", found["gap"] + found["between"])
        if not asked and not denied:
            return Mark(_level(found))
    return None


def _at_the_head(line: str) -> Mark | None:
    """Among the first lines a level may share its line with a number or a name: "秘密  岚政函〔2026〕3号"."""
    if len(line) > 40 or _SENTENCE.search(line):
        return None
    if _NOT_FOR_HERE.fullmatch("".join(line.split())):
        return Mark("涉密")
    words = re.split(r"[ |]+", line)
    if len(words) < 2 or len(set(_ANY_LEVEL.findall(line))) > 1:
        return None
    for word in (words[0], words[-1]):
        if found := re.fullmatch(rf"{_LEVEL}{_THING}?", word):
            return Mark(_level(found))
    return None


def _in_column(lines: list[str]) -> Mark | None:
    """Characters set one under the other: each on a line of its own."""
    run = ""
    for line in [*lines, "  "]:
        if len(line) == 1:
            run += line
            continue
        if len(run) > 1 and (mark := _in_line(run, "", False)):
            return mark
        run = ""
    return None


def _one_of_a_list(lines: list[str], index: int) -> bool:
    """A short table of all three levels, one per row, is a lesson about levels, not a mark."""
    if len(lines[index]) > 24:
        return False
    around = lines[max(0, index - 4) : index] + lines[index + 1 : index + 5]
    others = [level for level in LEVELS if level not in lines[index]]
    return len(others) == 2 and all(any(level in line for line in around if len(line) <= 24) for level in others)


def _wrapped_sentence(before: str) -> bool:
    """The line above is full and ends in the middle of "国家秘密" or of an enumeration."""
    return len(before) >= 15 and bool(_WRAPPED.search(before))


def _level(found: re.Match[str]) -> str:
    return next(level for level in LEVELS if level in found[0])


def _another_secret(line: str, found: re.Match[str]) -> bool:
    return _level(found) == "秘密" and bool(_OTHER_SECRETS.search(line[: found.start()]))


def _in_quotation(line: str, found: re.Match[str]) -> bool:
    """A mark quoted in a sentence about how to mark: “……应当标注‘机密★20年’字样……”."""
    head, tail = line[: found.start()], line[found.end() :]
    if len(line) < 18 or not _QUOTED.search(head):
        return False
    return bool(_ABOUT_MARKS.search(head[-16:]) or _ABOUT_MARKS.search(tail[:14]))
