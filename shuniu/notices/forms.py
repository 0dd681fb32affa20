"""What may be typed about notices."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from shuniu.notices import channels
from shuniu.notices.channels.base import Channel
from shuniu.org.forms import LocalMoment, UnitForm
from shuniu.org.name_fields import PersonName

_CLOCK = {"type": "time", "step": "900"}


class ChannelForm(forms.Form):
    """The fields that a channel asks for; a stored secret is not shown, and an empty field leaves it as it is."""

    def __init__(self, *arguments, known: type[Channel], stored: dict, **options):
        super().__init__(*arguments, **options)
        for one in known.fields:
            kept = one.secret and bool(stored.get(one.name))
            widget = forms.PasswordInput(attrs={"autocomplete": "off"}) if one.secret else forms.TextInput()
            self.fields[one.name] = forms.CharField(
                label=str(one.label),
                required=one.required and not kept,
                max_length=500,
                widget=widget,
                initial=one.usual,
                help_text=gettext_lazy("已经存了一个,不改就空着") if kept else str(one.help),
            )
        self.fields["usual"] = forms.BooleanField(
            label=gettext_lazy("没有自己选的人都用它"), required=False, initial=False
        )

    def given(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "usual"}


class ChoosingForm(forms.Form):
    """我的通知."""

    channel = forms.ChoiceField(label=gettext_lazy("除了页面,还送到"), required=False)
    address = forms.CharField(
        label=gettext_lazy("我在那边的账号"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("邮件和群机器人不写,就用通讯录里的邮箱和手机号"),
    )
    rest_from = forms.TimeField(
        label=gettext_lazy("免打扰,从"), required=False, widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M")
    )
    rest_until = forms.TimeField(
        label=gettext_lazy("到"),
        required=False,
        widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"),
        help_text=gettext_lazy("每天最多三个小时;特急和突发仍会响"),
    )

    def __init__(self, *arguments, opened: list[str], usual: str, **options):
        super().__init__(*arguments, **options)
        usual_word = channels.KNOWN[usual].label if usual else gettext_lazy("只在页面里")
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("照单位的:%s") % usual_word),
            *((code, channels.KNOWN[code].label) for code in opened),
            (channels.PAGE, gettext_lazy("只在页面里")),
        ]


class ShiftForm(UnitForm):
    """排班."""

    who = PersonName(label=gettext_lazy("谁"))
    starts = LocalMoment(label=gettext_lazy("从"))
    ends = LocalMoment(label=gettext_lazy("到"))
    at_desk = forms.BooleanField(label=gettext_lazy("接打电话(带班领导不勾)"), required=False, initial=True)
