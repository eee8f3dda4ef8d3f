"""What is remembered of the sources of reports: in memory only, under a hash whose salt is drawn at start and every day."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from math import cos, hypot, radians

from wekeep.kit import toll

_KM_PER_DEGREE = 111.2
# a source that was wrong this often and hardly ever right
_WRONG_FROM, _RIGHT_SHARE = 5, 0.1


@dataclass(slots=True)
class Source(toll.Source):
    """One source of reports: beside what weighs on it, how its reports turned out, and where it lately said it was."""

    right: int = 0
    wrong: int = 0
    spots: deque[tuple[float, float, float]] = field(default_factory=lambda: deque(maxlen=8))

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


class Sources(toll.Sources[Source]):
    """The sources of this day, and which of its reports each sent."""

    def __init__(self, capacity: int, now: float) -> None:
        self._of_report: OrderedDict[str, bytes] = OrderedDict()
        super().__init__(capacity, now, Source)

    def remember(self, report: str, name: str) -> None:
        """Note which source the report with this code came from, until the salt is drawn anew."""
        self._of_report[report] = self._key(name)
        if len(self._of_report) > self._capacity:
            self._of_report.popitem(last=False)

    def of(self, reports: list[str]) -> list[Source]:
        """The sources of these reports, each once, as far as they are still known."""
        keys = {self._of_report[code] for code in reports if code in self._of_report}
        return [self._known[key] for key in keys if key in self._known]

    def _renew(self, now: float) -> None:
        super()._renew(now)
        self._of_report.clear()


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Near enough at the size of a city."""
    return _KM_PER_DEGREE * hypot(lat - other_lat, (lon - other_lon) * cos(radians(lat)))
