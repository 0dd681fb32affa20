"""接口: the same verbs and questions as the pages, over HTTP. Nothing is decided here."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404
from ninja import NinjaAPI, Query
from ninja.responses import Status
from ninja.security import SessionAuth

from shuniu.api.delegations import router as delegations
from shuniu.api.schemas import (
    ActIn,
    CountOut,
    FoundOut,
    MatterIn,
    MatterOut,
    MatterPage,
    MatterRow,
    PersonOut,
    Reason,
    SentenceIn,
)
from shuniu.api.slips import router as slips
from shuniu.clock.office_calendar import calendar_for
from shuniu.journal.models import Line
from shuniu.journal.sentences import read
from shuniu.matters import operations
from shuniu.matters.acts import ACTS
from shuniu.matters.choices import State
from shuniu.matters.counting import totals
from shuniu.matters.intake.roster import roster_of
from shuniu.matters.models import Matter
from shuniu.matters.pages.finding import matter_of
from shuniu.matters.pages.lists import page_of
from shuniu.matters.saying.command import run as say_what
from shuniu.matters.search import search
from shuniu.org import moment
from shuniu.org.naming import people_called
from shuniu.org.refusals import Refused


class SignedIn(SessionAuth):
    """The same session as the pages; writes carry the CSRF token."""

    def authenticate(self, request, key):
        return request.actor if request.user.is_authenticated and request.actor else None


api = NinjaAPI(
    title="Shuniu 枢纽",
    version="1",
    description="事项的同一套动词和问题。Refusals are 409 with the reason that the page shows.",
    auth=SignedIn(csrf=True),
    docs_url="/docs",
    urls_namespace="api",
)

api.add_router("", slips)
api.add_router("", delegations)


@api.exception_handler(Refused)
def refused(request, problem: Refused):
    """Every refusal of a rule becomes 409 with its reason, in one place."""
    return api.create_response(
        request, {"reason": str(problem.reason), "code": problem.code, "field": problem.field}, status=409
    )


@api.exception_handler(ValidationError)
def not_understood(request, problem: ValidationError):
    """A name that nobody has, or that several have, is a question."""
    return api.create_response(
        request, {"reason": problem.messages[0], "code": "form", "field": ""}, status=422
    )


@api.exception_handler(Http404)
def not_there(request, problem):
    """What one may not see is not there."""
    return api.create_response(
        request, {"reason": "没有这一件,或不在您看得见的范围里", "code": "missing"}, status=404
    )


def row_of(matter: Matter) -> dict:
    return {
        "number": matter.number,
        "slug": matter.slug,
        "title": matter.title,
        "kind": matter.kind,
        "state": matter.state,
        "holder": matter.holder.name if matter.holder else None,
        "lead": matter.lead.name if matter.lead else None,
        "due": matter.due,
        "received": matter.received,
        "moved": matter.moved,
    }


def named(row: dict) -> dict:
    """A row of plain values with its number and address."""
    part = f"-{row['part']}" if row["part"] else ""
    return {
        **row,
        "number": f"№{row['serial']}{part}",
        "slug": f"{row['year']}-{row['serial']}{part}",
        "holder": row["holder_name"],
        "lead": row["lead_name"],
    }


def whole(request, slug: str) -> dict:
    """A matter with its words, tasks and journal."""
    matter = matter_of(request, slug, flags=True)
    lines = Line.objects.about(matter).select_related("actor", "acting_for")
    return {
        **row_of(matter),
        "parent": matter.parent.slug if matter.parent else None,
        "source_type": matter.source_type,
        "source_body": matter.source_body,
        "source_person": matter.source_person,
        "leader": matter.leader.name if matter.leader else None,
        "first_due": matter.first_due,
        "hard": matter.hard,
        "next_step": matter.next_step,
        "visibility": matter.visibility,
        "result": matter.result,
        "instructions": [
            {
                "leader": said.leader.name,
                "words": said.words,
                "at": said.at,
                "form": said.form,
                "image_sha256": said.image_sha256,
                "confirmed": said.confirmed_at is not None,
            }
            for said in (matter.instructions.select_related("leader") if matter.flag("instructions") else ())
        ],
        "reported_by": matter.reported_by.name if matter.reported_by else None,
        "verified_by": matter.verified_by.name if matter.verified_by else None,
        "feedbacks": [
            {
                "by": said.by.name,
                "at": said.at,
                "words": said.words,
                "standing": said.standing,
                "verified_by": said.verified_by.name if said.verified_by else None,
            }
            for said in (
                matter.feedbacks.select_related("by", "verified_by") if matter.flag("feedbacks") else ()
            )
        ],
        "tasks": [
            row_of(t) for t in (matter.tasks.with_names().order_by("part") if matter.flag("tasks") else ())
        ],
        "journal": [
            {
                "seq": line.seq,
                "at": line.at,
                "verb": line.verb,
                "words": read(line),
                "actor": line.actor.name if line.actor else None,
                "hash": line.hash,
            }
            for line in lines
        ],
    }


@api.get("/matters", response=MatterPage, tags=["事项"])
def matters(
    request, view: str = Query("mine"), after: str = Query("", max_length=60), state: str = Query("")
):
    """事项清单: 50 rows; `view` as on the page (mine, given, office, late, done), `after` from the page before."""
    rows, key = page_of(request.actor, view, after=after, state=state if state in State.values else "")
    return {"items": [named(row) for row in rows], "after": key or None}


@api.post("/matters", response={201: MatterRow, 409: Reason}, tags=["事项"])
def capture(request, body: MatterIn):
    """收件: one record in the tray, with a holder, at once."""
    matter = operations.capture(by=request.actor, **body.dict())
    return Status(201, row_of(matter))


@api.get("/matters/{slug}", response={200: MatterOut, 404: Reason}, tags=["事项"])
def matter(request, slug: str):
    """事项."""
    return whole(request, slug)


@api.post(
    "/matters/{slug}/{noun}", response={201: MatterRow, 404: Reason, 409: Reason, 422: Reason}, tags=["事项"]
)
def act(request, slug: str, noun: str, body: ActIn):
    """One verb: the nouns and fields of the page's addresses (acknowledgement, report, verification …)."""
    known = ACTS.get(noun)
    if known is None:
        raise Http404
    found = matter_of(request, slug)
    form = known.form(body.data, actor=request.actor, matter=found)
    if not form.is_valid():
        field, problems = next(iter(form.errors.items()))
        return Status(422, {"reason": problems[0], "code": "form", "field": field})
    known.do(found, form.cleaned_data, request.actor)
    found = Matter.objects.with_names().get(pk=found.pk)
    return Status(201, row_of(found))


