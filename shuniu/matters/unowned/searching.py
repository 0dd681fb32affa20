"""查一遍: what nobody holds, how it was found and whose it might be. Reads only (product §7.12)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from shuniu.journal.models import Line
from shuniu.matters.choices import DemandOutcome, Gap, SourceType, State, Visibility
from shuniu.matters.models import Matter
from shuniu.matters.proposing.lexicon import Lexicon
from shuniu.matters.proposing.likeness import SAME, grams, likeness
from shuniu.matters.proposing.whose import Field, name_of
from shuniu.matters.telling import day_told
from shuniu.matters.telling import told as _
from shuniu.org import moment
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Division, Duty, Person, Unit
from shuniu.org.readings import answers_for, director_of

YEARLY_AROUND = timedelta(days=14)
YEARLY_THIS_YEAR = timedelta(days=75)  # prepared that early, it has come again
UNANSWERED_AFTER = timedelta(days=2)
MOST = 200  # of one sort in one night; more than that is not a list but another problem
LOOKED_AT = 4000
LEFT_LATELY = timedelta(days=60)
_BODY = ("division__liaison", "division__head", "division__upper")

_YEARLY = re.compile(
    r"年度|每年|一年一度|半年|[一二三四1-4]季度|汛前|节前|春节|端午|国庆|元旦|总结|演练|推演|体检|述职|普查|年检|年审|换届|两会|务虚会|清查|盘点|值班表"
)
# What others send, ring or say comes by itself or not; only what the office begins can be forgotten by it.
OWN_SOURCES = (SourceType.PLAN, SourceType.FOUND, SourceType.INSTRUCTION, SourceType.ORAL)
YEAR_WORDS = re.compile(r"(?:19|20)?\d{2}年度?|第[一二三四五六七八九十百\d]+[次届期]")


@dataclass(frozen=True)
class Found:
    """One gap as the search sees it; the fields of `Unowned`."""

    sort: Gap
    key: str
    what: str
    story: str
    since: date
    about: Matter | None = None
    duty: Duty | None = None
    division: Division | None = None
    person: Person | None = None
    why: str = ""


def search(unit: Unit, at: datetime | None = None) -> list[Found]:
    """查一遍: everything of this unit that is in nobody's hand now. Reads only."""
    at = at or moment.now()
    found: list[Found] = []
    for look_for in (orphans, remains, refused_by_all, unanswered, yearly, thin_duties):
        found.extend(list(look_for(unit, at))[:MOST])
    return found


def yearly(unit: Unit, at: datetime) -> Iterator[Found]:
    """去年今日对照: what came at this time last year, comes every year by its words or kind, and has not come yet."""
    today = moment.local(at).date()
    last = _a_year_before(today)
    rows = (
        Matter.objects.filter(unit=unit, part=0)
        .filter(received__gte=_start(last - YEARLY_AROUND), received__lt=_start(last + timedelta(days=1)))
        .filter(source_type__in=OWN_SOURCES)
        .exclude(state__in=[State.MERGED, State.RETURNED])
        .exclude(visibility=Visibility.RESTRICTED)
        .select_related("lead")
        .order_by("received", "id")[:LOOKED_AT]
    )
    once = [m for m in rows if _comes_every_year(m)]
    if not once:
        return
    recent = Q(received__gte=at - YEARLY_THIS_YEAR) | Q(is_open=True, starts__gte=at) | Q(is_open=True, due__gte=at)
    titles = (
        Matter.objects.filter(recent, unit=unit, part=0)
        .exclude(state__in=[State.MERGED, State.RETURNED])
        .order_by("-received", "-id")
        .values_list("title", flat=True)[:LOOKED_AT]
    )
    this_year = [_timeless(title) for title in titles]
    seen: list[frozenset[str]] = []
    for matter in once:
        words = _timeless(matter.title)
        if any(likeness(words, other) >= SAME for other in (*this_year, *seen)):
            continue
        seen.append(words)
        day = moment.local(matter.received).date()
        expected = _a_year_after(day)
        yield Found(
            Gap.YEARLY,
            f"yearly:{matter.pk}",
            matter.title,
            _("去年%(day)s办过(%(number)s),今年没有") % {"day": day_told(day), "number": name_of(matter)},
            expected,
            about=matter,
            division=matter.lead if matter.lead and matter.lead.closed_on is None else None,
            why=_("去年牵头") if matter.lead else "",
        )


