"""May this person do this now, and if not, why not. Page and verb ask the same function."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from shuniu.journal.models import Line
from shuniu.matters import kinds
from shuniu.matters.choices import MOVES, State
from shuniu.matters.closing import may_begin_again, nothing_open
from shuniu.matters.models import Dispute, Feedback, Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Division, Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.org.rules import may_set_duties

# Facts any one of which is a leader's consent; a higher app adds its own (with queries.add_flag).
CONSENTS = ["consent"]
UNDO_DAYS = 30
# Verbs that only change the matter's own row and so can be walked back (product §10).
# Verbs that change nothing of a matter; a higher app adds its own while it starts. Undoing passes over them.
LOOKS: set[str] = {"matter.opened"}
REVERSIBLE = frozenset(
    {
        "matter.placed",
        "matter.assigned",
        "matter.acknowledged",
        "matter.shelved",
        "matter.merged",
        "matter.returned",
        "matter.answered",
        "matter.completed",
        "matter.planned",
        "matter.step_set",
        "matter.due_set",
        "matter.reported",
    }
)


class Undoable(Protocol):
    """What the rule of undoing asks of a line of the journal."""

    seq: int
    at: datetime
    verb: str
    actor_id: int | None


def holds(actor: Actor, matter: Matter) -> bool:
    return actor.person is not None and matter.holder_id == actor.person.pk


def speaks_for_lead(actor: Actor, matter: Matter) -> bool:
    """Liaison or head of the lead body."""
    person = actor.person
    return (
        person is not None
        and matter.lead is not None
        and person.pk in (matter.lead.liaison_id, matter.lead.head_id)
    )


def _state(matter: Matter, target: str) -> Verdict:
    if (matter.state, target) in MOVES:
        return ALLOWED
    return refuse(
        _("“%(state)s”的事项不能变成“%(target)s”")
        % {"state": State(matter.state).label, "target": State(target).label},
        "state",
    )


def _holder_only(matter: Matter) -> Verdict:
    name = matter.holder.name if matter.holder else _("没有人")
    return refuse(_("这件事在%(name)s手上,只有经手人可以做这一步") % {"name": name}, "holder")


def _office(actor: Actor) -> Verdict:
    return ALLOWED if actor.in_office else refuse(_("只有办公室可以做这一步"), "office")


def may_capture(actor: Actor) -> Verdict:
    if actor.is_clock or actor.reads_matters:
        return ALLOWED
    return refuse(_("系统管理员不登记事项;需要时请另授办公室角色"), "role")


def may_bring_ledger(actor: Actor) -> Verdict:
    """导入台账: whoever places what arrives; one person may bring in hundreds at once, so nobody else."""
    if actor.person is not None and actor.in_office:
        return ALLOWED
    return refuse(_("台账由办公室的人导入;系统管理员需要时请另授办公室角色"), "office")


def may_take_back_ledger(actor: Actor, brought_by: int | None) -> Verdict:
    """撤回整批: who brought it in, or the director."""
    if actor.person is not None and (actor.person.pk == brought_by or actor.has(Role.DIRECTOR)):
        return _office(actor)
    return refuse(_("只有导入的人或主任能撤回整批"), "power")


def may_set_order(actor: Actor) -> Verdict:
    """先后与催办: what counts how much is the director's to say, for everybody alike (product §5.1)."""
    if actor.person is not None and actor.has(Role.DIRECTOR):
        return ALLOWED
    return refuse(_("先后的分值和催办的日子由办公室主任定"), "power")


def may_place(actor: Actor, matter: Matter) -> Verdict:
    """就这么办: the office places what lies in the tray."""
    return _office(actor) and _state(matter, State.GIVEN)


def may_assign(actor: Actor, matter: Matter, to: Person | None = None) -> Verdict:
    """改派、转给: the office to anybody; a liaison inside the own body."""
    if not matter.is_open:
        return refuse(_("已经“%s”,先重新打开再派") % State(matter.state).label, "state")
    if to is not None and not to.is_active:
        return refuse(_("%s已经离岗,请另选一人") % to.name, "left")
    if to is not None and to.unit_id != matter.unit_id:
        return refuse(_("不是本单位的人"), "unit")
    if actor.in_office:
        return ALLOWED
    if speaks_for_lead(actor, matter) or holds(actor, matter):
        if to is None or to.division_id == actor.somebody.division_id:
            return ALLOWED
        return refuse(_("只能转给本单位的人;要给别的单位,请按“不归我们”"), "division")
    return _holder_only(matter)


