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
class _Made:
    """Stands where a row leaves a field out whose default is made anew for each."""

    make: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """For each column under which name a row holds its value and what it is where a row holds none, and what kind of value it is."""

    columns: tuple[tuple[str, Any], ...]
    kinds: tuple[str, ...]
    begin: str
    places: str


def insert(model: type[Model], rows: Sequence[Row], *, ignore_conflicts: bool = False) -> None:
    """Insert `rows`, values by their field's column name, in this order and the caller's transaction; a field that a row
    leaves out has its default. Nothing is checked but what the database checks (IntegrityError for all of them), and nobody
    is told the new keys."""
    if not rows:
        return
    plan, end = _plan(model, connection.vendor), " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    take = _taker()
    values = [
        [
            value if type(value) in _KNOWN else take(kind, value)
            for value, kind in zip([row.get(*column) for column in plan.columns], plan.kinds, strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{plan.begin}{plan.places}{end}", values)
        else:  # one way to the server and back for all
            places = ", ".join([plan.places] * len(values))
            cursor.execute(f"{plan.begin}{places}{end}", [one for row in values for one in row])


def _taker() -> Callable[[str, Any], Any]:
    """How this connection's driver takes a value of each kind: of a member of an enumeration its value. A time that comes again, as
    many do in one statement, is made ready once."""
    ops = connection.ops
    times: dict[Any, Any] = {}

    def take(kind: str, value: Any) -> Any:
        if type(value) is _Made:
            value = value.make()
        if kind == "time":
            ready = times.get(value)
            if ready is None:
                ready = times[value] = ops.adapt_datetimefield_value(value)
            return ready
        return ops.adapt_json_value(value, None) if kind == "json" else getattr(value, "value", value)

    return take


@cache
def _plan(model: type[Model], _vendor: str) -> _Plan:
    fields = [field for field in model._meta.local_concrete_fields if field is not model._meta.auto_field]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    return _Plan(
        tuple((field.attname, _default(field)) for field in fields),
        tuple(_kind(field) for field in fields),
        f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ",
        f"({', '.join(['%s'] * len(fields))})",
    )


def _default(field: "Field[Any, Any]") -> Any:
    return _Made(field.default) if field.has_default() and callable(field.default) else field.get_default()


def _kind(field: "Field[Any, Any]") -> str:
    return "time" if isinstance(field, DateTimeField) else "json" if isinstance(field, JSONField) else "plain"


# what every driver takes as it is; a text is never meant as JSON here
_KNOWN = frozenset({str, int, float, bool, type(None)})