def orphans(unit: Unit, at: datetime) -> Iterator[Found]:
    """经手人已离岗: must be none; the rule of hands and the database see to it (product §4.3)."""
    rows = Matter.objects.filter(unit=unit).without_one_active_holder().select_related("holder", "lead")
    for matter in rows.order_by("pk")[:MOST]:
        yield Found(
            Gap.ORPHAN,
            f"orphan:{matter.pk}",
            matter.title,
            _("%(name)s已离岗,手上没有交") % {"name": matter.holder.name if matter.holder else _("没有人")},
            moment.local(matter.held_since or matter.moved).date(),
            about=matter,
            person=answers_for(matter.lead) if matter.lead else director_of(unit),
            why=_("牵头单位的联络员") if matter.lead else _("没有牵头,主任先接"),
        )


def remains(unit: Unit, at: datetime) -> Iterator[Found]:
    """交接遗留: duties and bodies that still name somebody who has left."""
    today = moment.local(at).date()
    duties = Duty.objects.filter(unit=unit).on(today).filter(person__left_on__isnull=False)
    heirs: dict[int, tuple[Person | None, int]] = {}
    named_leaver = [(duty, duty.person) for duty in duties.select_related("person", "stand_in", *_BODY)[:MOST]]
    for duty, leaver in [*named_leaver, *_emptied(unit, today)]:
        if leaver.pk not in heirs:
            heirs[leaver.pk] = _took_most_of(leaver)
        heir, count = heirs[leaver.pk]
        if heir is not None:
            why = _("接了%(name)s的%(n)d件") % {"name": leaver.name, "n": count}
        elif duty.stand_in and duty.stand_in.is_active:
            heir, why = duty.stand_in, _("这条职责的B角")
        else:
            heir, why = answers_for(duty.division), _("%s的联络员") % duty.division.name
        yield Found(
            Gap.REMAINS,
            f"duty:{duty.pk}",
            duty.what,
            _("%(name)s调离(%(day)s)后没人接")
            % {"name": leaver.name, "day": f"{leaver.left_on.month}/{leaver.left_on.day}"},
            leaver.left_on,
            duty=duty,
            division=duty.division,
            person=heir,
            why=why,
        )
    named = Division.objects.current().filter(unit=unit, liaison__left_on__isnull=False)
    for division in named.select_related("liaison", "head")[:MOST]:
        heir = division.head if division.head and division.head.is_active else None
        yield Found(
            Gap.REMAINS,
            f"liaison:{division.pk}",
            _("%s的联络员") % division.name,
            _("%(name)s离岗后没有换人") % {"name": division.liaison.name},
            division.liaison.left_on,
            division=division,
            person=heir,
            why=_("单位负责人") if heir else "",
        )


def _emptied(unit: Unit, today: date) -> list[tuple[Duty, Person]]:
    """Duties of the office without a person, in a section that somebody left lately."""
    left = Person.objects.filter(unit=unit, left_on__gt=today - LEFT_LATELY, division__kind=DivisionKind.OFFICE)
    leavers = {person.division_id: person for person in left.order_by("left_on")}
    if not leavers:
        return []
    duties = Duty.objects.filter(unit=unit, person=None, division__in=leavers).on(today).select_related("stand_in", *_BODY)
    return [(duty, leavers[duty.division_id]) for duty in duties[:MOST]]


