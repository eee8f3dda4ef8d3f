"""What each role asks for: policies are data, versioned, and checked when they are read."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from wekeep.kit.abilities import Role
from wekeep.people.rules.evidence import Kind

# Roles in which someone is alone with children, in homes or with money: two vetters must have said yes.
TWO_VETTERS = frozenset({Role.DRIVER, Role.CARER})
_WANT = re.compile(r"([a-z_]+)(?: x([2-9]))?")


class BadPolicy(ValueError):
    """A policy file that cannot be followed; the words say where."""


@dataclass(frozen=True, slots=True)
class Want:
    """So many different pieces of evidence of one kind."""

    kind: Kind
    count: int = 1


@dataclass(frozen=True, slots=True)
class Need:
    """One of these is enough."""

    any_of: tuple[Want, ...]


TWO_VETTED = Need((Want(Kind.VETTED, 2),))


@dataclass(frozen=True, slots=True)
class Policy:
    """One version: from which day it holds, how long each kind of evidence holds, and what each role needs."""

    version: int
    since: date
    days: dict[Kind, int]
    roles: dict[Role, tuple[Need, ...]]

    def valid_until(self, kind: Kind, on: date) -> date:
        """The last day of evidence of `kind` seen `on`."""
        return on + timedelta(days=self.days[kind])


def read_policy(text: str) -> Policy:
    """The policy that a TOML text is; BadPolicy where a kind, a role or a number is not one."""
    try:
        said = tomllib.loads(text)
        version, since = said["version"], said["since"]
        days = {Kind(kind): count for kind, count in said["days"].items()}
        roles = {Role(role): tuple(_need(words) for words in row["needs"]) for role, row in said["roles"].items()}
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as trouble:
        raise BadPolicy(f"the policy cannot be read: {trouble}") from trouble
    policy = Policy(version, since, days, roles)
    _check(policy, said)
    return policy


def _need(words: Any) -> Need:
    return Need(tuple(_want(one) for one in str(words).split(" or ")))


def _want(words: str) -> Want:
    found = _WANT.fullmatch(words)
    if found is None:
        raise BadPolicy(f"a need is a kind, perhaps with x2, not {words!r}")
    return Want(Kind(found[1]), int(found[2] or 1))


def _check(policy: Policy, said: dict[str, Any]) -> None:
    if set(said) != {"version", "since", "days", "roles"}:
        raise BadPolicy("a policy has version, since, days and roles, and nothing else")
    if type(policy.version) is not int or policy.version < 1 or type(policy.since) is not date:
        raise BadPolicy("a policy has a version of 1 or more and a day from which it holds")
    if any(type(count) is not int or not 1 <= count <= 1830 for count in policy.days.values()):
        raise BadPolicy("evidence holds between a day and five years")
    if set(policy.days) != set(Kind):
        raise BadPolicy("a policy says of every kind of evidence how long it holds")
    for role, needs in policy.roles.items():
        if not needs:
            raise BadPolicy(f"the role {role} asks for nothing")
        if role in TWO_VETTERS and TWO_VETTED not in needs:
            raise BadPolicy(f"the role {role} needs two vetters")


@cache
def policies() -> tuple[Policy, ...]:
    """Every version that ships, oldest first; BadPolicy where two do not follow each other."""
    folder = files("wekeep.people.rules") / "policies"
    found = [read_policy(one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return in_line(found)


def in_line(found: Iterable[Policy]) -> tuple[Policy, ...]:
    """The versions 1, 2, 3 … in order; each begins after the one before."""
    ordered = tuple(sorted(found, key=lambda policy: policy.version))
    if [policy.version for policy in ordered] != list(range(1, len(ordered) + 1)):
        raise BadPolicy("the versions are not 1, 2, 3 …")
    if any(after.since <= before.since for before, after in pairwise(ordered)):
        raise BadPolicy("a later version begins on a later day")
    return ordered


def policy_on(day: date) -> Policy:
    """The version that holds on `day`."""
    return [policy for policy in policies() if policy.since <= day or policy.version == 1][-1]
