"""没人管架: what the search found is written down, and a person gives it to somebody with one press."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import operations, rules
from shuniu.matters.choices import DemandOutcome, Gap, SourceType, State
from shuniu.matters.models import Link, Matter, Unowned
from shuniu.matters.telling import as_line, line_said
from shuniu.matters.unowned.searching import YEAR_WORDS, search
from shuniu.org import moment
from shuniu.org import operations as org_operations
from shuniu.org import rules as org_rules
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person, Unit
from shuniu.org.readings import answers_for, director_of
from shuniu.org.refusals import Refused, require

EACH_DAY = time(6, 30)


def look(unit: Unit, at: datetime | None = None) -> tuple[int, int]:
    """每天查一遍: (new on the shelf, settled by themselves). Once a night; twice changes nothing. Writes no line:
    nothing of any matter has changed."""
    at = at or moment.now()
    found = {gap.key: gap for gap in search(unit, at)}
    rows = {row.key: row for row in Unowned.objects.filter(unit=unit).filter(Q(settled=None) | Q(key__in=list(found)))}
    new = 0
    for key, gap in found.items():
        row = rows.get(key)
        fields = {
            "what": gap.what[:200], "story": as_line(gap.story, 300), "since": gap.since, "about": gap.about, "duty": gap.duty,
            "division": gap.division, "person": gap.person, "why": as_line(gap.why, 200),
        }  # fmt: skip
        if row is None:
            Unowned.objects.create(unit=unit, sort=gap.sort, key=key, found=at, **fields)
            new += 1
        elif row.settled is None or row.gone:
            new += row.settled is not None
            Unowned.objects.filter(pk=row.pk).update(settled=None, gone=False, **fields)
    gone = [row.pk for key, row in rows.items() if row.settled is None and key not in found]
    Unowned.objects.filter(pk__in=gone).update(settled=at, gone=True)
    return new, len(gone)


def shelf(unit: Unit):
    """没人管架: what waits for somebody to press."""
    return Unowned.objects.filter(unit=unit, settled=None).select_related(
        "division", "division__liaison", "person", "about", "about__lead", "duty"
    )


def give(row: Unowned, *, by: Actor, division: Division | None = None, person: Person | None = None) -> Matter | None:
    """就给它: what nobody held is somebody's from here on, with the body or person suggested unless others are named."""
    with record("unowned.given", by=by, subject=row) as line:
        row = _open(row)
        _office(by)
        division, person = division or row.division, person or row.person
        line.update(what=row.what, to=(person or division).name if (person or division) else "")
        became = _GIVE[Gap(row.sort)](row, by, division, person)
        Unowned.objects.filter(pk=row.pk).update(settled=moment.now(), settled_by=by.person, became=became)
    return became


def keep(row: Unowned, *, by: Actor) -> Matter | None:
    """我先拿着: in the hand of whoever presses, until it is placed."""
    if by.person is None:
        raise Refused(_("要有人来拿"), "clock")
    return give(row, by=by, person=by.person)


def drop(row: Unowned, *, reason: str, by: Actor) -> Unowned:
    """今年不办: with the reason, so that next year's reader understands."""
    if not reason.strip():
        raise Refused(_("说一句为什么不办,明年看的人好明白"), "reason", "reason")
    with record("unowned.dropped", by=by, subject=row) as line:
        row = _open(row)
        _office(by)
        line.update(what=row.what, reason=reason)
        Unowned.objects.filter(pk=row.pk).update(settled=moment.now(), settled_by=by.person, reason=reason[:200])
    row.refresh_from_db()
    return row


def _open(row: Unowned) -> Unowned:
    row = Unowned.objects.select_for_update(of=("self",)).select_related("about", "division", "person", "duty").get(pk=row.pk)
    if row.settled is not None:
        raise Refused(_("这一件已经有着落了"), "settled")
    return row


def _office(by: Actor) -> None:
    require(rules.may_capture(by))
    if not by.in_office:
        raise Refused(_("只有办公室可以做这一步"), "office")


