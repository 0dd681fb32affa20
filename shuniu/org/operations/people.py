"""人员: joining, posts, roles, stand-ins, the division of work, leaving."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from pypinyin import Style, lazy_pinyin

from shuniu.org import moment, rules
from shuniu.org.actor import Actor
from shuniu.org.acts import record
from shuniu.org.choices import ChargeKind, Role
from shuniu.org.models import (
    ABPair,
    Appointment,
    Charge,
    Division,
    Person,
    Post,
    RoleGrant,
)
from shuniu.org.refusals import Refused, require


def spelling(name: str) -> dict[str, str]:
    """Full pinyin and initials of a name: 顾青禾 → guqinghe, gqh."""
    return {
        "pinyin": "".join(lazy_pinyin(name))[:80],
        "initials": "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))[:20],
    }


def add_person(
    *,
    name: str,
    division: Division | None,
    by: Actor,
    post: str = "",
    role: str = "",
    rank: int = 1000,
    phone: str = "",
    **details,
) -> Person:
    """加人: with post and role where given. Two people may share a name; the same name in one division is refused."""
    name = name.strip()
    if not name:
        raise Refused(_("姓名是空的"), "name", "name")
    with record("person.added", by=by) as line:
        require(rules.may_manage_people(by))
        if Person.objects.active().filter(unit=by.unit, name=name, division=division).exists():
            raise Refused(_("%s已经在名单里") % name, "twice", "name")
        today = moment.today()
        details.setdefault("joined_on", today)
        person = Person.objects.create(
            unit=by.unit, name=name, division=division, rank=rank, phone=phone, **spelling(name), **details
        )
        line.subject = person
        if post and division is not None:
            _appoint(person, _post(division, post, rank), today)
        if role:
            RoleGrant.objects.create(person=person, role=Role(role), since=today)
        line.update(person=name, division=division.name if division else "", post=post, role=role)
    return person


def _post(division: Division, name: str, order: int) -> Post:
    found, _new = Post.objects.get_or_create(
        division=division, name=name, defaults={"unit": division.unit, "order": order}
    )
    return found


def _appoint(person: Person, post: Post, since: date) -> Appointment:
    held = Appointment.objects.filter(person=person, until=None)
    if held.filter(post=post).exists():
        raise Refused(_("%(person)s已经是%(post)s") % {"person": person.name, "post": post.name}, "twice")
    if held.count() >= 2:
        raise Refused(_("%s已经有两个职务,先免一个") % person.name, "posts")
    return Appointment.objects.create(person=person, post=post, since=since)


def appoint(
    person: Person, *, post: str, division: Division, by: Actor, instead_of: Appointment | None = None
):
    """任职: a first or second post; `instead_of` ends one held now."""
    with record("person.appointed", by=by, subject=person) as line:
        require(rules.may_manage_people(by))
        Person.objects.select_for_update().get(pk=person.pk)
        if instead_of is not None:
            Appointment.objects.filter(pk=instead_of.pk, person=person).update(until=moment.today())
        appointment = _appoint(person, _post(division, post, person.rank), moment.today())
        line.update(person=person.name, post=post)
    return appointment


CHANGEABLE = ("name", "division", "rank", "phone", "email", "weekly_hours", "work_card", "growth_wish")


def change_person(person: Person, *, by: Actor, **fields) -> Person:
    """改资料: names, division, order, telephone, hours."""
    with record("person.changed", by=by, subject=person) as line:
        own = (
            by.person is not None
            and by.person.pk == person.pk
            and set(fields) <= {"phone", "email", "growth_wish"}
        )
        if not own:
            require(rules.may_manage_people(by))
        wrong = set(fields) - set(CHANGEABLE)
        if wrong:
            raise Refused(_("不能改:%s") % "、".join(sorted(wrong)), "field")
        if "name" in fields:
            fields.update(spelling(fields["name"]))
        Person.objects.filter(pk=person.pk).update(**fields)
        line.update(person=person.name, what="、".join(sorted(fields)))
    person.refresh_from_db()
    return person


def grant_role(person: Person, *, role: str, by: Actor) -> RoleGrant:
    """授角色: from today."""
    with record("role.granted", by=by, subject=person) as line:
        require(rules.may_manage_people(by))
        line.update(person=person.name, role=str(Role(role).label))
        grant, _new = RoleGrant.objects.get_or_create(
            person=person, role=Role(role), until=None, defaults={"since": moment.today()}
        )
    return grant


def withdraw_role(person: Person, *, role: str, by: Actor) -> None:
    """收角色: the last director and the last administrator stay."""
    with record("role.withdrawn", by=by, subject=person) as line:
        require(rules.may_manage_people(by))
        others = Person.objects.active().filter(unit=person.unit).with_role(role).exclude(pk=person.pk)
        if role in (Role.DIRECTOR, Role.ADMIN) and not others.exists():
            raise Refused(_("至少要留一位%s") % Role(role).label, "last")
        RoleGrant.objects.filter(person=person, role=role, until=None).update(until=moment.today())
        line.update(person=person.name, role=str(Role(role).label))


def set_stand_in(person: Person, *, stand_in: Person, by: Actor, mutual: bool = True) -> ABPair:
    """定AB角: from today; mutual unless said otherwise. The pair before ends yesterday."""
    with record("pair.set", by=by, subject=person) as line:
        require(rules.may_manage_people(by))
        if person.pk == stand_in.pk:
            raise Refused(_("自己不能给自己当B角"), "self")
        if stand_in.unit_id != person.unit_id or not stand_in.is_active:
            raise Refused(_("%s不在岗") % stand_in.name, "left")
        today = moment.today()
        pairs = [(person, stand_in), (stand_in, person)] if mutual else [(person, stand_in)]
        for a, b in pairs:
            ABPair.objects.filter(person=a, until=None).update(until=today - timedelta(days=1))
            ABPair.objects.create(person=a, stand_in=b, since=today)
        line.update(person=person.name, stand_in=stand_in.name)
    return ABPair.objects.get(person=person, until=None)


def set_charge(
    leader: Person,
    *,
    by: Actor,
    division: Division | None = None,
    function: str = "",
    kind: str = ChargeKind.IN_CHARGE,
    since: date | None = None,
    basis: str = "",
) -> Charge:
    """定分工: a leader answers for a division or function from a day; who answered before ends the day before."""
    since = since or moment.today()
    with record("charge.set", by=by, subject=leader) as line:
        require(rules.may_set_duties(by))
        if division is None and not function:
            raise Refused(_("写明分管哪个部门或哪项工作"), "division")
        if division is not None and kind == ChargeKind.IN_CHARGE:
            Charge.objects.filter(division=division, kind=kind, until=None).update(
                until=since - timedelta(days=1)
            )
        charge = Charge.objects.create(
            unit=leader.unit,
            leader=leader,
            kind=kind,
            division=division,
            function=function,
            since=since,
            basis=basis,
        )
        line.update(person=leader.name, division=division.name if division else "", function=function)
    return charge


def leave(person: Person, *, by: Actor) -> Person:
    """离岗: when nothing is left in their hand; account closed, posts, roles, pairs and liaison seats ended."""
    with record("person.left", by=by, subject=person) as line:
        # FOR UPDATE: nobody hands them anything between the check and the end (see matters' hand_to).
        person = Person.objects.select_for_update().get(pk=person.pk)
        require(rules.may_leave(by, person))
        if Person.objects.active().filter(pk=person.pk).with_role(Role.DIRECTOR).exists():
            others = (
                Person.objects.active()
                .filter(unit=person.unit)
                .with_role(Role.DIRECTOR)
                .exclude(pk=person.pk)
            )
            if not others.exists():
                raise Refused(_("先任命新的办公室主任"), "last")
        today = moment.today()
        Person.objects.filter(pk=person.pk).update(left_on=today)
        person.appointments.filter(until=None).update(until=today)
        person.grants.filter(until=None).update(until=today)
        ABPair.objects.filter(person=person, until=None).update(until=today)
        ABPair.objects.filter(stand_in=person, until=None).update(until=today)
        Charge.objects.filter(leader=person, until=None).update(until=today)
        Division.objects.filter(liaison=person).update(liaison=None)
        Division.objects.filter(head=person).update(head=None)
        account = getattr(person, "account", None)
        if account is not None:
            account.is_active = False
            account.save(update_fields=["is_active"])
        line["person"] = person.name
    person.refresh_from_db()
    return person
