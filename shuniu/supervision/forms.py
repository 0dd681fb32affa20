"""What a person may type in supervision, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.matters.forms import ActForm, MomentField, Nothing, words
from shuniu.org.models import Unit
from shuniu.org.name_fields import DivisionName, PersonName
from shuniu.supervision.choices import Found, Frequency, InspectionKind, ReviewOutcome, Scope
from shuniu.supervision.operations import Leaf

LEAVES = 6
__all__ = ["Nothing"]


class Registering(ActForm):
    why = forms.CharField(label=gettext_lazy("立项由头"), max_length=200, required=False)
    finish_test = forms.CharField(label=gettext_lazy("办成的标准"), max_length=300, required=False)
    deliverable = forms.CharField(label=gettext_lazy("交什么"), max_length=200, required=False)
    frequency = forms.ChoiceField(label=gettext_lazy("多久报一次"), choices=Frequency.choices, required=False)
    continuous = forms.BooleanField(label=gettext_lazy("长期坚持,没有完成时限"), required=False)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        item = getattr(self.matter, "supervised", None)
        if item is not None and not self.is_bound:
            self.initial.setdefault("why", item.why)


class Inspecting(ActForm):
    object = forms.CharField(label=gettext_lazy("督查对象"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=InspectionKind.choices)
    approved_by = PersonName(label=gettext_lazy("批准人(政府或主要负责人)"))
    plan = words(gettext_lazy("督查方案:内容、对象、范围、时间"), rows=5)
    finish_test = forms.CharField(label=gettext_lazy("办成的标准"), max_length=300, required=False)
    scope = Scope.INSPECTION


class Reasoned(ActForm):
    reason = words(gettext_lazy("为什么"), limit=300)


class Staging(ActForm):
    words = words(gettext_lazy("办到了哪一步"), limit=300)


class Concluding(ActForm):
    conclusion = words(gettext_lazy("督查结论(同时反馈督查对象)"), rows=6, limit=5000)


class Reviewing(ActForm):
    words = words(gettext_lazy("对结论哪里有异议"), rows=4)


class DecidingReview(ActForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("答复"), choices=ReviewOutcome.choices, widget=forms.RadioSelect
    )
    answer = words(gettext_lazy("理由"), rows=4)


class Chasing(ActForm):
    wording = words(gettext_lazy("话(可以改)"), required=False, rows=3, limit=1000)


class Escalating(ActForm):
    what = words(gettext_lazy("请领导定什么(一句话)"), rows=2, limit=300)
    leader = PersonName(label=gettext_lazy("请哪位领导"), required=False)
    first = forms.CharField(label=gettext_lazy("现成答复一"), max_length=300, required=False)
    second = forms.CharField(label=gettext_lazy("现成答复二"), max_length=300, required=False)
    third = forms.CharField(label=gettext_lazy("现成答复三"), max_length=300, required=False)


class UnitName(forms.CharField):
    """Another unit of this database, by its whole name: no list of units is shown to anybody."""

    def clean(self, value):
        text = super().clean(value)
        found = Unit.objects.filter(name=text.strip()).first()
        if found is None:
            raise forms.ValidationError(_("这里没有叫“%s”的单位,写全称") % text)
        return found


class HandingOut(ActForm):
    to = UnitName(label=gettext_lazy("给哪个单位(全称)"), max_length=80)
    words = words(gettext_lazy("要办什么、交什么"), rows=4)


class DrawingLots(ActForm):
    seed = forms.IntegerField(label=gettext_lazy("种子"), min_value=0, max_value=10**15)
    wanted = forms.IntegerField(label=gettext_lazy("抽几件"), min_value=1, max_value=60, required=False)


class NamingCheckers(ActForm):
    first = PersonName(label=gettext_lazy("核查人"))
    second = PersonName(label=gettext_lazy("另一位"))
    unannounced = forms.BooleanField(
        label=gettext_lazy("不发通知、不打招呼、不听汇报、不用陪同"), required=False
    )


class FindingOut(ActForm):
    outcome = forms.ChoiceField(label=gettext_lazy("看下来"), choices=Found.choices, widget=forms.RadioSelect)
    words = words(gettext_lazy("看到了什么"), rows=4)


class BreakingDown(ActForm):
    """拆解: so many rows of one leaf each; empty rows are none."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for number in range(1, LEAVES + 1):
            self._row(number)

    def _row(self, number: int) -> None:
        fields = {
            "title": forms.CharField(label=_("做什么"), max_length=200, required=False),
            "lead": DivisionName(label=_("牵头"), required=False),
            "due": MomentField(label=_("时限"), required=False),
            "continuous": forms.BooleanField(label=_("长期"), required=False),
            "finish_test": forms.CharField(label=_("办成的标准"), max_length=300, required=False),
            "deliverable": forms.CharField(label=_("交什么"), max_length=200, required=False),
            "weight": forms.IntegerField(label=_("权重"), min_value=0, max_value=100, required=False),
        }
        for name, field in fields.items():
            for attribute, value in (("unit", self.actor.unit), ("actor", self.actor)):
                if hasattr(field, attribute):
                    setattr(field, attribute, value)
            key = f"{name}_{number}"
            field.widget.attrs.setdefault("id", f"id_{key}")
            self.fields[key] = field

    def rows(self) -> list[list]:
        names = ("title", "lead", "due", "continuous", "finish_test", "deliverable", "weight")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, LEAVES + 1)]

    def leaves(self) -> tuple[Leaf, ...]:
        data = self.cleaned_data
        found = []
        for number in range(1, LEAVES + 1):
            if not data.get(f"title_{number}"):
                continue
            found.append(
                Leaf(
                    data[f"title_{number}"],
                    data[f"lead_{number}"],
                    data[f"finish_test_{number}"],
                    data[f"deliverable_{number}"],
                    data[f"weight_{number}"] or 0,
                    due=data[f"due_{number}"],
                    continuous=data[f"continuous_{number}"],
                )
            )
        return tuple(found)
