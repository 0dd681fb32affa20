"""A question put together once and asked many times.

Putting a query together from models costs several times what the database takes to answer it. The hot lists are
therefore built once for each kind of asker (roles, filters) with slots in place of the values, and afterwards only the
values change. The definition stays where it was, in the querysets: what may be seen is said in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from django.db import connections, models

from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.models import Person, Unit

Value = int | datetime | str | list[str]
# Slots are values that no office has: the places where the real ones go are found by them in the finished statement.
_NUMBER, _YEAR = 2_000_000_001, 9_001
_MOST = 500


@dataclass(frozen=True)
class Statement:
    """A finished statement: its words, its parameters with slots, and how columns become values."""

    sql: str
    params: tuple
    slots: tuple[tuple[int, int], ...]  # (place among the parameters, number of the slot)
    names: tuple[str, ...]
    converters: dict

    def rows(self, values: tuple, alias: str) -> list[dict]:
        params = list(self.params)
        for place, slot in self.slots:
            # A driver may have a type of its own for numbers of a size; the slot shows which.
            kind, value = type(params[place]), values[slot]
            params[place] = kind(value) if issubclass(kind, int) else value
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if self.converters:
            found = [self._converted(row, connection) for row in found]
        return [dict(zip(self.names, row, strict=True)) for row in found]

    def _converted(self, row: tuple, connection) -> list:
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            value = values[place]
            for converter in converters:
                value = converter(value, expression, connection)
            values[place] = value
        return values


@dataclass(frozen=True)
class Around:
    """What is written by hand around a statement of querysets: `sql` holds it at {found}, as a list of ids.

    `columns` are names with the field whose values they are, or None for what the database gives as it is.
    """

    sql: str
    before: tuple  # parameters that stand before those of the statement inside
    after: tuple
    columns: tuple[tuple[str, models.Field | None], ...]


class Question:
    """问法: `build(actor, *slots)` gives a queryset of values(); the slots are numbers, moments, words or lists of words.

    A tuple of querysets with the same columns is asked in one statement, each with its own order and limit.
    With `around(*slots)` the queryset only chooses ids, and what is read of the chosen is written by hand around it.
    """

    def __init__(
        self,
        build: Callable[..., models.QuerySet | tuple[models.QuerySet, ...]],
        *,
        around: Callable[..., Around] | None = None,
    ):
        self.build = build
        self.around = around
        self.kept: dict[Hashable, Statement] = {}
        self.lock = Lock()

    def ask(self, actor: Actor, *values: Value, shape: Hashable = ()) -> list[dict]:
        """Rows for this actor. `shape` names everything but the values that changes the statement."""
        me = actor.person
        assert me is not None, "time itself reads no lists"
        # A statement is of its day: what may be seen may depend on it, as with a delegation that runs out tonight.
        kind = (actor.roles, me.division_id is None, shape, tuple(type(value) for value in values))
        key = (*kind, moment.today())
        statement = self.kept.get(key)
        if statement is None:
            with self.lock:
                if len(self.kept) > _MOST:
                    self.kept.clear()
                statement = self.kept[key] = self._put_together(actor, values, shape)
        alias = "default"
        given = (actor.unit.pk, me.pk, me.division_id, *values)
        prepare = connections[alias].ops.adapt_datetimefield_value
        return statement.rows(tuple(prepare(v) if isinstance(v, datetime) else v for v in given), alias)

    def _put_together(self, actor: Actor, values: tuple, shape: Hashable) -> Statement:
        unit = Unit(pk=_NUMBER)
        division = None if actor.person is None or actor.person.division_id is None else _NUMBER + 2
        asker = Actor(
            unit=unit, person=Person(pk=_NUMBER + 1, unit=unit, division_id=division), roles=actor.roles
        )
        slots = [_slot(number, value) for number, value in enumerate(values, start=3)]
        built = self.build(asker, *slots, shape=shape)
        querysets = built if isinstance(built, tuple) else (built,)
        query = querysets[0].query
        compiler = query.get_compiler("default", elide_empty=False)
        sql, params = compiler.as_sql()
        if len(querysets) > 1:
            others = [q.query.get_compiler("default", elide_empty=False).as_sql() for q in querysets[1:]]
            asked = [(sql, params), *others]
            sql = " UNION ALL ".join(f"SELECT * FROM ({one}) q{n}" for n, (one, _params) in enumerate(asked))
            params = [param for _sql, given in asked for param in given]
        names = (*query.selected,) if query.selected else (*query.values_select, *query.annotation_select)
        read: list = [expression for expression, _sql, _alias in compiler.select[: compiler.col_count]]
        if self.around:
            around = self.around(*slots, shape=shape)
            sql, params = around.sql.replace("{found}", sql), (*around.before, *params, *around.after)
            names = tuple(name for name, _field in around.columns)
            read = [field and field.get_col("read") for _name, field in around.columns]
        adapt = connections["default"].ops.adapt_datetimefield_value
        marks = [
            _NUMBER,
            _NUMBER + 1,
            _NUMBER + 2,
            *(adapt(s) if isinstance(s, datetime) else s for s in slots),
        ]
        places = tuple(
            (place, slot)
            for place, param in enumerate(params)
            for slot, mark in enumerate(marks)
            if isinstance(param, type(mark)) and param == mark
        )
        return Statement(sql, tuple(params), places, names, compiler.get_converters(read))


def _slot(number: int, value: Value) -> Value:
    if isinstance(value, list):
        return [f"slot{number}"]
    if isinstance(value, datetime):
        return datetime(_YEAR + number, 1, 1, tzinfo=UTC)
    if isinstance(value, str):
        return f"slot{number}"
    return _NUMBER + number
