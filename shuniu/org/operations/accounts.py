"""开账号、设口令: how people come to sign in; the person who gives a password never learns the one chosen afterwards."""

from __future__ import annotations

import re
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.org import moment, rules
from shuniu.org.actor import Actor
from shuniu.org.acts import record
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Account, Appointment, Division, Person, Post, RoleGrant, Unit
from shuniu.org.operations.people import spelling
from shuniu.org.refusals import Refused, require

# Letters and figures nobody mistakes for one another when reading them out.
_READABLE = "abcdefghjkmnpqrstuvwxyz"
_FIGURES = "23456789"
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,58}")


def first_password() -> str:
    """A password to be read out once and changed: three groups, 12 signs."""
    pick = lambda signs: "".join(secrets.choice(signs) for _n in range(4))  # noqa: E731
    return f"{pick(_READABLE)}-{pick(_FIGURES)}-{pick(_READABLE)}"


def set_password(person: Person, *, by: Actor) -> tuple[Account, str]:
    """设口令: opens the account if there is none yet; gives the account and the password, shown this once."""
    with record("account.password_set", by=by, subject=person) as line:
        require(rules.may_keep_accounts(by))
        if person.unit_id != by.unit.pk:
            raise Refused(_("不是本单位的人"), "unit")
        if not person.is_active:
            raise Refused(_("%s已经离岗") % person.name, "left")
        account = Account.objects.filter(person=person).first() or Account(
            person=person, username=_free_username(person)
        )
        password = first_password()
        account.set_password(password)
        account.is_active = True
        account.save()
        line.update(person=person.name, username=account.username)
    return account, password


def close_account(person: Person, *, by: Actor) -> None:
    """停账号: the person stays, the way in is shut; setting a password opens it again."""
    with record("account.closed", by=by, subject=person) as line:
        require(rules.may_keep_accounts(by))
        if by.person is not None and by.person.pk == person.pk:
            raise Refused(_("不能停自己的账号"), "self")
        if not Account.objects.filter(person=person, person__unit=by.unit).update(is_active=False):
            raise Refused(_("%s还没有账号") % person.name, "none")
        line.update(person=person.name)


def _free_username(person: Person) -> str:
    """Pinyin, with the code of the unit or a figure where somebody is already called so."""
    stem = person.pinyin or f"p{person.pk}"
    wanted = [stem, f"{stem}-{person.unit.code}", *(f"{stem}{n}" for n in range(2, 100))]
    taken = set(Account.objects.filter(username__in=wanted).values_list("username", flat=True))
    return next(name for name in wanted if name not in taken)


def found_unit(*, name: str, preset: str, person: str, post: str, username: str, password: str) -> Account:
    """第一次用: the unit, its office, and the one who sets it up, as administrator and, until named otherwise, director.

    Only while there is no unit at all; afterwards units are added by whoever keeps the installation.
    """
    name, person, username = name.strip(), person.strip(), username.strip()
    for value, word, fieldname in ((name, _("单位"), "name"), (person, _("姓名"), "person")):
        if not value:
            raise Refused(_("%s是空的") % word, "empty", fieldname)
    if not _USERNAME.fullmatch(username):
        raise Refused(_("用户名用字母和数字,至少两位"), "username", "username")
    with transaction.atomic():
        if Unit.objects.select_for_update().exists():
            raise Refused(_("已经设好了,请登录"), "founded")
        unit = Unit.objects.create(name=name, code=_code(name), preset=preset)
        with record("unit.founded", by=Actor.clock(unit), subject=unit) as line:
            office = Division.objects.create(unit=unit, name=_("办公室"), kind=DivisionKind.OFFICE, order=1)
            founder = Person.objects.create(
                unit=unit, name=person, division=office, rank=10, joined_on=moment.today(), **spelling(person)
            )
            for role in (Role.ADMIN, Role.DIRECTOR):
                RoleGrant.objects.create(person=founder, role=role, since=moment.today())
            if post.strip():
                seat = Post.objects.create(unit=unit, division=office, name=post.strip()[:60])
                Appointment.objects.create(person=founder, post=seat, since=moment.today())
            account = Account(username=username, person=founder)
            account.set_password(password)
            account.save()
            line.update(unit=name, person=person)
    return account


def _code(name: str) -> str:
    return (spelling(name)["initials"] or "unit")[:30].lower()
