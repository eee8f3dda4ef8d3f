"""What a household can ask for, as data: each need with its own fields, its role, its usual window and its retention."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from wekeep.care.rules.window import Urgency
from wekeep.kit.abilities import Role


class FieldKind(StrEnum):
    """How a field is asked for and read."""

    NUMBER = "number"
    SOME = "some"
    ONE = "one"
    LINE = "line"
    DAY = "day"
    HOUR = "hour"
    YES = "yes"
    LANGUAGE = "language"
    MONTHS = "months"


class BadNeeds(Exception):
    """The list of needs says something that cannot hold; it ships with the program, so nothing starts."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a need's own form. `tag`: what is chosen stands in clear, for matching and planning."""

    name: str
    kind: FieldKind
    of: tuple[str, ...] = ()
    most: int = 0
    tag: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of help. `group` is what it is shown under, `role` is who may bring it, `soon` the window where nothing else is said, `keep` how long after the
    end the household's address and telephone stay."""

    code: str
    group: str
    role: Role
    fields: tuple[Field, ...]
    soon: Urgency
    keep: timedelta


def read_needs(text: str) -> tuple[Need, ...]:
    """The needs that `text` (TOML) lists, group by group, in its order; BadNeeds where it is not one."""
    try:
        said = tomllib.loads(text)
        known = {name: _field(name, row) for name, row in said["fields"].items()}
        groups = list(said["groups"])
        needs = tuple(_need(code, row, known) for code, row in said["needs"].items())
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as trouble:
        raise BadNeeds(f"the needs cannot be read: {trouble}") from trouble
    if any(not 1 <= one.keep.days <= MOST_KEPT.days for one in needs):
        raise BadNeeds("address and telephone are kept between a day and thirty after the end")
    if {one.group for one in needs} != set(groups):
        raise BadNeeds("every need stands in one of the groups, and no group is empty")
    return tuple(sorted(needs, key=lambda one: groups.index(one.group)))


MOST_KEPT = timedelta(days=30)


def _field(name: str, row: dict[str, Any]) -> Field:
    return Field(name, FieldKind(row["kind"]), tuple(row.get("of", ())), row.get("most", 0), row.get("tag", False))


def _need(code: str, row: dict[str, Any], known: dict[str, Field]) -> Need:
    asked = tuple(known[name] for name in row["fields"])
    return Need(code, row["group"], Role(row["role"]), asked, Urgency(row["soon"]), timedelta(days=row["keep_days"]))


@cache
def needs() -> dict[str, Need]:
    """Every need that ships, by code, in the order in which it is shown."""
    text = (files("wekeep.care.rules") / "needs.toml").read_text(encoding="utf-8")
    return {one.code: one for one in read_needs(text)}


def tags_of(need: Need, answers: dict[str, str]) -> list[str]:
    """What of the answers stands in clear: chosen codes, "field:value" for numbers and languages, the field for a yes."""
    found: list[str] = []
    for one in need.fields:
        said = answers.get(one.name, "")
        if one.tag and said:
            found += _tags(one, said)
    return found


def _tags(one: Field, said: str) -> list[str]:
    if one.kind in (FieldKind.SOME, FieldKind.ONE):
        return [code for code in said.split() if code in one.of]
    return [one.name] if one.kind is FieldKind.YES else [f"{one.name}:{said}"]
