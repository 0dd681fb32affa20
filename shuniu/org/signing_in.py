"""登录: accounts are made by the office, never by a visitor; a request learns who acts in one statement."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from shuniu.org.models import Account, Division, Person, Unit

# Written out: every request asks this, and putting the question together from models costs more than asking it.
_COLUMNS = (
    (Account, "a", ("id", "password", "last_login", "username", "email", "person_id", "is_active", "interface")),
    (Person, "p", ("id", "unit_id", "name", "pinyin", "initials", "division_id", "rank", "phone", "left_on")),
    (Unit, "u", ("id", "name", "code", "preset", "place", "upper_names", "settings")),
    (Division, "d", ("id", "unit_id", "name", "kind", "upper_id", "order", "liaison_id", "head_id")),
)
_JSON = frozenset({"interface", "upper_names", "settings"})
_SQL = (
    "SELECT "
    + ", ".join(f'{letter}."{column}"' for _model, letter, columns in _COLUMNS for column in columns)
    + ", (SELECT {joined} FROM org_rolegrant g WHERE g.person_id = a.person_id AND g.until IS NULL)"
    " FROM org_account a LEFT JOIN org_person p ON p.id = a.person_id LEFT JOIN org_unit u ON u.id = p.unit_id"
    " LEFT JOIN org_division d ON d.id = p.division_id WHERE a.id = %s AND a.is_active"
)
_JOINED = {"sqlite": "group_concat(g.role)", "postgresql": "string_agg(g.role, ',')"}


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """People enter through the roster; nobody signs up from outside."""
        return False


class Backend(AuthenticationBackend):
    """As allauth's, but the account comes with its person, unit, division and roles."""

    def get_user(self, user_id):
        with connection.cursor() as cursor:
            cursor.execute(_SQL.format(joined=_JOINED[connection.vendor]), [user_id])
            row = cursor.fetchone()
        return _account(row) if row else None


def _account(row) -> Account:
    """The account with what belongs to it; fields that no page needs are read when somebody asks."""
    found: list[Any] = []
    at = 0
    for model, _letter, columns in _COLUMNS:
        values = [
            json.loads(value) if column in _JSON and isinstance(value, str) else value
            for column, value in zip(columns, row[at : at + len(columns)], strict=True)
        ]
        at += len(columns)
        found.append(model.from_db(connection.alias, columns, values) if values[0] is not None else None)
    account, person, unit, division = found
    if person is not None:
        person.unit, person.division = unit, division
        if division is not None:
            division.unit = unit
        account.person = person
    account.role_list = row[-1] or ""
    return account