@api.get("/search", response=FoundOut, tags=["找"])
def find(request, q: str = Query("", max_length=200)):
    """全文检索, within what the actor may see; counts are capped at 1,000."""
    found = search(q, actor=request.actor)
    return {"items": [named(row) for row in found.rows], "count": found.count, "more": found.more}


@api.get("/counts", response=list[CountOut], tags=["督"])
def counts(request):
    """计数 by lead and state, from the counters."""
    return totals(request.actor)


@api.get("/people", response=list[PersonOut], tags=["人员"])
def people(request, q: str = Query("", max_length=60)):
    """人员 by characters, pinyin or initials."""
    return [
        {
            "id": p.pk,
            "name": p.name,
            "division": p.division.name if p.division else None,
            "initials": p.initials,
        }
        for p in people_called(q, request.actor.unit)
    ]


@api.post("/sentences", response={200: dict, 422: Reason}, tags=["说一句"])
def sentence(request, body: SentenceIn):
    """说一句话: what the line would mean; nothing is stored."""
    try:
        return say_what(
            body.text,
            moment.local(moment.now()).isoformat(timespec="minutes"),
            roster=roster_of(request.actor.unit),
            calendar=calendar_for(request.actor.unit),
        )
    except ValueError as problem:
        return Status(422, {"reason": str(problem), "code": "text", "field": "text"})
