"""先后与催办 as a form: each weight and day with its word, and what the values do to three examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shuniu.clock.calendar import Calendar
from shuniu.matters.ranking import DEFAULT, STANDARD, Facts, Focus, Instruction, Ladder, Score, Weights, order
from shuniu.matters.ranking.facts import HEAD
from shuniu.matters.ranking.labels import RUNGS, WEIGHTS

MOST = 200
_DISTANCES = tuple(days for days, _points in DEFAULT.distances)


class Ordering(forms.Form):
    """Half points are points too; a limit is never below one of its kind; a later step comes later."""

    def __init__(self, data: Any = None, *, weights: Weights, rungs: Ladder) -> None:
        super().__init__(data, initial=plain(weights, rungs))
        for name, label in WEIGHTS.items():
            self.fields[name] = forms.FloatField(label=label, min_value=0, max_value=MOST, step_size=0.5)
        for name, label in RUNGS.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0 if name == "remind" else 1, max_value=60
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("asked", "postponed", "waiting"):
            if said.get(f"{name}_most", MOST) < said.get(name, 0):
                self.add_error(f"{name}_most", _("最多不能比一次还少"))
        for name, before in (("yellow", "blue"), ("red", "yellow")):
            if name in said and before in said and said[name] <= said[before]:
                self.add_error(name, _("这一阶要比前一阶晚"))
        return said

    def weight_fields(self) -> list:
        return [self[name] for name in WEIGHTS]

    def rung_fields(self) -> list:
        return [self[name] for name in RUNGS]

    def said(self) -> tuple[dict[str, Any], dict[str, int]]:
        """(weights, days of the ladder) as the verb takes them."""
        clean = self.cleaned_data
        weights: dict[str, Any] = {name: clean[name] for name in WEIGHTS if not name.startswith("distance_")}
        weights["distances"] = [(days, clean[f"distance_{days}"]) for days in _DISTANCES]
        return weights, {name: clean[name] for name in RUNGS}


def plain(weights: Weights, rungs: Ladder) -> dict[str, Any]:
    """Both as the values of the form."""
    found = {name: getattr(weights, name) for name in WEIGHTS if not name.startswith("distance_")}
    found |= {f"distance_{days}": weights.of_distance(days) for days in _DISTANCES}
    found = {name: int(value) if float(value).is_integer() else value for name, value in found.items()}
    return found | {name: getattr(rungs, name) for name in RUNGS}


@dataclass(frozen=True)
class Example:
    """一个例子: its place and points before and now, with the reasons of now."""

    title: str
    place: int
    was_place: int
    total: int
    was: int
    score: Score


def examples(weights: Weights, before: Weights, *, now: datetime, calendar: Calendar) -> list[Example]:
    """三个例子 as the values would order them: a duty roster due today, a manhole in dispute, a money matter of the head."""
    now = datetime.combine(now.date(), time(10))  # whatever the hour, the three stand the same
    many, focus = _three(now, calendar), (Focus(_("防汛"), now.date()),)
    told = order(many, now=now, focus=focus, calendar=calendar, weights=weights)
    once = order(many, now=now, focus=focus, calendar=calendar, weights=before)
    places = {placed.facts.id: (place, placed.score.shown) for place, placed in enumerate(once, start=1)}
    return [
        Example(
            one.facts.title,
            place,
            places[one.facts.id][0],
            one.score.shown,
            places[one.facts.id][1],
            one.score,
        )
        for place, one in enumerate(told, start=1)
    ]


def _three(now: datetime, calendar: Calendar) -> list[Facts]:
    today = datetime.combine(now.date(), time(17, 30))
    tomorrow = datetime.combine(calendar.add_working_days(now.date(), 1), time(17, 30))
    recent = now - timedelta(days=1)
    return [
        Facts("roster", _("报值守安排"), due=today, hard=True, safety=True, focus=(_("防汛"),), from_above=True, last_event=now),
        Facts("manhole", _("路面井盖缺失,两家都说不归我"), due=today, hard=True, safety=True, disputed=True, waiting=3, last_event=now),
        Facts(
            "money", _("资金方案"), due=tomorrow, hard=True, instructions=(Instruction(HEAD, recent),), asked=2, postponed=1,
            last_event=now,
        ),
    ]  # fmt: skip


def ladder_days(due: date, rungs: Mapping[str, int] | Ladder, calendar: Calendar) -> list[tuple[str, date]]:
    """谁哪天听到: for a hard date on which nothing has moved, each step with its day."""
    said = rungs if isinstance(rungs, Ladder) else STANDARD.changed(rungs)
    return [
        (_("提醒经手人"), calendar.add_working_days(due, -said.remind)),
        (_("催办"), due),
        (_("督办·蓝"), calendar.add_working_days(due, said.blue)),
        (_("督办·黄"), calendar.add_working_days(due, said.yellow)),
        (_("督办·红"), calendar.add_working_days(due, said.red)),
    ]
