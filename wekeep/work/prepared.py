"""Questions to the database whose SQL is worked out once: to work it out costs the ORM some five times what the answer does.

A question is written as ever, as a queryset of its values, and tests hold it against that queryset. What is kept is the SQL, by
engine and by how many values each list has; values are always sent beside it, never in it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Value = str | int | datetime | tuple[str, ...]
_Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value goes: which argument it is, and which of a list."""

    argument: int
    nth: int | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """The SQL, what goes with it (a value as it is, or the place of one), and how each column is read."""

    sql: str
    parameters: tuple[Any, ...]
    readers: tuple[tuple[int, Sequence[_Converter], Any], ...]
    names: tuple[str, ...]


class Prepared(Generic[M]):
    """A question: `build` makes the queryset of its values, which are texts, numbers, times and tuples of texts."""

    def __init__(self, build: Callable[..., QuerySet[M, Any]]) -> None:
        self.build = build
        self._plans: dict[tuple[Any, ...], _Plan | None] = {}
        self._model: type[M]

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """The columns of each row: as `values_list` has them, or those of a queryset of objects in the order of their table."""
        plan = self._plan(values)
        if plan is None:
            return []
        parameters = [_of(values, one) if isinstance(one, _Place) else one for one in plan.parameters]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            found = cursor.fetchall()
        return list(_read(found, plan.readers)) if plan.readers else found

    def objects(self, *values: Value) -> list[M]:
        """The objects of a queryset of objects."""
        plan, model = self._plan(values), self._model
        return [model.from_db(connection.alias, plan.names, row) for row in self.rows(*values)] if plan else []

    def exists(self, *values: Value) -> bool:
        """Whether there is any row."""
        return bool(self.rows(*values))

    def _plan(self, values: Sequence[Value]) -> _Plan | None:
        shape = (connection.vendor, *(len(one) if isinstance(one, tuple) else type(one) for one in values))
        if shape not in self._plans:
            self._plans[shape] = self._worked_out(values)
        return self._plans[shape]

    def _worked_out(self, values: Sequence[Value]) -> _Plan | None:
        """None where the question has no answer whatever its values are, as with an empty list."""
        marks = [_mark(number, one) for number, one in enumerate(values)]
        queryset = self.build(*marks)
        self._model = queryset.model
        compiler: SQLCompiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        places = dict(_places(marks))
        return _Plan(
            sql,
            tuple(places.get(one, one) if type(one) in _MARKED else one for one in parameters),
            tuple((at, *how) for at, how in _readers(compiler).items()),
            tuple(field.attname for field in queryset.model._meta.concrete_fields),
        )


def _readers(compiler: SQLCompiler) -> dict[int, tuple[Sequence[_Converter], Any]]:
    columns = [expression for expression, _sql, _alias in compiler.select[: compiler.col_count]]
    return {at: (converters, expression) for at, (converters, expression) in compiler.get_converters(columns).items()}


def _read(
    rows: Sequence[tuple[Any, ...]], readers: Sequence[tuple[int, Sequence[_Converter], Any]]
) -> Iterator[tuple[Any, ...]]:
    this = connection._connections[connection._alias]  # type: ignore[attr-defined]
    for row in rows:
        columns = list(row)
        for at, converters, expression in readers:
            value = columns[at]
            for converter in converters:
                value = converter(value, expression, this)
            columns[at] = value
        yield tuple(columns)


_MARKED = (str, int, datetime)
_FIRST_DAY = datetime(1000, 1, 1, tzinfo=UTC)


def _mark(number: int, value: Value) -> Value:
    """A value that nothing else in a question is, to find again where the argument with this number goes."""
    if isinstance(value, tuple):
        return tuple(f"\x01{number} {nth}" for nth in range(len(value)))
    if isinstance(value, datetime):
        return _FIRST_DAY + timedelta(days=number)
    return f"\x01{number}" if isinstance(value, str) else -7_919_000_000 - number


def _places(marks: Sequence[Value]) -> Iterator[tuple[Any, _Place]]:
    for number, mark in enumerate(marks):
        if isinstance(mark, tuple):
            yield from ((one, _Place(number, nth)) for nth, one in enumerate(mark))
        else:
            yield _sent(mark), _Place(number, None)


def _of(values: Sequence[Value], place: _Place) -> Any:
    value = values[place.argument]
    return value[place.nth] if isinstance(value, tuple) and place.nth is not None else _sent(value)


def _sent(value: Value) -> Any:
    """As the driver is given it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
