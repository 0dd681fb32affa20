"""标点: half width among Chinese, blanks, dots and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.calendar import gettext_noop as _
from shuniu.proofing.book import Found, rule
from shuniu.proofing.draft import Draft, Line, Part
from shuniu.proofing.findings import Severity
from shuniu.proofing.house import House
from shuniu.proofing.numerals import HALF_WIDTH

_HAN = r"\u3400-\u9fff"
_CLOSING = r"”’》〉）】〕"
_OPENING = r"“‘《〈（【〔"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<=[{_HAN}{_CLOSING}])[,;:?!](?![/\\]{{2}})|[,;:?!](?=[{_HAN}{_OPENING}])")
_AFTER_DIGIT = re.compile(r"(?<=[\d%])[;?!](?=\s*$)", re.M)
_POINT = re.compile(rf"(?<=[{_HAN}{_CLOSING}%])\.(?=\s*$|[{_HAN}{_OPENING}])(?!\.)", re.M)
_BRACKETS = re.compile(r"\((?P<in>[^()（）\n]*)\)|\((?P<left>[^()（）\n]*)）|（(?P<right>[^()（）\n]*)\)")
_STRAIGHT = re.compile(r"\"(?P<in>[^\"\n]*[\u3400-\u9fff][^\"\n]*)\"")
_SINGLE = re.compile(r"(?<![A-Za-z])'(?P<in>[^'\n]*[\u3400-\u9fff][^'\n]*)'")
_WIDE = r"[０-９Ａ-Ｚａ-ｚ]"
_WIDE_RUN = re.compile(rf"{_WIDE}+(?:[年月日时分．.，％%：/\-－]{_WIDE}+|[．.]{_WIDE}+)*")
_BLANKS = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")
_LABELS = (
    r"签发人|会签人|抄送|抄报|主送|分送|附件\d*|联系人|联系电话|联系方式|电话|手机|传真|邮箱|电子邮箱|出席|列席|请假|缺席|主持人?|记录人?|记录"
    r"|时间|地点|会议时间|会议地点|参会人员|参加人员|主题|议题|密级|紧急程度|公开方式|公开属性|印发单位|报送单位|单位|姓名|职务|地址|邮编"
)
_LABEL = re.compile(rf"(?:^|(?<=[（(，,；;。 \u3000]))(?P<label>{_LABELS})[ \u3000]*(?P<colon>:)[ \u3000]*")


@rule("P-22", _("中文里用全角标点"), Severity.WARNING, "GB/T 15834-2011 5.1", fragment=True)
def full_width(draft: Draft, house: House) -> Iterator[Found]:
    text = draft.text
    for found in _HALF.finditer(text):
        yield Found(found.start(), found.end(), _FULL[found[0]])
    for found in _AFTER_DIGIT.finditer(text):
        yield Found(found.start(), found.end(), _FULL[found[0]])
    for found in _POINT.finditer(text):
        yield Found(found.start(), found.end(), "。")
    for found in re.finditer(r"(?<=\d)\.(?=[ \t]*$)", text, re.M):
        yield Found(found.start(), found.end(), "。")
    for found in _BRACKETS.finditer(text):
        inner = (
            found["in"]
            if found["in"] is not None
            else found["left"]
            if found["left"] is not None
            else found["right"]
        )
        beside = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        if re.search(rf"[{_HAN}]", inner + beside) and not re.search(r"https?:|www\.", inner):
            yield Found(found.start(), found.end(), f"（{inner}）")
    for pattern, marks in ((_STRAIGHT, "“”"), (_SINGLE, "‘’")):
        for found in pattern.finditer(text):
            yield Found(found.start(), found.end(), f"{marks[0]}{found['in']}{marks[1]}")


@rule("P-23", _("数字和字母用半角"), Severity.WARNING, "GB/T 15835-2011", fragment=True)
def half_width(draft: Draft, house: House) -> Iterator[Found]:
    for found in _WIDE_RUN.finditer(draft.text):
        if re.search(_WIDE, found[0]):
            right = found[0].translate(HALF_WIDTH)
            right = re.sub(r"(?<=\d)[．](?=\d)", ".", right)
            yield Found(found.start(), found.end(), re.sub(r"(?<=\d)％", "%", right))


@rule("P-24", _("汉字和数字旁边不留空格"), Severity.WARNING, "GB/T 9704-2012", fragment=True)
def no_blanks(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.lines:
        if line.table_row or line.part in (Part.MARK, Part.COPY_NUMBER, Part.URGENCY):
            continue
        yield from _blanks_in(line)


def _blanks_in(line: Line) -> Iterator[Found]:
    text = line.text
    blanks = [found for found in _BLANKS.finditer(text) if not _allowed(line, found)]
    index = 0
    while index < len(blanks):
        last = index
        # 共 12 人 and 2026 年 6 月 are each one slip of the hand.
        while last + 1 < len(blanks) and re.fullmatch(
            r"[\d.%％A-Za-z]{1,8}|[年月日时分第共约]", text[blanks[last].end() : blanks[last + 1].start()]
        ):
            last += 1
        start, end = blanks[index].start(), blanks[last].end()
        yield Found(line.start + start, line.start + end, _BLANKS.sub("", text[start:end]))
        index = last + 1


def _allowed(line: Line, found: re.Match[str]) -> bool:
    before, after = line.text[: found.start()], line.text[found.end() :]
    if re.search(r"[A-Za-z.,)'&]$", before) and re.match(r"[A-Za-z(&\d]", after):
        return True
    if re.search(r"\d$", before) and re.match(r"\d|[A-Za-z]", after):
        return True
    if line.part in (Part.SIGNERS, Part.ATTENDANCE, Part.ISSUER, Part.COPIES):
        return not re.search(r"[：:]$", before) and (found[0] != " " or line.part is not Part.COPIES)
    if line.part is Part.PRINT:
        return "\u3000" in found[0] or bool(re.match(r"\d{4}", after))
    if line.part is Part.NUMBER:
        return "\u3000" in found[0] or after.startswith("签发人") or "签发人" in before
    if line.part is Part.REMARK:
        return "\u3000" in found[0] and re.match(r"电话|联系|手机|传真", after) is not None
    if line.part is Part.TITLE:
        return "\u3000" in found[0]
    if line.part is Part.ATTACHMENT and "\u3000" in found[0]:
        return True  # columns
    return "\u3000" in found[0] and re.search(r"^第.{1,3}[条章节]$", before) is not None


@rule("P-25", _("省略号是六个点，不和“等”连用"), Severity.WARNING, "GB/T 15834-2011 4.11", fragment=True)
def dots(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(
        r"(?P<d>…+|\.{2,}|。{2,}|．{2,}|·{3,})(?P<etc>等等|等)?|等(?P<d2>…+|\.{3,}|。{2,})", draft.text
    ):
        if found["d2"]:
            yield Found(found.start(), found.end(), "等")
        elif found["etc"]:
            yield Found(found.start(), found.end(), "等")
        elif found["d"] == "。。":
            yield Found(found.start(), found.end(), "。")
        elif found["d"] not in ("……", "…………"):
            yield Found(found.start(), found.end(), "……")


@rule("P-26", _("破折号占两格：——"), Severity.WARNING, "GB/T 15834-2011 4.10", fragment=True)
def dashes(draft: Draft, house: House) -> Iterator[Found]:
    han = rf"[{_HAN}{_CLOSING}{_OPENING}，。：；\d]"
    for found in re.finditer(
        rf"(?<={han})(?:-{{2,}}|－{{2,}}|–{{2,}}|―{{1,}}|─{{1,}}|———+|—+-+|-—+|－)(?={han})", draft.text
    ):
        if found[0] == "－" and re.search(r"\d", draft.text[found.start() - 1] + draft.text[found.end()]):
            continue
        yield Found(found.start(), found.end(), "——")
    for line in draft.lines:
        if found2 := re.match(rf"(?:-{{2,}}|－{{2,}})(?=[{_HAN}])", line.text):
            yield Found(line.start, line.start + found2.end(), "——")


@rule("P-43", _("一句里只用一个冒号"), Severity.WARNING, "GB/T 15834-2011 4.7.3", fragment=True)
def one_colon(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.lines:
        if line.part not in (Part.BODY, Part.ATTACHMENT) or line.table_row:
            continue
        hidden = _hidden(line.text)
        for sentence in re.finditer(r"[^。！？]+", hidden):
            colons = [c.start() + sentence.start() for c in re.finditer(r"(?<!\d)：|：(?!\d)", sentence[0])]
            if len(colons) < 2 or _labels_only(hidden, sentence.start(), colons):
                continue
            yield Found(line.start + colons[0], line.start + colons[-1] + 1, None)


def _hidden(text: str) -> str:
    """The text with what stands in quotes, titles and brackets blotted out, place for place."""
    for pattern in (r"“[^”]*”", r"《[^》]*》", r"（[^（）]*）"):
        text = re.sub(pattern, lambda found: "〇" * len(found[0]), text)
    return text


def _labels_only(text: str, start: int, colons: list[int]) -> bool:
    """时间：…；地点：…, or 组长：… 副组长：…: words beside a colon that each open an entry of their own."""
    entries = 0
    for colon in colons:
        before = re.split(r"[，；、。：\s\u3000]", text[start:colon])[-1]
        piece = re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,2}[）).、．]", "", before)
        separated = re.search(r"[；\s\u3000]", text[start:colon]) is not None
        if re.fullmatch(_LABELS, piece) or (separated and len(piece) <= 8):
            entries += 1
    first = re.split(r"[，；、。：\s\u3000]", text[start : colons[0]])[-1]
    first = re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,2}[）).、．]", "", first)
    rest = entries - (1 if re.fullmatch(_LABELS, first) else 0)
    opened = len(first) <= 8 and not re.search(
        r"如下|以下|要求|强调|指出|做到|包括|包含", text[start : colons[0]]
    )
    return rest >= len(colons) - 1 and opened


@rule("P-44", _("句内括号里末尾不用句号"), Severity.WARNING, "GB/T 15834-2011 4.9", fragment=True)
def inside_brackets(draft: Draft, house: House) -> Iterator[Found]:
    for found in re.finditer(
        r"(?<=[^。！？\n\s：；])（[^（）\n]*(?P<stop>。)）(?P<after>[。，；、！？]?)", draft.text
    ):
        if found["after"] or draft.text[found.end() : found.end() + 1] not in ("\n", ""):
            yield Found(found.start("stop"), found.end("stop") + 1, "）")
        else:
            yield Found(found.start("stop"), found.end("stop") + 1, "）。")


@rule("P-47", _("标签后面用全角冒号"), Severity.WARNING, "GB/T 9704-2012", fragment=True)
def labels(draft: Draft, house: House) -> Iterator[Found]:
    for line in draft.lines:
        for found in _LABEL.finditer(line.text):
            yield Found(line.start + found.start("colon"), line.start + found.end(), "：")
