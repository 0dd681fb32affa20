"""哪几种单子: what can be printed of a matter, by the last part of its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from shuniu.matters.models import Matter
from shuniu.matters.ranking.chase import BLUE, RED, YELLOW
from shuniu.sheets.making import circulating, following, handing_over, handling
from shuniu.sheets.sheet import Sheet
from shuniu.supervision.models import Chase

HANDLING, CIRCULATION, FOLLOW_UP = "handling", "circulation", "follow-up"
_FOLLOW_UP = re.compile(FOLLOW_UP + r"-(\d{1,18})")


# What the sheets are called on screens; on paper they keep the name that they have in the office.
ON_SCREEN = {
    handling.NAME: gettext_lazy("处理笺"),
    circulating.NAME: gettext_lazy("传阅单"),
    following.LEDGER: gettext_lazy("督办台账"),
    handing_over.NAME: gettext_lazy("移交清单"),
    following.name_of(BLUE): gettext_lazy("督办单(蓝)"),
    following.name_of(YELLOW): gettext_lazy("督办单(黄)"),
    following.name_of(RED): gettext_lazy("督办单(红)"),
}


@dataclass(frozen=True)
class Form:
    """一种单子 of a matter: `make(at=…, copy=…)` puts it together."""

    key: str
    name: str
    make: Callable[..., Sheet]

    @property
    def label(self) -> str:
        return str(ON_SCREEN[self.name])


def of(matter: Matter, key: str) -> Form | None:
    """The sheet of this key, or None when the matter has no such sheet."""
    if key == HANDLING:
        return Form(key, handling.NAME, lambda **when: handling.handling_sheet(matter, **when))
    if key == CIRCULATION:
        return Form(key, circulating.NAME, lambda **when: circulating.circulation_sheet(matter, **when))
    wanted = _FOLLOW_UP.fullmatch(key)
    chase = _slips(matter).filter(pk=int(wanted[1])).first() if wanted else None
    return _follow_up(matter, chase) if chase else None


def all_of(matter: Matter) -> list[Form]:
    """Every sheet that the matter has now: its two of its own and each slip of supervision that went out."""
    found = [of(matter, HANDLING), of(matter, CIRCULATION)]
    return [form for form in found if form] + [_follow_up(matter, chase) for chase in _slips(matter)]


def _slips(matter: Matter):
    return (
        Chase.objects.filter(matter=matter, step__in=tuple(following.TONES), sent_at__isnull=False)
        .select_related("to__division", "by", "confirmed_by")
        .order_by("-sent_at", "-pk")
    )


def _follow_up(matter: Matter, chase: Chase) -> Form:
    chase.matter = matter
    name = following.name_of(chase.step)
    return Form(f"{FOLLOW_UP}-{chase.pk}", name, lambda **when: following.slip_of_chase(chase, **when))
