"""六条常用流程: what an office has from the first day; it may change and retire each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shuniu.org.actor import Actor
from shuniu.routing.choices import Box, Mode, Purpose, Slot
from shuniu.routing.models import Route
from shuniu.routing.operations.routes import StopDraft, save_route


@dataclass(frozen=True)
class Usual:
    name: str
    purpose: str
    stops: tuple[StopDraft, ...]
    kinds: tuple[str, ...] = ()


_first = StopDraft(gettext_noop("初审"), Slot.SECTION_HEAD, box=Box.FIRST_CHECK)
_propose = StopDraft(gettext_noop("拟办"), Slot.DIRECTOR, box=Box.PROPOSAL)
_leader = StopDraft(gettext_noop("分管领导批示"), Slot.LEADER, box=Box.INSTRUCT)
_handle = StopDraft(gettext_noop("承办"), Slot.LEAD, box=Box.HANDLE)

USUAL = (
    Usual(
        gettext_noop("收文办件"), Purpose.RECEIPT, (_first, _propose, _leader, _handle),
        ("circular", "telegram", "letter", "report", "suggestion", "proposal"),
    ),
    Usual(
        gettext_noop("收文阅件"), Purpose.CIRCULATE,
        (StopDraft(gettext_noop("传阅"), Slot.LEADERS, mode=Mode.INFORM, box=Box.READ),),
        ("reading",),
    ),
    Usual(
        gettext_noop("请示呈批"), Purpose.REQUEST,
        (
            _first, _propose,
            StopDraft(gettext_noop("分管领导意见"), Slot.LEADER, box=Box.INSTRUCT),
            StopDraft(gettext_noop("主要负责人批示"), Slot.HEAD, box=Box.INSTRUCT),
            _handle,
        ),
        ("request",),
    ),
    Usual(
        gettext_noop("征求意见"), Purpose.CONSULT,
        (
            StopDraft(gettext_noop("征求意见"), Slot.HELPERS, box=Box.COUNTERSIGN),
            StopDraft(gettext_noop("汇总"), Slot.STARTER, box=Box.PROPOSAL),
        ),
        ("opinions",),
    ),
    Usual(
        gettext_noop("会签"), Purpose.CONSULT,
        (
            StopDraft(gettext_noop("会签"), Slot.HELPERS, box=Box.COUNTERSIGN),
            StopDraft(gettext_noop("主任审核"), Slot.DIRECTOR, box=Box.REVIEW),
        ),
    ),
    Usual(
        gettext_noop("签报"), Purpose.REQUEST,
        (
            StopDraft(gettext_noop("科长审核"), Slot.SECTION_HEAD, box=Box.REVIEW),
            StopDraft(gettext_noop("主任审核"), Slot.DIRECTOR, box=Box.PROPOSAL),
            StopDraft(gettext_noop("领导批示"), Slot.LEADER, box=Box.INSTRUCT),
        ),
    ),
)  # fmt: skip


def write_usual(*, by: Actor) -> list[Route]:
    """装上常用的: each of the six whose name the office has not used yet, in the words of its language."""
    there = set(Route.objects.filter(unit=by.unit).values_list("name", flat=True))
    made = []
    for usual in USUAL:
        if _(usual.name) in there:
            continue
        stops = [
            StopDraft(_(stop.title), stop.slot, stop.people, stop.mode, stop.need, stop.box, stop.mandatory)
            for stop in usual.stops
        ]
        made.append(
            save_route(name=_(usual.name), purpose=usual.purpose, stops=stops, kinds=usual.kinds, by=by)
        )
    return made
