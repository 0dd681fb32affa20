"""流转单 over HTTP: the same presses, rules and reasons as on its pages."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from shuniu.api.schemas import ActIn, Reason
from shuniu.matters.pages.finding import matter_of
from shuniu.org.name_fields import Names
from shuniu.org.naming import people_called
from shuniu.org.refusals import require
from shuniu.routing import moving, operations, readings
from shuniu.routing.acts import ACTS, part_for
from shuniu.routing.choices import Box, Mode, Purpose
from shuniu.routing.models import Slip
from shuniu.routing.planned import Planned

router = Router(tags=["流转"])


class PartOut(Schema):
    """经办: one person's share of a stage; `minutes` of office hours that it lay there, suspensions not counted."""

    id: int
    who: str
    state: str
    verdict: str
    opinion: str
    since: datetime | None
    decided_at: datetime | None
    minutes: int
    image_sha256: str


class StageOut(Schema):
    """环节."""

    title: str
    mode: str
    need: int | None
    box: str
    state: str
    outcome: str
    mandatory: str
    parts: list[PartOut]


class SlipRow(Schema):
    """One line of the list: where it is and in whose hands."""

    id: int
    matter: str
    title: str
    purpose: str
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    where: str
    holders: list[str]


class SlipOut(SlipRow):
    stages: list[StageOut]


class SlipPage(Schema):
    items: list[SlipRow]
    more: bool


class PlannedIn(Schema):
    """One stage to come. `who`: names of people or bodies, as they are typed on the page."""

    title: str = Field(min_length=1, max_length=40)
    who: list[str]
    mode: Mode = Mode.ALL
    need: int | None = Field(None, ge=1)
    in_turn: bool = False
    box: Box = Box.OTHER
    key: str = Field("", max_length=40)


class SlipIn(Schema):
    """起单."""

    matter: str
    purpose: Purpose = Purpose.RECEIPT
    title: str = Field("", max_length=60)
    stages: list[PlannedIn]


def _row(drawn: readings.Drawn) -> dict:
    slip = drawn.slip
    return {
        "id": slip.pk,
        "matter": slip.matter.slug,
        "title": slip.title,
        "purpose": slip.purpose,
        "started_by": slip.started_by.name,
        "started_at": slip.started_at,
        "ended_at": slip.ended_at,
        "outcome": slip.outcome,
        "where": drawn.where,
        "holders": [hand.who for hand in drawn.with_whom or drawn.readers],
    }


def _whole(drawn: readings.Drawn) -> dict:
    return {
        **_row(drawn),
        "stages": [
            {
                "title": stop.stage.title,
                "mode": stop.stage.mode,
                "need": stop.stage.need,
                "box": stop.stage.box,
                "state": stop.state,
                "outcome": stop.stage.outcome,
                "mandatory": stop.stage.mandatory,
                "parts": [
                    {
                        "id": hand.part.pk,
                        "who": hand.who,
                        "state": hand.state,
                        "verdict": hand.part.verdict,
                        "opinion": hand.part.opinion,
                        "since": hand.since,
                        "decided_at": hand.part.decided_at,
                        "minutes": hand.minutes,
                        "image_sha256": hand.part.image_sha256,
                    }
                    for hand in stop.hands
                ],
            }
            for stop in drawn.stops
        ],
    }


def _found(request, pk: int) -> Slip:
    """Within what the actor may see; a missing and a hidden one are equally not there."""
    found = readings.with_everything(Slip.objects.visible_to(request.actor).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


def _drawn(request, slip: Slip) -> dict:
    return _whole(readings.drawn_all([slip], actor=request.actor)[0])


@router.get("/slips", response={200: SlipPage, 422: Reason})
def slips(
    request, view: str = Query(""), person: str = Query("", max_length=60), page: int = Query(1, ge=1, le=200)
):
    """流转中: 50 rows, the longest under way first; `view`: mine, sent; `person`: in whose hands."""
    called = people_called(person, request.actor.unit) if person else []
    if person and len(called) != 1:
        names = "、".join(one.name for one in called)
        return Status(422, {"reason": names or person, "code": "person", "field": "person"})
    rows, more = moving.moving(request.actor, person=called[0] if called else None, view=view, page=page)
    return {"items": [_row(row.drawn) for row in rows], "more": more}


@router.post("/slips", response={201: SlipOut, 404: Reason, 409: Reason, 422: Reason})
def start(request, body: SlipIn):
    """起单. Refused with the same reason the page shows."""
    matter = matter_of(request, body.matter)
    names = Names(required=False)
    names.unit = request.actor.unit
    stages = [
        Planned(
            one.title, tuple(names.clean("、".join(one.who))), one.mode.value, one.need, one.in_turn, one.box.value, one.key
        )
        for one in body.stages
    ]  # fmt: skip
    slip = operations.start(
        matter, stages=stages, purpose=body.purpose.value, title=body.title, by=request.actor
    )
    return Status(201, _drawn(request, _found(request, slip.pk)))


@router.get("/slips/{pk}", response={200: SlipOut, 404: Reason})
def slip(request, pk: int):
    """流转单: every stage with its parts."""
    return _drawn(request, _found(request, pk))


@router.post("/slips/{pk}/{noun}", response={201: SlipOut, 404: Reason, 409: Reason, 422: Reason})
def act(request, pk: int, noun: str, body: ActIn):
    """One verb: the nouns and fields of the page's addresses (decision, return, signers …); `part` names a share."""
    known = ACTS.get(noun)
    if known is None:
        raise Http404
    found = _found(request, pk)
    part = part_for(known, request.actor, found, str(body.data.get("part", "")))
    form = known.form(body.data, actor=request.actor, slip=found, part=part)
    require(known.rule(request.actor, found, part))
    if not form.is_valid():
        field, problems = next(iter(form.errors.items()))
        return Status(422, {"reason": problems[0], "code": "form", "field": field})
    known.do(found, part, form.cleaned_data, request.actor)
    return Status(201, _after(request, pk))


def _after(request, pk: int) -> dict:
    """The slip as it is now; one that has left the actor's sight is still told to whoever has just acted on it."""
    drawn = readings.drawn_all(readings.with_everything(Slip.objects.filter(pk=pk)), actor=request.actor)
    return _whole(drawn[0])
