"""登录: accounts are made by the office, never by a visitor; a request learns who acts in one statement."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from shuniu.org.models import Account


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """People enter through the roster; nobody signs up from outside."""
        return False


class Backend(AuthenticationBackend):
    """As allauth's, but the account comes with its person, unit, division and roles."""

    def get_user(self, user_id):
        joined = "group_concat(g.role)" if connection.vendor == "sqlite" else "string_agg(g.role, ',')"
        roles = RawSQL(
            f"(SELECT {joined} FROM org_rolegrant g"
            " WHERE g.person_id = org_account.person_id AND g.until IS NULL)",
            [],
            output_field=TextField(),
        )
        return (
            Account.objects.select_related("person__unit", "person__division")
            .annotate(role_list=roles)
            .filter(pk=user_id, is_active=True)
            .first()
        )
