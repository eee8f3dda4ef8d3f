"""How many alerts one person, and everyone together, sign in an hour before a second person must agree."""

import json
from dataclasses import asdict, fields
from typing import Final

from wekeep.keeper.denied import Denied
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.keeper_messages import Limits, No
from wekeep.kit.sent_list import ALERT, Line

HOUR, DAY = 3600, 86_400
HABIT_SECONDS: Final = 28 * DAY
# Twice its busiest hour is nothing unusual to a network.
TIMES_BUSIEST: Final = 2
# In a day one person signs four times what they may in an hour.
HOURS_IN_A_DAY: Final = 4
HIGHEST_LIMIT: Final = 1_000_000
EXERCISE, UPDATE, CONFIRMED, ACTIVE = "exercise", "update", "confirmed", "active"
_NAME: Final = "brake"


def class_of(line: Line) -> str:
    """What is counted together. What is signed says it, so that nobody passes an alert off as something else."""
    if line.drill:
        return EXERCISE
    if line.kind != ALERT:
        return UPDATE if line.alert else CONFIRMED
    return ACTIVE if line.level == ACTIVE else CONFIRMED


class Brake:
    """Counts in the keeper's file; the limits too, which two persons set."""

    def __init__(self, store: Store, secrets: Secrets, limits: Limits | None = None) -> None:
        self._store, self._secrets, self._first = store, secrets, limits or Limits()

    @property
    def limits(self) -> Limits:
        """Those that two persons set, or those to begin with."""
        kept = self._store.meta(_NAME)
        return Limits(**json.loads(kept)) if kept else self._first

    def set(self, limits: Limits) -> None:
        """From now on these; Denied where one of them is none."""
        if any(not 1 <= number <= HIGHEST_LIMIT for number in asdict(limits).values()):
            raise Denied(No.MALFORMED)
        self._store.set_meta(_NAME, json.dumps(asdict(limits)).encode())

    def needs_second(self, member: str, line: Line, reach: int, now: int) -> bool:
        """Whether this is more than one person signs alone now; Denied where it is more than anybody does."""
        limits, counted = self.limits, class_of(line)
        if self._count("at > ?", now - HOUR) >= limits.most:
            raise Denied(No.MOST)
        one, everyone = limits.one, limits.everyone
        if counted == ACTIVE:
            one, everyone = limits.active_one, limits.active_everyone
        elif counted == CONFIRMED:
            everyone = min(everyone, self.usual(now))
        alone = "second = 0 AND class = ? AND at > ?"
        mine, person = f"{alone} AND person = ?", self._secrets.mark("signs", member)
        return (
            self._count(alone, counted, now - HOUR) >= everyone
            or self._count(mine, counted, now - HOUR, person) >= one
            or self._count(mine, counted, now - DAY, person) >= one * HOURS_IN_A_DAY
            or self._reached(now) + reach > limits.people
        )

    def count(self, member: str, line: Line, reach: int, now: int, *, second: bool) -> None:
        """Write down that it was signed, in the caller's transaction."""
        row = (now, self._secrets.mark("signs", member), class_of(line), reach, int(second))
        self._store.write("INSERT INTO signed VALUES (?, ?, ?, ?, ?)", *row)

    def busiest(self, now: int) -> int:
        """How many alerts, detentions apart, the busiest hour of the last four weeks brought, this one left out."""
        hours = "SELECT COUNT(*) FROM signed WHERE class = ? AND at > ? AND at <= ? GROUP BY at / 3600"
        rows = self._store.rows(hours, CONFIRMED, now - HABIT_SECONDS, now - HOUR)
        return max((many for (many,) in rows), default=0)

    def usual(self, now: int) -> int:
        """How many in an hour are nothing unusual here."""
        return max(self.limits.usual, TIMES_BUSIEST * self.busiest(now))

    def lately(self, now: int) -> int:
        """How many messages were signed in the last hour."""
        return self._count("at > ?", now - HOUR)

    def forget_old(self, now: int) -> None:
        """Drop what no longer counts; after a day nothing says who signed."""
        self._store.write("DELETE FROM signed WHERE at <= ?", now - HABIT_SECONDS)
        self._store.write("UPDATE signed SET person = x'' WHERE at <= ? AND person != x''", now - DAY)

    def _count(self, where: str, *values: object) -> int:
        return int(self._store.rows(f"SELECT COUNT(*) FROM signed WHERE {where}", *values)[0][0])

    def _reached(self, now: int) -> int:
        asked = "SELECT COALESCE(SUM(reach), 0) FROM signed WHERE second = 0 AND class != ? AND at > ?"
        return int(self._store.rows(asked, EXERCISE, now - HOUR)[0][0])


def limits_in(terms: str) -> Limits:
    """The limits that two persons agreed to; Denied where the terms hold none."""
    try:
        found = json.loads(terms)["limits"]
        numbers = {one.name: found[one.name] for one in fields(Limits)}
    except (ValueError, KeyError, TypeError):
        raise Denied(No.MALFORMED) from None
    if any(type(number) is not int for number in numbers.values()):
        raise Denied(No.MALFORMED)
    return Limits(**numbers)
