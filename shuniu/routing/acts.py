"""The presses of a slip: each noun of an address with its word, rule, form and verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuniu.journal.models import Line
from shuniu.org.actor import Actor
from shuniu.org.refusals import Verdict as Ruling
from shuniu.org.refusals import refuse
from shuniu.routing import forms, operations, powers, rules
from shuniu.routing.choices import StageState, Verdict
from shuniu.routing.leaders_words import may_write_here
from shuniu.routing.models import Part, Slip, Stage

MINE, WORD, CLAIM, WAITING, SLIP = "mine", "word", "claim", "waiting", "slip"


@dataclass(frozen=True)
class Act:
    """One press: `rule(actor, slip, part)` draws the button, `do(slip, part, data, by)` is the verb behind it.

    `about` says which part is meant when the address names none: my open one, the word I said last, one that my body
    may claim, one that somebody has; or none, when it is about the slip.
    """

    noun: str
    label: str | Promise
    form: type[forms.SlipForm]
    rule: Callable[[Actor, Slip, Part | None], Ruling]
    do: Callable
    about: str = SLIP
    key: str = ""
    hint: str | Promise = ""
    one_press: bool = False


def _on_part(rule: Callable[[Actor, Part], Ruling]):
    """A rule about a part; without one it says in whose hands the slip is."""

    def asked(actor: Actor, slip: Slip, part: Part | None) -> Ruling:
        return rule(actor, part) if part is not None else _not_mine(slip)

    return asked


def _not_mine(slip: Slip) -> Ruling:
    if slip.ended_at is not None:
        return refuse(_("流转单已经走完"), "ended")
    names = _("、").join(p.holder.name for p in waiting(slip) if p.stage.is_main)
    return refuse(_("这张单在%s手上") % names if names else _("现在没有人在办"), "holder")


def _deciding(actor: Actor, part: Part) -> Ruling:
    return may_write_here(actor, part) and rules.may_decide(
        actor, part, Verdict.AGREE if part.stage.is_main else Verdict.READ
    )


def _decide(slip: Slip, part: Part, data: dict, by: Actor):
    hold = rules.held_for(part) if part.stage.is_main else None
    return operations.decide(part, verdict=data["verdict"], opinion=data["opinion"], hold=hold, by=by)


def _add(slip: Slip, part: Part | None, data: dict, by: Actor):
    """加签 in three places; whoever keeps the slip without a part of their own adds after."""
    title, who, mode = data["title"], data["who"], data["mode"] or "all"
    if part is None or data["where"] == forms.AFTER:
        return operations.add_after(slip, holders=who, title=title, mode=mode, part=part, by=by)
    if data["where"] == forms.BESIDE:
        return operations.add_beside(part, holders=who, by=by)
    return operations.add_before(part, holders=who, title=title, mode=mode, by=by)


def _drop(slip: Slip, part: Part | None, data: dict, by: Actor):
    what = data["what"]
    verb = operations.drop_stage if isinstance(what, Stage) else operations.drop_part
    return verb(what, reason=data["reason"], by=by)


def _may_jump(actor: Actor, slip: Slip, part: Part | None) -> Ruling:
    to = next((s for s in slip.stages.all() if s.state == StageState.PLANNED and s.is_main), None)
    if to is None:
        return refuse(_("后面没有环节了"), "target")
    return rules.may_jump(actor, slip, to)


def _may_drop(actor: Actor, slip: Slip, part: Part | None) -> Ruling:
    """At least one stage or hand may go; else the reason of the first that may not."""
    stages = [s for s in slip.stages.all() if s.state == StageState.PLANNED]
    parts = [
        p
        for s in slip.stages.all()
        if s.state in (StageState.PLANNED, StageState.OPEN)
        for p in s.parts.all()
        if not p.verdict and len([q for q in s.parts.all() if not q.verdict]) > 1
    ]
    verdicts = [
        *(rules.may_drop_stage(actor, s) for s in stages),
        *(rules.may_drop_part(actor, p) for p in parts),
    ]
    if not verdicts:
        return refuse(_("没有可以减的"), "nothing")
    return next((v for v in verdicts if v), verdicts[0])


def _may_chase(actor: Actor, part: Part) -> Ruling:
    return rules.may_chase(actor, part, last_chased(part))


def last_chased(part: Part):
    """When this part was chased last, from the journal of the matter."""
    lines = Line.objects.about(part.stage.slip.matter).filter(verb="slip.chased").order_by("-seq")
    rows = lines.values_list("at", "particulars")[:50]
    return next((at for at, told in rows if told.get("part") == part.pk), None)


ACTS: dict[str, Act] = {
    act.noun: act
    for act in (
        Act(
            "decision", gettext_lazy("表态"), forms.Deciding, _on_part(_deciding), _decide, MINE,
            hint=gettext_lazy("写什么就是什么,一个字不改"),
        ),
        Act(
            "consultation", gettext_lazy("请示"), forms.Consulting, _on_part(lambda a, p: rules.may_consult(a, p)),
            lambda s, p, d, by: operations.consult(p, whom=d["whom"], words=d["words"], by=by), MINE,
            hint=gettext_lazy("打电话问过,把答复照原话记下来;他回来看得到"),
        ),
        Act(
            "return", pgettext_lazy("slip", "退回"), forms.Returning,
            _on_part(lambda a, p: may_write_here(a, p) and rules.may_return(a, p, None)),
            lambda s, p, d, by: operations.return_to(
                p, to=d["to"], opinion=d["opinion"], straight_back=d["way"] == "straight", by=by
            ),
            MINE, key="KeyB",
        ),
        Act(
            "signers", gettext_lazy("加签"), forms.AddingSigners, lambda a, s, p: rules.may_add(a, s, p), _add, MINE,
            key="KeyT",
        ),
        Act(
            "reassignment", gettext_lazy("转办"), forms.Reassigning, _on_part(lambda a, p: rules.may_reassign(a, p)),
            lambda s, p, d, by: operations.reassign(p, to=d["to"], reason=d["reason"], by=by), MINE, key="KeyA",
        ),
        Act(
            "claim", gettext_lazy("认领"), forms.Nothing, _on_part(rules.may_claim),
            lambda s, p, d, by: operations.claim(p, by=by), CLAIM, one_press=True,
        ),
        Act(
            "withdrawal", gettext_lazy("撤回我说的"), forms.Withdrawing, _on_part(rules.may_withdraw),
            lambda s, p, d, by: operations.withdraw(p, reason=d.get("reason", ""), by=by), WORD,
            hint=gettext_lazy("说过的话留着,注明撤回"),
        ),
        Act(
            "circulation", gettext_lazy("传阅"), forms.Circulating, lambda a, s, p: rules.may_circulate(a, s),
            lambda s, p, d, by: operations.circulate(s, holders=d["who"], in_turn=d["in_turn"], by=by),
            hint=gettext_lazy("抄给人看,不等他们,正事照走"),
        ),
        Act(
            "chase", gettext_lazy("催一下"), forms.Chasing, _on_part(_may_chase),
            lambda s, p, d, by: operations.chase(p, words=d["words"], by=by), WAITING, key="KeyW",
        ),
        Act(
            "suspension", gettext_lazy("挂起"), forms.Suspending, lambda a, s, p: rules.may_suspend(a, s),
            lambda s, p, d, by: operations.suspend(s, reason=d["reason"], by=by),
            hint=gettext_lazy("停着的时间不算在谁头上"),
        ),
        Act(
            "resumption", gettext_lazy("恢复"), forms.Nothing, lambda a, s, p: rules.may_resume(a, s),
            lambda s, p, d, by: operations.resume(s, by=by), one_press=True,
        ),
        Act(
            "jump", gettext_lazy("跳到后面"), forms.Jumping, _may_jump,
            lambda s, p, d, by: operations.jump(s, to=d["to"], reason=d["reason"], by=by),
        ),
        Act("dropping", gettext_lazy("减签"), forms.Dropping, _may_drop, _drop),
        Act(
            "revocation", gettext_lazy("撤销"), forms.Reasoned, lambda a, s, p: rules.may_revoke(a, s),
            lambda s, p, d, by: operations.revoke(s, reason=d["reason"], by=by),
            hint=gettext_lazy("单子到此为止,说过的话都留着"),
        ),
        Act(
            "relocation", gettext_lazy("调整"), forms.Relocating, lambda a, s, p: rules.may_relocate(a, s),
            lambda s, p, d, by: operations.relocate(s, holders=d["who"], reason=d["reason"], by=by),
            hint=gettext_lazy("卡住时用;说过的话都留着"),
        ),
    )
}  # fmt: skip

OF_A_HAND = ("decision", "return", "signers", "reassignment")
OF_A_SLIP = ("circulation", "chase", "dropping", "jump", "suspension", "revocation", "relocation")


def waiting(slip: Slip) -> list[Part]:
    """Open parts of the slip, in somebody's hand now."""
    return [
        part
        for stage in slip.stages.all()
        if stage.state == StageState.OPEN
        for part in stage.parts.all()
        if part.is_waiting
    ]


