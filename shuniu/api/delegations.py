"""授权委托 over HTTP: the same verbs, rules and reasons as on its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from ninja.responses import Status

from shuniu.api.schemas import Reason
from shuniu.org import moment, operations
from shuniu.org.entrusting import scope_of, standing
from shuniu.org.models import Delegation, Division, Person
from shuniu.org.naming import divisions_called, people_called
from shuniu.org.refusals import require
from shuniu.org.rules import may_delegate

router = Router(tags=["授权委托"])


class DelegationOut(Schema):
    """授权委托; `standing`: coming, in_force, over, revoked, left. The limit is in yuan, null: none."""

    id: int
    giver: str
    receiver: str
    whole: bool
    scope: str
    wording: str
    money_limit: Decimal | None
    since: date
    until: date
    basis: str
    standing: str


class PaperSort(Schema):
    """What sort of paper: purpose (of a slip) or kind (of a matter), with its code."""

    sort: str
    code: str


class DelegationIn(Schema):
    """委托一个人, in the name of who is signed in: the whole power, or what `divisions` and `papers` name."""

    receiver: str
    since: date
    until: date
    basis: str = Field(max_length=200)
    whole: bool = False
    divisions: list[str] = []
    papers: list[PaperSort] = []
    money_limit: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    wording: str = Field("", max_length=200)


def _out(one: Delegation) -> dict:
    return {
        "id": one.pk,
        "giver": one.giver.name,
        "receiver": one.receiver.name,
        "whole": one.whole,
        "scope": scope_of(one),
        "wording": one.wording,
        "money_limit": one.money_limit,
        "since": one.since,
        "until": one.until,
        "basis": one.basis,
        "standing": standing(one, moment.today()),
    }


def _found(request, pk: int) -> Delegation:
    found = Delegation.objects.visible_to(request.actor).with_everything().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _which(field: str, typed: str, called: Sequence[Person | Division]) -> Status:
    """A name that nobody has, or that several have, is a question."""
    names = _("、").join(one.name for one in called)
    reason = (
        _("“%(text)s”可能是:%(names)s。写全一点") % {"text": typed, "names": names}
        if called
        else (_("名单里没有“%s”。可以写姓名、拼音或首字母") % typed)
    )
    return Status(422, {"reason": reason, "code": "name", "field": field})


@router.get("/delegations", response=list[DelegationOut])
def delegations(request):
    """委托: given by and to who is signed in; the director, the head and the inspection see the unit's. Newest first."""
    return [_out(one) for one in Delegation.objects.visible_to(request.actor).with_everything()[:200]]


@router.post("/delegations", response={201: DelegationOut, 409: Reason, 422: Reason})
def delegate(request, body: DelegationIn):
    """授权委托. Refused with the same reason the page shows."""
    require(may_delegate(request.actor))
    called = people_called(body.receiver, request.actor.unit)
    if len(called) != 1:
        return _which("receiver", body.receiver, called)
    divisions: list[Division] = []
    for text in body.divisions:
        bodies = divisions_called(text, request.actor.unit)
        if len(bodies) != 1:
            return _which("divisions", text, bodies)
        divisions += bodies
    made = operations.delegate(
        request.actor.person,
        receiver=called[0],
        since=body.since,
        until=body.until,
        basis=body.basis,
        whole=body.whole,
        divisions=divisions,
        papers=[(one.sort, one.code) for one in body.papers],
        money_limit=body.money_limit,
        wording=body.wording,
        by=request.actor,
    )
    return Status(201, _out(_found(request, made.pk)))


@router.post("/delegations/{pk}/revocation", response={200: DelegationOut, 404: Reason, 409: Reason})
def revoke(request, pk: int):
    """收回委托, by the giver or the director."""
    operations.revoke_delegation(_found(request, pk), by=request.actor)
    return _out(_found(request, pk))
