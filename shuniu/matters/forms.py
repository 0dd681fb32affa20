"""What a person may type at a matter, checked. Names by characters, pinyin or initials; dates in office words."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.clock.office_calendar import calendar_for
from shuniu.matters.choices import InstructionForm
from shuniu.matters.models import Matter
from shuniu.matters.saying.moments import find_moments
from shuniu.org import moment
from shuniu.org.choices import Role
from shuniu.org.name_fields import DivisionName, PersonName


class MomentField(forms.CharField):
    """A date in words or figures: 下周三前, 6月17日12:00, 2026-06-17T17:30. A whole day means the end of work."""

    def __init__(self, *, day_only: bool = False, **options):
        super().__init__(**options)
        self.day_only = day_only
        self.unit = None

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            read = datetime.fromisoformat(text)
            if len(text) <= 10:
                read = calendar_for(self.unit).end_of_work(read.date())
        except ValueError:
            now = moment.local(moment.now())
            found = [m for m in find_moments(text, now, calendar_for(self.unit)) if m.is_known]
            read = found[0].due() if found else None
        if read is None:
            raise ValidationError(_("没看懂“%s”是哪一天。可以写 6月17日、下周三、3个工作日内") % text)
        if self.day_only:
            return read.date()
        return moment.aware(read)


class MatterField(forms.CharField):
    """Another matter by its number: №1183, 1183, 2026-1183."""

    def __init__(self, **options):
        super().__init__(**options)
        self.unit = None
        self.actor = None

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = Matter.objects.visible_to(self.actor).filter(**_number(text)).order_by("-year").first()
        if found is None:
            raise ValidationError(_("没有找到 %s。写事项号,例如 1183") % text)
        return found


def _number(text: str) -> dict[str, int]:
    pieces = text.strip().lstrip("№#").split("-")
    if not all(piece.isdigit() and len(piece) < 10 for piece in pieces) or len(pieces) > 3:
        raise ValidationError(_("没有找到 %s。写事项号,例如 1183") % text)
    numbers = [int(piece) for piece in pieces]
    if len(numbers) > 1 and numbers[0] > 1900:
        return dict(zip(("year", "serial", "part"), [*numbers, 0][:3], strict=False))
    return dict(zip(("serial", "part"), [*numbers, 0][:2], strict=False))


class ActForm(forms.Form):
    """Base of the forms of verbs: fields that look names up know the unit and the actor."""

    def __init__(self, *arguments, actor, matter=None, **options):
        super().__init__(*arguments, **options)
        self.actor, self.matter = actor, matter
        for name, field in self.fields.items():
            for attribute, value in (("unit", actor.unit), ("actor", actor)):
                if hasattr(field, attribute):
                    setattr(field, attribute, value)
            field.widget.attrs.setdefault("id", f"id_{name}")


def words(label, *, required=True, rows=3, limit=2000):
    return forms.CharField(
        label=label, required=required, max_length=limit, widget=forms.Textarea(attrs={"rows": rows})
    )


class Nothing(ActForm):
    """A press without words."""


class Placing(ActForm):
    title = forms.CharField(label=gettext_lazy("标题"), max_length=200, required=False)
    lead = DivisionName(label=gettext_lazy("牵头"))
    holder = PersonName(label=gettext_lazy("给谁"), required=False)
    due = MomentField(label=gettext_lazy("时限"), required=False)
    hard = forms.NullBooleanField(label=gettext_lazy("硬时限"), required=False)
    next_step = forms.CharField(label=gettext_lazy("下一步"), max_length=200, required=False)


class Assigning(ActForm):
    to = PersonName(label=gettext_lazy("派给谁"))
    reason = forms.CharField(label=gettext_lazy("为什么"), max_length=200, required=False)


class Refusing(ActForm):
    reason = words(gettext_lazy("为什么不归你们"), limit=300)
    clause = forms.CharField(label=gettext_lazy("依据条文"), max_length=200, required=False)
    wants = forms.CharField(label=gettext_lazy("要求怎么分"), max_length=200, required=False)


class Ruling(ActForm):
    lead = DivisionName(label=gettext_lazy("由谁牵头"))
    holder = PersonName(label=gettext_lazy("给谁"), required=False)
    ruling = words(gettext_lazy("怎么定的"), limit=300)


class FeedingBack(ActForm):
    words = words(gettext_lazy("进展"))


class Reporting(ActForm):
    result = words(gettext_lazy("结果:办成了什么,凭什么说办成了"))


class Verifying(ActForm):
    remark = forms.CharField(label=gettext_lazy("核实情况"), max_length=200, required=False)


class SendingBack(ActForm):
    reason = words(gettext_lazy("差在哪里"))
    untrue = forms.BooleanField(label=gettext_lazy("与实际不符"), required=False)


class Reasoned(ActForm):
    reason = words(gettext_lazy("为什么"), limit=200)


class Answering(ActForm):
    answer = words(gettext_lazy("答复"))


class Shelving(ActForm):
    reason = words(gettext_lazy("为什么缓"), limit=200)
    waits_for = forms.CharField(label=gettext_lazy("等什么"), max_length=100, required=False)
    look_again = MomentField(label=gettext_lazy("哪天再看"), required=False, day_only=True)


class SettingDue(ActForm):
    due = MomentField(label=gettext_lazy("时限"))
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200, required=False)
    hard = forms.BooleanField(label=gettext_lazy("硬时限"), required=False)


class AskingExtension(ActForm):
    wanted = MomentField(label=gettext_lazy("想改到"))
    reason = words(gettext_lazy("为什么,做到哪一步了"), limit=300)


class DecidingExtension(ActForm):
    granted = forms.ChoiceField(
        label=gettext_lazy("同意吗"), choices=[("yes", gettext_lazy("同意")), ("no", gettext_lazy("不同意"))]
    )
    answer = forms.CharField(label=gettext_lazy("说一句"), max_length=300, required=False)


class Planning(ActForm):
    day = MomentField(label=gettext_lazy("哪天办"), required=False, day_only=True)


class Stepping(ActForm):
    step = forms.CharField(label=gettext_lazy("下一步"), max_length=200, required=False)


class Merging(ActForm):
    into = MatterField(label=gettext_lazy("并到哪一件"))
    reason = forms.CharField(label=gettext_lazy("为什么"), max_length=200, required=False)


class AddingPart(ActForm):
    title = forms.CharField(label=gettext_lazy("做什么"), max_length=200)
    lead = DivisionName(label=gettext_lazy("哪个单位"))
    holder = PersonName(label=gettext_lazy("给谁"), required=False)
    due = MomentField(label=gettext_lazy("时限"), required=False)


class Instructing(ActForm):
    leader = PersonName(label=gettext_lazy("哪位领导"))
    words = words(gettext_lazy("原话"))
    form = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=InstructionForm.choices, initial=InstructionForm.ORAL
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.own = self.actor.has(Role.LEADER) and not self.actor.in_office
        if self.own:  # who writes their own words is not asked whose they are
            del self.fields["leader"], self.fields["form"]

    def clean(self):
        data = super().clean() or {}
        return {**data, "leader": self.actor.person, "form": InstructionForm.WRITTEN} if self.own else data

    def clean_leader(self):
        leader = self.cleaned_data["leader"]
        if Role.LEADER not in leader.role_names():
            raise ValidationError(_("%s不是领导班子成员") % leader.name)
        return leader


class Asking(ActForm):
    words = forms.CharField(label=gettext_lazy("问什么"), max_length=200, required=False)


class RaisingDifficulty(ActForm):
    stuck = words(gettext_lazy("卡在哪里"), limit=300)
    tried = forms.CharField(label=gettext_lazy("试过什么"), max_length=300, required=False)
    needed = forms.CharField(label=gettext_lazy("要什么帮助"), max_length=300, required=False)


class Clearing(ActForm):
    person = PersonName(label=gettext_lazy("让谁看"))


class DenyingWords(ActForm):
    correction = words(gettext_lazy("您的原话是"), required=False)
