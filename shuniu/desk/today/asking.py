"""What today asks of the database, in few statements put together once.

Two kinds stand here. What the office owes an answer to, and where people are, is small and scattered over many tables:
it is written out as one statement (`around`), its matters not yet checked. Which matters a page speaks of, and whether
this person may know of them, is a `Question` over `visible_to` like every list.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from shuniu.matters.choices import OPEN_STATES, Gap, State, Visibility
from shuniu.matters.models import Help, Link, Matter, Tally
from shuniu.matters.operations.changing import heard
from shuniu.matters.prepared import Question
from shuniu.matters.readings import PREPARES, at_of
from shuniu.notices.choices import INTERRUPTING
from shuniu.notices.models import Notice
from shuniu.notices.queries import still_fresh
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind, Role
from shuniu.routing.choices import Mode, StageState
from shuniu.routing.delegated import NO_LIMIT, open_to
from shuniu.supervision.models import Chase

SINCE = timedelta(days=30)  # how long words of a leader keep a matter in view
MONTH_KEPT = 60  # seconds
DONE_SHOWN = 6
TOLD_READ = 12  # one matter may have been told of several times
COUNT_TO = 1000  # nobody reads a larger number


# Around the matters


@dataclass(slots=True)
class Near:
    """One row of `around`; what its columns say depends on the sort. Moments are naive office time."""

    sort: str
    pk: int
    matter_id: int
    person_id: int
    name: str
    words: str
    at: datetime | None
    until: datetime | None
    more: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of one sort come from: columns as in `Near`; tables, condition and order; how many at most."""

    columns: str
    where: str
    most: int


