"""第二道确认: what a leader is asked for besides being signed in before a word goes out; each unit chooses its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shuniu.org import rules
from shuniu.org.actor import Actor
from shuniu.org.acts import record
from shuniu.org.choices import Factor
from shuniu.org.models import Unit
from shuniu.org.refusals import Refused, require

MOST_MINUTES = 240


def set_signing(unit: Unit, *, factor: str, minutes: int, by: Actor) -> Unit:
    """定第二道确认: which factor, and for how many minutes it is remembered (0: asked each time).

    Raises Refused when it is nobody's who may, the factor is unknown, or the minutes are beyond half a working day.
    """
    with record("signing.set", by=by, subject=unit) as line:
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        require(rules.may_manage_people(by))
        if factor not in Factor.values:
            raise Refused(_("请选一种确认办法"), "factor", "factor")
        if not 0 <= minutes <= MOST_MINUTES:
            raise Refused(_("记住的分钟数在 0 到 %d 之间") % MOST_MINUTES, "minutes", "minutes")
        unit.settings = {**unit.settings, "signing": {"factor": str(factor), "minutes": minutes}}
        unit.save(update_fields=["settings"])
        line.update(factor=str(Factor(factor).label), minutes=minutes)
    return unit