def may_acknowledge(actor: Actor, matter: Matter) -> Verdict:
    if not holds(actor, matter):
        return _holder_only(matter)
    if matter.state != State.GIVEN:
        return refuse(_("这件事现在是“%s”,不用签收") % State(matter.state).label, "state")
    return ALLOWED


def may_refuse(actor: Actor, matter: Matter) -> Verdict:
    """不归我们: whoever was given it, before it is reported done."""
    if not (holds(actor, matter) or speaks_for_lead(actor, matter)):
        return _holder_only(matter)
    if actor.in_office and not speaks_for_lead(actor, matter):
        return refuse(_("在办公室手上的事请用改派"), "office")
    if matter.state != State.DISPUTED and matter.flag("led_for_now"):
        return refuse(_("临时牵头已经定了,先办起来;归谁另外定"), "provisional")
    return _state(matter, State.DISPUTED)


def in_dispute(matter: Matter) -> bool:
    """Not yet ruled: it lies with the director, or with a provisional lead who has begun, or even is done (费用后算)."""
    return matter.state == State.DISPUTED or matter.flag("in_dispute")


def _not_away_from_a_dispute(matter: Matter) -> Verdict:
    """A dispute is ruled first, it is not shelved or merged away."""
    if matter.state in (State.GIVEN, State.IN_HAND, State.REPORTED) and matter.flag("in_dispute"):
        return refuse(_("归谁还没定,先在协调里定"), "dispute")
    return ALLOWED


def may_settle_dispute(actor: Actor, matter: Matter) -> Verdict:
    """协调: naming a provisional lead, wording the principle, asking the leader are the director's to do."""
    if not in_dispute(matter):
        return refuse(_("没有争议要定"), "state")
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    return refuse(_("协调由办公室主任、副主任来做"), "power")


def may_offer(actor: Actor, matter: Matter) -> Verdict:
    """请另一家看: while the office holds it."""
    if matter.state != State.DISPUTED:
        return refuse(_("已经给了一家,等它签收或说不归它"), "state")
    return may_settle_dispute(actor, matter)


def may_assent(actor: Actor, matter: Matter, division: Division) -> Verdict:
    """同意原则: a party for itself; the office for a party that said so on the telephone."""
    if not in_dispute(matter):
        return refuse(_("没有争议要定"), "state")
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    if actor.person is not None and actor.person.division_id == division.pk:
        return ALLOWED
    return refuse(_("由%s自己说,或由办公室打电话问") % division.name, "party")


def may_set_duty_line(actor: Actor, dispute: Dispute) -> Verdict:
    """拟加入职责清单: what was ruled becomes a line of the duty register by the director's press."""
    if dispute.ruled_at is None:
        return refuse(_("还没有裁定"), "state")
    if dispute.duty_id is not None or dispute.duty_dropped:
        return refuse(_("已经定过了"), "done")
    return may_set_duties(actor)


def may_rule(actor: Actor, matter: Matter) -> Verdict:
    if not in_dispute(matter):
        return refuse(_("没有争议要定"), "state")
    leader = actor.person is not None and matter.leader_id == actor.person.pk
    if actor.has(Role.DIRECTOR, Role.DEPUTY) or leader:
        return ALLOWED
    return refuse(_("争议由办公室主任、副主任或分管领导定"), "power")


def may_feed_back(actor: Actor, matter: Matter) -> Verdict:
    if not matter.is_open:
        return refuse(_("已经“%s”") % State(matter.state).label, "state")
    if holds(actor, matter) or speaks_for_lead(actor, matter) or actor.in_office:
        return ALLOWED
    return _holder_only(matter)


def may_give_part(actor: Actor, matter: Matter) -> Verdict:
    """加一步: whoever may say how it stands may add a step; a step has no steps of its own."""
    if matter.is_task:
        return refuse(_("任务下面不再分任务;请在原事项上加一步"), "depth")
    return may_feed_back(actor, matter)


def may_split(actor: Actor, matter: Matter) -> Verdict:
    """拆成任务: the office gives out what a leader said or a paper wants."""
    if not actor.in_office:
        return refuse(_("由办公室把原话拆成任务"), "office")
    return may_give_part(actor, matter)