_MATTER = (
    "CROSS JOIN matters_matter m"  # CROSS: from the few records to their matters, never the other way round
)
_OF_UNIT = "m.unit_id = {unit}"
_NEVER = "CAST(NULL AS {kind}), CAST(NULL AS {kind})"
# More is read than is shown, because what this person may not know of is left out afterwards.
_AROUND = {
    "difficulty": Source(
        "r.id, r.matter_id, r.by_id, p.name, r.stuck, coalesce(r.raised, NULL), coalesce(r.answer_due, NULL), r.needed",
        f"matters_difficulty r {_MATTER} JOIN org_person p ON p.id = r.by_id"
        f" WHERE r.answered IS NULL AND m.id = r.matter_id AND m.is_open AND {_OF_UNIT} ORDER BY r.raised, r.id",
        40,
    ),
    "dispute": Source(
        "r.id, r.matter_id, 0, '', '', coalesce(r.opened, NULL), coalesce(r.opened, NULL),"
        " CASE WHEN r.provisional_id IS NULL THEN '' ELSE 'led' END",
        f"matters_dispute r {_MATTER} WHERE r.ruled_at IS NULL AND m.id = r.matter_id AND m.is_open AND {_OF_UNIT}"
        " ORDER BY r.opened",
        40,
    ),
    "extension": Source(
        "r.id, r.matter_id, r.asked_by_id, p.name, r.reason, coalesce(r.wanted, NULL), coalesce(r.was, NULL), ''",
        f"matters_duechange r {_MATTER} JOIN org_person p ON p.id = r.asked_by_id WHERE r.granted IS NULL"
        f" AND r.asked_by_id <> {{me}} AND m.id = r.matter_id AND m.is_open AND {_OF_UNIT} ORDER BY r.asked_at",
        40,
    ),
    "unconfirmed": Source(
        "r.id, r.matter_id, r.leader_id, p.name, r.words, coalesce(r.at, NULL), coalesce(r.at, NULL), ''",
        f"matters_instruction r {_MATTER} JOIN org_person p ON p.id = r.leader_id WHERE r.form = 'oral'"
        f" AND r.confirmed_at IS NULL AND r.denied_at IS NULL AND m.id = r.matter_id AND {_OF_UNIT} ORDER BY r.at DESC",
        20,
    ),
    "told": Source(
        "r.id, r.matter_id, r.leader_id, '', '', coalesce(r.at, NULL), coalesce(r.at, NULL), ''",
        "matters_instruction r CROSS JOIN org_person p WHERE r.at >= {since} AND r.denied_at IS NULL"
        " AND p.id = r.leader_id AND p.unit_id = {unit} ORDER BY r.at DESC",
        60,
    ),
    "told_by_me": Source(
        "r.id, r.matter_id, r.leader_id, '', '', coalesce(r.at, NULL), coalesce(r.at, NULL), ''",
        "matters_instruction r WHERE r.leader_id = {me} AND r.at >= {since} AND r.denied_at IS NULL"
        " ORDER BY r.at DESC",
        60,
    ),
    "asked_by_me": Source(
        "r.id, r.matter_id, r.by_id, '', '', coalesce(r.at, NULL), coalesce(r.at, NULL), ''",
        "matters_question r WHERE r.by_id = {me} AND r.at >= {since} ORDER BY r.at DESC",
        60,
    ),
    "leader": Source(
        f"p.id, 0, p.id, p.name, '', {_NEVER}, ''",
        "org_person p WHERE p.unit_id = {unit} AND p.left_on IS NULL AND EXISTS (SELECT 1 FROM org_rolegrant g"
        f" WHERE g.person_id = p.id AND g.role = '{Role.LEADER.value}' AND g.until IS NULL) ORDER BY p.rank, p.id",
        40,
    ),
    "away": Source(
        "a.id, 0, a.person_id, coalesce(s.name, ''), a.\"where\", coalesce(a.starts, NULL), coalesce(a.ends, NULL), a.kind",
        "org_absence a JOIN org_person p ON p.id = a.person_id LEFT JOIN org_person s ON s.id = a.stand_in_id"
        " WHERE a.ends > {now} AND a.starts < {night} AND a.cancelled_at IS NULL AND a.ended_at IS NULL"
        " AND p.unit_id = {unit} AND p.left_on IS NULL ORDER BY a.starts",
        200,
    ),
    "absent": Source(
        "a.id, 0, a.person_id, p.name, coalesce(s.name, ''), coalesce(a.starts, NULL), coalesce(a.ends, NULL), a.kind",
        "org_absence a JOIN org_person p ON p.id = a.person_id JOIN org_division d ON d.id = p.division_id"
        " LEFT JOIN org_person s ON s.id = a.stand_in_id"
        " WHERE a.ends > {now} AND a.starts <= {now} AND a.cancelled_at IS NULL"
        " AND (a.ended_at IS NULL OR a.ended_at > {now}) AND p.unit_id = {unit} AND p.left_on IS NULL"
        f" AND d.kind = '{DivisionKind.OFFICE.value}' ORDER BY p.rank, p.id",
        20,
    ),
    "gap": Source(
        f"u.id, 0, 0, u.sort, u.what, {_NEVER}, ''",
        "matters_unowned u WHERE u.unit_id = {unit} AND u.settled IS NULL"
        f" AND u.sort NOT IN ('{Gap.NO_STAND_IN.value}', '{Gap.NO_PERSON.value}') ORDER BY u.sort, u.since, u.id",
        20,
    ),
    # Parts of slips in my hand: what to say before what to read; the matter of one's own part is never hidden from one.
    "say": Source(
        "s.id, 0, count(*) OVER (), m.title, g.title, coalesce(p.opened_at, NULL), coalesce(p.opened_at, NULL), g.mode",
        "routing_part p JOIN routing_stage g ON g.id = p.stage_id JOIN routing_slip s ON s.id = g.slip_id"
        " JOIN matters_matter m ON m.id = s.matter_id WHERE p.holder_id = {me} AND p.verdict = ''"
        f" AND p.opened_at IS NOT NULL AND g.state = '{StageState.OPEN.value}'"
        f" ORDER BY CASE g.mode WHEN '{Mode.INFORM.value}' THEN 1 ELSE 0 END, p.opened_at, p.id",
        6,
    ),
    # Of others, delegated to me: `person_id` is the limit in yuan, `more` in whose name. Nothing restricted is in it.
    "delegated": Source(
        f"s.id, s.matter_id, CAST(floor(coalesce(d.money_limit, {NO_LIMIT})) AS bigint), m.title, g.title,"
        " coalesce(p.opened_at, NULL), coalesce(p.opened_at, NULL), o.name",
        open_to("{me}", "{today}") + " ORDER BY p.opened_at, p.id",
        12,
    ),
    "unowned": Source(
        f"count(*), 0, 0, '', '', {_NEVER}, ''",
        "org_person p CROSS JOIN matters_matter m WHERE p.unit_id = {unit} AND p.left_on IS NOT NULL"
        " AND m.holder_id = p.id AND m.is_open AND m.unit_id = {unit}",
        1,
    ),
    "kept": Source(
        f"count(*), 0, 0, '', '', {_NEVER}, ''",
        "(SELECT 1 FROM matters_matter m WHERE m.unit_id = {unit} AND m.leader_id = {me} AND m.is_open AND m.part = 0"
        f" LIMIT {COUNT_TO}) f",
        1,
    ),
    # A count tells of no restricted matter either.
    "team": Source(
        "p.id, 0, (SELECT count(*) FROM matters_matter m WHERE m.holder_id = p.id AND m.is_open"
        f" AND m.visibility <> '{Visibility.RESTRICTED.value}'), p.name, '',"
        f" {_NEVER}, ''",
        "org_person p JOIN org_division d ON d.id = p.division_id WHERE p.unit_id = {unit} AND p.left_on IS NULL"
        f" AND d.kind = '{DivisionKind.OFFICE.value}' AND EXISTS (SELECT 1 FROM org_rolegrant g"
        f" WHERE g.person_id = p.id AND g.role = '{Role.STAFF.value}' AND g.until IS NULL) ORDER BY p.rank, p.id",
        40,
    ),
}  # fmt: skip
# The first part of a union says of what type each column is.
_TYPES = f"SELECT '', 0, 0, 0, '', '', {_NEVER}, '' WHERE 1 = 0"


