"""What may be typed at a case: the principle, who begins, what the leader is asked, how it was ruled."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shuniu.matters.forms import ActForm, MomentField
from shuniu.org.name_fields import DivisionName, PersonName


def line(label, *, required=True, limit=200):
    return forms.CharField(label=label, max_length=limit, required=required)


class Offering(ActForm):
    lead = DivisionName(label=_("请哪一家看"))
    words = line(_("说一句"), required=False)


class SettingPrinciple(ActForm):
    principle = line(_("先定的原则"))


class NamingLead(ActForm):
    lead = DivisionName(label=_("谁先接"))
    words = line(_("先做什么"))


class PuttingToLeader(ActForm):
    lead = DivisionName(label=_("建议谁牵头"))
    words = line(_("办公室的建议"), limit=300)
    leader = PersonName(label=_("请谁定"), required=False)


class RulingWithParts(ActForm):
    """裁定 with what each side does from here on."""

    lead = DivisionName(label=_("由谁牵头"))
    ruling = line(_("怎么定的"), limit=300)
    own_part = line(_("牵头的做什么"), required=False)
    own_due = MomentField(label=_("什么时候前"), required=False)
    other = DivisionName(label=_("另一家"), required=False)
    other_part = line(_("另一家做什么"), required=False)
    other_due = MomentField(label=_("另一家什么时候前"), required=False)


class TalkingAgain(ActForm):
    words = line(_("还差什么"), required=False)


class TakingDuty(ActForm):
    number = forms.IntegerField(label=_("第几条"), min_value=1, max_value=99999)
    what = line(_("职责"))
    division = DivisionName(label=_("归谁"))
    basis = line(_("依据"), required=False)


class LeavingDuty(ActForm):
    reason = line(_("为什么不写进去"))
