"""A paper that a copy ran together into one line, cut where its parts meet.

Web excerpts often keep the words and lose every line end. The parts of a paper still show where they meet: a number
between title and addressees, the colon behind the addressees, 附件：, and names with a day behind the last stop.
"""

from __future__ import annotations

import re

from shuniu.matters.reading.registration.bodies import is_body, names
from shuniu.matters.reading.registration.days import DAY
from shuniu.matters.reading.registration.kinds import ends_in_kind
from shuniu.matters.reading.registration.numbers import inside_marks, numbers_in
from shuniu.matters.reading.text import Passage

_GAP = re.compile(r"\s+")
_TITLE_MEETS = re.compile(
    r"(?:的(?:紧急|补充)?(?:通知|通报|决定|批复|复函|函|意见|请示|报告|答复|公告|通告|方案|决议)|会议纪要|一封信)(?:（[^（）]{1,20}）)?(?=(?:各|全[体县市区镇乡校院]|尊敬|[^。，：\s]{2,20}：|[^。：\s]{2,60}、各))"
)
_TITLE_AND_ADDRESSEES = re.compile(r"的(?:通知|通报|决定|批复|复?函|意见|请示|报告|答复)\s+[^。：]{2,200}：")
_NOTE = re.compile(r"(?<=[。；\s])附\s*件\s*\d{0,2}\s*[：:]")
_BOUNDARY = re.compile(r"[。；！？）》]")
_COPY = re.compile(r"(?<=[\s。）])(?:抄\s*[送报]\s*[：:]|（此件|（联系|联系人\s*[：:]|主题词\s*[：:])")
_PART = 12  # shorter lines hold one part
_FEW_LINES = 3
_REACH = 2000  # how far into a line its head may go, and its tail back
_MOST_CUTS = 60  # a list of days is no paper with signatures


def unfolded(line: Passage, *, lines: int) -> list[Passage]:
    """`line` in its parts; a paragraph of an ordinary paper stays whole. `lines`: how many the page has."""
    text = line.text
    if len(text) < _PART and lines > _FEW_LINES:
        return [line]
    stop = text.find("。")
    head_end = min(stop if stop >= 0 else len(text), _REACH)
    cuts, blob = _number_cuts(line, head_end)
    blob = blob or lines <= _FEW_LINES
    signature = _signature_cuts(line)
    blob = blob or (
        bool(signature)
        and (len(text) > 120 and lines <= 6 or bool(_TITLE_AND_ADDRESSEES.search(text[:head_end])))
    )
    numbers = [(it.start, it.end) for it in numbers_in(line[: min(head_end, 500)])] if blob else []
    if blob:
        cuts |= {m.end() for m in _TITLE_MEETS.finditer(text[:head_end]) if not inside_marks(text, m.start())}
        cuts |= {
            m.end()
            for m in _GAP.finditer(text[:head_end])
            if _may_cut(text, m) and not any(a < m.start() < b for a, b in numbers)
        }
        cuts |= {m.start() for m in _NOTE.finditer(text) if m.start() >= head_end}
        cuts |= {m.start() for m in _COPY.finditer(text) if m.start() >= head_end}
        tail = max(text.rfind("。"), head_end, len(text) - _REACH)
        cuts |= {tail + m.end() for m in _GAP.finditer(text[tail:]) if _may_cut(text[tail:], m)}
    elif len(text) - text.rfind("。") < 90:
        cuts |= {m.start() for m in _NOTE.finditer(text) if signature and m.start() >= head_end}
    if blob or (signature and max(signature) >= len(text) - 40):
        cuts |= signature
    places = sorted(cut for cut in cuts | {0, len(text)} if 0 <= cut <= len(text))
    pieces = [line[a:b].stripped() for a, b in zip(places, places[1:], strict=False)]
    return [piece for piece in pieces if piece]


def _number_cuts(line: Passage, head_end: int) -> tuple[set[int], bool]:
    """Before and behind the paper's own number; with more behind it, the line is more than a title."""
    head, blob = line.text[:head_end], False
    cuts: set[int] = set()
    for it in numbers_in(line[: min(head_end, 500)]):
        if inside_marks(head, it.start):
            continue
        before, after = head[: it.start].rstrip(), head[it.end :].lstrip()
        closed = before.endswith("（") and after.startswith("）")
        if closed and not ends_in_kind(before[:-1]):
            continue
        if not closed:
            if (
                before
                and not _touches_head(before)
                or after
                and re.match("[，。；、）》]|文件|精神|要求|的", after)
            ):
                continue
            cuts.add(it.start)
        cuts.add(it.end + (head[it.end :].find("）") + 1 if closed else 0))
        blob = blob or len(after) > 12
    return cuts, blob


def _touches_head(before: str) -> bool:
    return (
        bool(
            ends_in_kind(before)
            or is_body(_GAP.sub("", before))
            or before.endswith(("文件", "号：", "）", "急", "件"))
        )
        or len(before) < 3
    )


def _signature_cuts(line: Passage) -> set[int]:
    """Around names and a day that stand between the last sentence and what follows."""
    text, last = line.text, 0
    cuts: set[int] = set()
    for day in re.finditer(DAY, text):
        if day.start() < 10:
            continue
        before, last = text[max(last, day.start() - 160) : day.start()], day.end()
        if len(cuts) > _MOST_CUTS:
            break
        stops = [m.end() for m in _BOUNDARY.finditer(before)]
        rest = text[day.end() :]
        if rest.strip() and not re.match(r"\s+\S|（(?:此|联|章|印|盖)|印发|抄\s*送|附\s*件|$", rest):
            continue
        start = day.start() - len(before) + (stops[-1] if stops else 0)
        between = line[start : day.start()]
        signs = _names_at_end(between)
        if signs is None:
            continue
        cuts.add(start + signs)
        if not rest.lstrip().startswith("印发"):
            cuts.add(day.end())
    return cuts


def _names_at_end(between: Passage) -> int | None:
    """Where in the words before a day the names begin; None if these words are no signature."""
    if not between.text.strip():
        return 0 if len(between) == len(between.text) else None
    for start in [0, *[m.end() for m in _GAP.finditer(between.text)][-8:]]:
        if names(between[start:]):
            return start
    return None


def _may_cut(text: str, gap: re.Match[str]) -> bool:
    """Whether a gap may part two lines: not inside brackets, not between letters set apart, not before a clock time."""
    start, end = gap.start(), gap.end()
    if text.count("《", 0, start) > text.count("》", 0, start) or text.count("（", 0, start) > text.count(
        "）", 0, start
    ):
        return False
    if re.search(
        r"(?:联系人|电话|手机|方式)[：:][^。；]{0,16}$", text[max(0, start - 24) : start]
    ) and not re.match("附|抄", text[end : end + 1]):
        return re.match(r"[\u4e00-\u9fff]{5,}", text[end : end + 8]) is not None
    before, after = text[max(0, start - 2) : start], text[end : end + 8]
    if re.match(r"\d{5,}|\d{1,2}[：:]\d{2}|[，。、；：]", after):
        return False
    left, right = re.fullmatch(r"\s?\S", before), re.match(r"\S(?:\s|$)", after)
    return not (left and right)