def around(actor: Actor, sorts: Iterable[str]) -> dict[str, list[Near]]:
    """身边的: the rows of each sort asked for, in one statement. Matters in them are not yet checked for this person."""
    assert actor.person is not None
    now = moment.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    adapt = connection.ops.adapt_datetimefield_value
    moments = {"since": now - SINCE, "now": now, "night": midnight + timedelta(days=1)}
    values = {name: f"'{adapt(value)}'" for name, value in moments.items()}
    values["today"] = f"'{moment.today().isoformat()}'"
    kind = "timestamptz" if connection.vendor == "postgresql" else "text"
    parts = [_TYPES.format(kind=kind)]
    for sort in sorts:
        source = _AROUND[sort]
        where = source.where.format(unit=int(actor.unit.pk), me=int(actor.person.pk), **values)
        columns = source.columns.format(kind=kind)
        parts.append(f"SELECT * FROM (SELECT '{sort}', {columns} FROM {where} LIMIT {source.most}) {sort}")
    found: dict[str, list[Near]] = {sort: [] for sort in sorts}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        for row in cursor.fetchall():
            found[row[0]].append(Near(*row[:6], at_of(row[6]), at_of(row[7]), row[8]))
    return found


# Which matters


_ROW = ("pk", "year", "serial", "part", "title", "state", "holder_id")
_AMONG = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}


def among(ids: str) -> Q:
    """Of these ids, written as a JSON list: one statement whatever their number."""
    return Q(pk__in=RawSQL(_AMONG[connection.vendor], [ids]))


@dataclass(slots=True)
class Known:
    """A matter of which this person may know, as far as a side line shows it."""

    pk: int
    slug: str
    title: str
    part: int
    state: str
    holder_id: int | None

    @property
    def address(self) -> str:
        return f"/matters/{self.slug}/"

    @property
    def is_open(self) -> bool:
        return self.state not in (State.DONE, State.MERGED, State.RETURNED)


def _matters(actor, ids, now, soon, *, shape):
    """The parts of a page, each found along its own index: by date, by state, from the few records around them."""
    visible = Matter.objects.visible_to(actor)
    live = visible.filter(is_open=True)
    others = live.filter(part=0).exclude(holder=actor.person)
    # Reported is not late: what is owed has been handed in. The light of what was found is still asked.
    late = live.filter(due__lt=now).exclude(state=State.SHELVED)
    late = late.filter(Q(hard=True) | Q(from_above=True) & ~Q(state=State.REPORTED))
    weighty = Q(hard=True) | Q(safety=True) | Q(from_above=True)
    peaks = Link.objects.filter(why=PREPARES, other__starts__gte=now).values("matter")
    parts = {
        "near": lambda: visible.filter(among(ids)).order_by(),
        "late": lambda: late.order_by("due", "pk")[:60],
        "alarm": lambda: live.emergencies().exclude(state=State.REPORTED).order_by("pk")[:20],
        "unheard": lambda: (
            live.filter(pk__in=Chase.objects.unheard())
            .exclude(state__in=(State.SHELVED, State.REPORTED))
            .order_by("due", "pk")[:20]
        ),
        "reported": lambda: (
            visible.filter(state=State.REPORTED)
            .exclude(reported_by=actor.person)
            .order_by("reported_at", "pk")[:20]
        ),
        "pressing": lambda: others.filter(weighty, due__gte=now, due__lte=soon).order_by("due")[:60],
        "peak": lambda: others.filter(pk__in=peaks).order_by("due")[:60],
        "field": lambda: Matter.objects.filter(
            unit=actor.unit, leader=actor.person, is_open=True, part=0
        ).order_by("due", "pk")[:60],
    }
    return tuple(parts[part]().values(*_ROW, which=Value(part, output_field=CharField())) for part in shape)


_which = Question(_matters)


