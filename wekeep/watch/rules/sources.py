"""What is remembered of the sources of reports: in memory only, under a hash whose salt is drawn at start and every day."""

import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from hashlib import blake2b
from math import cos, hypot, radians

_DAY = 86_400
_KM_PER_DEGREE = 111.2
# a source that was wrong this often and hardly ever right
_WRONG_FROM, _RIGHT_SHARE = 5, 0.1


@dataclass(slots=True)
class Source:
    """One source: how many reports weigh on it now, how many challenges it asked for, how its reports turned out, and where
    it lately said it was."""

    weight: float = 0.0
    asked: float = 0.0
    at: float = 0.0
    right: int = 0
    wrong: int = 0
    waited_at: float = -_DAY
    spots: deque[tuple[float, float, float]] = field(default_factory=lambda: deque(maxlen=8))

    def leak(self, now: float, per_second: float) -> None:
        """Let go of what time has worn off."""
        gone = max(0.0, now - self.at) * per_second
        self.weight, self.asked, self.at = max(0.0, self.weight - gone), max(0.0, self.asked - gone), now

    @property
    def is_good(self) -> bool:
        """Whether its word was found true, and more often than not."""
        return self.right > 0 and self.right >= self.wrong

    @property
    def is_poor(self) -> bool:
        """Whether it was wrong again and again. Most honest reports are mistakes, so one or two say nothing."""
        return self.wrong >= _WRONG_FROM and self.right < _RIGHT_SHARE * self.wrong

    def places(self, now: float, within: float, apart_km: float) -> int:
        """How many places, each `apart_km` from all others, it said it saw itself in the last `within` seconds."""
        found: list[tuple[float, float]] = []
        for at, lat, lon in self.spots:
            if now - at <= within and all(_km(lat, lon, *one) >= apart_km for one in found):
                found.append((lat, lon))
        return len(found)


class Sources:
    """The sources of this day. Whoever reads the disk learns nothing of them; a restart forgets all."""

    def __init__(self, capacity: int, now: float) -> None:
        self._capacity, self._known = capacity, OrderedDict[bytes, Source]()
        self._of_report: OrderedDict[str, bytes] = OrderedDict()
        self._renew(now)

    def get(self, name: str, now: float, per_second: float) -> Source:
        """What is remembered of the source called `name`, brought up to now."""
        self.new_day(now)
        key = self._key(name)
        source = self._known.pop(key, None) or Source(at=now)
        source.leak(now, per_second)
        self._known[key] = source
        if len(self._known) > self._capacity:
            self._known.popitem(last=False)
        return source

    def remember(self, report: str, name: str) -> None:
        """Note which source the report with this code came from, until the salt is drawn anew."""
        self._of_report[report] = self._key(name)
        if len(self._of_report) > self._capacity:
            self._of_report.popitem(last=False)

    def of(self, reports: list[str]) -> list[Source]:
        """The sources of these reports, each once, as far as they are still known."""
        keys = {self._of_report[code] for code in reports if code in self._of_report}
        return [self._known[key] for key in keys if key in self._known]

    def new_day(self, now: float) -> None:
        """Forget all once the day is over."""
        if now - self._salted_at > _DAY:
            self._renew(now)

    def _renew(self, now: float) -> None:
        self._salt, self._salted_at = secrets.token_bytes(16), now
        self._known.clear()
        self._of_report.clear()

    def _key(self, name: str) -> bytes:
        return blake2b(name.encode(), key=self._salt, digest_size=12).digest()


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Near enough at the size of a city."""
    return _KM_PER_DEGREE * hypot(lat - other_lat, (lon - other_lon) * cos(radians(lat)))
