"""What may be typed about people and bodies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuniu.org import moment
from shuniu.org.choices import AbsenceKind, Role
from shuniu.org.name_fields import DivisionName, NameField, PersonName


class UnitForm(forms.Form):
    """Fields that look names up know the unit of the actor."""

    def __init__(self, *arguments, actor, **options):
        super().__init__(*arguments, **options)
        self.actor = actor
        for name, field in self.fields.items():
            if isinstance(field, NameField):
                field.unit = actor.unit
            field.widget.attrs.setdefault("id", f"id_{name}")


class AddingPerson(UnitForm):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    division = DivisionName(label=pgettext_lazy("one", "部门"))
    post = forms.CharField(label=gettext_lazy("职务"), max_length=60, required=False)
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices, initial=Role.STAFF)
    phone = forms.CharField(label=pgettext_lazy("phone", "电话"), max_length=40, required=False)


class ChangingPerson(UnitForm):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    division = DivisionName(label=pgettext_lazy("one", "部门"))
    phone = forms.CharField(label=pgettext_lazy("phone", "电话"), max_length=40, required=False)
    rank = forms.IntegerField(label=gettext_lazy("排序"), min_value=1, max_value=99999)
    weekly_hours = forms.DecimalField(label=gettext_lazy("每周工时"), min_value=0, max_value=80)
    growth_wish = forms.CharField(label=gettext_lazy("想学"), max_length=100, required=False)
    work_card = forms.CharField(
        label=gettext_lazy("领导名片"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Appointing(UnitForm):
    division = DivisionName(label=pgettext_lazy("one", "部门"))
    post = forms.CharField(label=gettext_lazy("职务"), max_length=60)


class Granting(UnitForm):
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices)


class Pairing(UnitForm):
    stand_in = PersonName(label=gettext_lazy("B角"))


class LocalMoment(forms.DateTimeField):
    """A moment of the office, typed or picked; kept with its zone."""

    def __init__(self, **options):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **options)

    def clean(self, value):
        read = super().clean(value)
        return moment.aware(read.replace(tzinfo=None)) if read else None


class GoingAway(UnitForm):
    kind = forms.ChoiceField(label=gettext_lazy("做什么去"), choices=AbsenceKind.choices)
    starts = LocalMoment(label=gettext_lazy("从"))
    ends = LocalMoment(label=gettext_lazy("到"))
    where = forms.CharField(label=gettext_lazy("去哪里"), max_length=100, required=False)
    stand_in = PersonName(label=gettext_lazy("谁接着(不写就按AB角)"), required=False)


class SettingCharge(UnitForm):
    leader = PersonName(label=pgettext_lazy("one", "领导"))
    division = DivisionName(label=gettext_lazy("分管部门"), required=False)
    function = forms.CharField(label=gettext_lazy("或分管的工作"), max_length=60, required=False)
    since = forms.DateField(
        label=gettext_lazy("从哪天起"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=120, required=False)


class SettingDuty(UnitForm):
    number = forms.IntegerField(label=gettext_lazy("条"), min_value=1, max_value=99999)
    what = forms.CharField(label=gettext_lazy("职责"), max_length=200)
    division = DivisionName(label=pgettext_lazy("one", "部门"))
    person = PersonName(label=gettext_lazy("谁"), required=False)
    stand_in = PersonName(label=gettext_lazy("B角"), required=False)
    keywords = forms.CharField(label=gettext_lazy("说法(顿号隔开)"), max_length=200, required=False)
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200, required=False)

    def clean_keywords(self):
        return [
            word
            for word in self.cleaned_data["keywords"].replace(",", "、").replace(",", "、").split("、")
            if word
        ]


class ChangingDivision(UnitForm):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    liaison = PersonName(label=gettext_lazy("联络员"), required=False)
    head = PersonName(label=gettext_lazy("负责人"), required=False)
    aliases = forms.CharField(label=gettext_lazy("再加简称(顿号隔开)"), max_length=200, required=False)

    def clean_aliases(self):
        return tuple(word.strip() for word in self.cleaned_data["aliases"].split("、") if word.strip())


class Uploading(forms.Form):
    file = forms.FileField(label=gettext_lazy("通讯录表格(.xlsx、.xls)"))