def matters(
    actor: Actor, parts: tuple[str, ...], *, near: Iterable[int], soon: datetime
) -> dict[str, list[Known]]:
    """哪些事: the matters of each part that this person may know of; "near" are those of the ids given."""
    found: dict[str, list[Known]] = {part: [] for part in parts}
    if not actor.reads_matters:
        return found
    ids = json.dumps(sorted(set(near)))
    for row in _which.ask(actor, ids, moment.now(), soon, shape=parts):
        slug = f"{row['year']}-{row['serial']}" + (f"-{row['part']}" if row["part"] else "")
        found[row["which"]].append(
            Known(row["pk"], slug, row["title"], row["part"], row["state"], row["holder_id"])
        )
    return found


# By the hour, what was done, and what one is told

EVENT = ("title", "starts", "ends", "place", "year", "serial", "part", "kind", "leader_id", "holder_id")


def _events(actor, start, end, *, shape):
    if shape == "leaders":  # whatever is on a leader's day too, as far as the asker may know
        matters = Matter.objects.visible_to(actor).filter(Q(leader__isnull=False) | Q(holder=actor.person))
    else:
        matters = Matter.objects.filter(unit=actor.unit).filter(
            Q(holder=actor.person) | Q(leader=actor.person)
        )
    matters = matters.filter(is_open=True, starts__gte=start, starts__lt=end)
    return matters.order_by("starts", "pk").values(*EVENT)[:150]


events = Question(_events)


def _of_day(actor, start, since, fresh, *, shape):
    return _done(actor, start, shape=shape), _told(actor, since, fresh)


def _done(actor, start, *, shape):
    matters = Matter.objects.visible_to(actor).filter(state=State.DONE, completed__gte=start)
    if shape == "mine":
        matters = matters.filter(Q(holder=actor.person) | Q(reported_by=actor.person))
    return matters.order_by("-completed", "-pk").values(
        "title", "completed", "year", "serial", "part", holder__name=F("holder__name"), of_all=Window(Count("pk")),
        which=Value("done", output_field=CharField()),
    )[:DONE_SHOWN]  # fmt: skip


def _told(actor, since, fresh):
    """What stands told to this person, what could not wait first; the columns are those of `_done`."""
    notices = Notice.objects.filter(person=actor.person, at__gte=since).standing_since(actor.unit, fresh)
    waits = Case(When(reason__in=INTERRUPTING, then=0), default=1)
    return (
        notices.filter(Matter.objects.visible_to(actor).of("matter_id"))
        .order_by(waits, "-at", "-pk")
        .values(
            title=F("matter__title"), completed=F("at"), year=F("matter__year"), serial=F("matter__serial"),
            part=F("matter__part"), who=F("reason"), of_all=Value(0), which=Value("told", output_field=CharField()),
        )[:TOLD_READ]
    )  # fmt: skip


_day = Question(_of_day)


def of_day(actor: Actor, start: datetime, *, shape: str) -> dict[str, list[dict]]:
    """今天办成的 and what stands told to this person, in one statement; `shape` says whose work it is."""
    found: dict[str, list[dict]] = {"done": [], "told": []}
    now = moment.now()
    for row in _day.ask(actor, start, now - SINCE, still_fresh(actor.unit, now), shape=shape):
        found[row["which"]].append(row)
    return found


# What a body has in hand, and how it did


def _of_body(actor, *, shape):
    held = Tally.objects.filter(
        unit=actor.unit, lead=actor.person.division_id, restricted=False, state__in=OPEN_STATES
    )
    return held.order_by().values("lead").annotate(all=Sum("count")).values("all")


_held_by_body = Question(_of_body)


def held_by_body(actor: Actor) -> int:
    """本单位手上: from the kept counters, without what is restricted."""
    assert actor.person is not None
    rows = _held_by_body.ask(actor) if actor.person.division_id else []
    return rows[0]["all"] or 0 if rows else 0


def month_of_body(unit_id: int, division_id: int) -> dict[str, int]:
    """最近30天 of a body: done in time, with another date, late. The figure may be a minute old."""
    return _month(unit_id, division_id, moment.today(), int(time.monotonic() // MONTH_KEPT), heard.times)


@lru_cache(maxsize=256)
def _month(unit_id: int, division_id: int, day: date, _age: int, _times: int) -> dict[str, int]:
    since = moment.aware(datetime.combine(day, datetime.min.time())) - SINCE
    ended = Coalesce("reported_at", "completed")
    done = Matter.objects.filter(unit=unit_id, lead=division_id, state=State.DONE, completed__gte=since)
    late, moved = Q(due__lt=ended), Q(due__gt=F("first_due"))
    found = done.aggregate(
        all=Count("pk"), late=Count("pk", filter=late), moved=Count("pk", filter=moved & Q(due__gte=ended))
    )
    # 帮人: what others led and this body helped to end.
    helped = Help.objects.filter(division=division_id, matter__state=State.DONE, matter__completed__gte=since)
    return {**found, "on_time": found["all"] - found["late"] - found["moved"], "helped": helped.count()}