def may_settle_differences(actor: Actor) -> Verdict:
    """领导的话不一样: the director or a deputy sees both and says which holds, before anything goes out."""
    if actor.has(Role.DIRECTOR, Role.DEPUTY):
        return ALLOWED
    return refuse(_("领导的话不一样,请主任先看,定了再交下去"), "power")


def may_report_done(actor: Actor, matter: Matter) -> Verdict:
    if not holds(actor, matter):
        return _holder_only(matter)
    return _state(matter, State.REPORTED)


def may_verify(actor: Actor, matter: Matter) -> Verdict:
    """核实: somebody other than the doer (S-06); the office, or the leader in charge."""
    if matter.state != State.REPORTED:
        return refuse(_("还没有报结,没有可核的"), "state")
    person = actor.person
    if person is None:
        return refuse(_("核实要有人来做"), "clock")
    if person.pk == matter.reported_by_id:
        return refuse(_("报结的人不能自己核实,请另一位来核"), "self")
    still = nothing_open(matter)
    if not still:
        return still
    if actor.has(Role.DIRECTOR, Role.DEPUTY) or person.pk == matter.leader_id:
        return ALLOWED
    if actor.has(Role.STAFF) and person.pk == matter.created_by_id:
        return ALLOWED
    return refuse(_("由主任、副主任、分管领导或交办的人核实"), "power")


def may_complete(actor: Actor, matter: Matter) -> Verdict:
    """办结 at once: small things of the office itself. Owed, late or instructed ones are reported and checked."""
    if not holds(actor, matter):
        return _holder_only(matter)
    if not actor.in_office:
        return refuse(_("请用“报结”,由办公室核实后办结"), "office")
    if is_red(matter):
        return refuse(_("已经逾期的硬时限事项,要报结后由另一人核实,红灯才能变绿"), "red")
    if matter.from_above or matter.flag("instructions"):
        return refuse(_("领导批示或上级交办的事项,要报结后由另一人核实"), "owed")
    if matter.flag("open_tasks"):
        return refuse(_("还有没办完的任务"), "tasks")
    if matter.flag("open_demands"):
        return refuse(_("来文里还有要求没有落到任务上,或没有说明为什么不用办"), "demands")
    return nothing_open(matter) and _state(matter, State.DONE)


def is_red(matter: Matter) -> bool:
    """红: a hard date has passed, an answer owed above is late, or an emergency is open (product §5.2)."""
    late = matter.due is not None and matter.due < moment.now()
    return matter.is_open and (late and (bool(matter.hard) or matter.from_above) or matter.kind == "incident")


def _not_ones_own_red(actor: Actor, matter: Matter) -> Verdict:
    """The doer alone takes no red away: it is reported, and somebody else looks (A-17)."""
    if holds(actor, matter) and is_red(matter):
        return refuse(_("红灯的事项,自己不能拿下来;请报结后由另一人核实,或请主任、副主任来定"), "red")
    return ALLOWED


def may_go_out(matter: Matter) -> Verdict:
    """须请示: nothing leaves the house before a leader's consent is on record (A-22): their words, or a circle on a slip."""
    if matter.must_ask_first and not any(matter.flag(name) for name in CONSENTS):
        return refuse(_("这件事须请示:先有领导的话记在案,再对外答复"), "ask_first")
    return ALLOWED


def may_answer_at_once(actor: Actor, matter: Matter) -> Verdict:
    consent = may_go_out(matter)
    if not consent:
        return consent
    if matter.state == State.PENDING:  # what has just arrived is nobody's failing yet
        return _office(actor) and _state(matter, State.DONE)
    return _office(actor) and _not_ones_own_red(actor, matter) and _state(matter, State.DONE)


def may_reopen(actor: Actor, matter: Matter) -> Verdict:
    return _office(actor) and _state(matter, State.IN_HAND) and may_begin_again(matter)


def may_shelve(actor: Actor, matter: Matter) -> Verdict:
    if not (actor.in_office or holds(actor, matter)):
        return _holder_only(matter)
    if matter.from_above and matter.hard and matter.due:
        return refuse(_("上级的硬任务不能缓办,请先请示改时限"), "from_above")
    return _not_ones_own_red(actor, matter) and _not_away_from_a_dispute(matter) and _state(matter, State.SHELVED)