def part_for(act: Act, actor: Actor, slip: Slip, wanted: str = "") -> Part | None:
    """The part that a press is about: the one named by its number, or the one that `about` means."""
    if act.about == SLIP or actor.person is None:
        return None
    me, body = actor.person.pk, actor.person.division_id
    everything = [part for stage in slip.stages.all() for part in stage.parts.all()]
    if wanted:
        return next((part for part in everything if str(part.pk) == wanted), None)
    if act.about == WORD:
        said = [p for p in everything if p.decided_by_id == me and p.has_spoken and p.stage.is_main]
        return max(said, key=lambda p: p.decided_at.isoformat() if p.decided_at else "", default=None)
    open_parts = sorted(waiting(slip), key=lambda p: not p.stage.is_main)
    if act.about == CLAIM:
        return next((p for p in open_parts if p.claimable and body and p.for_division_id == body), None)
    if act.about == WAITING:
        others = [p for p in open_parts if p.holder_id != me]
        return others[0] if others else next(iter(open_parts), None)
    own = [p for p in open_parts if me in (p.holder_id, p.standing_in_for_id)]
    if own:
        return own[0]
    # One that was delegated to me, or nearly: then the page says what the delegation lacks.
    asked = [(part, powers.power(actor, part)) for part in open_parts]
    mine = [part for part, power in asked if power.whose is not None]
    near = [part for part, power in asked if power.verdict.code not in ("holder", "inform")]
    return next(iter(mine or near), None)
