"""授权、代办: in whose name somebody speaks on a part, how far that power goes, and when one asks first.

A part stays its owner's. A stand-in has it while the owner is away; a delegate may speak on it meanwhile or beside the
owner, within what was delegated. Both names are kept (D-10), and neither passes the power on (D-09).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shuniu.matters.choices import Visibility, Weight
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.entrusting import Case, yuan
from shuniu.org.models import Delegation, Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.org.rules import covers
from shuniu.routing.choices import SPOKEN, Box, Mode
from shuniu.routing.conditions import head_of, money_in, money_limit
from shuniu.routing.models import Part, Slip

LEADERS_BOXES = (Box.INSTRUCT, Box.SIGN)


@dataclass(frozen=True)
class Power:
    """凭什么: in whose name, by which delegation; `verdict` says why nothing is theirs to say."""

    whose: Person | None
    verdict: Verdict = ALLOWED
    delegation: Delegation | None = None


def owner_of(part: Part) -> Person:
    """本人: whose the part is by right, whoever has it for them now."""
    return part.standing_in_for or part.holder


def power(actor: Actor, part: Part) -> Power:
    """The own power, that of whom they stand in for, or that of who delegated to them; else the reason."""
    person, owner = actor.person, owner_of(part)
    elsewhere = refuse(_("这一份在%s手上") % part.holder.name, "holder")
    if person is None:
        return Power(None, elsewhere)
    # While away, the one it belongs to may still speak: an absence lends the part, it does not take it away.
    if owner.pk == person.pk:
        return Power(owner)
    delegation, verdict = _delegated(person, owner, part)
    if part.holder_id == person.pk:
        return Power(owner, delegation=delegation)
    if verdict is None:
        return Power(None, elsewhere)
    return Power(owner if verdict else None, verdict, delegation)


def _delegated(person: Person, owner: Person, part: Part) -> tuple[Delegation | None, Verdict | None]:
    """The delegation that covers this part; else none and why the nearest one does not; nothing where none was given."""
    slip = part.stage.slip
    given = [one for one in delegations_to(person, slip) if one.giver_id == owner.pk]
    if not given:
        return None, None
    if not part.stage.is_main:
        return None, refuse(_("传阅的由%s本人看") % owner.name, "inform")
    if _own(person, slip):
        return None, refuse(
            _("这张单是您自己起的或您已经表过态,不能再代%(who)s批,由%(who)s本人办") % {"who": owner.name},
            "self",
        )
    asked = [(one, covers(one, case_of(slip))) for one in given]
    for one, verdict in asked:
        if verdict:
            return one, verdict
    # A sum that is too large is nearer than a paper of another kind: the reason that helps most.
    return None, next((v for _one, v in asked if v.code == "money"), asked[0][1])


def delegations_to(person: Person, slip: Slip) -> list[Delegation]:
    """委托给这个人的、今天算数的; asked once for a slip, whatever the number of its parts and presses."""
    known = slip.__dict__.setdefault("delegations_to", {})
    key = (person.pk, moment.today())
    if key not in known:
        found = Delegation.objects.in_force(moment.today()).filter(receiver=person)
        known[key] = list(found.with_everything())
    return known[key]


def _own(person: Person, slip: Slip) -> bool:
    """Nobody approves their own: who started the slip, or has said their own word on it, does not speak for another."""
    if slip.started_by_id == person.pk:
        return True
    said = Part.objects.filter(
        stage__slip=slip, decided_by=person, acting_for=None, verdict__in=SPOKEN, retracted_at=None
    )
    return said.exclude(stage__mode=Mode.INFORM).exists()


def case_of(slip: Slip) -> Case:
    """这一件, as a delegation asks about it."""
    known = slip.__dict__.get("case")
    if known is None:
        matter, divisions = slip.matter, []
        body = matter.lead
        while body is not None:
            divisions.append(body.pk)
            body = body.upper
        known = slip.__dict__["case"] = Case(
            frozenset(divisions),
            {"purpose": slip.purpose, "kind": matter.kind},
            money_in(matter),
            matter.visibility == Visibility.RESTRICTED,
        )
    return known


def may_decide_alone(actor: Actor, part: Part) -> Verdict:
    """要不要先请示 (D-04): a stand-in decides what is within A's powers; what is major only after asking A or the head."""
    person = actor.person
    if person is None or part.standing_in_for is None or part.standing_in_for_id == person.pk:
        return ALLOWED
    if part.stage.box not in LEADERS_BOXES or part.holder_id != person.pk:
        return ALLOWED
    why = _major(part)
    if not why or power(actor, part).delegation is not None or part.consultations.filter(by=person).exists():
        return ALLOWED
    return refuse(
        _("%(why)s。%(who)s不在,先请示%(whom)s,把答复记下来再批")
        % {
            "why": why,
            "who": part.standing_in_for.name,
            "whom": _("或").join(one.name for one in whom_to_ask(part)),
        },
        "consult",
    )


def _major(part: Part) -> str:
    """为什么算重大; "" for what is within the powers of whoever is away."""
    slip = part.stage.slip
    amount, limit = money_in(slip.matter), money_limit(slip.matter)
    if amount >= limit:
        return _("这件%(amount)s,%(limit)s以上的代办人不能自己定") % {
            "amount": yuan(amount),
            "limit": yuan(limit),
        }
    if slip.matter.importance == Weight.HEAVY:
        return _("这是重大事项")
    if slip.started_by_id == part.holder_id:
        return _("这张单是您自己起的")
    owner = part.standing_in_for
    if (
        part.stage.mandatory
        and owner is not None
        and owner.grants.filter(role=Role.HEAD, until=None).exists()
    ):
        return part.stage.mandatory
    return ""


def whom_to_ask(part: Part) -> list[Person]:
    """请示谁: the one who is away, and the head."""
    head = head_of(part.stage.slip.matter)
    asked = [owner_of(part), *([head] if head is not None else [])]
    return [one for one in dict.fromkeys(asked) if one.pk != part.holder_id]
