"""Rows written by one statement for a whole table: the ORM takes ten times as long for each, and some come by the hundred a
second."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: under which name a row holds its value, what it is where a row holds none, and what kind of value it is."""

    name: str
    default: Any
    is_made: bool
    kind: str


@dataclass(frozen=True, slots=True)
class _Plan:
    columns: tuple[_Column, ...]
    begin: str
    places: str


def insert(model: type[Model], rows: Sequence[Row], *, ignore_conflicts: bool = False) -> None:
    """Insert `rows`, values by their field's column name, in this order and the caller's transaction; a field that a row
    leaves out has its default. Nothing is checked but what the database checks (IntegrityError for all of them), and nobody
    is told the new keys."""
    if not rows:
        return
    plan, end = _plan(model, connection.vendor), " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    taken = _takers()
    values = [[_value(column, row, taken) for column in plan.columns] for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{plan.begin}{plan.places}{end}", values)
        else:  # one way to the server and back for all
            places = ", ".join([plan.places] * len(values))
            cursor.execute(f"{plan.begin}{places}{end}", [one for row in values for one in row])


def _value(column: _Column, row: Row, taken: Mapping[str, Callable[[Any], Any]]) -> Any:
    value = row.get(column.name, _LEFT_OUT)
    if value is _LEFT_OUT:
        value = column.default() if column.is_made else column.default
    return value if type(value) in _KNOWN else taken[column.kind](value)


def _takers() -> dict[str, Callable[[Any], Any]]:
    """How this connection's driver takes values of each kind: of a member of an enumeration its value."""
    ops = connection.ops
    return {
        "time": ops.adapt_datetimefield_value,
        "json": lambda value: ops.adapt_json_value(value, None),
        "plain": lambda value: getattr(value, "value", value),
    }


@cache
def _plan(model: type[Model], _vendor: str) -> _Plan:
    fields = [field for field in model._meta.local_concrete_fields if field is not model._meta.auto_field]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    return _Plan(
        tuple(_column(field) for field in fields),
        f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ",
        f"({', '.join(['%s'] * len(fields))})",
    )


def _column(field: "Field[Any, Any]") -> _Column:
    is_made = field.has_default() and callable(field.default)
    kind = "time" if isinstance(field, DateTimeField) else "json" if isinstance(field, JSONField) else "plain"
    return _Column(field.attname, field.default if is_made else field.get_default(), is_made, kind)


_LEFT_OUT = object()
# what every driver takes as it is; a text is never meant as JSON here
_KNOWN = frozenset({str, int, float, bool, type(None)})
