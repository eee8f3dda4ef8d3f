"""Kinds of journal entries: each has a name, a sentence, and says how long it is kept."""

import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event. `name` is "noun.verb_past"; `words` says what happened; `on_boards` puts it on the live stream, where it is
    heard at the `desk` of that name ("": at the board); `changes_access` says that someone may see more or less than before, so
    that open streams ask again at once."""

    name: str
    words: str
    keep: timedelta
    on_boards: bool = True
    changes_access: bool = False
    desk: str = ""


class NotACode(ValueError):
    """Something other than a code, a state or a number was about to be recorded."""


_CODE = re.compile(r"[a-z0-9_.:*-]{0,64}")
# a telephone number, a coordinate or a date fits the letters of a code but never is one: codes are drawn, 16 long
_NUMBER_OF_SOMEONE = re.compile(r"-?[0-9]+\.[0-9]+|[0-9.-]{7,15}")
_declared: dict[str, Kind] = {}


def declare(
    name: str, words: str, keep: timedelta, *, on_boards: bool = True, changes_access: bool = False, desk: str = ""
) -> Kind:
    """Declare a kind once; the name must be new."""
    if name in _declared:
        raise ValueError(f"two kinds of entries are called {name}")
    return _declared.setdefault(name, Kind(name, words, keep, on_boards, changes_access, desk))


def desk_of(name: str) -> str:
    """The desk at which a kind is heard; the board's where nothing is known of it."""
    return _declared[name].desk if name in _declared else ""


def heard_in(desk: str, zone: str) -> str:
    """What lets somebody hear at a desk what happens in a zone; the zone itself is for the board. No zone has a slash in its code."""
    return f"{desk}/{zone}" if desk else zone


def all_kinds() -> tuple[Kind, ...]:
    """Every declared kind, by name."""
    return tuple(_declared[name] for name in sorted(_declared))


def only_codes(values: dict[str, str | int | bool | None]) -> dict[str, str | int | bool | None]:
    """`values` unchanged where each is a code, a whole number, a truth or nothing; NotACode otherwise.

    The journal is read by many and kept: words, places and addresses must not be able to slip into it.
    """
    for name, value in values.items():
        if not (_is_code(value) if isinstance(value, str) else value is None or type(value) in (int, bool)):
            raise NotACode(name)
    return values


def _is_code(value: str) -> bool:
    return bool(_CODE.fullmatch(value)) and not _NUMBER_OF_SOMEONE.fullmatch(value) and not _is_address(value)


def _is_address(value: str) -> bool:
    if "." not in value and ":" not in value:
        # no address is written without them, and to be refused one costs more than all else that is asked of a code
        return False
    try:
        ip_address(value)
    except ValueError:
        return False
    return True
