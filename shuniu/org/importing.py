"""导入通讯录: a spreadsheet of people becomes rows to look at; only then, in one act, people.

Columns are recognised by heading and by what stands in them, so that any list an office already has will do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from shuniu.org.actor import Actor
from shuniu.org.choices import DivisionKind, Role
from shuniu.org.models import Division, Person
from shuniu.org.naming import divisions_called
from shuniu.org.operations import add_division, add_person
from shuniu.org.refusals import Refused

MOST_ROWS = 5000
MOST_BYTES = 5_000_000

_NAME = re.compile(r"[\u3400-\u9fff·]{2,8}|[A-Za-z][A-Za-z .'-]{1,38}")
_PHONE = re.compile(r"[\d+][\d\s-]{4,19}")
_POST_WORDS = ("长", "员", "任", "记", "书", "理", "师", "司机", "文秘", "干事", "助")

_ROLE_WORDS = {
    "领导": Role.LEADER, "主任": Role.DIRECTOR, "副主任": Role.DEPUTY, "工作人员": Role.STAFF, "科员": Role.STAFF,
    "联络员": Role.LIAISON, "值班": Role.DESK, "司机": Role.DESK, "纪检": Role.INSPECTION, "管理员": Role.ADMIN,
}  # fmt: skip
# field → (headings people use, what a value looks like)
COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[str], bool]]] = {
    "name": (("姓名", "名字", "人员", "name"), lambda v: bool(_NAME.fullmatch(v))),
    "division": (("部门", "单位", "科室", "处室", "division", "department"), lambda v: 2 <= len(v) <= 30),
    "post": (("职务", "岗位", "职位", "post", "title"), lambda v: any(word in v for word in _POST_WORDS)),
    "phone": (("电话", "手机", "联系方式", "办公电话", "phone"), lambda v: bool(_PHONE.fullmatch(v))),
    "email": (("邮箱", "邮件", "email", "e-mail"), lambda v: "@" in v),
    "role": (("角色", "权限", "role"), lambda v: v in _ROLE_WORDS),
    "rank": (("序号", "排序", "rank"), lambda v: v.isdigit() and len(v) < 6),
}


@dataclass
class Row:
    """One line of the list as understood; `problem` says why it will be left out."""

    line: int
    values: dict[str, str]
    division: str = ""
    new_division: bool = False
    role: str = ""
    problem: str = ""


@dataclass
class Preview:
    """What the list would bring: columns as {field: (heading, matching rows, all rows)} and the rows."""

    columns: dict[str, tuple[str, int, int]]
    rows: list[Row] = field(default_factory=list)

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.problem]

    @property
    def new_divisions(self) -> list[str]:
        return list(dict.fromkeys(row.division for row in self.good if row.new_division))


def read_table(data: bytes) -> list[list[str]]:
    """The first sheet with anything in it, as text. Raises Refused for what is no spreadsheet."""
    if len(data) > MOST_BYTES:
        raise Refused(_("这个表格太大了(超过 5 MB)。只留姓名、部门、职务、电话几列再试"), "large", "file")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            if rows:
                return [[_text(value) for value in row] for row in rows[: MOST_ROWS + 1]]
    except (CalamineError, ValueError, OSError) as problem:
        raise Refused(_("这不是能打开的表格。请存成 .xlsx 再试"), "broken", "file") from problem
    raise Refused(_("表格里没有内容"), "empty", "file")


def _text(value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value if value is not None else "").strip()


def preview(data: bytes, *, actor: Actor) -> Preview:
    """导入预览: nothing is written. A list without a recognisable column of names is refused."""
    table = read_table(data)
    head = next((i for i, row in enumerate(table[:10]) if _known_headings(row) >= 1), None)
    body = table[head + 1 :] if head is not None else table
    width = max(len(row) for row in table)
    places = _columns(table[head] if head is not None else [""] * width, body)
    if "name" not in places:
        raise Refused(_("没认出哪一列是姓名。请在第一行写上“姓名”"), "name", "file")
    found = Preview(
        {
            name: (
                table[head][place] if head is not None and place < len(table[head]) else _("第%d列") % (place + 1),
                sum(COLUMNS[name][1](row[place]) for row in body if place < len(row) and row[place]),
                len(body),
            )
            for name, place in places.items()
        }
    )
    here = set(Person.objects.active().filter(unit=actor.unit).values_list("name", "division__name"))
    bodies: dict[str, str | None] = {}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(body, start=(head or 0) + 2):
        values = {name: row[place] for name, place in places.items() if place < len(row) and row[place]}
        if values:
            found.rows.append(_row(number, values, actor, here, bodies, seen))
    return found


def _row(number, values, actor, here, bodies, seen) -> Row:
    row = Row(number, values)
    name = "".join(values.get("name", "").split())
    values["name"] = name
    said = values.get("division", "")
    if said:
        if said not in bodies:
            called = divisions_called(said, actor.unit)
            bodies[said] = called[0].name if len(called) == 1 else None
        row.division = bodies[said] or said
        row.new_division = bodies[said] is None
    role = values.get("role", "")
    row.role = _ROLE_WORDS.get(role, Role.STAFF)
    if not name:
        row.problem = _("没有姓名")
    elif not _NAME.fullmatch(name):
        row.problem = _("“%s”不像姓名") % name[:20]
    elif (name, row.division or None) in here:
        row.problem = _("已经在名单里")
    elif (name, row.division) in seen:
        row.problem = _("这张表里重复了")
    elif role and role not in _ROLE_WORDS:
        row.problem = _("不认识角色“%s”") % role[:20]
    seen.add((name, row.division))
    return row


def _known_headings(row: list[str]) -> int:
    words = {heading for headings, _like in COLUMNS.values() for heading in headings}
    return sum(cell.lower() in words for cell in row)


def _columns(head: list[str], body: list[list[str]]) -> dict[str, int]:
    """field → place: by heading first, then by what most of the values look like."""
    places: dict[str, int] = {}
    for name, (headings, _like) in COLUMNS.items():
        for place, cell in enumerate(head):
            if cell.lower() in headings and place not in places.values():
                places[name] = place
                break
    width = max((len(row) for row in body), default=0)
    for name, (_headings, like) in COLUMNS.items():
        if name in places or name in ("rank", "division"):
            continue  # numbers and any short text look alike: these two only by their heading
        for place in range(width):
            cells = [row[place] for row in body if place < len(row) and row[place]]
            if place not in places.values() and cells and sum(map(like, cells)) >= 0.8 * len(cells):
                places[name] = place
                break
    return places


def commit(found: Preview, *, by: Actor) -> list[Person]:
    """导入: all good rows in one act, new bodies first; a refusal leaves the list as it was."""
    made = []
    with transaction.atomic():
        for name in found.new_divisions:
            kind = DivisionKind.TOWNSHIP if name[-1:] in "镇乡" else DivisionKind.DEPARTMENT
            add_division(name=name, by=by, kind=kind)
        bodies = {d.name: d for d in Division.objects.filter(unit=by.unit)}
        for row in found.good:
            made.append(
                add_person(
                    name=row.values["name"],
                    division=bodies.get(row.division),
                    post=row.values.get("post", "")[:60] if row.division else "",
                    role=row.role,
                    phone=row.values.get("phone", "")[:40],
                    rank=int(row.values.get("rank", "") or 1000),
                    by=by,
                )
            )
    return made
