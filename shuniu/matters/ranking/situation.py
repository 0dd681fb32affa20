"""`shuniu rank`: a situation as plain data in, the order as plain data out (contracts.md §3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

from shuniu.matters.ranking.chase import ladder
from shuniu.matters.ranking.facts import (
    HEAD,
    IN_CHARGE,
    AnswerAbove,
    Difficulty,
    Facts,
    Focus,
    Instruction,
    Part,
    Peak,
    WorkingDays,
)
from shuniu.matters.ranking.lights import GREEN, light
from shuniu.matters.ranking.ordering import order
from shuniu.matters.ranking.points import points
from shuniu.matters.ranking.weights import DEFAULT, Weights

CLOSE_OF_DAY = time(17, 30)
T = TypeVar("T")


def rank(
    situation: Any, *, calendar: WorkingDays | None = None, weights: Weights = DEFAULT
) -> dict[str, Any]:
    """排序: `order`, `points`, `lights`, `chase` and `causes` of a situation.

    Raises ValueError with one plain line that names the place in the input.
    """
    if calendar is None:
        from shuniu.clock.calendar import chinese_calendar_seed

        calendar = chinese_calendar_seed()
    now, focus, matters = parse(situation)
    answer: dict[str, Any] = {
        "order": [
            placed.facts.id
            for placed in order(matters, now=now, focus=focus, calendar=calendar, weights=weights)
        ],
        "points": {},
        "lights": {},
        "chase": {},
        "causes": {},
    }
    for facts in matters:
        key = str(facts.id)
        shown = light(facts, now=now, calendar=calendar, weights=weights)
        score = points(facts, now=now, focus=focus, calendar=calendar, weights=weights)
        answer["points"][key] = score.total
        answer["lights"][key] = shown.colour
        answer["chase"][key] = ladder(facts, now=now, calendar=calendar).number
        answer["causes"][key] = [] if shown.colour == GREEN else [cause.name for cause in shown.causes]
    return answer


def parse(situation: Any) -> tuple[datetime, tuple[Focus, ...], list[Facts]]:
    """读入: now, the focuses and the matters of a situation. Raises ValueError with one plain line."""
    top = _Reader(situation, "")
    now = top.moment("now", required=True)
    assert now is not None
    focus = top.each(
        "focus", lambda one: Focus(one.text("tag", required=True), one.day("until", required=True))
    )
    matters = top.each("matters", _facts, required=True)
    seen: set[str] = set()
    for number, facts in enumerate(matters):
        if str(facts.id) in seen:
            raise ValueError(f"matters[{number}].id：{facts.id} 出现了两次")
        seen.add(str(facts.id))
    return now, focus, list(matters)


def _facts(one: _Reader) -> Facts:
    return Facts(
        id=one.identity(),
        title=one.text("title"),
        arrived=one.moment("arrived", whole_day=time()),
        due=one.moment("due"),
        hard=one.flag("hard"),
        first_due=one.moment("first_due"),
        instructions=one.each("instructions", _instruction),
        asked=one.count("asked"),
        postponed=one.count("postponed"),
        returned=one.count("returned"),
        waiting=one.count("waiting"),
        disputed=one.flag("disputed"),
        safety=one.flag("safety"),
        focus=one.words("focus"),
        from_above=one.flag("from_above"),
        peak=one.part(
            "peak", lambda p: Peak(p.day("day", required=True), p.count("workdays", required=True, most=400))
        ),
        last_event=one.moment("last_event", whole_day=time()),
        moved=one.flag("moved", absent=True),
        begun=one.flag("begun", absent=True),
        start=one.day("start"),
        shelved_until=one.day("shelved_until"),
        assigned=one.moment("assigned", whole_day=time()),
        has_plan=one.flag("has_plan", absent=True),
        work_left_days=one.number("work_left_days"),
        steps=one.each("steps", lambda s: Part(_needed(s.moment("due", required=True)), s.happened("done"))),
        figures_differ=one.flag("figures_differ"),
        difficulty=one.part("difficulty", _difficulty),
        emergency=one.flag("emergency"),
        answer_above=one.part(
            "answer_above",
            lambda a: AnswerAbove(_needed(a.moment("due", required=True)), a.happened("sent")),
        ),
        reported_done=one.flag("reported_done"),
        verified_by_other=one.flag("verified_by_other"),
        untrue_reports=one.count("untrue_reports"),
        harm=one.flag("harm"),
        pinned_until=one.day("pinned_until"),
    )


def _instruction(one: _Reader) -> Instruction:
    by = one.text("by", required=True)
    if by not in (HEAD, IN_CHARGE):
        raise ValueError(f"{one.place('by')}：只能是 {HEAD} 或 {IN_CHARGE}，不是 {by}")
    return Instruction(by, _needed(one.moment("at", required=True, whole_day=time())))


def _difficulty(one: _Reader) -> Difficulty:
    raised = _needed(one.moment("raised", required=True, whole_day=time()))
    return Difficulty(raised, one.happened("answered"))


def _needed(value: T | None) -> T:
    assert value is not None
    return value


class _Reader:
    """One object of the input and where it stands; null and absent mean the same."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise ValueError(f"{where or '整个输入'}：要的是一个对象 {{…}}")
        self.value = value
        self.where = where

    def place(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def _get(self, key: str, required: bool = False) -> Any:
        value = self.value.get(key)
        if value is None and required:
            raise ValueError(f"{self.place(key)}：没有写")
        return value

    def _wrong(self, key: str, wanted: str) -> ValueError:
        return ValueError(f"{self.place(key)}：{wanted}，不是 {str(self.value.get(key))[:40]!r}")

    def identity(self) -> str | int:
        value = self._get("id", required=True)
        if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
            raise self._wrong("id", "要的是文字或整数")
        return value

    def text(self, key: str, required: bool = False) -> str:
        value = self._get(key, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(key, "要的是文字")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self._wrong(key, "要的是一列文字")
        return tuple(value)

    def flag(self, key: str, absent: bool = False) -> bool:
        value = self._get(key)
        if value is None:
            return absent
        if not isinstance(value, bool):
            raise self._wrong(key, "要的是 true 或 false")
        return value

    def happened(self, key: str) -> bool:
        """true and false, or the time at which it happened."""
        if isinstance(self._get(key), str):
            return self.moment(key) is not None
        return self.flag(key)

    def count(self, key: str, required: bool = False, most: int = 1_000_000) -> int:
        value = self._get(key, required)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise self._wrong(key, f"要的是 0 到 {most} 的整数")
        return value

    def number(self, key: str) -> float:
        value = self._get(key)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100_000:
            raise self._wrong(key, "要的是不小于零的数")
        return value

    def moment(self, key: str, *, required: bool = False, whole_day: time = CLOSE_OF_DAY) -> datetime | None:
        """A local time; a bare day stands for `whole_day` of it."""
        value = self._get(key, required)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._wrong(key, "要写成 2026-06-11T09:00 这样的时间") from None
        if moment.tzinfo is not None:
            raise self._wrong(key, "用本地时间，不带时区")
        if not 1900 <= moment.year <= 2200:
            raise self._wrong(key, "年份要在 1900 到 2200 之间")
        bare = "T" not in value and ":" not in value
        return datetime.combine(moment.date(), whole_day) if bare else moment

    def day(self, key: str, *, required: bool = False) -> Any:
        """A day, whether or not an hour is written with it."""
        moment: datetime | None = self.moment(key, required=required)
        return moment.date() if moment else None

    def part(self, key: str, read: Callable[[_Reader], T]) -> T | None:
        value = self._get(key)
        return None if value is None else read(_Reader(value, self.place(key)))

    def each(self, key: str, read: Callable[[_Reader], T], *, required: bool = False) -> tuple[T, ...]:
        value = self._get(key, required)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self._wrong(key, "要的是一列")
        return tuple(read(_Reader(one, f"{self.place(key)}[{i}]")) for i, one in enumerate(value))
