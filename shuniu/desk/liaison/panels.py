"""事项页上的反馈、样表、争议: blocks of the page of a matter that belong to those who do the work."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef

from shuniu.matters import panels, rules
from shuniu.matters.models import FormValue, Matter, Paper
from shuniu.org.actor import Actor

MOST = 20


def feedbacks(actor: Actor, matter: Matter) -> dict | None:
    """反馈: what the doers said, hollow until somebody else has looked, with its figures and photographs."""
    rows = matter.feedbacks.select_related("by", "verified_by").order_by("-at", "-pk")
    found = list(rows.annotate(filled=Exists(FormValue.objects.filter(feedback=OuterRef("pk"))))[:MOST])
    if not found:
        return None
    values, proofs = defaultdict(list), defaultdict(list)
    if any(one.filled for one in found):
        for value in FormValue.objects.filter(feedback__in=found).select_related("field"):
            values[value.feedback_id].append(value)
    if matter.flag("papers"):
        for paper in Paper.objects.filter(feedback__in=found).select_related("file"):
            proofs[paper.feedback_id].append(paper)
    shown = []
    for one in found:
        one.matter = matter
        shown.append(
            {
                "feedback": one,
                "values": values[one.pk],
                "proofs": proofs[one.pk],
                "may_verify": bool(rules.may_verify_feedback(actor, one)),
            }
        )
    return {"rows": shown, "matter": matter}


def dispute(actor: Actor, matter: Matter) -> dict | None:
    """协调: the way to the case, while it is open and afterwards."""
    return {"matter": matter, "open": rules.in_dispute(matter)}


def around_tasks(actor: Actor, matter: Matter) -> dict | None:
    """样表、谁还没签收: for the office only; drawn without asking."""
    if not actor.in_office or not matter.is_open:
        return None
    return {"matter": matter}


def register() -> None:
    """Called while the desk starts."""
    panels.register(
        panels.Panel("feedbacks", "desk/liaison/feedbacks.html", feedbacks, flag="feedbacks", order=60)
    )
    panels.register(panels.Panel("dispute", "desk/liaison/disputed.html", dispute, flag="refusals", order=20))
    panels.register(
        panels.Panel(
            "around_tasks", "desk/liaison/around_tasks.html", around_tasks, place=panels.FOOT, order=80
        )
    )
