"""Rows written by one statement for a whole table: the ORM takes ten times as long for each, and some come by the hundred a
second."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: under which name a row holds its value, what it is where a row holds none, and how the database takes it."""

    name: str
    default: Callable[[], Any]
    taken: Callable[[Any], Any]


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
    values = [_values(plan.columns, row) for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{plan.begin}{plan.places}{end}", values)
        else:  # one way to the server and back for all
            places = ", ".join([plan.places] * len(values))
            cursor.execute(f"{plan.begin}{places}{end}", [one for row in values for one in row])


def _values(columns: Iterable[_Column], row: Row) -> list[Any]:
    return [
        column.taken(row[column.name]) if column.name in row else column.taken(column.default()) for column in columns
    ]


@cache
def _plan(model: type[Model], _vendor: str) -> _Plan:
    fields = [field for field in model._meta.local_concrete_fields if field is not model._meta.auto_field]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    return _Plan(
        tuple(_Column(field.attname, field.get_default, _taken(field)) for field in fields),
        f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ",
        f"({', '.join(['%s'] * len(fields))})",
    )


def _taken(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    """How the database takes a value of this field."""
    if isinstance(field, DateTimeField):
        return lambda value: connection.ops.adapt_datetimefield_value(value)
    if isinstance(field, JSONField):
        return lambda value: connection.ops.adapt_json_value(value, None)
    return _plain


def _plain(value: Any) -> Any:
    """Texts, numbers and truths as they are; of a member of an enumeration its value, which drivers do not know."""
    return value if type(value) in _KNOWN else getattr(value, "value", value)


_KNOWN = frozenset({str, int, float, bool, type(None)})
