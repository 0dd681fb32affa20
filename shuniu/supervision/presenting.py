"""督 on the page of a matter: what was registered, every word sent and its answer, receipts, and the presses."""

from __future__ import annotations

from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org.actor import Actor
from shuniu.supervision import rules
from shuniu.supervision.acts import ACTS, FIRST, REST
from shuniu.supervision.models import Chase, Escalation, Item, Parcel


def panel(actor: Actor, matter: Matter) -> dict | None:
    """督办 of one matter; nothing where there is neither a record nor a press."""
    item = Item.objects.filter(matter=matter).first() if matter.flag("supervised") else None
    first = _presses(actor, matter, item, FIRST)
    rest = _presses(actor, matter, item, REST)
    if rules.may_break_down(actor, matter):
        rest.insert(0, {"noun": "breakdown", "act": None, "verdict": rules.ALLOWED})
    chases = (
        list(
            Chase.objects.filter(matter=matter)
            .select_related("to", "by", "confirmed_by")
            .order_by("-at", "-pk")[:12]
        )
        if matter.flag("chased")
        else []
    )
    asked = (
        list(Escalation.objects.filter(matter=matter).select_related("leader", "instruction", "asked_by"))
        if matter.flag("put_to_leader")
        else []
    )
    sent = (
        list(Parcel.objects.filter(matter=matter).select_related("to").prefetch_related("replies"))
        if matter.flag("sent_out")
        else []
    )
    here = Parcel.objects.filter(arrived=matter).first() if matter.flag("sent_here") else None
    if not (item or chases or asked or sent or here or first or rest):
        return None
    return {
        "matter": matter,
        "item": item,
        "reviews": list(item.reviews.select_related("decided_by")) if item and item.fed_back_at else [],
        "chases": [
            {
                "chase": one,
                "may_confirm": bool(rules.may_confirm(actor, one)) if one.is_waiting else False,
                "may_drop": bool(rules.may_drop(actor, one)) if one.is_waiting else False,
            }
            for one in chases
        ],
        "escalations": asked,
        "parcels": sent,
        "here": here,
        "presses": first,
        "more": rest,
    }


def _presses(actor: Actor, matter: Matter, item: Item | None, nouns) -> list[dict]:
    """The presses that make sense now; what a person may not do is left out, except where the reason helps."""
    drawn = []
    for noun in nouns:
        act = ACTS[noun]
        if noun == "striking" and (item is None or item.registered_at is None or matter.state != State.DONE):
            continue
        verdict = act.rule(actor, matter, item)
        helps = verdict.code in ("self", "S-10") and not act.quiet
        if verdict or helps:
            drawn.append({"noun": noun, "act": act, "verdict": verdict})
    return drawn
