"""What a hub keeps, as data: items, for which needs each is packed, and whether it stays cold on the way."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


class BadItems(Exception):
    """The list of items says something that cannot hold; it ships with the program, so nothing starts."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is counted in boxes."""

    code: str
    needs: tuple[str, ...]
    cold: bool = False


def read_items(text: str) -> tuple[Item, ...]:
    """The items that `text` (TOML) lists, in its order; BadItems where it is not one."""
    try:
        rows = tomllib.loads(text)["items"].items()
        found = tuple(Item(code, tuple(row["needs"]), bool(row.get("cold", False))) for code, row in rows)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as trouble:
        raise BadItems(f"the items cannot be read: {trouble}") from trouble
    if any(len(one.code) > 24 for one in found):
        raise BadItems("an item's code has 24 letters at most")
    return found


@cache
def items() -> dict[str, Item]:
    """Every item that ships, by code."""
    text = (files("wekeep.care.rules") / "items.toml").read_text(encoding="utf-8")
    return {one.code: one for one in read_items(text)}


def items_for(need: str) -> tuple[Item, ...]:
    """The items that are packed for a need, the usual one first; none for a need that no hub serves."""
    return tuple(one for one in items().values() if need in one.needs)
