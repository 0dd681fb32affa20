"""The presses of supervision on the page of a matter: each noun of an address with its word, rule, form and verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shuniu.matters.forms import ActForm, Nothing
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Verdict
from shuniu.supervision import forms, operations, rules
from shuniu.supervision.models import Item


@dataclass(frozen=True)
class Act:
    """One press: `rule(actor, matter, item)` draws the button, `do(matter, data, by)` is the verb behind it."""

    noun: str
    label: str | Promise
    form: type[ActForm]
    rule: Callable[[Actor, Matter, Item | None], Verdict]
    do: Callable
    key: str = ""
    hint: str | Promise = ""
    one_press: bool = False
    quiet: bool = False  # not drawn greyed where it makes no sense


ACTS: dict[str, Act] = {
    act.noun: act
    for act in (
        Act(
            "chase", _("催一下"), forms.Chasing, lambda a, m, i: rules.may_chase(a, m),
            lambda m, d, by: operations.chase(m, wording=d["wording"], by=by), key="KeyW",
            hint=_("只发给拿在手上的人;蓝、黄、红督办单由主任定"),
        ),
        Act(
            "escalation", _("请领导出面"), forms.Escalating, lambda a, m, i: rules.may_escalate(a, m),
            lambda m, d, by: operations.escalate(
                m, what=d["what"], leader=d["leader"], answers=(d["first"], d["second"], d["third"]), by=by
            ),
            hint=_("领导看到一屏:试过什么、三个现成的答复;他一按就是定"),
        ),
        Act(
            "registration", _("立项"), forms.Registering, rules.may_register,
            lambda m, d, by: operations.register(m, by=by, **d),
            hint=_("交办了的本来就在督,不用再登记;立项是写明标准、交什么、多久报一次"),
        ),
        Act(
            "inspection", _("立为政府督查"), forms.Inspecting, rules.may_register,
            lambda m, d, by: operations.register(m, scope=forms.Inspecting.scope, by=by, **d), quiet=True,
        ),
        Act(
            "non-registration", _("不立项"), forms.Reasoned, lambda a, m, i: rules.may_decline(a, i),
            lambda m, d, by: operations.decline(m, reason=d["reason"], by=by), quiet=True,
        ),
        Act(
            "stage", _("阶段性办结"), forms.Staging, rules.may_end_stage,
            lambda m, d, by: operations.end_stage(m, words=d["words"], by=by), quiet=True,
        ),
        Act(
            "striking", _("销号"), Nothing, rules.may_write_off,
            lambda m, d, by: operations.write_off(m, by=by), one_press=True,
        ),
        Act(
            "routine", _("转为常态"), Nothing, rules.may_make_routine,
            lambda m, d, by: operations.make_routine(m, by=by), one_press=True, quiet=True,
        ),
        Act(
            "conclusion", _("作结论"), forms.Concluding, lambda a, m, i: rules.may_conclude(a, i),
            lambda m, d, by: operations.conclude(m, conclusion=d["conclusion"], by=by), quiet=True,
        ),
        Act(
            "review", _("记复核申请"), forms.Reviewing,
            lambda a, m, i: rules.may_ask_review(a, i, moment.now()),
            lambda m, d, by: operations.ask_review(m, words=d["words"], by=by), quiet=True,
        ),
        Act(
            "cancellation", _("撤销交办"), forms.Reasoned, lambda a, m, i: rules.may_cancel(a, m),
            lambda m, d, by: operations.cancel(m, reason=d["reason"], by=by), quiet=True,
        ),
        Act(
            "parcel", _("交给别的单位"), forms.HandingOut, lambda a, m, i: rules.may_hand_to_unit(a, m),
            lambda m, d, by: operations.hand_to_unit(m, to=d["to"], words=d["words"], by=by), quiet=True,
            hint=_("对方在收件里看到标题、这段话和时限,看不到别的;签收和结果会回到这里"),
        ),
    )
}  # fmt: skip
# On the page of the matter first, the rest behind 更多.
FIRST = ("chase", "escalation", "striking")
REST = (
    "registration", "inspection", "non-registration", "stage", "routine", "conclusion", "review", "parcel",
    "cancellation",
)  # fmt: skip
