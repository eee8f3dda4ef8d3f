"""Vouching: who may, how often, how long it holds, and who is left without when someone is removed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wekeep.kit.errors import Refused
from wekeep.people.rules.rank import Rank

MOST_OPEN = 3
WINDOW = timedelta(days=30)
# An unused join code is thrown away after two weeks; a used one counts for 90 days, as the policy says.
CODE_WORDS = 5
CODE_LIVES = timedelta(days=14)
ENOUGH = 2
ESTABLISHED_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Edge:
    """`voucher` vouched for `person`."""

    voucher: str
    person: str


def check_vouch(rank: Rank, given: Iterable[date], today: date) -> None:
    """Refuse a vouch by someone below rank 2, or a fourth within 30 days."""
    if rank < Rank.L2:
        raise Refused("You can vouch once you have been here for 30 days and done five tasks.")
    if sum(today - day < WINDOW for day in given) >= MOST_OPEN:
        raise Refused("You have vouched for three people in the last 30 days. Wait before the next.")


def subtree(edges: Iterable[Edge], root: str) -> list[str]:
    """Everyone whom `root` vouched for, and whom those vouched for, nearest first; never `root`, even in a ring."""
    below = defaultdict[str, list[str]](list)
    for edge in edges:
        below[edge.voucher].append(edge.person)
    found: list[str] = []
    todo = [root]
    while todo:
        for person in below[todo.pop(0)]:
            if person != root and person not in found:
                found.append(person)
                todo.append(person)
    return found


def demoted(edges: Iterable[Edge], removed: str) -> frozenset[str]:
    """Those left with fewer than two vouches from different people once `removed` is gone, and then, as their own vouches
    fall with them, those left so in turn. Who never had two vouches does not stand on vouches and is not touched."""
    known = set(edges)
    stood = {person for person, vouchers in _vouchers(known).items() if len(vouchers) >= ENOUGH}
    fallen = {removed}
    while True:
        left = _vouchers({edge for edge in known if edge.voucher not in fallen})
        falling = {person for person in stood - fallen if len(left[person]) < ENOUGH}
        if not falling:
            return frozenset(fallen - {removed})
        fallen |= falling


def _vouchers(edges: Iterable[Edge]) -> defaultdict[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for edge in edges:
        found[edge.person].add(edge.voucher)
    return found


def left_to_give(given: Iterable[str], today: date) -> int:
    """How many more people someone may vouch for now; `given` are the days of their vouches, as ISO 8601 dates."""
    return max(0, MOST_OPEN - sum(today - date.fromisoformat(day) < WINDOW for day in given))
