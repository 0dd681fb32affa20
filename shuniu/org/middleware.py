"""Every request knows its actor, shared by page and verb."""

from __future__ import annotations

from django.utils.functional import SimpleLazyObject

from shuniu.org.actor import Actor
from shuniu.org.models import Person


def _device(request) -> str:
    return "phone" if "Mobile" in request.headers.get("User-Agent", "") else "desk"


def actor_for(request) -> Actor | None:
    """The signed-in person as actor; None for strangers and for accounts without an active person."""
    account = request.user
    if not account.is_authenticated or account.person_id is None:
        return None
    person: Person = account.person
    if not person.is_active:
        return None
    if hasattr(account, "role_list"):  # came with the account in one statement (signing_in.Backend)
        names = (account.role_list or "").split(",")
    else:
        names = person.role_names()
    return Actor(unit=person.unit, person=person, roles=frozenset(filter(None, names)), device=_device(request))


class ActorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: actor_for(request))
        return self.get_response(request)
