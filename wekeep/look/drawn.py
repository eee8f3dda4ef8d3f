"""Parts of pages that are drawn once for the same values: kept by exactly what they say, and by nothing else.

A part sees only the values it is named with, so it is a function of these, of the language and, where it shows how long ago
something was, of the minute. Whoever may read the values gets it, and whatever changes them draws another: there is nothing
to outdate, and nothing of one reader that could come to another. A database is not asked while a part is drawn. The one
thing in it that belongs to a reader, the token of their forms, is put in afterwards.
"""

import secrets
from collections.abc import Callable, Hashable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, cached_property
from types import FunctionType
from typing import Any

from django.db import connection
from django.db.models import Model
from django.forms import BaseForm
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# What nobody looked at for a minute or two goes, and so does the older half where there is more than this.
MOST, MOST_LETTERS = 2_000, 16_000_000
# stands for the token of whoever reads; drawn anew by each process, so that no text can hold it
TOKEN = f"token{secrets.token_hex(20)}"

Key = Hashable


class NotPlain(TypeError):
    """A part was to be drawn from something that does not say all that it shows."""


class AskedWhileDrawing(RuntimeError):
    """The database was asked while a part was drawn: what it answers is none of the part's values."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A part as it was drawn; in which minute, where it shows the passing of time."""

    html: str
    minute: int | None
    has_token: bool


class _Hand:
    """One part that is being drawn: what time it is in it, and whether it said so."""

    def __init__(self, minute: int) -> None:
        self.minute, self.told_time = minute, False


_drawing: ContextVar[_Hand | None] = ContextVar("drawing", default=None)


def now() -> datetime:
    """What time it is: while a part is drawn, the beginning of the minute, which it is kept for."""
    hand = _drawing.get()
    if hand is None:
        return timezone.now()
    hand.told_time = True
    return datetime.fromtimestamp(hand.minute * 60, tz=timezone.get_default_timezone())


class Drawings:
    """What was drawn in this minute or the last, by key."""

    def __init__(self, most: int = MOST, letters: int = MOST_LETTERS) -> None:
        self._most, self._most_letters = most, letters
        self._minute = self._letters = 0
        self._fresh: dict[Key, Drawing] = {}
        self._older: dict[Key, Drawing] = {}

    def get(self, key: Key, draw: Callable[[], str]) -> Drawing:
        """The part of this key, drawn by `draw` where it is not kept."""
        minute = int(timezone.now().timestamp()) // 60
        found = self._fresh.get(key) if minute == self._minute else None
        if found is None:
            found = self._older_or_new(key, draw, minute)
        _say_time(found)
        return found

    def _older_or_new(self, key: Key, draw: Callable[[], str], minute: int) -> Drawing:
        if minute != self._minute or len(self._fresh) >= self._most or self._letters >= self._most_letters:
            self._minute, self._letters, self._older, self._fresh = minute, 0, self._fresh, {}
        found = self._older.get(key)
        if found is None or found.minute not in (None, minute):
            found = _draw(draw, minute)
        self._fresh[key] = found
        self._letters += len(found.html)
        return found

    def forget(self) -> None:
        """Keep nothing."""
        self._fresh, self._older = {}, {}


DRAWINGS = Drawings()


def drawn(key: Key, draw: Callable[[], str], token: Callable[[], str]) -> SafeString:
    """What `draw` draws, kept under `key` and the language; `token` is asked for only where a form of the part needs it."""
    found = DRAWINGS.get((key, get_language()), draw)
    return SafeString(found.html.replace(TOKEN, token()) if found.has_token else found.html)


def _draw(draw: Callable[[], str], minute: int) -> Drawing:
    hand = _Hand(minute)
    before = _drawing.set(hand)
    try:
        with connection.execute_wrapper(_refuse):
            html = str(draw())
    finally:
        _drawing.reset(before)
    return Drawing(html, minute if hand.told_time else None, TOKEN in html)


def _say_time(found: Drawing) -> None:
    """A part that shows time, inside another, makes that one show time."""
    around = _drawing.get()
    if around is not None and found.minute is not None:
        around.told_time = True


def _refuse(_execute: object, statement: str, *_more: object) -> object:
    raise AskedWhileDrawing(statement)


# --- what a value says ----------------------------------------------------------------------------------------------------
_AS_IT_IS = frozenset({str, int, type(None), datetime, date})


def key_of(value: Any) -> Key:
    """All that can be shown of a value, as a key; NotPlain where that cannot be told. Equal texts of which one is markup,
    and numbers of different kinds, have different keys."""
    kind: Any = type(value)
    return value if kind in _AS_IT_IS else _how(kind)(value)


@cache
def _how(kind: Any) -> Callable[[Any], Key]:
    if issubclass(kind, Promise):
        return lambda value: (Promise, key_of(str(value)))
    if issubclass(kind, Enum):
        return lambda value: (kind, value.name)
    if issubclass(kind, bool | float | SafeString):
        return lambda value: (kind, value)
    if issubclass(kind, tuple | list):
        return lambda value: (kind, *map(key_of, value))
    if issubclass(kind, set | frozenset):
        return lambda value: (kind, frozenset(map(key_of, value)))
    if issubclass(kind, Values):
        return lambda value: value.key
    if issubclass(kind, Mapping):
        return lambda value: (kind, *((key_of(name), key_of(one)) for name, one in value.items()))
    if issubclass(kind, Model):
        return _row
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value: (kind, *(key_of(getattr(value, name)) for name in names))
    if issubclass(kind, type | FunctionType):
        return lambda value: (kind, value)
    raise NotPlain(kind.__name__)


def _row(value: Model, led_here: Model | None = None) -> Key:
    """A row by all of its columns, and by what was fetched with it; one that leads to other rows by itself is not plain."""
    if any(one is not led_here for one in value._state.fields_cache.values()):
        raise NotPlain(f"{type(value).__name__} with {', '.join(value._state.fields_cache)}")
    held = dict(value.__dict__)
    del held["_state"]
    fetched = held.pop("_prefetched_objects_cache", {})
    return (
        type(value),
        *((name, key_of(one)) for name, one in held.items()),
        *((name, *(_row(one, value) for one in rows)) for name, rows in fetched.items()),
    )


class Values(dict[str, Any]):
    """What a part is drawn from, by name, where several parts are drawn from the same: what it says is found out once."""

    @cached_property
    def key(self) -> Key:
        return tuple((name, key_of(value)) for name, value in self.items())


# --- forms ----------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Blank:
    """A form that nobody has filled in yet: what makes it, and with which values; `{{ blank }}` draws it once for the same."""

    make: Callable[..., BaseForm]
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def form(self) -> BaseForm:
        """The form itself."""
        return self.make(**dict(self.facts))

    def __str__(self) -> SafeString:
        return drawn((self.make, key_of(self.facts)), lambda: str(self.form), str)

    def __html__(self) -> SafeString:
        return self.__str__()
