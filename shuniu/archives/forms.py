"""What a person may type in the archive, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from shuniu.archives.choices import Fate, HoldReason
from shuniu.matters.forms import MomentField, words
from shuniu.org.name_fields import DivisionName, Names, PersonName


class _Form(forms.Form):
    """Names and dates are looked up in the unit of whoever types."""

    def __init__(self, *arguments, actor, **options):
        super().__init__(*arguments, **options)
        self.actor = actor
        for field in self.fields.values():
            if hasattr(field, "unit"):
                field.unit = actor.unit


class Lending(_Form):
    purpose = forms.CharField(label=gettext_lazy("借来做什么"), max_length=200)
    due_on = MomentField(label=gettext_lazy("哪天还(最多30天)"), day_only=True, max_length=40)


class Settling(_Form):
    code = forms.CharField(
        label=gettext_lazy("全宗号"), max_length=4, required=False,
        help_text=gettext_lazy("档案馆给的四位;还没有给就空着,给了再写。给出以后不改。"),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("立档单位"), max_length=80)
    archive_name = forms.CharField(label=gettext_lazy("移交给哪个档案馆"), max_length=80, required=False)
    archive_code = forms.CharField(label=gettext_lazy("档案馆代码"), max_length=20, required=False)
    transfer_after = forms.IntegerField(
        label=gettext_lazy("几年后移交进馆"), min_value=1, max_value=30, help_text=gettext_lazy("县级10年,省、市20年。")
    )  # fmt: skip
    keeper = PersonName(label=gettext_lazy("档案员"), required=False)


class Coding(_Form):
    code = forms.CharField(label=gettext_lazy("机构(问题)代码"), max_length=4)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=40, required=False)
    division = DivisionName(label=gettext_lazy("哪个科室"), required=False)


class Agreeing(_Form):
    approved_by = forms.CharField(label=gettext_lazy("同意的机关"), max_length=80)
    number = forms.CharField(label=gettext_lazy("同意的文号"), max_length=60)
    on = MomentField(label=gettext_lazy("同意的日期"), day_only=True, max_length=40)


class Reasoned(_Form):
    reason = words(gettext_lazy("为什么"), limit=200)


class Holding(_Form):
    why = forms.ChoiceField(label=gettext_lazy("因为什么"), choices=HoldReason.choices)
    basis = forms.CharField(label=gettext_lazy("依据,比如立案号"), max_length=200)
    codes = forms.CharField(
        label=gettext_lazy("哪几件"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text=gettext_lazy("档号,一行一个;写到机构代码为止就是这一类全部。"),
    )  # fmt: skip


class Appraising(_Form):
    group = Names(label=gettext_lazy("鉴定小组(至少再写两个人)"), max_length=200)
    fate = forms.ChoiceField(label=gettext_lazy("选中的件"), choices=Fate.choices, widget=forms.RadioSelect)
    years = forms.IntegerField(label=gettext_lazy("续存再存几年"), min_value=1, max_value=30, required=False)
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)


class Concluding(_Form):
    report = words(gettext_lazy("鉴定意见"), rows=4, limit=2000)
