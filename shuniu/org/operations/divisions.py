"""部门与职责清单."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from shuniu.org import moment, rules
from shuniu.org.actor import Actor
from shuniu.org.acts import record
from shuniu.org.choices import DivisionKind
from shuniu.org.models import Alias, Division, Duty, Person
from shuniu.org.refusals import Refused, require


def add_division(
    *,
    name: str,
    by: Actor,
    kind: str = DivisionKind.DEPARTMENT,
    upper: Division | None = None,
    order: int = 100,
    aliases: tuple[str, ...] = (),
) -> Division:
    """加部门: name and the other ways people write it; an alias that already means another body is refused."""
    name = name.strip()
    if not name:
        raise Refused(_("名称是空的"), "name", "name")
    with record("division.added", by=by) as line:
        require(rules.may_manage_people(by))
        if Division.objects.filter(unit=by.unit, name=name).exists():
            raise Refused(_("%s已经有了") % name, "twice", "name")
        division = Division.objects.create(unit=by.unit, name=name, kind=kind, upper=upper, order=order)
        line.subject = division
        _add_aliases(division, aliases)
        line.update(division=name, aliases=list(aliases))
    return division


def _add_aliases(division: Division, aliases) -> None:
    for alias in aliases:
        other = Alias.objects.filter(unit=division.unit, name=alias).exclude(division=division).first()
        if other:
            raise Refused(
                _("“%(alias)s”已经指%(division)s") % {"alias": alias, "division": other.division.name}, "alias", "aliases"
            )
        Alias.objects.get_or_create(unit=division.unit, name=alias, defaults={"division": division})


CHANGEABLE = ("name", "kind", "upper", "order", "liaison", "head", "phone", "note", "closed_on")


def change_division(division: Division, *, by: Actor, aliases: tuple[str, ...] = (), **fields) -> Division:
    """改部门: name (the old one stays as a former name), liaison, head, order."""
    with record("division.changed", by=by, subject=division) as line:
        require(rules.may_manage_people(by))
        wrong = set(fields) - set(CHANGEABLE)
        if wrong:
            raise Refused(_("不能改:%s") % "、".join(sorted(wrong)), "field")
        for who in ("liaison", "head"):
            person = fields.get(who)
            if person is not None and (not person.is_active or person.unit_id != division.unit_id):
                raise Refused(_("%s不在岗") % person.name, "left", who)
        if "name" in fields and fields["name"] != division.name:
            Alias.objects.get_or_create(
                unit=division.unit, name=division.name, defaults={"division": division, "former": True}
            )
        Division.objects.filter(pk=division.pk).update(**fields)
        _add_aliases(division, aliases)
        line.update(division=division.name, what="、".join([*sorted(fields), *aliases]))
    division.refresh_from_db()
    return division


def set_duty(
    *,
    number: int,
    what: str,
    division: Division,
    by: Actor,
    keywords: list[str] | None = None,
    person: Person | None = None,
    stand_in: Person | None = None,
    basis: str = "",
) -> Duty:
    """定职责: a line of the duty register; a line of the same number in force before ends yesterday."""
    if not what.strip():
        raise Refused(_("写明职责"), "what", "what")
    with record("duty.set", by=by, subject=division) as line:
        require(rules.may_set_duties(by))
        today = moment.today()
        Duty.objects.filter(unit=division.unit, number=number, until=None).update(until=today - timedelta(days=1))
        duty = Duty.objects.create(
            unit=division.unit,
            number=number,
            what=what,
            keywords=keywords or [],
            division=division,
            person=person,
            stand_in=stand_in,
            basis=basis,
            since=today,
        )
        line.update(number=number, what=what, division=division.name)
    return duty
