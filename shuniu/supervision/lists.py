"""督的清单: reds, what falls due soon, what waits for a check, disputes, tasks from above; each with its own address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shuniu.clock.office_calendar import calendar_for
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.matters.queries import MatterQuerySet
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.supervision.given_out import inspections
from shuniu.supervision.models import Chase

SOON = 5
MOST_UNHEARD = 50


@dataclass(frozen=True)
class View:
    """One list: `of(matters, actor)` narrows and orders; `empty` is what it means when nothing is there."""

    code: str
    word: str | Promise
    of: Callable[[MatterQuerySet, Actor], MatterQuerySet]
    empty: str | Promise


def _by_due(matters: MatterQuerySet) -> MatterQuerySet:
    return matters.order_by(F("due").asc(nulls_last=True), "-pk")


def _reds(matters: MatterQuerySet, actor: Actor) -> MatterQuerySet:
    unheard = Chase.objects.unheard().filter(matter__unit=actor.unit, matter__is_open=True)
    return matters.reds(moment.now(), also=unheard.values_list("matter", flat=True)[:MOST_UNHEARD])


def _soon(matters: MatterQuerySet, actor: Actor) -> MatterQuerySet:
    calendar = calendar_for(actor.unit)
    until = moment.aware(calendar.end_of_work(calendar.add_working_days(moment.today(), SOON)))
    return _by_due(
        matters.filter(is_open=True, due__gte=moment.now(), due__lte=until).exclude(state=State.SHELVED)
    )


def _struck(matters: MatterQuerySet, actor: Actor) -> MatterQuerySet:
    """办结了,还没销号."""
    return matters.filter(
        state=State.DONE, supervised__registered_at__isnull=False, supervised__written_off_at=None,
        supervised__routine_at=None, supervised__cancelled_at=None,
    ).order_by("-completed", "-pk")  # fmt: skip


VIEWS: tuple[View, ...] = (
    View("red", _("红"), _reds, _("没有逾期的。")),
    View("soon", _("五个工作日内到期"), _soon, _("五个工作日内没有到期的。")),
    View("check", _("待核"), lambda m, a: m.filter(state=State.REPORTED).order_by("reported_at", "pk"), _("没有等着核的。")),
    View("disputed", _("有争议"), lambda m, a: _by_due(m.filter(state=State.DISPUTED)), _("没有争议。")),
    View("above", _("上级硬任务"), lambda m, a: _by_due(m.filter(is_open=True, from_above=True)), _("没有欠上级的。")),
    View("done", _("待销号"), _struck, _("办结的都销号了。")),
    View("inspection", _("政府督查"), lambda m, a: _by_due(inspections(m.filter(is_open=True))), _("没有正在进行的政府督查。")),
)  # fmt: skip


def of(code: str, actor: Actor) -> tuple[View, MatterQuerySet]:
    """The list asked for (the first when there is none of that name), as far as this person sees."""
    view = next((one for one in VIEWS if one.code == code), VIEWS[0])
    return view, view.of(Matter.objects.visible_to(actor), actor)
