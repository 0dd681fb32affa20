"""Every request knows its actor: one look-up of the person with roles, shared by page and verb."""

from __future__ import annotations

from django.utils.functional import SimpleLazyObject

from shuniu.org.actor import Actor
from shuniu.org.models import Person


def _device(request) -> str:
    agent = request.headers.get("User-Agent", "")
    return "phone" if "Mobile" in agent else "desk"


def actor_for(request) -> Actor | None:
    """The signed-in person as actor; None for strangers and for accounts without an active person."""
    account = request.user
    if not account.is_authenticated or account.person_id is None:
        return None
    person = (
        Person.objects.select_related("unit", "division")
        .prefetch_related("grants")
        .filter(pk=account.person_id, left_on=None)
        .first()
    )
    return Actor.of(person, device=_device(request)) if person else None


class ActorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: actor_for(request))
        return self.get_response(request)
