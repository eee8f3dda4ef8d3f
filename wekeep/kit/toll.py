"""What strangers pay to send: nothing in calm, and a small sum of their phone's (`kit.proof`) while a flood comes in. Judged in memory alone.

Nobody is refused for want of it: whoever asks decides what becomes of what brings none.
"""

import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from math import log2
from typing import Final, Generic, TypeVar

from wekeep.kit.proof import Proof

# 16 puzzles of 2 to the 13th hashes: a second or two on the slowest phones that are in use (100,000 hashes a second), ten
# seconds at the most.
REST_BITS: Final = 13
MOST_STEPS: Final = 3
# Waiting instead of working: how often a source may, and how long what it sent has to wait.
WAIT_EVERY: Final = 600.0
WAIT: Final = 20.0
_MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400
# whoever asked before the flood began was asked for less, and is not blamed for it
_GRACE = 120
# what one source may ask for without sending
_ASKS_FOR_EACH = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """`calm`: what strangers send in a minute that is no flood. `at_ease`: how much one source may send without a proof while it is
    calm, `most`: how much with one; both wear off at `an_hour`."""

    calm: int = 60
    at_ease: int = 10
    most: int = 60
    an_hour: int = 30
    capacity: int = 50_000


@dataclass(slots=True)
class Source:
    """One source: how much of what it sent weighs on it now, how many challenges it asked for, and when it last waited instead."""

    weight: float = 0.0
    asked: float = 0.0
    at: float = 0.0
    waited_at: float = -DAY

    def leak(self, now: float, per_second: float) -> None:
        """Let go of what time has worn off."""
        gone = max(0.0, now - self.at) * per_second
        self.weight, self.asked, self.at = max(0.0, self.weight - gone), max(0.0, self.asked - gone), now

    @property
    def is_good(self) -> bool:
        """Whether its word was found true, and more often than not."""
        return False

    @property
    def is_poor(self) -> bool:
        """Whether it was wrong again and again."""
        return False


S = TypeVar("S", bound=Source)


class Sources(Generic[S]):
    """The sources of this day, under a hash whose salt is drawn at start and every day. Whoever reads the disk learns nothing of them; a
    restart forgets all."""

    def __init__(self, capacity: int, now: float, make: Callable[[], S]) -> None:
        self._capacity, self._make, self._known = capacity, make, OrderedDict[bytes, S]()
        self._renew(now)

    def get(self, name: str, now: float, per_second: float) -> S:
        """What is remembered of the source called `name`, brought up to now."""
        self.new_day(now)
        key = self._key(name)
        source = self._known.pop(key, None)
        if source is None:
            source = self._make()
            source.at = now
        source.leak(now, per_second)
        self._known[key] = source
        if len(self._known) > self._capacity:
            self._known.popitem(last=False)
        return source

    def new_day(self, now: float) -> None:
        """Forget all once the day is over."""
        if now - self._salted_at > DAY:
            self._renew(now)

    def _renew(self, now: float) -> None:
        self._salt, self._salted_at = secrets.token_bytes(16), now
        self._known.clear()

    def _key(self, name: str) -> bytes:
        return blake2b(name.encode(), key=self._salt, digest_size=12).digest()


class Toll:
    """How much is asked of whom: the more the more comes in from everywhere, and the more one source sends. Not for several threads at
    once: whoever owns it locks."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._used: OrderedDict[str, str] = OrderedDict()
        self._came: deque[float] = deque(maxlen=64 * limits.calm)

    def came(self, now: float) -> None:
        """A stranger sent something."""
        self._came.append(now)

    def pressure(self, now: float) -> int:
        """0 in calm; 1 from as much in a minute as is no flood, and one more for each doubling."""
        while self._came and now - self._came[0] > _MINUTE:
            self._came.popleft()
        return steps(len(self._came) / self._limits.calm)

    def ease(self, now: float) -> float:
        """How much a source may send at ease: the less the more comes in from everywhere, two at the least."""
        return max(min(2.0, self._limits.at_ease), self._limits.at_ease / (1 << self.pressure(now)))

    def asked_by(self, one: Source, now: float) -> int:
        """How many bits one who is about to send is asked for; 0 for sources with a good record and in calm."""
        one.asked += 1 / _ASKS_FOR_EACH
        return self.needed(one, now, one.weight + 1)

    def needed(self, one: Source, now: float, weight: float) -> int:
        """How many bits are asked of a source that bears `weight`."""
        over = max(weight, one.asked) - self.ease(now)
        if one.is_good and over <= 0:
            return 0
        many = self.pressure(now) + (steps(over) if over > 0 else 0) + (2 if one.is_poor else 0)
        return REST_BITS - 1 + min(many, MOST_STEPS + 1) if many else 0

    def is_proved(self, one: Source, proof: Proof | None, key: str, now: float) -> bool:
        """Whether it needs no proof, or brings one that is new, or was used for what was sent under this very key."""
        needed = self.needed(one, now, one.weight)
        if not needed:
            return True
        if proof is None or (proof.bits < needed and proof.age > _GRACE):
            return False
        if self._used.setdefault(proof.number, key) != key:
            return False
        if len(self._used) > self._limits.capacity:
            self._used.popitem(last=False)
        return True

    def may_wait(self, one: Source, now: float) -> bool:
        """Whether this source may wait instead of working, now; true once in WAIT_EVERY seconds."""
        if now - one.waited_at < WAIT_EVERY or one.weight > self._limits.most or one.is_poor:
            return False
        one.waited_at = now
        return True


class Booth:
    """The toll of one door of this process, for several threads at once: in this object's memory, bounded, and gone with it."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock, self._lock = limits, clock, threading.Lock()
        self.forget()

    def forget(self) -> None:
        """As after a restart."""
        self._sources = Sources(self._limits.capacity, self._clock(), Source)
        self._toll = Toll(self._limits)

    def ask(self, source: str) -> int:
        """How many bits one who is about to send is asked for."""
        with self._lock:
            one, now = self._source(source)
            return self._toll.asked_by(one, now)

    def take(self, source: str, proof: Proof | None, key: str) -> bool:
        """Something came from this source, under this key: whether it brings what is asked for. What one source sends beyond all measure
        never does."""
        with self._lock:
            one, now = self._source(source)
            self._toll.came(now)
            one.weight += 1
            return one.weight <= self._limits.most and self._toll.is_proved(one, proof, key, now)

    def may_wait(self, source: str) -> bool:
        """Whether this source may wait instead of working, now; true once in WAIT_EVERY seconds."""
        with self._lock:
            one, now = self._source(source)
            return self._toll.may_wait(one, now)

    def _source(self, name: str) -> tuple[Source, float]:
        now = self._clock()
        return self._sources.get(name, now, self._limits.an_hour / HOUR), now


def steps(ratio: float) -> int:
    """0 below one, 1 from one, and one more for each doubling."""
    return 1 + int(log2(ratio)) if ratio >= 1 else 0
