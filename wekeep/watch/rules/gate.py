"""The gate of the intake: how much work is asked of whom, and which reports wait for a person, judged in memory alone."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from wekeep.kit.proof import Proof
from wekeep.watch.rules.likeness import Repeats
from wekeep.watch.rules.sources import Source, Sources
from wekeep.watch.rules.standing import HeldFor, Ruling, Standing

# 16 puzzles of 2 to the 13th hashes: a second or two on the slowest phones that are in use (100,000 hashes a second), ten
# seconds at the most.
_REST_BITS, MOST_STEPS = 13, 3
_MINUTE = 60.0
# whoever asked before the flood began was asked for less, and is not blamed for it
_GRACE = 120
# what one source may ask for without sending
_ASKS_PER_REPORT = 4
_SAME_WORDS, _HOUR = 4, 3600.0
# A source that saw things itself in so many places, so far from each other, in ten minutes, is no person.
_PLACES, _APART_KM, _TEN_MINUTES = 4, 2.0, 600.0
_BY_SOURCE = frozenset({HeldFor.TOO_MANY, HeldFor.FAR_APART, HeldFor.POOR_RECORD})
# Waiting instead of working: how often a source may, and how long one report has to wait.
WAIT_EVERY, WAIT = 600.0, 20.0


@dataclass(frozen=True, slots=True)
class Limits:
    """`calm`: reports of strangers in a minute that are no flood. `at_ease`: how many one source may send without a proof
    while it is calm, `most`: how many with one, before the rest waits for a person; both wear off at `an_hour`."""

    calm: int = 60
    at_ease: int = 10
    most: int = 60
    an_hour: int = 30
    capacity: int = 50_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that came in, as far as the gate looks at it. `source` is a network's name, and goes no further; `known`:
    sent by a member."""

    source: str
    lat: float
    lon: float
    known: bool = False
    proof: Proof | None = None
    key: str = ""
    text: str = ""
    chosen: str = ""
    saw_it: bool = False


class Gate:
    """Judges what comes in. Everything is in this object's memory, bounded, and gone with it."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock, self._lock = limits, clock, threading.Lock()
        self.forget()

    def forget(self) -> None:
        """As after a restart."""
        now = self._clock()
        self._sources = Sources(self._limits.capacity, now)
        self._repeats = Repeats(_HOUR, self._limits.capacity)
        self._used: OrderedDict[str, str] = OrderedDict()
        self._came: deque[float] = deque(maxlen=64 * self._limits.calm)

    def ask(self, source: str, *, known: bool = False) -> int:
        """How many bits one who is about to send is asked for; 0 for members, for sources with a good record and in calm."""
        with self._lock:
            one, now = self._source(source)
            one.asked += 1 / _ASKS_PER_REPORT
            return 0 if known else self._needed(one, now, one.weight + 1)

    def judge(self, arrival: Arrival) -> Ruling:
        """What becomes of a report that came in now."""
        with self._lock:
            one, now = self._source(arrival.source)
            if arrival.known:
                return Ruling(Standing.KNOWN)
            repeats, alike = self._repeats.note(arrival.text, arrival.lat, arrival.lon, id(one), now)
            self._came.append(now)
            one.weight += 1
            if arrival.saw_it:
                one.spots.append((now, arrival.lat, arrival.lon))
            copied = repeats >= _SAME_WORDS and not one.is_good
            held = HeldFor.SAME_WORDS if copied else self._held_for(one, arrival, now)
            return Ruling(self._standing(one, now), held, _alike(arrival, held, alike))

    def is_mended(self, arrival: Arrival) -> bool:
        """Whether a report that was held for want of a proof now brings one that is enough."""
        with self._lock:
            one, now = self._source(arrival.source)
            return self._is_proved(one, arrival, now) and not one.is_poor

    def may_wait(self, source: str) -> bool:
        """Whether this source may wait instead of working, now; true once in WAIT_EVERY seconds."""
        with self._lock:
            one, now = self._source(source)
            if now - one.waited_at < WAIT_EVERY or one.weight > self._limits.most or one.is_poor:
                return False
            one.waited_at = now
            return True

    def remember(self, report: str, source: str) -> None:
        """Note which source a report is from, so that its outcome can count for or against it."""
        with self._lock:
            self._sources.remember(report, source)

    def learn(self, reports: list[str], *, right: bool) -> None:
        """A person found these reports right, or wrong: each of their sources is told once."""
        with self._lock:
            for one in self._sources.of(reports):
                one.right, one.wrong = one.right + right, one.wrong + (not right)

    @property
    def pressure(self) -> int:
        """0 in calm; 1 from as many reports of strangers a minute as are no flood, and one more for each doubling."""
        return self._pressure(self._clock())

    def _source(self, name: str) -> tuple[Source, float]:
        now = self._clock()
        return self._sources.get(name, now, self._limits.an_hour / _HOUR), now

    def _pressure(self, now: float) -> int:
        while self._came and now - self._came[0] > _MINUTE:
            self._came.popleft()
        return _steps(len(self._came) / self._limits.calm)

    def _ease(self, now: float) -> float:
        """How many reports a source may send at ease: the fewer the more come in from everywhere, two at the least."""
        return max(min(2.0, self._limits.at_ease), self._limits.at_ease / (1 << self._pressure(now)))

    def _needed(self, one: Source, now: float, weight: float) -> int:
        over = max(weight, one.asked) - self._ease(now)
        if one.is_good and over <= 0:
            return 0
        steps = self._pressure(now) + (_steps(over) if over > 0 else 0) + (2 if one.is_poor else 0)
        return _REST_BITS - 1 + min(steps, MOST_STEPS + 1) if steps else 0

    def _held_for(self, one: Source, arrival: Arrival, now: float) -> HeldFor | None:
        if one.weight > self._limits.most:
            return HeldFor.TOO_MANY
        proved = self._is_proved(one, arrival, now)
        if one.is_poor and (self._pressure(now) or not proved):
            return HeldFor.POOR_RECORD
        if not one.is_good and not proved and one.places(now, _TEN_MINUTES, _APART_KM) >= _PLACES:
            return HeldFor.FAR_APART
        return None if proved else HeldFor.NO_PROOF

    def _is_proved(self, one: Source, arrival: Arrival, now: float) -> bool:
        """Whether it needs no proof, or brings one that is new, or was used for this very report."""
        needed, proof = self._needed(one, now, one.weight), arrival.proof
        if not needed:
            return True
        if proof is None or (proof.bits < needed and proof.age > _GRACE):
            return False
        if self._used.setdefault(proof.number, arrival.key) != arrival.key:
            return False
        if len(self._used) > self._limits.capacity:
            self._used.popitem(last=False)
        return True

    def _standing(self, one: Source, now: float) -> Standing:
        if one.is_poor or one.weight > self._ease(now):
            return Standing.WEAK
        return Standing.KNOWN if one.is_good else Standing.ORDINARY


def _alike(arrival: Arrival, held: HeldFor | None, mark: str) -> str:
    """What it is swept together with: its copies; where its source alone is why, all that chose the same; else whatever
    chose the same in the same square kilometre, so that nobody drops a city with one press."""
    if held is None or held in _BY_SOURCE:
        return arrival.chosen if held else ""
    return mark or f"{arrival.chosen} {round(arrival.lat * 100)} {round(arrival.lon * 70)}"


def _steps(ratio: float) -> int:
    return 1 + int(log2(ratio)) if ratio >= 1 else 0
