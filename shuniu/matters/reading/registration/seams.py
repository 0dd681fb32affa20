"""接缝: two parts of a paper that a copy left on one line, known by how the first ends and the second begins.

A single lost line end is commoner than a paper wholly run together: the number and the addressees, the title and the
addressees, the last sentence and the signature, a sentence and 附件：, a day and what follows it.
"""

from __future__ import annotations

import re

from shuniu.matters.reading.registration import furniture
from shuniu.matters.reading.registration.addressees import is_addressee, is_person
from shuniu.matters.reading.registration.bodies import names
from shuniu.matters.reading.registration.days import FULL_DAY
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.marks import urgency_in
from shuniu.matters.reading.registration.numbers import inside_marks, numbers_in
from shuniu.matters.reading.text import Passage

_GAP = re.compile(r"\s+")
_KIND = re.compile(
    r"(?:通\s*知|通\s*报|决\s*定|批\s*复|函|意\s*见|请\s*示|报\s*告|答\s*复|公\s*告|通\s*告|方\s*案|决\s*议|安\s*排|一封信|纪\s*要|公\s*示|提\s*示|回\s*复|倡议书|通知单)(?:（[^（）]{1,20}）)?\s*"
)
_SPEAKS_FIRST = re.compile(r"为|根据|按照|经|因|近日|现将|依据|鉴于|最近|随着")
_NOTE = re.compile(
    r"(?<=[。；）])\s*(?=附\s*件\s*\d{0,2}\s*(?:[：:]|\d\s*[.．、])|附\s*[：:])|(?<=[日）])\s*(?=附\s*件?\s*\d{0,2}\s*[：:])"
)
_COPY = re.compile(r"(?<=[。）])\s*(?=抄\s*[送报]\s*[：:]|（此件|（联系人)|\s+(?=抄\s*[送报]\s*[：:])")
_LAST_STOP = re.compile(r"[。！？；](?!.*[。！？；])")
_CLOSING = re.compile(
    r"(?:特此(?:通知|公告|通告|通报|函复|批复|报告|说明|致函|函告|函达)|此复|\d{7,}(?:（[^（）]{1,8}）)?|[×*]{3,}[）)]?)\s*(?=[\u4e00-\u9fff]{3,40}$)"
)
_DAY_FIRST = re.compile(
    rf"(?:{FULL_DAY})(?=\s*(?:（(?:此|联|公开|主动)|附\s*件|抄\s*送|主题词|联系|经办|值班|咨询)|\s+[^，。]{{4,60}}$)"
)
# How the title of an attachment ends; a name that follows at once is the signature.
_ITEM_ENDS = re.compile(
    r"(?:表(?![彰扬演决现率面格态])|名单|清单|方案|办法|细则|目录|回执|》|\.(?:docx?|xlsx?|pdf|wps))(?=[\u4e00-\u9fff])"
)
_ITEM = re.compile(r"附\s*件|\d{1,2}\s*[.．、]")
_BESIDE = re.compile(r"\s+(?:签发人|会签|特急|加急|平急|特提|急件|\S{1,3}机发|机发|密级)")
_FAR = 260


def parted(line: Passage) -> list[Passage]:
    """`line` cut at its seams; a line that is one part stays whole."""
    cuts = _in_head(line) | _in_tail(line)
    places = sorted(cut for cut in cuts | {0, len(line)} if 0 <= cut <= len(line))
    pieces = [line[a:b].stripped() for a, b in zip(places, places[1:], strict=False)]
    if len(places) > 2:  # a part cut free may show a seam of its own
        return [part for piece in pieces if piece for part in parted(piece)]
    return [piece for piece in pieces if piece]


def _in_head(line: Passage) -> set[int]:
    text, cuts = line.text, set()
    for colon in [m.start() for m in re.finditer("：", text[:_FAR])][:4]:
        at = None if "。" in text[:colon] else _before_addressees(line, colon)
        if at:
            cuts.add(at)
            break
    for it in numbers_in(line[:60], alone=False):
        if (
            it.start == 0
            and it.sure
            and re.match(r"\s*(?:各|[^，。；、）》]{2,200}[：:])", text[it.end :])
            and not ends_in_kind(text)
        ):
            cuts.add(it.end)
    title = re.match(r"[^。：]{0,60}(?:关于|印发|转发)[^。：]{4,100}?(?=\s)", text)
    if title and "。" in text:
        for gap in _GAP.finditer(text[: min(text.find("。"), _FAR)]):
            if ends_in_kind(text[: gap.start()]) and "《" not in text[gap.end() : gap.end() + 1]:
                cuts.add(gap.end())
                break
    for gap in list(_GAP.finditer(text[:80]))[:4]:
        left, right = line[: gap.start()], text[gap.end() :]
        if ends_in_kind(left.text) and _SPEAKS_FIRST.match(right) and "。" in right:
            cuts.add(gap.end())
    if len(text) < 200 and "。" not in text:
        cuts |= _behind_furniture(line) | _around_number(line)
    if not cuts and "。" in text and re.match(r"[^。：，]{0,40}关于", text):
        for kind in _KIND.finditer(text[: min(text.find("。"), _FAR)]):
            if re.match(r"为|根据|按照|因", text[kind.end() :]) and text[: kind.start()].endswith("的"):
                cuts.add(kind.end())
                break
    return cuts


