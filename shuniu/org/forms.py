"""What may be typed about people and bodies."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shuniu.org import moment
from shuniu.org.choices import AbsenceKind, Role
from shuniu.org.entrusting import sorts
from shuniu.org.name_fields import DivisionName, NameField, PersonName, parted
from shuniu.org.readings import in_charge_of


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


class MoneyField(forms.CharField):
    """钱: 5万, 5万元, 12.5万, 50000, 50,000元; kept in yuan."""

    def clean(self, value):
        text = re.sub(r"[,\uff0c\s]", "", super().clean(value)).removesuffix("元")
        if not text:
            return None
        try:
            read = Decimal(text.removesuffix("万")) * (10_000 if text.endswith("万") else 1)
            if not read.is_finite() or abs(read) >= 10**12:
                raise InvalidOperation
        except InvalidOperation:
            raise forms.ValidationError(_("没看懂“%s”是多少钱。可以写 5万 或 50000") % value) from None
        return read.quantize(Decimal("0.01"))


def picked_day() -> forms.DateInput:
    """A day that the browser picks: written as browsers want it, in whatever language the page is."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Delegating(UnitForm):
    """授权委托: to whom, from when to when, what, up to how much, by which written word."""

    receiver = PersonName(label=gettext_lazy("委托给谁"))
    since = forms.DateField(label=gettext_lazy("从"), widget=picked_day())
    until = forms.DateField(label=gettext_lazy("到"), widget=picked_day())
    scope = forms.ChoiceField(
        label=gettext_lazy("委托什么"),
        choices=[("named", gettext_lazy("只限下面选的")), ("whole", gettext_lazy("全部权限"))],
        initial="named",
        widget=forms.RadioSelect,
    )
    divisions = forms.MultipleChoiceField(
        label=gettext_lazy("哪些部门的"), required=False, widget=forms.CheckboxSelectMultiple
    )
    money_limit = MoneyField(
        label=gettext_lazy("多少钱以内"),
        required=False,
        help_text=gettext_lazy("如 5万;超过的还是您本人办。空着就是不限"),
    )
    basis = forms.CharField(label=gettext_lazy("书面依据"), max_length=200)
    wording = forms.CharField(label=gettext_lazy("委托书怎么写的"), max_length=200, required=False)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        today, person = moment.today(), self.actor.person
        self.fields["since"].initial = today
        own = in_charge_of(person, today) if person is not None else []
        self.own = {str(division.pk): division for division in own}
        cast(forms.ChoiceField, self.fields["divisions"]).choices = [(pk, one.name) for pk, one in self.own.items()]
        if not own:
            del self.fields["divisions"]
        self.sorts = {f"sort-{sort.code}": sort for sort in sorts()}
        for name, sort in self.sorts.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=str(sort.word), required=False, choices=sort.choices(), widget=forms.CheckboxSelectMultiple
            )

    @property
    def picks(self) -> list[forms.BoundField]:
        """What the delegation may be narrowed to: bodies in the giver's charge, sorts of paper."""
        return [self[name] for name in ("divisions", *self.sorts) if name in self.fields]

    def given(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = dict(self.cleaned_data)
        chosen = {name: data.pop(name) for name in self.sorts}
        data["whole"] = data.pop("scope") == "whole"
        data["divisions"] = [self.own[pk] for pk in data.get("divisions", ())]
        data["papers"] = [(self.sorts[name].code, code) for name, codes in chosen.items() for code in codes]
        return data


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
        return parted(self.cleaned_data["keywords"])


class ChangingDivision(UnitForm):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    liaison = PersonName(label=gettext_lazy("联络员"), required=False)
    head = PersonName(label=gettext_lazy("负责人"), required=False)
    aliases = forms.CharField(label=gettext_lazy("再加简称(顿号隔开)"), max_length=200, required=False)

    def clean_aliases(self):
        return tuple(parted(self.cleaned_data["aliases"]))


class Uploading(forms.Form):
    file = forms.FileField(label=gettext_lazy("通讯录表格(.xlsx、.xls)"))
