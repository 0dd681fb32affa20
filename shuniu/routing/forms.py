"""What a person may type at a slip, checked. Names by characters, pinyin or initials; several parted by 、."""

from __future__ import annotations

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuniu.matters.forms import ActForm, words
from shuniu.org.models import Person
from shuniu.org.name_fields import Names, PersonName
from shuniu.routing.choices import Box, Mode, StageState, Verdict
from shuniu.routing.models import Part, Slip, Stage
from shuniu.routing.powers import whom_to_ask

BEFORE, BESIDE, AFTER = "before", "beside", "after"
STARTER = "0"  # back to who started it, who had no stage


def choices_of(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of a form that offers a choice made for this slip."""
    return cast(forms.ChoiceField, form.fields[name])


class SlipForm(ActForm):
    """Base: the slip, and the part that the press is about, when there is one."""

    def __init__(self, *arguments, actor, slip: Slip, part: Part | None = None, **options):
        self.slip, self.part = slip, part
        super().__init__(*arguments, actor=actor, **options)


class Nothing(SlipForm):
    """A press without words."""


class Deciding(SlipForm):
    """表态."""

    verdict = forms.ChoiceField(label=gettext_lazy("怎么说"), widget=forms.RadioSelect)
    opinion = words(gettext_lazy("意见"), required=False)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        main = self.part is None or self.part.stage.is_main
        said = (Verdict.AGREE, Verdict.DISAGREE, Verdict.ABSTAIN) if main else (Verdict.READ,)
        choices_of(self, "verdict").choices = [(one.value, one.label) for one in said]
        self.fields["verdict"].initial = said[0].value


class Consulting(SlipForm):
    """请示: whom, and what was answered."""

    whom = forms.ChoiceField(label=gettext_lazy("请示谁"))
    words = words(gettext_lazy("怎么答的"))

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.asked = whom_to_ask(self.part) if self.part is not None else []
        choices_of(self, "whom").choices = [(str(one.pk), one.name) for one in self.asked]

    def clean_whom(self) -> Person:
        return next(one for one in self.asked if str(one.pk) == self.cleaned_data["whom"])


class Returning(SlipForm):
    """退回: to whom, which way back, and what is wrong."""

    to = forms.ChoiceField(label=gettext_lazy("退给谁"))
    way = forms.ChoiceField(
        label=gettext_lazy("改好以后"),
        choices=[("straight", gettext_lazy("直接送回我")), ("steps", gettext_lazy("从那里逐级再走"))],
        initial="straight",
        widget=forms.RadioSelect,
    )
    opinion = words(gettext_lazy("差在哪里"))

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.goals = returnable(self.slip)
        starter = _("起单人 %s") % self.slip.started_by.name
        choices_of(self, "to").choices = [
            *((str(stage.pk), f"{stage.title} {spoke(stage)}") for stage in reversed(self.goals)),
            (STARTER, starter),
        ]

    def clean_to(self) -> Stage | None:
        chosen = self.cleaned_data["to"]
        return next((stage for stage in self.goals if str(stage.pk) == chosen), None)


class AddingSigners(SlipForm):
    """加签: who, and where: before me, beside me, or after."""

    where = forms.ChoiceField(
        label=gettext_lazy("排在哪里"),
        choices=[
            (BEFORE, gettext_lazy("先请他们,再回到我")),
            (BESIDE, gettext_lazy("和我一起")),
            (AFTER, gettext_lazy("这一环之后")),
        ],
        initial=BEFORE,
        widget=forms.RadioSelect,
    )
    who = Names(label=gettext_lazy("请谁"), help_text=gettext_lazy("几个人用“、”隔开;写单位,由那里的人认领"))
    title = forms.CharField(label=gettext_lazy("请他们做什么"), max_length=40, required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("几个人怎么算"),
        choices=[(m.value, m.label) for m in (Mode.ALL, Mode.ANY)],
        required=False,
    )


class Reassigning(SlipForm):
    """转办."""

    to = PersonName(label=gettext_lazy("转给谁"))
    reason = forms.CharField(label=gettext_lazy("为什么"), max_length=200, required=False)


class Circulating(SlipForm):
    """传阅."""

    who = Names(label=gettext_lazy("送谁看"), help_text=gettext_lazy("几个人用“、”隔开"))
    in_turn = forms.BooleanField(label=gettext_lazy("一个看完再给下一个"), required=False)


class Jumping(SlipForm):
    """跳转: to a stage that has not come yet."""

    to = forms.ChoiceField(label=gettext_lazy("跳到哪一环"))
    reason = words(gettext_lazy("为什么"), limit=200)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.goals = [s for s in self.slip.stages.all() if s.state == StageState.PLANNED and s.is_main]
        choices_of(self, "to").choices = [(str(s.pk), f"{s.title} {asked(s)}") for s in self.goals]

    def clean_to(self) -> Stage:
        return next(s for s in self.goals if str(s.pk) == self.cleaned_data["to"])


class Dropping(SlipForm):
    """减签: a stage that has not come, or one hand where others remain."""

    what = forms.ChoiceField(label=gettext_lazy("减掉"))
    reason = words(gettext_lazy("为什么"), limit=200)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.goals: dict[str, Stage | Part] = {}
        named = []
        for stage in self.slip.stages.all():
            if stage.state == StageState.PLANNED:
                self.goals[f"s{stage.pk}"] = stage
                named.append(
                    (
                        f"s{stage.pk}",
                        _("整环“%(title)s” %(who)s") % {"title": stage.title, "who": asked(stage)},
                    )
                )
            open_parts = [p for p in stage.parts.all() if not p.verdict]
            if stage.state in (StageState.PLANNED, StageState.OPEN) and len(open_parts) > 1:
                for part in open_parts:
                    self.goals[f"p{part.pk}"] = part
                    said = {"title": stage.title, "who": part.holder.name}
                    named.append((f"p{part.pk}", _("“%(title)s”里的%(who)s") % said))
        choices_of(self, "what").choices = named

    def clean_what(self) -> Stage | Part:
        return self.goals[self.cleaned_data["what"]]


class Reasoned(SlipForm):
    reason = words(gettext_lazy("为什么"), limit=200)


class Suspending(SlipForm):
    reason = words(gettext_lazy("等什么"), limit=200)


class Withdrawing(SlipForm):
    reason = forms.CharField(label=gettext_lazy("为什么"), max_length=200, required=False)


class Relocating(SlipForm):
    """调整: a stuck slip into other hands."""

    who = Names(label=gettext_lazy("交给谁"))
    reason = words(gettext_lazy("为什么"), limit=200)


class Chasing(SlipForm):
    words = forms.CharField(label=gettext_lazy("说一句"), max_length=200, required=False)


def returnable(slip: Slip) -> list[Stage]:
    """退得到的环节: those that were walked and where somebody spoke, each stop once, the latest walk of it."""
    walked: dict[int, Stage] = {}
    for stage in slip.stages.all():
        if (
            stage.state == StageState.CLOSED
            and stage.is_main
            and any(p.has_spoken for p in stage.parts.all())
        ):
            first = stage.copy_of_id or stage.pk
            walked.pop(first, None)
            walked[first] = stage
    return list(walked.values())


def spoke(stage: Stage) -> str:
    return _("、").join(p.signature for p in stage.parts.all() if p.has_spoken)


def asked(stage: Stage) -> str:
    return _("、").join(p.holder.name for p in stage.parts.all() if not p.verdict)


class RowForm(ActForm):
    """One row of many on a page: each field has an id of its own, so that its label means it."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            field.widget.attrs["id"] = f"id_{self.prefix}-{name}"


class StageRow(RowForm):
    """One stage to come, as typed on the page where a slip is started."""

    title = forms.CharField(label=gettext_lazy("环节"), max_length=40, required=False)
    who = Names(label=gettext_lazy("谁"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("怎么算"), choices=Mode.choices, required=False)
    need = forms.IntegerField(label=gettext_lazy("几票"), required=False, min_value=1, max_value=99)
    in_turn = forms.BooleanField(label=gettext_lazy("一个看完再给下一个"), required=False)
    box = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean() or {}
        if data.get("box") not in Box.values:
            data["box"] = ""
        if data.get("title") and not data.get("who") and "who" not in self.errors:
            self.add_error("who", ValidationError(_("“%s”还没有人") % data["title"]))
        return data
