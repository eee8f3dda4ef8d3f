"""How a child has to sit in a car: rules of a state, as versioned data; the program asks and shows, and never downgrades."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from wekeep.care.rules.planning.load import Load
from wekeep.kit.errors import Refused


class BadRestraintRules(ValueError):
    """A file of rules that cannot be followed; the words say where."""


class Restraint(StrEnum):
    """What holds a child, from the safest down."""

    REAR_FACING = "rear_facing"
    HARNESS = "harness"
    BOOSTER = "booster"
    BELT = "belt"


SAFEST_FIRST = tuple(Restraint)


@dataclass(frozen=True, slots=True)
class Stage:
    """A seat is left from this age on, and only once it is outgrown (and, where asked for, the belt was seen to fit)."""

    restraint: Restraint
    outgrown_from: int
    fit_test: bool = False


@dataclass(frozen=True, slots=True)
class RestraintRules:
    """One version for one state: ages in whole years; `source` says where it was read."""

    state: str
    version: int
    since: date
    source: str
    belt_from: int
    back_seat_under: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Child:
    """What a guardian said: whole years, seats that are outgrown by height or weight, whether the belt fits, and what the child
    rides in now. What was not said counts as not outgrown and not fitting."""

    years: int
    outgrown: frozenset[Restraint] = field(default=frozenset())
    belt_fits: bool = False
    rides_in: Restraint | None = None


class Question(StrEnum):
    """What to ask a guardian next, because the answer may change the seat."""

    OUTGROWN_REAR_FACING = "outgrown_rear_facing"
    OUTGROWN_HARNESS = "outgrown_harness"
    OUTGROWN_BOOSTER = "outgrown_booster"
    BELT_FITS = "belt_fits"


_OUTGROWN = {
    Restraint.REAR_FACING: Question.OUTGROWN_REAR_FACING,
    Restraint.HARNESS: Question.OUTGROWN_HARNESS,
    Restraint.BOOSTER: Question.OUTGROWN_BOOSTER,
}


def least_safe_allowed(rules: RestraintRules, child: Child) -> Restraint:
    """What the rules ask for; Refused for an age that is none."""
    if not 0 <= child.years <= 120:
        raise Refused("Give the child's age in whole years.")
    stage = _stage(rules, child)
    return stage.restraint if stage else Restraint.BELT


def restraint_for(rules: RestraintRules, child: Child) -> Restraint:
    """How the child rides: the safer of what the rules ask for and what the guardian says it rides in."""
    asked = least_safe_allowed(rules, child)
    return asked if child.rides_in is None else safer(asked, child.rides_in)


def safer(one: Restraint, other: Restraint) -> Restraint:
    """The one that protects better."""
    return min(one, other, key=SAFEST_FIRST.index)


def questions(rules: RestraintRules, child: Child) -> tuple[Question, ...]:
    """What would have to be answered with yes before the child may leave the seat it needs; nothing where no answer changes it."""
    stage = _stage(rules, child)
    if stage is None or child.years < stage.outgrown_from:
        return ()
    asked = [] if stage.restraint in child.outgrown else [_OUTGROWN[stage.restraint]]
    return tuple([*asked, Question.BELT_FITS] if stage.fit_test and not child.belt_fits else asked)


def in_the_back(rules: RestraintRules, child: Child) -> bool:
    """Whether the child belongs on a back seat where there is one."""
    return child.years < rules.back_seat_under


def room_for(restraint: Restraint) -> Load:
    """What a child takes of a car: a seat, and the seat for children that stands on it."""
    held = {
        Restraint.REAR_FACING: Load(seats=1, rear_facing=1),
        Restraint.HARNESS: Load(seats=1, harness=1),
        Restraint.BOOSTER: Load(seats=1, booster=1),
        Restraint.BELT: Load(seats=1),
    }
    return held[restraint]


def _stage(rules: RestraintRules, child: Child) -> Stage | None:
    """The first stage, from the safest, that the child has not left; None for the belt."""
    if child.years >= rules.belt_from:
        return None
    return next((stage for stage in rules.stages if not _has_left(stage, child)), None)


def _has_left(stage: Stage, child: Child) -> bool:
    grown = child.years >= stage.outgrown_from and stage.restraint in child.outgrown
    return grown and (child.belt_fits or not stage.fit_test)


def read_rules(text: str) -> RestraintRules:
    """The rules that a TOML text is; BadRestraintRules where it does not say what is needed, or orders seats wrongly."""
    try:
        said = tomllib.loads(text)
        stages = tuple(_read_stage(row) for row in said.pop("stages"))
        rules = RestraintRules(stages=stages, **said)
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as trouble:
        raise BadRestraintRules(f"the rules cannot be read: {trouble}") from trouble
    if [stage.restraint for stage in stages] != list(SAFEST_FIRST[:-1]):
        raise BadRestraintRules("the stages are rear_facing, harness and booster, in this order")
    ages = [stage.outgrown_from for stage in stages] + [rules.belt_from, rules.back_seat_under]
    if any(type(age) is not int for age in ages) or ages != sorted(ages) or not 0 < ages[0] <= ages[-1] <= 18:
        raise BadRestraintRules("ages are whole years and do not fall from stage to stage")
    if type(rules.version) is not int or type(rules.since) is not date or not rules.source or not rules.state:
        raise BadRestraintRules("a version has a number, a day from which it holds, a state and a source")
    return rules


def _read_stage(row: dict[str, Any]) -> Stage:
    return Stage(Restraint(row["restraint"]), row["outgrown_from"], bool(row.get("fit_test", False)))


@cache
def every_version() -> tuple[RestraintRules, ...]:
    """Every version of every state that ships, oldest first."""
    folder = files("wekeep.care.rules") / "restraint_rules"
    found = [read_rules(one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return in_line(found)


def in_line(found: Iterable[RestraintRules]) -> tuple[RestraintRules, ...]:
    """The versions of each state 1, 2, 3 … each beginning after the one before; BadRestraintRules where they do not."""
    ordered = tuple(sorted(found, key=lambda one: (one.state, one.version)))
    for state in {one.state for one in ordered}:
        own = [one for one in ordered if one.state == state]
        days = [one.since for one in own]
        if [one.version for one in own] != list(range(1, len(own) + 1)) or days != sorted(set(days)):
            raise BadRestraintRules(f"the versions of {state} do not follow each other")
    return tuple(sorted(ordered, key=lambda one: one.since))


def rules_on(state: str, day: date) -> RestraintRules | None:
    """The version that holds in a state on a day; None where none is known, and then a person decides, child by child."""
    known = [one for one in every_version() if one.state == state and one.since <= day]
    return known[-1] if known else None
