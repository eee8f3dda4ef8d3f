"""Everyone who asked to be told, as columns of numbers: what of a million subscriptions is looked at for every alert.

Only what lies in clear is in it. `Subscription` numbers are primary keys; times are whole seconds since 1970 (UTC), and
who ends within a second has ended.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wekeep.alerts.rules.audience import Quiet

Column = NDArray[Any]
NOWHERE: Final = np.uint64(2**64 - 1)
PERSON: Final = np.dtype(
    [
        ("number", np.int64),
        ("expires", np.int64),
        ("only_active", np.bool_),
        ("show_text", np.bool_),
        ("summed", np.bool_),
        ("receipts", np.bool_),
        ("kind", np.int16),
        ("language", np.int16),
        ("quiet", np.int32),
        ("address", "S16"),
    ],
    align=True,
)
PLACE: Final = np.dtype([("number", np.int64), ("owner", np.int64), ("cell", np.uint64), ("expires", np.int64)])
FOLLOWED: Final = np.dtype([("owner", np.int64), ("zone", np.int32)])
Hours = tuple[time, time, str, bool] | None


@dataclass(slots=True)
class Names:
    """The small numbers that stand for words in the columns. They only ever grow."""

    _numbers: dict[Any, int] = field(default_factory=dict)
    _words: list[Any] = field(default_factory=list)

    def number(self, word: Any) -> int:
        """The number of a word, given now where it has none."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self._words)
            self._words.append(word)
        return found

    def known(self, word: Any) -> int | None:
        """The number of a word that occurs."""
        return self._numbers.get(word)

    def __getitem__(self, number: int) -> Any:
        return self._words[number]

    def __len__(self) -> int:
        return len(self._words)


@dataclass(frozen=True, slots=True)
class Words:
    """What the numbers in all columns of a roll stand for."""

    kinds: Names = field(default_factory=Names)
    languages: Names = field(default_factory=Names)
    hours: Names = field(default_factory=Names)
    zones: Names = field(default_factory=Names)

    def quiet(self, number: int) -> Quiet | None:
        """The quiet hours with this number."""
        hours: Hours = self.hours[number]
        return None if hours is None else Quiet(*hours)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some subscriptions with their places and zones; `alive` says which of them still hold.

    People stand in the order of their places' cells, so that neighbours lie side by side; places in the order of cells,
    of which `cells` has each once and `starts` where it begins; `owner` is a position among the people. `numbers` has
    the people's numbers in ascending order, `by_number` where each of them stands.
    """

    people: Column
    numbers: Column
    by_number: Column
    owner: Column
    place: Column
    place_expires: Column
    cells: Column
    starts: Column
    followers: Mapping[int, Column]
    alive: NDArray[np.bool_]

    def positions(self, numbers: Column) -> Column:
        """Where the people with these numbers stand, -1 for those who are not here or hold no longer."""
        found = _found(self.numbers, self.by_number, numbers)
        return np.where((found >= 0) & self.alive[found], found, -1) if len(self.people) else found

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        own = (
            self.people,
            self.numbers,
            self.by_number,
            self.owner,
            self.place,
            self.place_expires,
            self.cells,
            self.alive,
        )
        return sum(one.nbytes for one in own) + sum(one.nbytes for one in self.followers.values())


def block(people: Column, places: Column, followed: Column) -> Block:
    """A block of these rows (PERSON, PLACE, FOLLOWED); what belongs to nobody among the people is left out."""
    people = people[np.argsort(_first_cells(people, places), kind="stable")]
    by_number = np.argsort(people["number"], kind="stable")
    numbers = people["number"][by_number]
    owner = _found(numbers, by_number, places["owner"])
    order = np.flatnonzero(owner >= 0)
    order = order[np.argsort(places["cell"][order], kind="stable")]
    cells, starts = np.unique(places["cell"][order], return_index=True)
    return Block(
        people=people,
        numbers=numbers,
        by_number=by_number,
        owner=owner[order].astype(np.int32),
        place=places["number"][order],
        place_expires=places["expires"][order],
        cells=cells,
        starts=np.append(starts, len(order)),
        followers=_followers(numbers, by_number, followed),
        alive=np.ones(len(people), dtype=np.bool_),
    )


def rows_of(one: Block, keep: NDArray[np.bool_]) -> tuple[Column, Column, Column]:
    """The rows of those people of a block whom `keep` marks, as `block` takes them."""
    numbers = one.people["number"]
    mine = keep[one.owner]
    places = np.empty(int(mine.sum()), dtype=PLACE)
    places["number"], places["expires"] = one.place[mine], one.place_expires[mine]
    places["owner"] = numbers[one.owner[mine]]
    places["cell"] = np.repeat(one.cells, np.diff(one.starts))[mine]
    return one.people[keep], places, _followed_of(one, keep)


def merged(parts: Iterable[tuple[Column, Column, Column]]) -> Block:
    """One block of the rows of several."""
    people, places, followed = zip(*parts, strict=True)
    return block(np.concatenate(people), np.concatenate(places), np.concatenate(followed))


def empty() -> Block:
    """A block of nobody."""
    return block(np.empty(0, PERSON), np.empty(0, PLACE), np.empty(0, FOLLOWED))


def spans(one: Block, near: Sequence[int]) -> Column:
    """The positions, among the places, of those in these cells (h3 as whole numbers)."""
    wanted = np.array(sorted(near), dtype=np.uint64)
    at = np.searchsorted(one.cells, wanted)
    parts = [np.arange(one.starts[n], one.starts[n + 1]) for n in at]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _found(numbers: Column, by_number: Column, wanted: Column) -> Column:
    """Where each of `wanted` stands, -1 for who is not here."""
    if not len(numbers):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    return np.where(numbers[at] == wanted, by_number[at], -1)


def _first_cells(people: Column, places: Column) -> Column:
    """For each person the first cell of a place of theirs."""
    first = np.full(len(people), NOWHERE, dtype=np.uint64)
    by_number = np.argsort(people["number"], kind="stable")
    owner = _found(people["number"][by_number], by_number, places["owner"])
    mine = owner >= 0
    np.minimum.at(first, owner[mine], places["cell"][mine])
    return first


def _followers(numbers: Column, by_number: Column, followed: Column) -> dict[int, Column]:
    owner = _found(numbers, by_number, followed["owner"])
    mine = owner >= 0
    zones, owner = followed["zone"][mine], owner[mine]
    return {int(zone): owner[zones == zone].astype(np.int32) for zone in np.unique(zones)}


def _followed_of(one: Block, keep: NDArray[np.bool_]) -> Column:
    parts = []
    for zone, positions in one.followers.items():
        mine = positions[keep[positions]]
        rows = np.empty(len(mine), dtype=FOLLOWED)
        rows["owner"], rows["zone"] = one.people["number"][mine], zone
        parts.append(rows)
    return np.concatenate(parts) if parts else np.empty(0, dtype=FOLLOWED)