def refused_by_all(unit: Unit, at: datetime) -> Iterator[Found]:
    """两家都退的: two bodies said it is not theirs, and nobody has ruled. The director's office holds it meanwhile."""
    rows = (
        Matter.objects.filter(unit=unit, state=State.DISPUTED)
        .exclude(visibility=Visibility.RESTRICTED)
        .annotate(bodies=Count("refusals__division", distinct=True))
        .filter(bodies__gte=2)
        .select_related("holder")
        .order_by("pk")[:MOST]
    )
    field: Field | None = None
    for matter in rows:
        refusals = list(matter.refusals.select_related("division"))
        names = list(dict.fromkeys(r.division.name for r in refusals if r.division))
        field = field or Field(Lexicon(unit), sender="")
        first = next(iter(field.candidates(matter.title)), None)
        division = first.division if first else refusals[0].division
        yield Found(
            Gap.REFUSED,
            f"refused:{matter.pk}",
            matter.title,
            _("%(names)s都说不归它,还没有定,由%(holder)s先接着")
            % {"names": "、".join(names), "holder": matter.holder.name},
            moment.local(refusals[0].at).date(),
            about=matter,
            division=division,
            why=first.why if first else _("最先给的是它"),
        )


def unanswered(unit: Unit, at: datetime) -> Iterator[Found]:
    """来文的要求没有着落: two days after arrival some demand is neither a task nor said to be met or not ours."""
    rows = (
        Matter.objects.filter(unit=unit, is_open=True, part=0, received__lte=at - UNANSWERED_AFTER)
        .exclude(visibility=Visibility.RESTRICTED)
        .exclude(state=State.SHELVED)
        .annotate(left=Count("demands", filter=Q(demands__outcome=DemandOutcome.OPEN)))
        .filter(left__gt=0)
        .select_related("lead", "holder")
        .order_by("received", "id")[:MOST]
    )
    for matter in rows:
        yield Found(
            Gap.UNANSWERED,
            f"demands:{matter.pk}",
            matter.title,
            _("来文%(n)d项要求还没有着落") % {"n": matter.left},
            moment.local(matter.received).date(),
            about=matter,
            division=matter.lead,
            person=matter.holder,
            why=_("整件由它牵头") if matter.lead else "",
        )


def thin_duties(unit: Unit, at: datetime) -> Iterator[Found]:
    """没有B角、没有落到人的职责 of the office itself; a department's duties fall to its liaison."""
    today = moment.local(at).date()
    rows = Duty.objects.filter(unit=unit, division__kind=DivisionKind.OFFICE).on(today)
    rows = rows.filter(Q(person=None) | Q(stand_in=None))
    emptied = {duty.pk for duty, _leaver in _emptied(unit, today)}
    for duty in rows.select_related("person", *_BODY).order_by("number")[:MOST]:
        if duty.pk in emptied:
            continue
        if duty.person is None:
            yield Found(
                Gap.NO_PERSON,
                f"person:{duty.pk}",
                duty.what,
                _("职责清单第%d条只写了单位,没有落到人") % duty.number,
                duty.since,
                duty=duty,
                division=duty.division,
                person=answers_for(duty.division),
                why=_("%s的联络员") % duty.division.name,
            )
        elif duty.person.is_active:
            yield Found(
                Gap.NO_STAND_IN,
                f"stand_in:{duty.pk}",
                duty.what,
                _("职责清单第%(n)d条只有%(name)s,没有B角") % {"n": duty.number, "name": duty.person.name},
                duty.since,
                duty=duty,
                division=duty.division,
            )


def _comes_every_year(matter: Matter) -> bool:
    return "YEARLY" in matter.recurrence or bool(_YEARLY.search(matter.title))


def _timeless(title: str) -> frozenset[str]:
    return grams(YEAR_WORDS.sub("", title))


def _took_most_of(leaver: Person) -> tuple[Person | None, int]:
    """Who took over most of the leaver's items, from the journal."""
    lines = Line.objects.filter(unit=leaver.unit_id, verb="matter.handed_over", at__gte=_start(leaver.left_on - timedelta(days=60)))
    heirs = Counter(
        line.particulars.get("holder")
        for line in lines.order_by("-at")[:LOOKED_AT]
        if line.particulars.get("before") == leaver.name
    )
    for name, count in heirs.most_common(3):
        person = Person.objects.active().filter(unit=leaver.unit_id, name=name).first()
        if person is not None:
            return person, count
    return None, 0


def _a_year_before(day: date) -> date:
    return _same_day(day, day.year - 1)


def _a_year_after(day: date) -> date:
    return _same_day(day, day.year + 1)


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def _start(day: date) -> datetime:
    return moment.aware(datetime.combine(day, time.min))
