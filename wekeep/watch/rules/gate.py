"""The gate of the intake: how much work is asked of whom, and which reports wait for a person, judged in memory alone."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from wekeep.kit.proof import Proof
from wekeep.kit.toll import HOUR, WAIT, Limits, Toll
from wekeep.watch.rules.likeness import Repeats
from wekeep.watch.rules.sources import Source, Sources
from wekeep.watch.rules.standing import HeldFor, Ruling, Standing

__all__ = ["WAIT", "Arrival", "Gate", "Limits"]
_SAME_WORDS = 4
# A source that saw things itself in so many places, so far from each other, in ten minutes, is no person.
_PLACES, _APART_KM, _TEN_MINUTES = 4, 2.0, 600.0
_BY_SOURCE = frozenset({HeldFor.TOO_MANY, HeldFor.FAR_APART, HeldFor.POOR_RECORD})


@dataclass(slots=True)
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
        self._repeats = Repeats(HOUR, self._limits.capacity)
        self._toll = Toll(self._limits)

    def ask(self, source: str, *, known: bool = False) -> int:
        """How many bits one who is about to send is asked for; 0 for members, for sources with a good record and in calm."""
        with self._lock:
            one, now = self._source(source)
            bits = self._toll.asked_by(one, now)
            return 0 if known else bits

    def judge(self, arrival: Arrival) -> Ruling:
        """What becomes of a report that came in now."""
        with self._lock:
            one, now = self._source(arrival.source)
            if arrival.known:
                return Ruling(Standing.KNOWN)
            repeats, alike = self._repeats.note(arrival.text, arrival.lat, arrival.lon, id(one), now)
            self._toll.came(now)
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
            return self._toll.is_proved(one, arrival.proof, arrival.key, now) and not one.is_poor

    def may_wait(self, source: str) -> bool:
        """Whether this source may wait instead of working, now; true once in WAIT_EVERY seconds."""
        with self._lock:
            one, now = self._source(source)
            return self._toll.may_wait(one, now)

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
        return self._toll.pressure(self._clock())

    def _source(self, name: str) -> tuple[Source, float]:
        now = self._clock()
        return self._sources.get(name, now, self._limits.an_hour / HOUR), now

    def _held_for(self, one: Source, arrival: Arrival, now: float) -> HeldFor | None:
        if one.weight > self._limits.most:
            return HeldFor.TOO_MANY
        proved = self._toll.is_proved(one, arrival.proof, arrival.key, now)
        if one.is_poor and (self._toll.pressure(now) or not proved):
            return HeldFor.POOR_RECORD
        if not one.is_good and not proved and one.places(now, _TEN_MINUTES, _APART_KM) >= _PLACES:
            return HeldFor.FAR_APART
        return None if proved else HeldFor.NO_PROOF

    def _standing(self, one: Source, now: float) -> Standing:
        if one.is_poor or one.weight > self._toll.ease(now):
            return Standing.WEAK
        return Standing.KNOWN if one.is_good else Standing.ORDINARY


def _alike(arrival: Arrival, held: HeldFor | None, mark: str) -> str:
    """What it is swept together with: its copies; where its source alone is why, all that chose the same; else whatever
    chose the same in the same square kilometre, so that nobody drops a city with one press."""
    if held is None or held in _BY_SOURCE:
        return arrival.chosen if held else ""
    return mark or f"{arrival.chosen} {round(arrival.lat * 100)} {round(arrival.lon * 70)}"
