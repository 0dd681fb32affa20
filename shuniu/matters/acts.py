"""The presses of a matter's page: each noun of an address with its word, rule, form and verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shuniu.matters import forms, operations, rules
from shuniu.matters.operations import Part


@dataclass(frozen=True)
class Act:
    """One press: `rule(actor, matter)` draws the button, `do(matter, data, by)` is the verb behind it."""

    noun: str
    label: str
    form: type[forms.ActForm]
    rule: Callable
    do: Callable
    key: str = ""
    hint: str = ""
    one_press: bool = False  # nothing to type: the button itself posts


def _always(actor, matter):
    return rules.ALLOWED


ACTS: dict[str, Act] = {
    act.noun: act
    for act in (
        Act(
            "acknowledgement", _("签收"), forms.Nothing, rules.may_acknowledge,
            lambda m, d, by: operations.acknowledge(m, by=by), one_press=True,
        ),
        Act(
            "feedback", _("反馈"), forms.FeedingBack, rules.may_feed_back,
            lambda m, d, by: operations.feed_back(m, words=d["words"], by=by),
        ),
        Act(
            "report", _("报结"), forms.Reporting, rules.may_report_done,
            lambda m, d, by: operations.report_done(m, result=d["result"], by=by), key="KeyD",
            hint=_("报结以后由另一人核实,才算办结"),
        ),
        Act(
            "completion", _("办结"), forms.Reporting, rules.may_complete,
            lambda m, d, by: operations.complete(m, result=d["result"], by=by), key="KeyD",
        ),
        Act(
            "verification", _("核实"), forms.Verifying, rules.may_verify,
            lambda m, d, by: operations.verify(m, remark=d["remark"], by=by),
        ),
        Act(
            "redo", _("退回重办"), forms.SendingBack, rules.may_verify,
            lambda m, d, by: operations.send_back(m, reason=d["reason"], untrue=d["untrue"], by=by),
        ),
        Act(
            "refusal", _("不归我们"), forms.Refusing, rules.may_refuse,
            lambda m, d, by: operations.refuse(
                m, reason=d["reason"], clause=d["clause"], wants=d["wants"], by=by
            ),
            hint=_("办公室主任会先接住,不会没人管"),
        ),
        Act(
            "ruling", _("定给谁"), forms.Ruling, rules.may_rule,
            lambda m, d, by: operations.rule(m, lead=d["lead"], holder=d["holder"], ruling=d["ruling"], by=by),
        ),
        Act(
            "assignment", _("改派"), forms.Assigning, rules.may_assign,
            lambda m, d, by: operations.assign(m, to=d["to"], reason=d["reason"], by=by), key="KeyA",
        ),
        Act(
            "placing", _("分办"), forms.Placing, rules.may_place,
            lambda m, d, by: operations.place(
                m, lead=d["lead"], holder=d["holder"], title=d["title"], due=d["due"], hard=d["hard"],
                next_step=d["next_step"], by=by,
            ),
        ),
        Act(
            "part", _("加一步"), forms.AddingPart, rules.may_give_part,
            lambda m, d, by: operations.give_part(
                m, part=Part(d["title"], d["lead"], holder=d["holder"], due=d["due"]), by=by
            ),
            key="KeyT",
        ),
        Act(
            "deadline", _("定时限"), forms.SettingDue, rules.may_set_due,
            lambda m, d, by: operations.set_due(m, due=d["due"], basis=d["basis"], hard=d["hard"] or None, by=by),
        ),
        Act(
            "extension", _("要改期"), forms.AskingExtension, rules.may_ask_extension,
            lambda m, d, by: operations.ask_extension(m, wanted=d["wanted"], reason=d["reason"], by=by),
            hint=_("最初的时限一直看得见"),
        ),
        Act(
            "plan", _("排定"), forms.Planning, rules.may_plan,
            lambda m, d, by: operations.plan(m, day=d["day"], by=by),
        ),
        Act(
            "next-step", _("下一步"), forms.Stepping, rules.may_feed_back,
            lambda m, d, by: operations.set_next_step(m, step=d["step"], by=by),
        ),
        Act(
            "shelving", _("缓办"), forms.Shelving, rules.may_shelve,
            lambda m, d, by: operations.shelve(
                m, reason=d["reason"], waits_for=d["waits_for"], look_again=d["look_again"], by=by
            ),
            key="KeyL",
        ),
        Act(
            "resumption", _("不缓了"), forms.Nothing, rules.may_resume,
            lambda m, d, by: operations.resume(m, by=by), one_press=True,
        ),
        Act(
            "difficulty", _("我有困难"), forms.RaisingDifficulty, rules.may_feed_back,
            lambda m, d, by: operations.raise_difficulty(
                m, stuck=d["stuck"], tried=d["tried"], needed=d["needed"], by=by
            ),
            hint=_("一个工作日内给您答复"),
        ),
        Act(
            "question", _("问一句"), forms.Asking, _always,
            lambda m, d, by: operations.ask(m, words=d["words"], by=by),
        ),
        Act(
            "instruction", _("记原话"), forms.Instructing, rules.may_write_words,
            lambda m, d, by: operations.instruct(m, leader=d["leader"], words=d["words"], form=d["form"], by=by),
            hint=_("一字不改;口头的会请领导确认一下"),
        ),
        Act(
            "merger", _("并入"), forms.Merging, rules.may_set_demand,
            lambda m, d, by: operations.merge(m, into=d["into"], reason=d["reason"], by=by), key="KeyM",
        ),
        Act(
            "answer", _("当场答复"), forms.Answering, rules.may_answer_at_once,
            lambda m, d, by: operations.answer_at_once(m, answer=d["answer"], by=by), key="KeyR",
        ),
        Act(
            "return", _("退回"), forms.Reasoned, rules.may_return,
            lambda m, d, by: operations.return_to_sender(m, reason=d["reason"], by=by), key="KeyB",
        ),
        Act(
            "reopening", _("重新打开"), forms.Reasoned, rules.may_reopen,
            lambda m, d, by: operations.reopen(m, reason=d["reason"], by=by),
        ),
        Act(
            "clearance", _("让谁也能看"), forms.Clearing, rules.may_set_demand,
            lambda m, d, by: operations.clear(m, person=d["person"], by=by),
        ),
    )
}  # fmt: skip

# Which presses stand on the page in which state, most likely first; the rest is behind 更多.
SHOWN = {
    "pending": ("placing", "answer", "shelving", "merger", "return", "assignment"),
    "given": ("acknowledgement", "assignment", "refusal", "feedback", "extension", "difficulty"),
    "in_hand": ("report", "completion", "feedback", "part", "assignment", "extension", "difficulty", "refusal"),
    "reported": ("verification", "redo", "assignment"),
    "disputed": ("ruling", "assignment", "question"),
    "shelved": ("resumption", "question"),
    "done": ("reopening",),
    "merged": (),
    "returned": (),
}
ALWAYS = ("question", "instruction", "next-step", "plan", "deadline", "part", "merger", "clearance", "shelving")
