"""请领导出面: what was tried on one screen, three ready answers; the leader's press is the ruling and stands as 原话."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.journal.recording import record
from shuniu.matters import operations as matters
from shuniu.matters import rules as matter_rules
from shuniu.matters.models import Matter
from shuniu.matters.operations.changing import locked
from shuniu.matters.ranking.chase import RED
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.choices import Role
from shuniu.org.models import Division, Person
from shuniu.org.refusals import Refused, require
from shuniu.supervision import rules
from shuniu.supervision.models import Chase, Escalation
from shuniu.supervision.operations.chasing import let_go

ANSWERS = 3


def ready_answers(matter: Matter, chase: Chase | None = None) -> list[dict]:
    """三个现成答复: each is a sentence the leader could have written, and what it sets going besides."""
    body = matter.lead.name if matter.lead else _("承办单位")
    disputed = matter.state == "disputed"
    first = (
        {"words": _("由%s牵头,先办起来,费用和责任后算。") % body, "does": "rule", "lead": matter.lead_id}
        if disputed and matter.lead_id
        else {"words": _("请%s主要负责人今天向我说明,三日内见结果。") % body, "does": ""}
    )
    second = (
        {"words": _("同意发红色督办单,请%s按期办结。") % body, "does": "red"}
        if chase is not None
        else {"words": _("我来约%s和有关单位,明天上午当面定。") % body, "does": ""}
    )
    third = {"words": _("情况知道了,给%s再留三个工作日,到期再看。") % body, "does": "wait"}
    return [first, second, third]


def escalate(
    matter: Matter, *, by: Actor, what: str, leader: Person | None = None, answers: Sequence[str] = ()
) -> Escalation:
    """请领导出面: the leader in charge sees one screen. Own `answers` replace the words of the ready ones in their order."""
    if not what.strip():
        raise Refused(_("写一句请领导定什么"), "what", "what")
    with record("escalation.asked", by=by, subject=matter) as line:
        matter = locked(matter)
        require(rules.may_escalate(by, matter))
        leader = leader or matter.leader
        if leader is None:
            raise Refused(_("这件事没有分管领导,请写请哪位领导"), "leader", "leader")
        if not {Role.LEADER, Role.HEAD} & set(leader.role_names()):
            raise Refused(_("%s不是领导班子成员") % leader.name, "not_leader", "leader")
        if Escalation.objects.filter(matter=matter, leader=leader, answered_at=None).exists():
            raise Refused(_("已经请过%s,还没有答复") % leader.name, "pending")
        red = Chase.objects.filter(matter=matter, step=RED, sent_at=None, dropped_at=None).first()
        if red is not None and hasattr(red, "escalation"):
            red = None
        ready = ready_answers(matter, red)
        for one, words in zip(ready, answers, strict=False):
            if words.strip():
                one["words"] = words.strip()[:300]
        escalation = Escalation.objects.create(
            matter=matter, leader=leader, asked_by=by.somebody, asked_at=moment.now(), what=what.strip()[:300],
            answers=ready, chase=red,
        )  # fmt: skip
        line.update(leader=leader.name, what=escalation.what, escalation=escalation.pk)
    return escalation


def answer(escalation: Escalation, *, by: Actor, choice: int | None = None, words: str = "") -> Escalation:
    """领导一按: the words of the ready answer, or the leader's own, become an instruction letter by letter.

    「由…牵头」 rules a dispute, 「同意发红色督办单」 lets the red slip go; any other answer leaves the slip unsent.
    """
    with transaction.atomic():
        matter = locked(escalation.matter)
        escalation = (
            Escalation.objects.select_for_update(of=("self",))
            .select_related("leader", "chase")
            .get(pk=escalation.pk)
        )
        require(rules.may_answer(by, escalation))
        chosen: dict = {}
        if choice is not None and not words.strip():
            if not 0 <= choice < len(escalation.answers):
                raise Refused(_("没有这个答复"), "choice")
            chosen = escalation.answers[choice]
            words = chosen["words"]
        if not words.strip():
            raise Refused(_("写一句,或按一个现成的答复"), "words", "words")
        said = matters.instruct(matter, leader=by.somebody, words=words, by=by)
        if chosen.get("does") == "rule" and matter_rules.may_rule(by, matter):
            lead = Division.objects.get(pk=chosen["lead"])
            matters.rule(matter, lead=lead, holder=None, ruling=words, by=by)
        if escalation.chase is not None and escalation.chase.is_waiting:
            if chosen.get("does") == "red":
                let_go(escalation.chase, by=by, confirmed_by=by.somebody)
            else:
                Chase.objects.filter(pk=escalation.chase.pk).update(
                    dropped_at=moment.now(), dropped_by=by.person
                )
        with record("escalation.answered", by=by, subject=matter) as line:
            Escalation.objects.filter(pk=escalation.pk).update(answered_at=moment.now(), instruction=said)
            line.update(leader=by.name, words=words, escalation=escalation.pk)
    escalation.refresh_from_db()
    return escalation
