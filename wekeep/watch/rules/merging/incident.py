"""The summary merging keeps of one incident: a pure function of the set of its sightings, whatever order they came in."""

import math
from bisect import bisect_left, insort
from collections import Counter
from functools import lru_cache
from typing import NamedTuple, TypeVar

import h3

from wekeep.watch.rules.merging.constants import EXEMPLARS, PIN, PIN_TRUST, SILENCE
from wekeep.watch.rules.merging.reading import METRES_A_DEGREE, Reading
from wekeep.watch.rules.merging.vehicles import Mention
from wekeep.watch.rules.salute import Activity

BIN_MINUTES = 10
Key = TypeVar("Key")


class Middle(NamedTuple):
    """Where and when a spot is in the mean: microdegrees and a minute, and of how many sightings."""

    lat: int
    lon: int
    minute: float
    number: int


class Spot:
    """Sightings of one small cell and ten minutes, as whole-number sums so that adding and removing are exact.

    `across` is the longitude shrunk by the cosine of the cell's latitude, so that squares of both axes may be added.
    """

    __slots__ = ("across", "lat", "lon", "middle", "minutes", "number", "shrink", "squares")

    def __init__(self, cell: str) -> None:
        self.number = self.lat = self.lon = self.across = self.minutes = self.squares = 0
        self.shrink = shrink_of(cell)
        self.middle = Middle(0, 0, 0.0, 0)

    def change(self, reading: Reading, by: int) -> None:
        """Add (+1) or remove (-1) one sighting."""
        across = round(reading.lon * self.shrink)
        self.number += by
        self.lat += by * reading.lat
        self.lon += by * reading.lon
        self.across += by * across
        self.minutes += by * round(reading.at)
        self.squares += by * (reading.lat**2 + across**2)
        if self.number:
            self.middle = Middle(
                self.lat // self.number, self.lon // self.number, self.minutes / self.number, self.number
            )

    def scatter(self) -> float:
        """Sum of squared distances from the middle, in square metres."""
        return (self.squares * self.number - self.lat**2 - self.across**2) / self.number * (METRES_A_DEGREE / 1e6) ** 2


@lru_cache(maxsize=4096)
def shrink_of(cell: str) -> float:
    """How much shorter a degree of longitude is than one of latitude, at an h3 cell."""
    return math.cos(math.radians(h3.cell_to_latlng(cell)[0]))


