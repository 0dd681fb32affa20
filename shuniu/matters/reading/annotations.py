"""括号责任分工: owner annotations in brackets at the end of a sentence, and where they cut a text into tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuniu.matters.reading.labels import Label, Role, labels_in
from shuniu.matters.reading.owners import Owners, read_owners
from shuniu.matters.reading.units import split_units, surely_unit

_OPEN, _CLOSE = "（([【［〔", "）)]】］〕"


@dataclass(frozen=True)
class Annotation:
    """An owner annotation: its owners and where it stands in the text, brackets included."""

    owners: Owners
    start: int
    end: int


def annotations_in(text: str) -> list[Annotation]:
    """The owner annotations of `text` in order. Brackets may be of any kind and need not match each other."""
    found: list[Annotation] = []
    for start, end in _brackets(text):
        if found and start < found[-1].end:
            continue
        if not _may_annotate(text, start, end):
            continue
        owners = read_owners(text[start + 1 : end - 1])
        if owners is None or not (owners.names_somebody or owners.times or owners.first_leads_from_here):
            continue
        if (
            not owners.names_somebody
            and not owners.first_leads_from_here
            and not _limits(text[start + 1 : end - 1])
        ):
            continue
        if found and text[found[-1].end : start].strip(" ，、；;。") == "":
            last = found.pop()
            found.append(Annotation(last.owners.joined(owners), last.start, end))
        else:
            found.append(Annotation(owners, start, end))
    return found


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost bracketed pieces; one that never closes ends with the text if it opens an annotation."""
    pieces: list[tuple[int, int]] = []
    depth, start = 0, 0
    for i, c in enumerate(text):
        if c in _OPEN:
            if depth == 0:
                start = i
            depth += 1
        elif c in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                pieces.append((start, i + 1))
    if depth and re.search(r"负责|牵头|责任单位|责任部门", text[start:]) and len(text) - start < 200:
        end = max(text.rfind(c) for c in _CLOSE) + 1
        pieces.append((start, end if end > start + 4 else len(text)))
    return pieces


def _is_list_of_bodies(words: str) -> bool:
    names = split_units(words)
    return bool(names) and all(surely_unit(name) and len(name) > 2 for name in names)


_SIGN = re.compile(
    r"负责|牵头|配合|责任|主办|协办|承办|参与|参加|落实|推进|完成|办理|下同|时限|[前底内]$|坚持|实施|协助|开展|执行"
)


def _may_annotate(text: str, start: int, end: int) -> bool:
    """An annotation closes a thought: a sentence end, a line end or a new number follows; it is no aside."""
    body = text[start + 1 : end - 1]
    if len(body) < 2 or len(body) > 400:
        return False
    after = text[end:].lstrip()
    closes = (
        not after
        or after[0] in "。；;.，\n（([【"
        or bool(re.match(r"(?:\d{1,3}[.、．]|[一二三四五六七八九十]{1,3}、|[（])", after))
    )
    if not closes:
        before = text[:start].rstrip()
        names = split_units(body) if before.endswith(("。", "；", "！")) else ()
        closes = bool(names) and (bool(_SIGN.search(body)) or all(map(surely_unit, names)))
    if not closes:
        return False
    if after[:1] == "，" and not re.search(r"负责|牵头|责任单位|责任部门|配合", body):
        # 引进项目2个（招商股），引进外资500万元（外资股）: one list of owners behind each part
        return (
            all(map(_is_list_of_bodies, re.findall(r"（([^（）]{2,60})）", text))) and text.count("（") >= 2
        )
    if _SIGN.search(body):
        return True
    # a bare list of units: not the end of a name (各村（社区）), and only where the thought is over
    if all(len(name) < 3 for name in split_units(body)):
        return text[:start].rstrip().endswith(("。", "；")) and not after
    return not after or after[0] in "。；;\n" or text[:start].rstrip().endswith(("。", "；"))


def _limits(body: str) -> bool:
    """A bracket that holds only a time limit."""
    return (
        len(body) <= 30
        and bool(re.search(r"前|底|内|持续|长期|完成|每|时限|季度|月", body))
        and not re.search(r"^(?:\d{4}年)?[\d.\-年月日至—到]+$", body)
    )


_ROLE_ENDS = re.compile(
    r"(?:牵头|负责|配合|主办|协办|承办|参与|参加|协助|落实|实施|推进|(?:前|底|内)完成|前|底|内)(?:落实|实施|完成)?$"
)


_BEHIND_DASH = re.compile(r"\s*[—－]{1,2}\s*([^。；—－]{3,80}[。；]?)\s*$")
# 校友邀请函寄发：校友办，6月底前。: the work, a colon, and who by when
_BEHIND_COLON = re.compile(r"(?<=[^：]{2})：([^：。；]{2,60})[。；]?\s*$")


def trailing_sentence(text: str) -> Annotation | None:
    """…。县公安局牵头，各乡镇配合。; … —— 县公安局，6月底前: a last sentence, or what stands behind a dash, that says
    nothing but who answers for the task."""
    if (dash := _BEHIND_DASH.search(text)) and (owners := read_owners(dash.group(1).strip(" 。；"))):
        names = owners.lead + owners.duty + owners.support
        if names and all(map(surely_unit, names)):
            return Annotation(owners, dash.start(), len(text))
    if (colon := _BEHIND_COLON.search(text)) and (owners := read_owners(colon.group(1))):
        names = owners.lead + owners.duty + owners.support
        if names and all(map(surely_unit, names)) and (owners.times or len(names) > 1):
            return Annotation(owners, colon.start(), len(text))
    match = re.search(r"(?<=[。；！])[^。；！]{4,80}[。；]?\s*$", text)
    if not match or not re.search(r"牵头|负责|配合|主办", match.group()):
        return None
    clauses = re.split(r"[，；]", match.group().strip(" 。；"))
    if not all(_ROLE_ENDS.search(clause) or all(map(surely_unit, split_units(clause))) for clause in clauses):
        return None  # 宣传部负责舆情监测: the work itself is told there
    owners = read_owners(match.group().strip(" 。；"))
    if owners is None or not owners.names_somebody:
        return None
    names = owners.lead + owners.duty + owners.support
    return Annotation(owners, match.start(), match.end()) if all(map(surely_unit, names)) else None


_TELLING = (Role.LEAD, Role.DUTY, Role.SUPPORT, Role.TIME)


def inline_labels(text: str) -> list[Annotation]:
    """责任单位：A；完成时限：6月底 behind the words of the task on the same line. Where a label comes again, the next
    task has begun behind the stop before it (a paper without line ends)."""
    labels = [label for label in labels_in(text) if label.role in (*_TELLING, Role.PERSON)]
    labels = [label for label in labels if _outside_brackets(text, label.start)]
    runs: list[list[Label]] = []
    for label in labels:
        again = runs and any(label.role is seen.role and label.words == seen.words for seen in runs[-1])
        if not runs or (again and "。" in text[runs[-1][-1].end : label.start]):
            runs.append([])
        runs[-1].append(label)
    found: list[Annotation] = []
    for i, run in enumerate(runs):
        end = len(text)
        if i + 1 < len(runs):
            end = text.index("。", run[-1].end) + 1
        if any(label.role in _TELLING for label in run) and (owners := read_owners(text[run[0].start : end])):
            found.append(Annotation(owners, run[0].start, end))
    return found


def _outside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("（") <= before.count("）") and before.count("《") <= before.count("》")