def may_resume(actor: Actor, matter: Matter) -> Verdict:
    if matter.state != State.SHELVED:
        return refuse(_("没有缓办"), "state")
    if actor.is_clock or actor.in_office or holds(actor, matter):
        return ALLOWED
    return _holder_only(matter)


def may_merge(actor: Actor, matter: Matter, into: Matter) -> Verdict:
    if matter.pk == into.pk:
        return refuse(_("不能并入自己"), "self")
    if not into.is_open:
        return refuse(_("%s已经办结或并掉,请并到还开着的事项") % into.number, "closed")
    if into.parent_id == matter.pk:
        return refuse(_("不能并入自己的任务"), "part")
    if matter.flag("open_tasks"):
        return refuse(_("它还有没办完的任务,先办完或改派"), "tasks")
    if matter.is_restricted and not into.is_restricted:
        return refuse(_("限定事项不能并入大家看得见的事项"), "visibility")
    if matter.state != State.PENDING and not (own := _not_ones_own_red(actor, matter)):
        return own
    return _office(actor) and _not_away_from_a_dispute(matter) and _state(matter, State.MERGED)


def may_return(actor: Actor, matter: Matter) -> Verdict:
    return _office(actor) and _state(matter, State.RETURNED)


def may_set_due(actor: Actor, matter: Matter) -> Verdict:
    """A date where there was none; an existing one changes only by asking (the first is never lost)."""
    if matter.due is not None:
        return refuse(_("已经有时限,请用“要改期”"), "has_due")
    if not matter.is_open:
        return refuse(_("已经“%s”") % State(matter.state).label, "state")
    if kinds.of(matter.kind).to_read:
        return refuse(_("阅件没有时限,传阅完就了;要办的请改成办件的类别"), "to_read")
    if actor.in_office or holds(actor, matter):
        return ALLOWED
    return _holder_only(matter)


def may_end_reading(matter: Matter) -> Verdict:
    """传阅完毕: only a 阅件 ends by having been read; a 办件 never does."""
    if not kinds.of(matter.kind).to_read:
        return refuse(_("办件不能一阅了之"), "to_read")
    return nothing_open(matter) and _state(matter, State.DONE)


def may_ask_extension(actor: Actor, matter: Matter) -> Verdict:
    """延期: asked before the date (S-05), one request at a time."""
    if matter.due is None:
        return refuse(_("还没有时限,直接定一个就行"), "no_due")
    if not (holds(actor, matter) or speaks_for_lead(actor, matter) or actor.in_office):
        return _holder_only(matter)
    if matter.due < moment.now():
        return refuse(_("时限已经过了,不能再申请改期;请说明情况,由办公室处理"), "late")
    if matter.flag("extension_asked"):
        return refuse(_("已经申请过一次,还没有答复"), "pending")
    return ALLOWED


def may_decide_extension(actor: Actor, change) -> Verdict:
    """Decided by whoever gave the task: a leader who instructed, else the director; never by who asked."""
    if change.granted is not None:
        return refuse(_("已经答复过了"), "decided")
    person = actor.person
    if person is None or person.pk == change.asked_by_id:
        return refuse(_("申请的人不能自己批"), "self")
    instructed = set(change.matter.instructions.filter(denied_at=None).values_list("leader_id", flat=True))
    if person.pk in instructed or person.pk == change.matter.leader_id:
        return ALLOWED
    if instructed and change.matter.hard:
        return refuse(_("领导定的硬时限,要由批示的领导同意"), "power")
    if actor.has(Role.DIRECTOR, Role.DEPUTY) or person.pk == change.matter.created_by_id:
        return ALLOWED
    return refuse(_("改期由交办的人、主任或分管领导定"), "power")


def may_set_form(actor: Actor, matter: Matter) -> Verdict:
    """定样表: the office asks, before anybody has filled it."""
    if not matter.is_open:
        return refuse(_("已经“%s”") % State(matter.state).label, "state")
    return _office(actor)


def may_give_sample(actor: Actor, matter: Matter, other: Matter | None = None) -> Verdict:
    """附样表: the office chooses; what is 限定 is no example for others."""
    if other is not None and other.is_restricted:
        return refuse(_("限定事项不能给别人当样子"), "visibility")
    if other is not None and other.state != State.DONE:
        return refuse(_("办结了的才好当样子"), "state")
    return _office(actor)


