"""文、会、事、计划、报: what of each exists already, as lists of matters one can filter by the address.

The later apps put their own pages at these addresses; until then each place shows the matters that belong there, so
that none of the eight words leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext_lazy as _

from shuniu.matters.choices import SourceType, State
from shuniu.matters.models import Matter
from shuniu.matters.queries import MatterQuerySet
from shuniu.org import moment
from shuniu.org.actor import Actor

PAPERS = (
    "circular", "telegram", "reading", "request", "report", "letter", "opinions", "suggestion", "proposal",
    "disclosure", "brief",
)  # fmt: skip
MEETINGS = ("meeting", "meeting_above", "minute_item")
AFFAIRS = ("service", "duty", "visit", "inspection", "activity", "expiring")
WEEKS = 8


@dataclass(frozen=True)
class View:
    """One tab of a place: `of(matters, actor)` narrows and orders; `empty` is what it means when nothing is there."""

    code: str
    word: str
    of: Callable[[MatterQuerySet, Actor], MatterQuerySet]
    empty: str
    address: str = ""  # a page of its own, not a list of matters


def _by_due(matters: MatterQuerySet) -> MatterQuerySet:
    return matters.order_by(F("due").asc(nulls_last=True), "-pk")


def _newest(matters: MatterQuerySet) -> MatterQuerySet:
    return matters.order_by("-received", "-pk")


def _of_kinds(kinds: tuple[str, ...], *, also: Q | None = None):
    belongs = Q(kind__in=kinds) | (also if also is not None else Q())
    return lambda matters: matters.filter(belongs, part=0)


_papers = _of_kinds(PAPERS, also=Q(source_type=SourceType.PAPER))
_meetings = _of_kinds(MEETINGS)
_affairs = _of_kinds(AFFAIRS)


def _from_today(matters: MatterQuerySet) -> MatterQuerySet:
    start = datetime.combine(moment.today(), datetime.min.time())
    return matters.filter(starts__gte=moment.aware(start), is_open=True).order_by("starts", "pk")


VIEWS: dict[str, tuple[View, ...]] = {
    "docs": (
        View("open", _("在办"), lambda m, a: _newest(_papers(m).filter(is_open=True)), _("没有在办的文。来文拖进来就登记。")),
        View("outgoing", _("发文"), lambda m, a: m.none(), "", "/docs/outgoing/"),
        View("moving", _("流转中"), lambda m, a: m.none(), "", "/slips/"),
        View("done", _("办结"), lambda m, a: _papers(m).filter(state=State.DONE).order_by("-completed", "-pk"), _("还没有办结的文。")),
        View("all", _("全部"), lambda m, a: _newest(_papers(m)), _("还没有文。来文拖进来就登记。")),
        View("archive", _("归档"), lambda m, a: m.none(), "", "/archive/"),
    ),
    "meetings": (
        View("coming", _("今天起"), lambda m, a: _from_today(_meetings(m)), _("今天起没有会。说一句“明天下午3点常务会 305”就有一个。")),
        View("open", _("没办完的"), lambda m, a: _by_due(_meetings(m).filter(is_open=True)), _("会上定的都办完了。")),
        View("all", _("全部"), lambda m, a: _newest(_meetings(m)), _("还没有会。")),
    ),
    "affairs": (
        View("coming", _("今天起"), lambda m, a: _from_today(_affairs(m)), _("今天起没有安排。说一句“下周一8点两人去市里开会,下午回”就有一条。")),
        View("open", _("没办完的"), lambda m, a: _by_due(_affairs(m).filter(is_open=True)), _("都办完了。")),
        View("all", _("全部"), lambda m, a: _newest(_affairs(m)), _("还没有登记过。")),
    ),
}  # fmt: skip


def matters_of(place: str, code: str, actor: Actor) -> tuple[View, MatterQuerySet]:
    """The tab asked for (the first when there is no such tab) and its matters, as far as this person sees them."""
    views = VIEWS[place]
    view = next((one for one in views if one.code == code), views[0])
    return view, view.of(Matter.objects.visible_to(actor), actor)


@dataclass(frozen=True)
class Week:
    first: date
    count: int
    hard: int

    @property
    def number(self) -> int:
        return self.first.isocalendar().week

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)


def weeks_ahead(actor: Actor) -> list[Week]:
    """往后八周, how much falls due in each: one statement over the dates."""
    monday = moment.today() - timedelta(days=moment.today().weekday())
    end = monday + timedelta(weeks=WEEKS)
    rows = (
        Matter.objects.visible_to(actor)
        .filter(is_open=True, due__gte=_midnight(monday), due__lt=_midnight(end))
        .order_by()
        .annotate(week=TruncWeek("due", tzinfo=moment.OFFICE_ZONE))
        .values("week")
        .annotate(n=Count("pk"), firm=Count("pk", filter=Q(hard=True)))
    )
    known = {row["week"].date(): row for row in rows}
    weeks = (monday + timedelta(weeks=n) for n in range(WEEKS))
    return [Week(w, known[w]["n"], known[w]["firm"]) if w in known else Week(w, 0, 0) for w in weeks]


def due_in_week(actor: Actor, monday: date) -> MatterQuerySet:
    return _by_due(
        Matter.objects.visible_to(actor).filter(
            is_open=True, due__gte=_midnight(monday), due__lt=_midnight(monday + timedelta(days=7))
        )
    )


def done_in_month(actor: Actor, first: date) -> MatterQuerySet:
    """本月办成的, newest first."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (
        Matter.objects.visible_to(actor)
        .filter(state=State.DONE, completed__gte=_midnight(first), completed__lt=_midnight(following))
        .order_by("-completed", "-pk")
    )


def _midnight(day: date) -> datetime:
    return moment.aware(datetime.combine(day, datetime.min.time()))