def _around_number(line: Passage) -> set[int]:
    """Where the number stands beside a mark or another number: 特急·明电   岚府电〔2026〕7号   云机发33号."""
    text = line.text
    for it in numbers_in(line):
        before, after = text[: it.start], text[it.end :]
        left = not before.strip() or before.endswith(("  ", "\t")) or urgency_in(line[: it.start].stripped())
        right = not after.strip() or after.startswith(("  ", "\t")) or _BESIDE.match(after)
        if it.sure and left and right and not inside_marks(text, it.start):
            return {at for at in (it.start, it.end) if 0 < at < len(text)}
    return set()


def _behind_furniture(line: Passage) -> set[int]:
    """Where the title or the number begins behind breadcrumbs or a counter on the same line."""
    text = line.text
    labelled = furniture.label_of(line)
    if labelled and labelled[0] in (furniture.OTHER, furniture.WHEN):
        own = {it.start for it in numbers_in(line) if it.sure and it.end == len(text) and it.start > 3}
        if own:
            return own
    for gap in reversed(list(_GAP.finditer(text))[:12]):
        right = text[gap.end() :]
        if (
            re.search("关于|印发|转发", right)
            and ends_in_kind(right)
            and furniture.is_furniture(line[: gap.start()])
        ):
            if not furniture.is_furniture(line[gap.end() :]):
                return {gap.end()}
    return set()


def _before_addressees(line: Passage, colon: int) -> int | None:
    """Where the addressees begin behind a title, a number or a piece of furniture on the same line."""
    text = line.text
    prefix = text[:colon]
    for it in numbers_in(line[:colon]):
        rest = prefix[it.end :].strip()
        if it.start < 60 and is_addressee(rest):
            return it.end
    for kind in reversed(list(_KIND.finditer(prefix))):
        before, rest = prefix[: kind.end()], prefix[kind.end() :]
        heads = "关于" in before or len(_GAP.sub("", before)) < 8 or prefix[kind.end() - 1].isspace()
        if (
            rest
            and not re.match(r"[〔\[（(\d]", rest)
            and heads
            and ends_in_kind(before)
            and (is_addressee(rest) or is_person(rest))
        ):
            return kind.end()
    labelled = furniture.label_of(line[:colon])
    if labelled and labelled[0] in (furniture.OTHER, furniture.WHEN) and is_addressee(labelled[1].text):
        return colon - len(labelled[1])
    for gap in list(_GAP.finditer(prefix))[-4:]:
        left, rest = line[: gap.start()], prefix[gap.end() :]
        if (
            is_addressee(rest)
            and not is_addressee(left.text)
            and (furniture.is_furniture(left) or furniture.label_of(left))
        ):
            return gap.end()
    return None


def _in_tail(line: Passage) -> set[int]:
    text = line.text
    cuts = {match.end() for match in _NOTE.finditer(text)} | {match.end() for match in _COPY.finditer(text)}
    stop = _LAST_STOP.search(text[-200:])
    if stop:
        at = max(0, len(text) - 200) + stop.end()
        if len(text) - at > 2 and (names(line[at:]) or re.fullmatch(rf"\s*(?:{FULL_DAY})\s*", text[at:])):
            cuts.add(at)
    closing = _CLOSING.search(text[-60:])
    if closing:
        at = max(0, len(text) - 60) + closing.end()
        if names(line[at:]):
            cuts.add(at)
    if _ITEM.match(text):
        for end in _ITEM_ENDS.finditer("" if "。" in text else text):
            tail = line[end.end() :]
            day = re.search(rf"(?:{FULL_DAY})$", tail.text)  # 分配表青岚县财政局2026年5月6日
            signs = tail[: day.start()] if day else tail
            if 4 <= len(tail) < 60 and not _GAP.search(tail.text) and signs and names(signs):
                cuts.add(end.end())
                break
        gaps = list(_GAP.finditer(text))
        if gaps and names(line[gaps[-1].end() :]) and len(text) - gaps[-1].end() > 2:
            cuts.add(gaps[-1].end())
    day = _DAY_FIRST.match(text)
    if day and "。" not in text:
        cuts.add(day.end())
    return cuts
