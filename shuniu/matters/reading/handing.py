"""交办分句: running text in which one body after the other gets its work, cut where the work passes to another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuniu.clock.time_words import points
from shuniu.matters.reading.orders import TELLS, is_told_to
from shuniu.matters.reading.owners import Owners
from shuniu.matters.reading.persons import persons_in_charge
from shuniu.matters.reading.sentences import owners_in_text
from shuniu.matters.reading.subjects import leading_units, named_body


def bound_in_parts(text: str, *, persons: bool = False) -> list[tuple[int, int, Owners]]:
    """The parts (from, to, owners) of running text in which one body after the other gets its work; [] if it is one.
    What follows without a name goes on with the work before it, and so does, behind a semicolon, more work for the
    same body. `persons`: it is persons who get it."""
    parts: list[tuple[int, int, Owners]] = []
    for start, end in _pieces(text):
        piece = text[start:end]
        said = Owners() if _SPEAKS.match(piece) else _charged(piece, persons)
        if parts and said.support and not (said.lead or said.duty):
            parts[-1] = (*parts[-1][:2], parts[-1][2].joined(said))
            continue
        goes_on = parts and text[:start].endswith("；") and _same_hands(parts[-1][2], said)
        if said.names_somebody and not goes_on:
            opening = _AS_FOLLOWS.match(piece) or _leads_in(piece)
            parts.append((start + (opening.end() if opening else 0), end, said))
        elif parts and not _TOLD_ANEW.match(piece):
            parts[-1] = (parts[-1][0], end, parts[-1][2].joined(said))
    return _from_title(text, parts) if len(parts) >= 2 else []


def _from_title(text: str, parts: list[tuple[int, int, Owners]]) -> list[tuple[int, int, Owners]]:
    """关于停车。会议要求…: the title a point runs in with belongs to the first of its parts."""
    (start, end, owners), *others = parts
    if start and re.fullmatch(r"[^，。；：将已了]{2,24}[。：]\s*", text[:start]):
        return [(0, end, owners), *others]
    return parts


# ×××书记强调，学院党委高度重视…: a speech gives nobody work
_SPEAKS = re.compile(
    r"[^。；]*(?:主持召开|召开[^。；]{0,24}，[^。；]{0,20}主持)|\s*(?:会上，)?(?:会议(?:指出|认为|肯定|听取(?!.*(?:决定|要求|强调|责成|议定|明确|同意|由)))|[^，。；：]{0,14}(?:书记|长|主任|同志|经理|×)[^，。；：]{0,10}(?:强调|指出|认为|介绍|汇报|说明|讲话|表示|提出))"
)
_AS_FOLLOWS = re.compile(r"[^，。；：]{2,16}如下：")
_TOLD_ANEW = re.compile(r"\s*(?:会议|会上|与会|大会|最后)")


def _same_hands(one: Owners, other: Owners) -> bool:
    return set(one.lead + one.duty) == set(other.lead + other.duty)


def _charged(piece: str, persons: bool) -> Owners:
    return Owners(duty=persons_in_charge(piece)) if persons else owners_in_text(piece, minutes=True)


_LEAD_IN = re.compile(r"[^。；：]{2,40}：")


def _leads_in(piece: str) -> re.Match[str] | None:
    """会议议定：由县住建局…: what comes before the one who gets the work, if the work begins with its name."""
    match = _LEAD_IN.match(piece)
    begins = match and (re.match(r"[由请]", piece[match.end() :]) or _at_work(piece[match.end() :]))
    return match if begins else None


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """(from, to) of the sentences, and of the parts of a sentence in which one body after the other begins a clause
    with work of its own (县住建局…，县财政局6月底前…)."""
    for match in re.finditer(r"[^。；！？\n]+[。；！？\n]?", text):
        start = match.start()
        for cut in _passes_at(match.group()):
            yield start, match.start() + cut
            start = match.start() + cut
        yield start, match.end()


_JOINT_WORK = re.compile(r"牵头|配合|协助|参与|按照?(?:各自)?职责|分工负责|主办|协办")


def _passes_at(sentence: str) -> list[int]:
    """Where in a sentence a clause begins with a body that gets other work than the body before it; [] where they
    do one work together (A牵头，B配合)."""
    if _JOINT_WORK.search(sentence):
        return []
    begins: list[int] = []
    at = 0
    for clause in re.split(r"(?<=，)", sentence):
        if _at_work(clause):
            begins.append(at)
        at += len(clause)
    while begins and not owners_in_text(sentence[: begins[0]], minutes=True).names_somebody:
        begins.pop(0)  # nobody has had work yet that could pass on
    return begins


def _at_work(clause: str) -> tuple[str, ...]:
    if clause.startswith(("由", "并", "再")):
        return ()  # …，由县政务服务局负责督促: the same work goes on
    units = leading_units(clause)
    if not units or not all(map(named_body, units)):
        return ()
    rest = clause[clause.find(units[-1]) + len(units[-1]) :].rstrip("，。；")
    first = next(iter(points(rest[:24], today=None)), None)
    dated = first is not None and first.start <= 4
    charged = re.match(
        r"(?:也|同步|同时|具体)*(?:要(?![求点素])|须|应当|务必|负责(?!人)|抓紧|同步|尽快|立即|会同|对|每|把|将)",
        rest,
    )
    return (
        units if len(rest) >= 4 and (charged or dated or is_told_to(rest)) and not TELLS.match(rest) else ()
    )
