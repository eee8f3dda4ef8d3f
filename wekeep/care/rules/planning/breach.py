"""How a plan breaks a rule, in words fit to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

ROUNDING = 1e-6
"""Seconds or metres by which sums of fractions may miss; whole numbers never do."""


class Phrase(str):
    """A sentence, or a part of one, that stands in the catalogues."""


class Rule(IntEnum):
    """The hard rules of a plan, by the numbers that docs/decisions/0041 lists them under; WHOLE is that it is a plan at all."""

    WHOLE = 0
    ORDER = 1
    TIMES = 2
    ROOM = 3
    RIDE = 4
    WHO = 5
    LINKS = 6
    ADULTS = 7
    FROZEN = 8


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule: `why` is an English sentence of the catalogues with `%(name)s` places for `values`."""

    why: str
    rule: Rule
    tasks: tuple[str, ...] = ()
    driver: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.why % dict(self.values)


def clock(seconds: float) -> str:
    """Seconds from midnight as 08:10; past midnight it goes on counting, 25:10."""
    if not abs(seconds) < 10**9:
        return "--:--"
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