class Incident:
    """One event as its sightings tell it."""

    __slots__ = (
        "_exemplars", "_northward", "_spread", "activities", "answered", "counts", "details", "hearsay", "key", "kinds", "landmarks", "languages", "lookalikes", "marks",
        "members", "mentions", "names", "only_said", "order", "people", "pinned", "spelled", "spots", "streets", "subjects", "talks",
        "tellers", "tokens", "told", "undescribed", "wording",
    )  # fmt: skip

    def __init__(self, key: int) -> None:
        self.key = key
        self.members: dict[str, Reading] = {}
        self.pinned: set[str] = set()
        self.answered: float | None = None
        self.spots: dict[tuple[str, int], Spot] = {}
        self.mentions: Counter[Mention] = Counter()
        self.counts: Counter[int] = Counter()
        self.people: Counter[int] = Counter()
        self.activities: Counter[Activity] = Counter()
        self.marks: Counter[str] = Counter()
        self.lookalikes: Counter[str] = Counter()
        self.tokens: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.streets: Counter[str] = Counter()
        self.landmarks: Counter[str] = Counter()
        self.spelled: Counter[str] = Counter()
        self.subjects: Counter[str] = Counter()
        self.details: Counter[str] = Counter()
        self.told = 0
        self.talks = 0
        self.hearsay = 0
        self.only_said = 0
        self.languages: Counter[str] = Counter()
        self.tellers = 0
        self.undescribed = 0
        self.wording: Counter[int] = Counter()
        self.kinds: Counter[str] = Counter()
        self._spread: float | None = None
        self._northward: list[Middle] | None = None
        self.order: list[tuple[float, str]] = []
        self._exemplars: list[Reading] | None = []

    def add(self, reading: Reading) -> None:
        """Take in one sighting."""
        self.members[reading.id] = reading
        self._change(reading, 1)
        place = (reading.received, reading.id)
        if self.order and place < self.order[-1]:
            self._exemplars = None
        else:
            self._show(reading)
        insort(self.order, place)

    def remove(self, reading: Reading) -> None:
        """Let one sighting go."""
        del self.members[reading.id]
        self.pinned.discard(reading.id)
        self._change(reading, -1)
        self._exemplars = None
        del self.order[bisect_left(self.order, (reading.received, reading.id))]

    def spread(self) -> float:
        """How far its pins lie around their middle (standard deviation on one axis, metres), starting from the usual."""
        if self._spread is None:
            crowded = [spot for spot in self.spots.values() if spot.number > 1]
            loose = sum(spot.number - 1 for spot in crowded)
            scatter = math.fsum(spot.scatter() for spot in crowded) / 2  # the same in whatever order
            self._spread = ((PIN**2 * PIN_TRUST + scatter) / (PIN_TRUST + loose)) ** 0.5
        return self._spread

    def near_latitude(self, lat: int, reach: int) -> list[Middle]:
        """The middles of its spots less than `reach` microdegrees north or south of `lat`: a rumour has spots all over a city."""
        if self._northward is None:
            self._northward = sorted(spot.middle for spot in self.spots.values())
        first = bisect_left(self._northward, (lat - reach + 1,))
        return self._northward[first : bisect_left(self._northward, (lat + reach,), first)]

    def exemplars(self) -> list[Reading]:
        """The first few sightings with words of their own, as they were received."""
        if self._exemplars is None:
            self._exemplars = []
            for _, identifier in self.order:
                self._show(self.members[identifier])
        return self._exemplars

    def latest(self, most: int) -> list[Reading]:
        """Its last sightings, at most `most`, as they were received."""
        return [self.members[identifier] for _, identifier in self.order[-most:]]

    def silence(self, reading: Reading) -> float:
        """Minutes beyond SILENCE between when `reading` was received and the nearest other sighting, before or after it."""
        at = bisect_left(self.order, (reading.received, reading.id))
        near = [order for order in self.order[max(0, at - 1) : at + 2] if order[1] != reading.id]
        return max(0.0, min((abs(reading.received - received) for received, _ in near), default=0.0) - SILENCE)

    def last_received(self) -> float:
        """Minute of the last sighting received."""
        return self.order[-1][0]

    def _show(self, reading: Reading) -> None:
        shown = self._exemplars
        if shown is None or not reading.tokens or len(shown) >= EXEMPLARS:
            return
        if all(reading.tokens != other.tokens for other in shown):
            shown.append(reading)

    def without(self, reading: Reading) -> "Weighable":
        """This incident for weighing one of its own sightings against the rest; put back by leaving the context."""
        return Weighable(self, reading)

    def _change(self, reading: Reading, by: int) -> None:
        if not reading.coarse:
            self._change_spot(reading, by)
        if reading.vehicles is not None:
            _count(self.counts, reading.vehicles, by)
        if reading.people is not None:
            _count(self.people, reading.people.low, by)
        if reading.activity is not None:
            _count(self.activities, reading.activity, by)
        self.told += by if reading.mentions else 0
        self.talks += by if reading.talk else 0
        self.undescribed += by if reading.undescribed else 0
        self.tellers += by if reading.tells_more else 0
        _count(self.languages, reading.language, by)
        self.only_said += by if reading.hearsay and not reading.tells_more else 0
        self.hearsay += by if reading.hearsay else 0
        for three in reading.wording:
            _count(self.wording, three, by)
        for mention in reading.mentions:
            _count(self.mentions, mention, by)
        for counter, found in (
            (self.marks, reading.marks), (self.lookalikes, reading.lookalikes), (self.tokens, reading.tokens),
            (self.names, reading.names.words), (self.streets, reading.names.streets), (self.landmarks, reading.names.landmarks),
            (self.spelled, reading.spelled), (self.kinds, reading.kinds), (self.subjects, reading.subjects), (self.details, reading.details),
        ):  # fmt: skip
            for one in found:  # as _count does, without a call for each of some thirty
                left = counter.get(one, 0) + by
                if left:
                    counter[one] = left
                else:
                    del counter[one]

    def _change_spot(self, reading: Reading, by: int) -> None:
        spot_key = (reading.fine_cell, int(reading.at // BIN_MINUTES))
        spot = self.spots.get(spot_key)
        if spot is None:
            spot = self.spots[spot_key] = Spot(reading.fine_cell)
        before = spot.middle
        spot.change(reading, by)
        self._spread = None
        if not spot.number:
            del self.spots[spot_key]
        if self._northward is not None:
            _replace(self._northward, before, spot.middle if spot.number else None)


class Weighable:
    """An incident with one of its sightings set aside for a moment."""

    def __init__(self, incident: Incident, reading: Reading) -> None:
        self.incident, self.reading = incident, reading

    def __enter__(self) -> Incident:
        self.incident._change(self.reading, -1)
        return self.incident

    def __exit__(self, *_exception: object) -> None:
        self.incident._change(self.reading, 1)


def _replace(middles: list[Middle], before: Middle, after: Middle | None) -> None:
    """Keep the sorted `middles` so, when one of them (none, if of no sighting) has changed to another or is gone."""
    if before.number:
        del middles[bisect_left(middles, before)]
    if after is not None:
        insort(middles, after)


def _count(counter: Counter[Key], key: Key, by: int) -> None:
    left = counter.get(key, 0) + by
    if left:
        counter[key] = left
    else:
        del counter[key]
