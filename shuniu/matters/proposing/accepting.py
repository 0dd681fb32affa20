"""就这么办: a proposal, as it stands or as somebody changed it, becomes one placing with a task and a holder for each demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.journal.models import Line
from shuniu.journal.recording import record
from shuniu.matters.choices import DemandOutcome, FieldKind, State
from shuniu.matters.models import Demand, Matter
from shuniu.matters.operations import Part, place, set_form, settle_demand
from shuniu.matters.operations.changing import change, locked
from shuniu.matters.telling import day_told, hour_told
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Division, Person
from shuniu.org.refusals import Refused, Stale

PART_TITLE = 80


@dataclass(frozen=True)
class Wanted:
    """What becomes of one demand: a task of `lead` by `due`, or met by `covered_by`, or dropped with `reason`."""

    demand: Demand
    outcome: str = DemandOutcome.TASK
    lead: Division | None = None
    holder: Person | None = None
    due: datetime | None = None
    reason: str = ""
    covered_by: Matter | None = None


@dataclass(frozen=True)
class Share:
    """一家的那几项: a body with the orders of the demands that are its own."""

    division: Division
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Sharing:
    """给有关的: who gets which lines instead of one task for each demand; who is left out and why; what is asked back."""

    shares: tuple[Share, ...]
    left: tuple[tuple[Division, str], ...] = ()
    fields: tuple[str, ...] = ()

    def holds(self, demand: Demand) -> bool:
        return any(demand.order in share.lines for share in self.shares)


@dataclass(frozen=True)
class Choice:
    """What is pressed: the whole and its demands. `seen` is the moment of the proposal the person looked at."""

    lead: Division
    title: str = ""
    kind: str | None = None
    holder: Person | None = None
    helpers: tuple[Division, ...] = ()
    leader: Person | None = None
    due: datetime | None = None
    due_basis: str = ""
    hard: bool | None = None
    next_step: str = ""
    demands: tuple[Wanted, ...] = field(default=())
    sharing: Sharing | None = None


def accept(matter: Matter, choice: Choice, *, by: Actor) -> Matter:
    """就这么办: one press, n tasks with n holders, all or nothing.

    Raises Stale, saying who was faster, when somebody has placed it meanwhile; Refused with the field otherwise.
    """
    with transaction.atomic():
        matter = locked(matter)
        if matter.state != State.PENDING:
            raise Stale(_faster(matter), "placed", details={"slug": matter.slug})
        parts = []
        for wanted in choice.demands:
            name = f"d{wanted.demand.pk}"
            if wanted.demand.matter_id != matter.pk or wanted.demand.task_id is not None:
                continue
            if wanted.outcome == DemandOutcome.TASK:
                if choice.sharing and choice.sharing.holds(wanted.demand):
                    given = sum(wanted.demand.order in share.lines for share in choice.sharing.shares)
                    reason = _("分给%d家,各办各的") % given
                    settle_demand(wanted.demand, by=by, outcome=DemandOutcome.TASK, reason=reason)
                    continue
                if _is_the_whole(wanted, choice):
                    settle_demand(wanted.demand, by=by, outcome=DemandOutcome.TASK, reason=_("整件就是这一项"))
                    continue
                body = wanted.lead or choice.lead
                parts.append(
                    Part(
                        title=part_title(wanted.demand),
                        lead=body,
                        holder=wanted.holder,
                        due=wanted.due,
                        hard=choice.hard,
                        demand=wanted.demand,
                    )
                )
            else:
                try:
                    settle_demand(
                        wanted.demand, by=by, outcome=wanted.outcome, reason=wanted.reason, covered_by=wanted.covered_by
                    )
                except Refused as refused:
                    raise Refused(
                        _("第%(n)d项:%(why)s") % {"n": wanted.demand.order, "why": refused.reason}, refused.code, name
                    ) from None
        if choice.sharing:
            parts += share_out(matter, choice, by=by)
        latest = max((p.due for p in parts if p.due), default=None)
        limit = matter.due or choice.due
        if latest and limit and latest > limit:
            slow = next(p for p in parts if p.due == latest)
            raise Refused(
                _("第%(n)d项的时限(%(late)s)晚于整件事的时限(%(limit)s)")
                % {"n": slow.demand.order, "late": _day(latest), "limit": _day(limit)},
                "due",
                f"d{slow.demand.pk}",
            )
        if choice.due and matter.due is None and choice.due < moment.now():
            raise Refused(_("%s已经过去。是不是写错了月份?") % day_told(moment.local(choice.due).date()), "past", "due")
        return place(
            matter,
            by=by,
            lead=choice.lead,
            holder=choice.holder,
            helpers=choice.helpers,
            leader=choice.leader,
            title=choice.title,
            kind=choice.kind,
            due=choice.due,
            hard=choice.hard,
            due_basis=choice.due_basis,
            next_step=choice.next_step,
            parts=tuple(parts),
        )


def share_out(matter: Matter, choice: Choice, *, by: Actor) -> list[Part]:
    """给有关的: one task for each body with only its own lines; who is left out and why stands in the journal."""
    assert choice.sharing is not None
    sharing = choice.sharing
    open_ones = {w.demand.order: w for w in choice.demands if w.outcome == DemandOutcome.TASK}
    parts = []
    for share in sharing.shares:
        lines = [open_ones[order] for order in share.lines if order in open_ones]
        if lines:
            title = ";".join(part_title(one.demand) for one in lines)
            due = min((one.due for one in lines if one.due), default=matter.due or choice.due)
            parts.append(Part(title=title, lead=share.division, due=due, hard=choice.hard))
    if not parts:
        raise Refused(_("勾上的单位没有一项新要求,没有什么可分的"), "empty", "shares")
    with record("matter.shared_out", by=by, subject=matter) as line:
        reasons: dict[str, list[str]] = {}
        for body, why in sharing.left:
            reasons.setdefault(str(why), []).append(body.name)
        left = ";".join(f"{'、'.join(names)}({why})" for why, names in reasons.items())
        line.update(count=len(parts), whole=len(parts) + len(sharing.left), left=left)
        change(line, matter)
    if sharing.fields:
        set_form(matter, fields=[(name, FieldKind.TEXT) for name in sharing.fields], by=by)
    return parts


def as_proposed(matter: Matter, proposal: dict) -> Choice:
    """The proposal exactly as it stands. Raises Refused, naming what must be looked at first, when it is not certain."""
    unsure = [UNSURE.get(name, name) for name in map(str, proposal.get("unsure", ()))]
    if not proposal or not proposal.get("lead", {}).get("value"):
        raise Refused(_("还没有选牵头单位"), "lead", "lead")
    if unsure:
        words = _("、").join(dict.fromkeys(str(w) for w in unsure))
        raise Refused(_("有要核对的:%s") % words, "unsure")
    bodies = {d.pk: d for d in Division.objects.current().filter(unit=matter.unit_id).select_related("liaison", "head", "upper")}
    lead = bodies.get(proposal["lead"]["value"])
    if lead is None:
        raise Refused(_("牵头单位已经不在名单里"), "lead", "lead")
    demands = []
    proposed = {p["pk"]: p for p in proposal["demands"]}
    for demand in matter.demands.filter(task=None):
        part = proposed.get(demand.pk)
        covered = None
        if part and part["covered"] and part["outcome"] == DemandOutcome.COVERED:
            covered = Matter.objects.filter(unit=matter.unit_id, pk=part["covered"]["pk"]).first()
        outcome = DemandOutcome.COVERED if covered else DemandOutcome.TASK
        body = bodies.get(part["lead"]) if part else None
        due = datetime.fromisoformat(part["due"]) if part and part["due"] else demand.due
        demands.append(Wanted(demand, outcome, body or lead, due=due, covered_by=covered))
    leader = Person.objects.active().filter(unit=matter.unit_id, pk=proposal["leader"]["value"] or 0).first()
    holder = _said_holder(proposal, lead)
    return Choice(
        lead=lead,
        title=proposal["title"],
        kind=proposal["kind"]["value"] or None,
        holder=holder,
        helpers=tuple(bodies[h["pk"]] for h in proposal["helpers"] if h["pk"] in bodies),
        leader=leader,
        due=datetime.fromisoformat(proposal["due"]["value"]) if proposal["due"]["value"] else None,
        due_basis=proposal["due"]["basis"][:200],
        hard=proposal["hard"]["value"] if proposal["due"]["value"] else None,
        demands=tuple(demands),
        sharing=sharing_of(proposal, bodies),
    )


def sharing_of(proposal: dict, bodies: dict[int, Division], *, chosen: set[int] | None = None) -> Sharing | None:
    """给有关的 as proposed, or for the bodies that somebody `chosen`; None where each demand stays one task."""
    proposed = proposal.get("concerned") or {}
    if not proposed:
        return None
    every = sorted({order for row in proposed["to"] for order in row["lines"]})
    rows = {row["pk"]: row for row in (*proposed["to"], *proposed["left"]) if row["pk"] in bodies}
    wanted = {row["pk"] for row in proposed["to"]} if chosen is None else chosen & rows.keys()
    if not wanted:
        return None
    # Whom somebody added is touched by what is new as a whole; whom somebody took away is left out by a person.
    shares = tuple(
        Share(bodies[pk], tuple(row.get("lines") or every)) for pk, row in rows.items() if pk in wanted
    )
    left = tuple(
        (bodies[pk], _("不用发") if "lines" in row else row["why"]) for pk, row in rows.items() if pk not in wanted
    )
    return Sharing(shares, left, tuple(proposed.get("fields", ())))


UNSURE = {
    "lead": gettext_lazy("牵头"), "kind": gettext_lazy("类别"), "due": gettext_lazy("时限"), "reading": gettext_lazy("没读出来"), "issuer": gettext_lazy("来文单位"),
    "doc_number": gettext_lazy("文号"), "title": gettext_lazy("标题"), "urgency": gettext_lazy("紧急程度"), "reply_deadlines": gettext_lazy("报送期限"),
    "same": gettext_lazy("可能是同一件"),
}  # fmt: skip


def part_title(demand: Demand) -> str:
    """The first sentence of a demand, short enough for a list."""
    text = " ".join(demand.text.split())
    for mark in ("。", ";", ";"):
        head = text.split(mark, 1)[0]
        if 4 <= len(head) <= PART_TITLE:
            return head
    return text[:PART_TITLE]


def _is_the_whole(wanted: Wanted, choice: Choice) -> bool:
    """A matter with one step shows no tasks (product §4.4)."""
    body = wanted.lead or choice.lead
    return len(choice.demands) == 1 and body.pk == choice.lead.pk and wanted.holder in (None, choice.holder)


def _said_holder(proposal: dict, lead: Division) -> Person | None:
    """A holder who is not simply the body's liaison was named in the words and stays."""
    pk = proposal["holder"]["value"]
    if not pk or pk in (lead.liaison_id, lead.head_id):
        return None
    return Person.objects.active().filter(unit=lead.unit_id, pk=pk).select_related("unit", "division").first()


def _faster(matter: Matter) -> str:
    line = Line.objects.about(matter).select_related("actor").last()
    who = line.actor.name if line and line.actor else _("别人")
    holder = matter.holder.name if matter.holder else ""
    return _("%(who)s %(at)s已经办了这件:%(state)s,在%(holder)s手上。您这一下没有改动什么。") % {
        "who": who,
        "at": moment.local(line.at).strftime("%H:%M") if line else "",
        "state": matter.get_state_display(),
        "holder": holder,
    }


def _day(at: datetime) -> str:
    return hour_told(moment.local(at))