def may_add_proof(actor: Actor, feedback: Feedback) -> Verdict:
    """附佐证: by whoever gave the feedback."""
    if actor.person is not None and actor.person.pk == feedback.by_id:
        return ALLOWED
    return refuse(_("佐证由写这条反馈的人附"), "power")


def may_verify_feedback(actor: Actor, feedback: Feedback) -> Verdict:
    """核实反馈: the office or the leader in charge, never who said it (A-16)."""
    if feedback.verified_by_id is not None:
        return refuse(_("已经核过了"), "state")
    person = actor.person
    if person is None or person.pk == feedback.by_id:
        return refuse(_("说的人不能自己核实,请另一位来核"), "self")
    if actor.in_office or person.pk == feedback.matter.leader_id:
        return ALLOWED
    return refuse(_("由办公室或分管领导核实"), "power")


def may_plan(actor: Actor, matter: Matter) -> Verdict:
    """排定: mine to move freely."""
    if holds(actor, matter):
        return ALLOWED
    return _holder_only(matter)


def may_instruct(actor: Actor, leader: Person) -> Verdict:
    """A leader writes; the office may write down a spoken word, which then asks the leader for one tap."""
    if Role.LEADER not in leader.role_names():
        return refuse(_("%s不是领导班子成员") % leader.name, "not_leader")
    if actor.person is not None and (actor.person.pk == leader.pk or actor.in_office):
        return ALLOWED
    return refuse(_("只有领导本人,或办公室代记口头交办"), "power")


def may_write_words(actor: Actor, matter: Matter) -> Verdict:
    """记原话: a leader their own; the office what a leader said."""
    if actor.has(Role.LEADER) or actor.in_office:
        return ALLOWED
    return refuse(_("只有领导本人,或办公室代记口头交办"), "power")


def may_confirm_words(actor: Actor, instruction) -> Verdict:
    if not instruction.awaits_confirmation:
        return refuse(_("不用确认"), "state")
    if actor.person is None or actor.person.pk != instruction.leader_id:
        return refuse(_("只有%s本人能确认") % instruction.leader.name, "leader")
    return ALLOWED


def may_answer_difficulty(actor: Actor, difficulty) -> Verdict:
    if difficulty.answered is not None:
        return refuse(_("已经答复过了"), "answered")
    if actor.has(Role.DIRECTOR, Role.DEPUTY, Role.LEADER):
        return ALLOWED
    return refuse(_("困难由主任、副主任或领导答复"), "power")


def may_set_demand(actor: Actor, matter: Matter) -> Verdict:
    return _office(actor)


def _moved_on(matter: Matter, line: Undoable) -> bool:
    """Has anybody done something after it? To look is not to do."""
    return Line.objects.about(matter).filter(seq__gt=line.seq).exclude(verb__in=LOOKS).exists()


def may_undo(actor: Actor, line: Undoable, matter: Matter, *, is_last: bool = False) -> Verdict:
    """撤回: by who did it (or the director), within thirty days, if nothing came after it.

    `is_last` spares the look when the caller has just read the journal; the verb always looks.
    """
    if line.verb not in REVERSIBLE:
        return refuse(_("这一步不能撤回"), "irreversible")
    if moment.now() - line.at > timedelta(days=UNDO_DAYS):
        return refuse(_("过了三十天,不能再撤回"), "old")
    if line.verb == "matter.due_set" and not (own := _not_ones_own_red(actor, matter)):
        return own
    if not is_last and _moved_on(matter, line):
        return refuse(_("后面已经有人动过这件事,请用改派或重新打开"), "moved_on")
    if actor.person is None or (line.actor_id != actor.person.pk and not actor.has(Role.DIRECTOR)):
        return refuse(_("只有做这一步的人或主任能撤回"), "power")
    return ALLOWED


def may_hand_over(actor: Actor, leaver: Person) -> Verdict:
    if leaver.unit_id != actor.unit.pk:
        return refuse(_("不是本单位的人"), "unit")
    if actor.has(Role.DIRECTOR, Role.DEPUTY) or (actor.person and actor.person.pk == leaver.pk):
        return ALLOWED
    return refuse(_("交接由本人、主任或副主任办"), "power")
