"""What the pages and the panel of a slip show: the slip drawn, and each press with its verdict."""

from __future__ import annotations

from shuniu.matters.models import Matter
from shuniu.org.actor import Actor
from shuniu.routing import readings, receiving, rules
from shuniu.routing.acts import ACTS, OF_A_HAND, OF_A_SLIP, part_for
from shuniu.routing.leaders_words import elsewhere
from shuniu.routing.models import Slip


def presses(actor: Actor, slip: Slip, nouns) -> list[dict]:
    """Each press with its verdict and the part that it is about."""
    drawn = []
    for noun in nouns:
        act = ACTS[noun]
        part = part_for(act, actor, slip)
        drawn.append({"act": act, "verdict": act.rule(actor, slip, part), "part": part})
    return drawn


def whole(actor: Actor, drawn: readings.Drawn) -> dict:
    """One slip with all its presses: those of my share, those of who keeps it, and taking my word back."""
    slip = drawn.slip
    mine = drawn.mine[0] if drawn.mine else None
    part = part_for(ACTS["decision"], actor, slip)
    decision = ACTS["decision"].rule(actor, slip, part)
    whose = rules.whose(actor, part) if part is not None and part.is_waiting else None
    claim = part_for(ACTS["claim"], actor, slip)
    word = part_for(ACTS["withdrawal"], actor, slip)
    of_slip = list(OF_A_SLIP)
    if slip.ended_at is None and slip.suspended is not None:
        of_slip[of_slip.index("suspension")] = "resumption"
    return {
        "drawn": drawn,
        "mine": mine,
        "part": part,
        "decision": decision,
        "whose": whose.name if whose is not None and whose != actor.person else "",
        "asks_first": presses(actor, slip, ["consultation"]) if decision.code == "consult" else [],
        "elsewhere": elsewhere(actor, part),
        "held": rules.held_for(part) if part is not None else None,
        "hand_presses": presses(actor, slip, OF_A_HAND[1:]) if mine or whose is not None else [],
        "claim": presses(actor, slip, ["claim"])[0] if claim is not None else None,
        "withdrawal": presses(actor, slip, ["withdrawal"])[0] if word is not None else None,
        "slip_presses": presses(actor, slip, of_slip) if drawn.is_moving else [],
    }


def panel(actor: Actor, matter: Matter) -> dict | None:
    """流转 on the page of a matter: its slips; the first with my share, or the first under way, with its presses."""
    start = rules.may_start(actor, matter)
    steps = receiving.steps_of(matter)
    if not matter.flag("slips"):
        return {"slips": [], "start": start, "steps": steps} if start or steps else None
    slips = _slips(actor, matter)
    steps = receiving.steps_of(matter, slips)
    chosen = next((one for one in slips if one.mine), slips[0])
    rest = [one for one in slips if one is not chosen]
    return {
        "slips": slips,
        "chosen": whole(actor, chosen),
        "rest": rest,
        "start": start,
        "steps": steps,
    }


def bar(actor: Actor, matter: Matter) -> dict | None:
    """时间花在谁手上, of all slips of the matter in the order of their days."""
    slips = sorted(_slips(actor, matter), key=lambda one: one.slip.started_at)
    drawn = [one for one in slips if one.bar]
    return {"slips": drawn} if drawn else None


def _slips(actor: Actor, matter: Matter) -> list[readings.Drawn]:
    """Read once for all the panels of one page."""
    known = matter.__dict__.get("drawn_slips")
    if known is None:
        known = matter.__dict__["drawn_slips"] = readings.slips_of(matter, actor=actor)
    return known
