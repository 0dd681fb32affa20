"""收文办理: the steps of a received paper in one line, computed from what happened (official-documents §7).

签收 → 登记 → 初审 → 拟办 → 批办 → 承办 → 传阅 → 催办 → 答复 → 归档. What the unit left out is not shown as missing:
批办, 传阅 and 催办 stand in the line once they happened or are planned. A 阅件 has no 承办 and no 答复.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuniu.journal.models import Line
from shuniu.matters import kinds
from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Matter
from shuniu.routing.choices import Box, StageState
from shuniu.routing.readings import Drawn, Stop

DONE, NOW, COMING = "done", "now", "coming"
_WORDS = {
    "sign_in": gettext_lazy("签收"),
    "register": gettext_lazy("登记"),
    "first_check": gettext_lazy("初审"),
    "propose": gettext_lazy("拟办"),
    "instruct": gettext_lazy("批办"),
    "handle": gettext_lazy("承办"),
    "circulate": gettext_lazy("传阅"),
    "chase": gettext_lazy("催办"),
    "answer": gettext_lazy("答复"),
    "file": gettext_lazy("归档"),
}
_PLACED = (State.GIVEN, State.IN_HAND, State.REPORTED, State.DONE, State.DISPUTED, State.SHELVED)


@dataclass(frozen=True)
class Step:
    """一步: done by whom and when, being done now, or to come."""

    code: str
    state: str
    who: str = ""
    at: datetime | None = None

    @property
    def word(self) -> str:
        return str(_WORDS[self.code])

    @property
    def said(self) -> str:
        """Its state in a word, for those who do not see the shape."""
        return str(
            {DONE: pgettext_lazy("step", "已办"), NOW: gettext_lazy("正在"), COMING: gettext_lazy("还没到")}[
                self.state
            ]
        )


@dataclass(frozen=True)
class Steps:
    to_read: bool
    steps: list[Step]

    @property
    def word(self) -> str:
        return _("阅件") if self.to_read else _("办件")


def is_received(matter: Matter) -> bool:
    return matter.source_type == SourceType.PAPER and not matter.is_task


def steps_of(matter: Matter, slips: Sequence[Drawn] = ()) -> Steps | None:
    """收文办理的一行; None for what is not a received paper."""
    if not is_received(matter):
        return None
    to_read = kinds.of(matter.kind).to_read
    stops = [stop for one in slips for stop in one.stops if stop.state != StageState.DROPPED]
    placed = matter.state in _PLACED
    ended = matter.state == State.DONE
    steps = [
        Step("sign_in", DONE, at=matter.received),
        Step("register", DONE, who=matter.number),
        _boxed("first_check", stops, Box.FIRST_CHECK) or Step("first_check", DONE if placed else NOW),
        _boxed("propose", stops, Box.PROPOSAL) or Step("propose", DONE if placed else COMING),
        _boxed("instruct", stops, Box.INSTRUCT) or _instructed(matter),
        None if to_read else _handled(matter, stops),
        _circulated(stops) or (Step("circulate", DONE if ended else COMING) if to_read else None),
        _chased(matter) if slips else None,
        None
        if to_read
        else Step("answer", DONE if ended else NOW if matter.state == State.REPORTED else COMING),
        Step("file", COMING),
    ]
    return Steps(to_read, [step for step in steps if step is not None])


def _boxed(code: str, stops: list[Stop], *boxes: str) -> Step | None:
    """What happened in the boxes of this step: the last word in them, or whoever has it now."""
    own = [stop for stop in stops if stop.stage.box in boxes and stop.stage.is_main]
    if not own:
        return None
    now = next((stop for stop in own if stop.state == StageState.OPEN), None)
    if now is not None:
        return Step(code, NOW, who=_("、").join(hand.who for hand in now.waiting), at=now.stage.opened_at)
    said = [
        hand
        for stop in own
        for hand in stop.hands
        if hand.state == "spoken" and stop.state == StageState.CLOSED
    ]
    if not said:
        return Step(code, COMING, who=_("、").join(stop.names for stop in own))
    last = said[-1]
    return Step(code, DONE, who=last.who, at=last.part.decided_at)


def _instructed(matter: Matter) -> Step | None:
    return Step("instruct", DONE) if matter.flag("instructions") else None


def _handled(matter: Matter, stops: list[Stop]) -> Step:
    if matter.state in (State.REPORTED, State.DONE):
        return Step("handle", DONE, who=matter.lead.name if matter.lead else "", at=matter.reported_at)
    boxed = _boxed("handle", stops, Box.HANDLE)
    if boxed is not None and boxed.state != COMING:
        return boxed
    if matter.state in (State.GIVEN, State.IN_HAND) and (boxed is None):
        return Step("handle", NOW, who=matter.holder.name if matter.holder else "", at=matter.held_since)
    return boxed or Step("handle", COMING)


def _circulated(stops: list[Stop]) -> Step | None:
    own = [stop for stop in stops if not stop.stage.is_main]
    if not own:
        return None
    readers = [hand for stop in own for hand in stop.hands if hand.state not in ("released", "passed_on")]
    read = [hand for hand in readers if hand.state == "spoken"]
    told = _("%(read)d/%(all)d 已阅") % {"read": len(read), "all": len(readers)}
    begun = any(stop.state != StageState.PLANNED for stop in own)
    state = DONE if len(read) == len(readers) else NOW if begun else COMING
    return Step("circulate", state, who=told)


def _chased(matter: Matter) -> Step | None:
    at = (
        Line.objects.about(matter)
        .filter(verb__in=["slip.chased", "matter.chased"])
        .order_by("-seq")
        .values_list("at", flat=True)
        .first()
    )
    return Step("chase", DONE, at=at) if at else None