def _begin_again(row: Unowned, by: Actor, division: Division | None, person: Person | None) -> Matter:
    """照去年: a new matter that says which one it follows."""
    before = row.about
    matter = operations.capture(
        title=YEAR_WORDS.sub("", before.title) or before.title,
        by=by,
        source_type=SourceType.FOUND,
        kind=before.kind,
        focus=before.focus,
        safety=before.safety,
    )
    Link.objects.create(matter=matter, other=before, why="follows")
    if person is not None and division is None:
        division = person.division
    if division is None:
        return matter
    return operations.place(matter, by=by, lead=division, holder=person, next_step=_("照去年的办,先看去年的材料"))


def _hand_on(row: Unowned, by: Actor, division: Division | None, person: Person | None) -> Matter:
    to = person or (answers_for(division) if division else director_of(row.unit))
    return operations.assign(row.about, to=to, by=by, reason=line_said(row.story))


def _name_in_duty(row: Unowned, by: Actor, division: Division | None, person: Person | None) -> None:
    """The duty line names a person again. A director's act; a clerk asks the director."""
    if row.duty is None:
        require(org_rules.may_set_duties(by))
        if person is None:
            raise Refused(_("请选一个人"), "person", "person")
        org_operations.change_division(row.division, by=by, liaison=person)
        return
    duty = row.duty
    org_operations.set_duty(
        number=duty.number,
        what=duty.what,
        division=duty.division,
        by=by,
        keywords=duty.keywords,
        person=person if row.sort != Gap.NO_STAND_IN else duty.person,
        stand_in=person if row.sort == Gap.NO_STAND_IN else duty.stand_in,
        basis=duty.basis,
    )
    return


def _rule_for(row: Unowned, by: Actor, division: Division | None, person: Person | None) -> Matter:
    if division is None and person is not None:
        division = person.division
    if division is None:
        raise Refused(_("请选一家"), "division", "division")
    return operations.rule(row.about, lead=division, holder=person, by=by, ruling=_("两家都退,先由%s接着办") % division.name)


def _give_demands(row: Unowned, by: Actor, division: Division | None, person: Person | None) -> Matter:
    """Each demand left becomes a task of the body printed, proposed or leading."""
    matter = row.about
    if matter.state == State.PENDING:
        raise Refused(_("这件还在收件里没有分办,请到收件里办"), "pending")
    proposed = {}
    reading = getattr(matter, "reading", None)
    if reading is not None:
        proposed = {p["pk"]: p["lead"] for p in (reading.proposal or {}).get("demands", ())}
    known = {d.pk: d for d in Division.objects.current().filter(unit=row.unit, pk__in=[*proposed.values()])}
    lead = division or matter.lead
    for demand in matter.demands.filter(outcome=DemandOutcome.OPEN).select_related("lead"):
        body = demand.lead or known.get(proposed.get(demand.pk)) or lead
        if body is None:
            raise Refused(_("请选一家"), "division", "division")
        due = demand.due if not (demand.due and matter.due and demand.due > matter.due) else matter.due
        operations.give_part(
            matter, part=operations.Part(title=demand.text[:80], lead=body, holder=person, due=due, demand=demand), by=by
        )
    return matter


_GIVE = {
    Gap.YEARLY: _begin_again,
    Gap.ORPHAN: _hand_on,
    Gap.REMAINS: _name_in_duty,
    Gap.NO_PERSON: _name_in_duty,
    Gap.NO_STAND_IN: _name_in_duty,
    Gap.REFUSED: _rule_for,
    Gap.UNANSWERED: _give_demands,
}


def next_look(unit: Unit) -> datetime:
    """下次查: the coming half past six."""
    now = moment.local(moment.now())
    day = now.date() if now.time() < EACH_DAY else now.date() + timedelta(days=1)
    return moment.aware(datetime.combine(day, EACH_DAY))
