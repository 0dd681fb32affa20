"""May this person do this to a slip now, and if not, why not. Page and verb ask the same function."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from shuniu.matters.choices import Urgency
from shuniu.matters.closing import also_asks
from shuniu.matters.models import Matter
from shuniu.matters.queries import add_flag
from shuniu.matters.rules import CONSENTS, may_end_reading
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.org.refusals import ALLOWED, Verdict, refuse
from shuniu.routing.choices import SPOKEN, Mode, Origin, StageState
from shuniu.routing.choices import Verdict as Word
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.powers import LEADERS_BOXES, may_decide_alone, power, whom_to_ask

add_flag("slips", "routing_slip", "matter_id")
add_flag("slip_under_way", "routing_slip", "matter_id", "ended_at IS NULL")
# A circle or 同意 in the leaders' boxes that stands is a consent without words.
add_flag(
    "slip_consent",
    "routing_slip",
    "matter_id",
    "id > 0 AND EXISTS (SELECT 1 FROM routing_stage s JOIN routing_part p ON p.stage_id = s.id"
    " WHERE s.slip_id = x.id AND s.state = 'closed' AND s.box IN ('instruct', 'sign') AND p.verdict = 'agree' AND p.retracted_at IS NULL)",
)
CONSENTS.append("slip_consent")

CHASE_REST = timedelta(hours=2)
# So long may a leader's word be taken back before anything goes on (product §10); shorter where it is most urgent.
HELD, HELD_URGENT = timedelta(seconds=60), timedelta(seconds=10)


def keeps(actor: Actor, slip: Slip) -> bool:
    """Whoever runs the slip: who started it, who has the matter, the director and the deputies."""
    person = actor.person
    return person is not None and (
        person.pk in (slip.started_by_id, slip.matter.holder_id) or actor.has(Role.DIRECTOR, Role.DEPUTY)
    )


def whose(actor: Actor, part: Part) -> Person | None:
    """In whose name this person would speak here; none: it is not theirs to say anything (see `powers`)."""
    return power(actor, part).whose


def held_for(part: Part) -> timedelta | None:
    """签发、批示压着多久: what a leader writes in these boxes may be taken back so long; other words stand at once."""
    if part.stage.box not in LEADERS_BOXES:
        return None
    return HELD_URGENT if part.stage.slip.matter.urgency == Urgency.EXTRA else HELD


def _under_way(slip: Slip) -> Verdict:
    if slip.ended_at is not None:
        return refuse(_("流转单已经走完"), "ended")
    return ALLOWED


def _moving(slip: Slip) -> Verdict:
    verdict = _under_way(slip)
    if not verdict:
        return verdict
    pause = slip.suspended
    if pause is not None:
        return refuse(_("流转单挂起中(%s),先恢复再办") % pause.reason, "suspended")
    return ALLOWED


def _keeper(actor: Actor, slip: Slip) -> Verdict:
    if keeps(actor, slip):
        return ALLOWED
    return refuse(_("由起单的%s、经手人或办公室主任来改") % slip.started_by.name, "keeper")


def _mine(actor: Actor, part: Part) -> Verdict:
    """Open, in my hand or in my power, nothing asked aside."""
    verdict = _moving(part.stage.slip) if part.stage.is_main else _readable(part)
    if not verdict:
        return verdict
    if part.verdict:
        if part.verdict in SPOKEN:
            return refuse(_("%s已经表过态") % (part.decided_by or part.holder).name, "spoken")
        return refuse(_("这一份不用再办:%s") % part.why, "released")
    if part.opened_at is None or part.stage.state != StageState.OPEN:
        return refuse(_("还没有到这一环"), "planned")
    return power(actor, part).verdict


def _asks_aside(part: Part) -> bool:
    return any(aside.is_open for aside in part.asides.all())


def _readable(part: Part) -> Verdict:
    # What only circulates may still be read after the slip has ended.
    return ALLOWED if part.stage.state == StageState.OPEN else refuse(_("传阅已经结束"), "ended")


def is_read_through(matter: Matter) -> bool:
    """阅件传阅完了没有: it is one, no slip is under way, and no copy is unread."""
    return (
        bool(may_end_reading(matter))
        and not Part.objects.filter(
            stage__slip__matter=matter, stage__state=StageState.OPEN, stage__mode=Mode.INFORM, verdict=""
        ).exists()
    )


@also_asks
def no_slip_under_way(matter: Matter) -> Verdict:
    """A matter does not end while its paper is still on the way; copies to read hold nothing up."""
    if not matter.flag("slip_under_way"):
        return ALLOWED
    slip = matter.slips.under_way().first()
    stage = slip.current if slip is not None else None
    return refuse(
        _("流转单“%(slip)s”还在“%(stage)s”,先走完或撤销")
        % {"slip": slip.title if slip else "", "stage": stage.title if stage else _("半路")},
        "slip",
    )


def may_start(actor: Actor, matter) -> Verdict:
    if actor.person is None or not actor.reads_matters:
        return refuse(_("起单要有人来起"), "clock")
    if not matter.is_open:
        return refuse(_("事项已经办结,先重新打开"), "state")
    if actor.in_office or matter.holder_id == actor.person.pk:
        return ALLOWED
    return refuse(_("由办公室或经手人起单"), "office")


def _free(actor: Actor, part: Part) -> Verdict:
    """Mine, and nobody asked aside still owes an answer."""
    verdict = _mine(actor, part)
    if verdict and _asks_aside(part):
        return refuse(_("先问的人还没有答,等他答了再办;不等了就先撤销子单"), "aside")
    return verdict


def may_decide(actor: Actor, part: Part, word: str = Word.AGREE) -> Verdict:
    """表态: my part, my power; what is beyond it is asked about first; a part that asked aside waits for the answer."""
    verdict = _free(actor, part)
    if not verdict:
        return verdict
    if part.stage.origin == Origin.TALKS and word == Word.DISAGREE:
        return refuse(_("这一环是协调:谈拢了就继续,谈不拢就退回或撤销"), "talks")
    if word == Word.READ and part.stage.is_main:
        return refuse(_("要表态的环节不能只“已阅”;办件不能一阅了之"), "read")
    return may_decide_alone(actor, part)


def may_consult(actor: Actor, part: Part, whom: Person | None = None) -> Verdict:
    """请示本人: by who has it for somebody who is away; the answer is put on record before the word (D-04)."""
    verdict = _mine(actor, part)
    if not verdict:
        return verdict
    if actor.person is None or part.holder_id != actor.person.pk or part.standing_in_for is None:
        return refuse(_("只有代不在的人办时才要请示"), "own")
    if whom is not None and whom not in whom_to_ask(part):
        return refuse(_("请示不在的本人或主要负责人,不是%s") % whom.name, "whom")
    return ALLOWED


def may_return(actor: Actor, part: Part, to: Stage | None) -> Verdict:
    """退回: not a decision, so nobody is asked first."""
    verdict = _free(actor, part)
    if not verdict:
        return verdict
    if not part.stage.is_main:
        return refuse(_("传阅件不退回,请送回收发登记"), "inform")
    if to is None:
        return ALLOWED
    if to.slip_id != part.stage.slip_id or to.state != StageState.CLOSED or not to.is_main:
        return refuse(_("只能退给前面已经办过的一环"), "target")
    if not any(p.has_spoken for p in to.parts.all()):
        return refuse(_("那一环没有人表过态,退给他前面的一环"), "target")
    return ALLOWED


def may_withdraw(actor: Actor, part: Part) -> Verdict:
    """撤回: my own word, as long as nobody after me has spoken."""
    person = actor.person
    if person is None or part.decided_by_id != person.pk:
        return refuse(_("只能撤回自己说的话"), "self")
    if part.verdict not in SPOKEN or part.retracted_at is not None:
        return refuse(_("没有可撤回的"), "nothing")
    if not part.stage.is_main:
        return refuse(_("看过的不能变成没看过"), "read")
    slip = part.stage.slip
    verdict = _moving(slip)
    if not verdict:
        return verdict
    if part.stage.state == StageState.OPEN:
        return ALLOWED
    later = Part.objects.filter(
        stage__slip=slip, stage__position__gt=part.stage.position, verdict__in=SPOKEN, retracted_at=None
    ).exclude(stage__mode=Mode.INFORM)
    spoken = later.select_related("decided_by", "acting_for", "stage").first()
    if spoken is not None:
        return refuse(
            _("%(name)s已经在“%(stage)s”表过态,请打电话商量,或由他退回")
            % {"name": spoken.signature, "stage": spoken.stage.title},
            "moved_on",
        )
    begun = slip.stages.main().filter(position__gt=part.stage.position, state=StageState.CLOSED).first()
    if begun is not None:
        return refuse(_("“%s”已经走过了") % begun.title, "moved_on")
    # The word of the same stage that closed it counts, not an earlier one that others have since joined.
    if slip.current is not None and slip.current.parts.filter(asides__isnull=False).exists():
        return refuse(_("后面的人已经开了子单去问,请先打个电话"), "aside")
    return ALLOWED


def may_add(actor: Actor, slip: Slip, part: Part | None = None) -> Verdict:
    """加签: whoever has an open part here, or runs the slip."""
    verdict = _moving(slip)
    if not verdict:
        return verdict
    if part is not None and part.stage.slip_id == slip.pk and _mine(actor, part):
        return ALLOWED if part.stage.is_main else refuse(_("传阅件不横传:加人请收发登记来加"), "across")
    return _keeper(actor, slip)


def may_add_before(actor: Actor, part: Part) -> Verdict:
    verdict = _mine(actor, part)
    if not verdict:
        return verdict
    if not part.stage.is_main:
        return refuse(_("传阅件不横传:请送回收发登记"), "across")
    if _asks_aside(part):
        return refuse(_("已经在问另一位,等他答了再问下一位"), "aside")
    return ALLOWED


def may_drop_stage(actor: Actor, stage: Stage) -> Verdict:
    """减签: a stage to come; one that a rule asks for stays, and says why."""
    verdict = _under_way(stage.slip)
    if not verdict:
        return verdict
    if stage.state != StageState.PLANNED:
        return refuse(_("已经到了或走过的环节不能减"), "begun")
    if stage.mandatory:
        return refuse(
            _("“%(title)s”不能减:%(why)s") % {"title": stage.title, "why": stage.mandatory}, "mandatory"
        )
    if actor.person is not None and stage.added_by_id == actor.person.pk:
        return ALLOWED
    return _keeper(actor, stage.slip)


def may_drop_part(actor: Actor, part: Part) -> Verdict:
    verdict = _under_way(part.stage.slip)
    if not verdict:
        return verdict
    if part.verdict or part.stage.state not in (StageState.PLANNED, StageState.OPEN):
        return refuse(_("已经表过态的不能减"), "spoken")
    live = [
        p
        for p in part.stage.parts.all()
        if p.verdict not in (Word.PASSED_ON, Word.RELEASED) and not p.retracted_at
    ]
    if len(live) < 2:
        return refuse(_("这一环只有他一个人,要么减掉整环,要么转办"), "last")
    if part.stage.mandatory and part.origin != Origin.ADDED:
        return refuse(
            _("“%(title)s”不能减人:%(why)s") % {"title": part.stage.title, "why": part.stage.mandatory},
            "mandatory",
        )
    if part.stage.need and len(live) - 1 < part.stage.need:
        return refuse(_("减了就凑不够 %d 票") % part.stage.need, "need")
    return _keeper(actor, part.stage.slip)


def may_reassign(actor: Actor, part: Part, to: Person | None = None) -> Verdict:
    """转办: my part to another; power that was lent to me is not lent on."""
    verdict = _mine(actor, part)
    if not verdict:
        return verdict
    if not part.stage.is_main:
        return refuse(_("传阅件不横传:请送回收发登记,由登记给下一位"), "across")
    if actor.person is not None and whose(actor, part) != actor.person:
        return refuse(_("代办的不能再转给别人,请等本人或请办公室调整"), "again")
    if _asks_aside(part):
        return refuse(_("先问的人还没有答"), "aside")
    if to is None:
        return ALLOWED
    if not to.is_active or to.unit_id != part.holder.unit_id:
        return refuse(_("%s不在岗或不是本单位的人") % to.name, "left")
    if to.pk == part.holder_id:
        return refuse(_("已经在他手上"), "same")
    if part.stage.parts.filter(verdict="", holder=to).exists():
        return refuse(_("%s在这一环已经有一份") % to.name, "twice")
    return ALLOWED


def may_claim(actor: Actor, part: Part) -> Verdict:
    """认领: a part of a body; the first of its people to take it has it."""
    verdict = _moving(part.stage.slip)
    if not verdict:
        return verdict
    if not part.is_waiting:
        return refuse(_("这一份现在不用办"), "state")
    if not part.claimable:
        return refuse(_("%s已经认领") % part.holder.name, "claimed")
    person = actor.person
    if person is None or person.division_id != part.for_division_id:
        return refuse(
            _("只有%s的人能认领") % (part.for_division.name if part.for_division else ""), "division"
        )
    return ALLOWED


def may_circulate(actor: Actor, slip: Slip) -> Verdict:
    """传阅: copies go through whoever keeps the slip, never from reader to reader (横传)."""
    return _under_way(slip) and _keeper(actor, slip)


def may_jump(actor: Actor, slip: Slip, to: Stage) -> Verdict:
    """跳转: over planned stages, never over a mandatory one."""
    verdict = _moving(slip) and _keeper(actor, slip)
    if not verdict:
        return verdict
    if to.slip_id != slip.pk or to.state != StageState.PLANNED or not to.is_main:
        return refuse(_("只能跳到后面还没到的一环"), "target")
    over = [
        stage
        for stage in slip.stages.all()
        if stage.is_main
        and stage.state in (StageState.PLANNED, StageState.OPEN)
        and stage.position < to.position
    ]
    for stage in over:
        if stage.mandatory and not (
            stage.state == StageState.OPEN and any(p.has_spoken for p in stage.parts.all())
        ):
            return refuse(
                _("“%(title)s”不能跳过:%(why)s") % {"title": stage.title, "why": stage.mandatory}, "mandatory"
            )
    return ALLOWED


def may_revoke(actor: Actor, slip: Slip) -> Verdict:
    return _under_way(slip) and _keeper(actor, slip)


def may_relocate(actor: Actor, slip: Slip) -> Verdict:
    """调整: when a slip is stuck; the words said so far stay."""
    verdict = _under_way(slip)
    if not verdict:
        return verdict
    if actor.has(Role.DIRECTOR, Role.ADMIN):
        return ALLOWED
    return refuse(_("调整由办公室主任或系统管理员来做"), "power")


def may_suspend(actor: Actor, slip: Slip) -> Verdict:
    return _moving(slip) and _keeper(actor, slip)


def may_resume(actor: Actor, slip: Slip) -> Verdict:
    if slip.suspended is None:
        return refuse(_("没有挂起"), "state")
    return _keeper(actor, slip)


def may_chase(actor: Actor, part: Part, last_at=None) -> Verdict:
    """催办: only who has it, not oneself, and not twice in two hours."""
    verdict = _moving(part.stage.slip)
    if not verdict:
        return verdict
    if not part.is_waiting:
        return refuse(_("%s这里没有要办的") % part.holder.name, "state")
    if actor.person is not None and part.holder_id == actor.person.pk:
        return refuse(_("就在你自己手上"), "self")
    if last_at is not None and moment.now() - last_at < CHASE_REST:
        return refuse(_("%s刚催过,先等一等") % moment.local(last_at).strftime("%H:%M"), "often")
    if actor.in_office or keeps(actor, part.stage.slip):
        return ALLOWED
    return refuse(_("由办公室或起单的人来催"), "office")


def may_keep_routes(actor: Actor) -> Verdict:
    # Time itself writes the usual ones when an office begins.
    return ALLOWED if actor.in_office or actor.is_clock else refuse(_("常用流程由办公室来改"), "office")
