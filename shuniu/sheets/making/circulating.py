"""传阅单: who reads, in which order, when it came and went; the rule of the order is named on the paper."""

from __future__ import annotations

from datetime import datetime

from shuniu.matters.models import Matter
from shuniu.org.choices import Role
from shuniu.org.models import Person
from shuniu.routing.choices import Box, Mode, Verdict
from shuniu.routing.models import Part
from shuniu.sheets.making.head import full_hour, sheet_of, short_hour
from shuniu.sheets.sheet import Column, Fact, Facts, Sheet, Table

NAME = "传阅单"
ORDER = "次序:按单位人员名单的排序(职务序),同序的按登记先后。"
COLUMNS = (Column("序", 10, True), Column("姓名", 24, True), Column("职务", 38), Column("收到", 31, True),
           Column("退回", 31, True), Column("备注"))  # fmt: skip
ROW = 11


def circulation_sheet(matter: Matter, *, at: datetime, copy: int = 1) -> Sheet:
    """传阅单 of a matter: those to whom it was sent; before that, the leaders, with room for the pen."""
    parts = _readers(matter)
    if parts:
        people = [part.holder for part in parts]
    else:
        people = list(
            Person.objects.active().filter(unit=matter.unit).with_role(Role.LEADER).in_order().distinct()
        )
        parts = []
    posts = _posts(people)
    rows = [
        (
            str(number),
            _name(part),
            posts.get(part.holder_id, ""),
            short_hour(part.opened_at),
            short_hour(part.decided_at) if part.verdict == Verdict.READ else "",
            part.opinion if part.verdict == Verdict.READ else "",
        )
        for number, part in enumerate(parts, start=1)
    ] or [
        (str(number), one.name, posts.get(one.pk, ""), "", "", "")
        for number, one in enumerate(people, start=1)
    ]
    facts = Facts(
        (
            Fact("标题", matter.title, wide=True),
            Fact("来文单位", matter.source_body or matter.source_person or "—"),
            Fact("收文时间", full_hour(matter.received)),
        )
    )
    return sheet_of(
        matter, name=NAME, title="文件传阅单", blocks=(facts, Table(COLUMNS, tuple(rows), row_height=ROW)), at=at,
        copy=copy, ending=ORDER + "阅后请签收退时间,不横传。",
    )  # fmt: skip


def _readers(matter: Matter) -> list[Part]:
    """Each reader once, by the rank of the list; the newest share of a person counts."""
    found = (
        Part.objects.filter(stage__slip__matter=matter, retracted_at=None)
        .filter(stage__mode=Mode.INFORM)
        .exclude(verdict__in=(Verdict.PASSED_ON, Verdict.RELEASED))
        .select_related("holder", "standing_in_for", "stage")
        .order_by("pk")
    )
    boxed = (
        Part.objects.filter(stage__slip__matter=matter, stage__box=Box.READ, retracted_at=None)
        .exclude(stage__mode=Mode.INFORM)
        .exclude(verdict__in=(Verdict.PASSED_ON, Verdict.RELEASED))
        .select_related("holder", "standing_in_for", "stage")
        .order_by("pk")
    )
    newest = {part.holder_id: part for part in (*boxed, *found)}
    return sorted(newest.values(), key=lambda part: (_whose(part).rank, _whose(part).pk))


def _whose(part: Part) -> Person:
    return part.standing_in_for or part.holder


def _name(part: Part) -> str:
    return (
        f"{part.holder.name}\n(代{part.standing_in_for.name})" if part.standing_in_for else part.holder.name
    )


def _posts(people: list[Person]) -> dict[int, str]:
    ids = [one.pk for one in people]
    known = Person.objects.filter(pk__in=ids).prefetch_related("appointments__post")
    return {one.pk: one.post_name for one in known}
