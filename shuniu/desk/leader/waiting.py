"""要您定的: papers whose slip waits for this person's word, each with what is proposed; and words still held back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Length
from django.urls import reverse
from django.utils.translation import gettext as _

from shuniu.matters.choices import Urgency
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.routing import rules
from shuniu.routing.choices import SPOKEN, Box, Mode
from shuniu.routing.delegated import delegated_to, limit_for, within_limits
from shuniu.routing.models import Part, Suspension

A_MINUTE = 600  # characters an attentive reader takes in
MOST_MINUTES = 5  # what is longer is read at the desk, not before a word
MOST = 60
LATEST = {Urgency.EXTRA: 0, Urgency.URGENT: 1}


@dataclass(slots=True)
class Waiting:
    """一件: a paper in this person's hand."""

    part: int
    slug: str
    title: str
    stage: str
    box: str
    is_main: bool
    sender: str
    proposed: str
    since: datetime
    due: datetime | None
    urgency: int
    minutes: float
    whose: str  # in whose place, when it is not one's own

    @property
    def address(self) -> str:
        return reverse("leader_paper", args=[self.part])

    @property
    def is_pressing(self) -> bool:
        return self.urgency in LATEST


def proposal_on(slip: str) -> Subquery:
    """拟办: the newest opinion in the box 拟办 of the same slip, whatever was taken back left out."""
    said = Part.objects.filter(
        stage__slip=OuterRef(slip), stage__box=Box.PROPOSAL, verdict__in=SPOKEN, retracted_at=None
    ).exclude(opinion="")
    return Subquery(said.order_by("-decided_at", "-pk").values("opinion")[:1])


def waiting_for(actor: Actor) -> list[Waiting]:
    """要您定的, most pressing first, then the longest waiting: one statement whatever their number."""
    if actor.person is None or not actor.reads_matters:
        return []
    # What was lent while away is still one's own to say; what a stand-in holds of others is too, and what was delegated.
    me = actor.person.pk
    mine = Q(holder=me) | Q(standing_in_for=me) | Q(pk__in=delegated_to(me, "p.id"))
    rows = (
        Part.objects.waiting()
        .filter(mine)
        .exclude(stage__slip__in=Suspension.objects.filter(ended=None).values("slip"))
    )
    rows = rows.annotate(
        proposed=Coalesce(proposal_on("stage__slip"), Value(""), output_field=TextField()),
        length=Coalesce(Length("stage__slip__matter__reading__text"), 0),
        limit=limit_for(me, "p.id = routing_part.id"),
    )
    columns = (
        "pk", "opened_at", "proposed", "length", "limit", "holder_id", "stage__title", "stage__box", "stage__mode",
        "standing_in_for__name", "holder__name", "stage__slip__matter__year", "stage__slip__matter__serial",
        "stage__slip__matter__part", "stage__slip__matter__title", "stage__slip__matter__source_body",
        "stage__slip__matter__due", "stage__slip__matter__urgency",
    )  # fmt: skip
    mine_now = list(rows.order_by("opened_at", "pk").values(*columns, matter=F("stage__slip__matter"))[:MOST])
    # Looked at afterwards, among these few: to ask it of all matters first would cost more with every year.
    seen = set(
        Matter.objects.visible_to(actor)
        .filter(pk__in={row["matter"] for row in mine_now})
        .values_list("pk", flat=True)
        if mine_now
        else ()
    )
    may = within_limits((row["matter"], row["limit"]) for row in mine_now)
    found = [
        _waiting(row, actor)
        for row in mine_now
        if row["matter"] in seen and (row["limit"] is None or row["matter"] in may)
    ]
    return sorted(found, key=lambda one: (not one.is_main, LATEST.get(one.urgency, 2), one.since, one.part))


def _waiting(row: dict, actor: Actor) -> Waiting:
    on = "stage__slip__matter__"
    slug = f"{row[on + 'year']}-{row[on + 'serial']}" + (f"-{row[on + 'part']}" if row[on + "part"] else "")
    whose = ""
    if row["limit"] is not None:
        whose = _("代%s") % (row["standing_in_for__name"] or row["holder__name"])
    elif row["standing_in_for__name"]:
        own = actor.person is not None and row["holder_id"] != actor.person.pk
        whose = _("%s代您拿着") % row["holder__name"] if own else _("代%s") % row["standing_in_for__name"]
    return Waiting(
        row["pk"],
        slug,
        row[on + "title"],
        row["stage__title"],
        row["stage__box"],
        row["stage__mode"] != Mode.INFORM,
        row[on + "source_body"],
        row["proposed"],
        row["opened_at"],
        row[on + "due"],
        row[on + "urgency"],
        minutes_for(row["length"]),
        whose,
    )


def minutes_for(characters: int) -> float:
    """约几分钟: one to decide, and the time to read it."""
    return 1 + min(characters / A_MINUTE, MOST_MINUTES)


def minutes_of(waiting: Iterable[Waiting], others: int = 0) -> int:
    """约 m 分钟 for all; what is only confirmed or answered takes a minute each."""
    return max(1, round(sum(one.minutes for one in waiting) + others))


@dataclass(slots=True)
class Held:
    """刚批的: said, and for some seconds still to be taken back."""

    part: Part
    seconds: int

    @property
    def address(self) -> str:
        return reverse("leader_withdrawal", args=[self.part.pk])


def held_words(actor: Actor) -> list[Held]:
    """还可以撤回的: one statement; empty a minute after the last word."""
    if actor.person is None:
        return []
    now = moment.now()
    parts = Part.objects.filter(decided_by=actor.person, settles_at__gt=now, retracted_at=None)
    found = parts.select_related("stage__slip__matter").order_by("-decided_at", "-pk")[:MOST]
    return [
        Held(part, max(0, int((part.settles_at - now).total_seconds()))) for part in found if part.settles_at
    ]


def needs_proof(box: str) -> bool:
    """批示、签发 ask for the second factor; reading and countersigning do not."""
    return box in rules.LEADERS_BOXES
