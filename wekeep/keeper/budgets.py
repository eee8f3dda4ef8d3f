"""How much one person may open in an hour and in a day, and all of them together; kept over restarts."""

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wekeep.keeper.denied import Denied
from wekeep.keeper.store import Store
from wekeep.kit.envelope import Group
from wekeep.kit.keeper_messages import No

HOUR, DAY = 3600, 86_400


class Class(StrEnum):
    """What is counted together."""

    BULK = "bulk"
    SCREENING = "screening"
    VETTING = "vetting"
    REVIEW = "review"
    SINGLE = "single"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Limit:
    """Different groups of records that may be opened; the same one again within a day counts once, because what a
    leak is worth is its breadth. At `alarm` of them in a day others are told; never where it is 0."""

    hour: int
    day: int
    everyone_hour: int
    alarm: int = 0


LIMITS: Final = {
    # a queue of open records is shown whole, many times a shift
    Class.BULK: Limit(1500, 4000, 20_000),
    Class.SCREENING: Limit(90, 400, 500),
    # How an applicant is reached and who knows them: two sheets each. 200 applications an hour by five vetters are 80
    # sheets an hour for one, 400 for all; a quarter more for the quickest. A day holds three such hours, and the others
    # hear of it at 80, which no ordinary day reaches. See docs/decisions/0022-who-reads-how-much.md.
    Class.VETTING: Limit(100, 240, 500, alarm=80),
    # A steward's review after a removal opens every live vouch at once: two for each who came within 90 days.
    Class.REVIEW: Limit(2000, 4000, 6000, alarm=100),
    # Contact, place, notes, files: one by one. Someone is told before the tenth that no assignment explains.
    Class.SINGLE: Limit(12, 40, 200, alarm=8),
    # Somebody who holds the role gave each of them, for some hours: a run has up to 40 doors, and who is received at them; a driver
    # has two a day, and a hundred drivers are out in one morning.
    Class.ASSIGNED: Limit(90, 180, 9000),
}
_CLASSES: Final = {Group.TRIAGE: Class.BULK, Group.VOUCH: Class.REVIEW, Group.FACTOR: Class.SCREENING}
# Who breaks the glass may open this many more for an hour, and not again for a week; what all together may, stays.
GLASS_EXTRA: Final = 12
GLASS_AGAIN_SECONDS: Final = 7 * DAY
_WIDENED: Final = frozenset({Class.SINGLE, Class.ASSIGNED, Class.VETTING})
# The kind is bound to the text when it is sealed: nobody can call a family's place an application afterwards.
_APPLICATION: Final = "application"


def class_of(kind: str, group: Group, *, assigned: bool) -> Class:
    """How an opening is counted."""
    if assigned:
        return Class.ASSIGNED
    if kind == _APPLICATION and group in (Group.CONTACT, Group.NOTES):
        return Class.VETTING
    return _CLASSES.get(group, Class.SINGLE)


@dataclass(frozen=True, slots=True)
class Opening:
    """One group of one record about to be opened by one person, as marks."""

    counted: Class
    mark: bytes


@dataclass(frozen=True, slots=True)
class Spent:
    """Which openings are new within a day, and whether they bring someone to the number at which others are told."""

    fresh: frozenset[bytes]
    alarm: bool


class Budgets:
    """Counts in memory, written in the caller's transaction. The store's lock is always taken before the one of the counts:
    whoever counts holds it already, and one who took them the other way round would wait for that one for ever."""

    def __init__(self, store: Store, limits: dict[Class, Limit] | None = None) -> None:
        self._store, self._limits, self._lock = store, limits or LIMITS, threading.RLock()
        self._opened: defaultdict[tuple[bytes, Class], dict[bytes, int]] = defaultdict(dict)
        for person, counted, mark, at in store.rows("SELECT person, class, mark, at FROM spent"):
            self._opened[person, Class(counted)][mark] = at
        self._glass: dict[bytes, int] = dict(store.rows("SELECT person, at FROM glass"))

    def break_glass(self, person: bytes, now: int) -> None:
        """Let this person open more for an hour, in the caller's transaction; Denied where they did within a week."""
        with self._store.transaction(), self._lock:
            if self._glass.get(person, -GLASS_AGAIN_SECONDS) > now - GLASS_AGAIN_SECONDS:
                raise Denied(No.NOT_NOW)
            self._store.write("INSERT OR REPLACE INTO glass VALUES (?, ?)", person, now)
            self._glass[person] = now

    def spend(self, person: bytes, openings: Sequence[Opening], now: int) -> Spent:
        """Count the openings, all or (Denied) none of them."""
        with self._store.transaction(), self._lock:
            new: dict[Class, set[bytes]] = {counted: set() for counted in Class}
            for one in openings:
                if self._opened[person, one.counted].get(one.mark, -DAY) <= now - DAY:
                    new[one.counted].add(one.mark)
            for counted, marks in new.items():
                self._check(person, counted, len(marks), now)
            alarm = any(self._reaches_alarm(person, counted, len(marks), now) for counted, marks in new.items())
            self._write(person, new, now)
        return Spent(frozenset().union(*new.values()), alarm)

    def forget_old(self, now: int) -> None:
        """Drop what no longer counts."""
        with self._store.transaction(), self._lock:
            self._store.write("DELETE FROM spent WHERE at <= ?", now - DAY)
            self._store.write("DELETE FROM glass WHERE at <= ?", now - GLASS_AGAIN_SECONDS)
            for key, marks in list(self._opened.items()):
                self._opened[key] = {m: at for m, at in marks.items() if at > now - DAY}
                if not self._opened[key]:
                    del self._opened[key]

    def _check(self, person: bytes, counted: Class, more: int, now: int) -> None:
        if not more:
            return
        limit = self._limits[counted]
        extra = GLASS_EXTRA if counted in _WIDENED and self._glass.get(person, -DAY) > now - HOUR else 0
        everyone = sum(self._since(p, c, now - HOUR) for p, c in list(self._opened) if c is counted)
        if (
            self._since(person, counted, now - HOUR) + more > limit.hour + extra
            or self._since(person, counted, now - DAY) + more > limit.day + extra
            or everyone + more > limit.everyone_hour
        ):
            raise Denied(No.BUDGET)

    def _reaches_alarm(self, person: bytes, counted: Class, more: int, now: int) -> bool:
        before = self._since(person, counted, now - DAY)
        return before < self._limits[counted].alarm <= before + more

    def _since(self, person: bytes, counted: Class, start: int) -> int:
        return sum(at > start for at in self._opened[person, counted].values())

    def _write(self, person: bytes, new: dict[Class, set[bytes]], now: int) -> None:
        rows = [(person, counted.value, mark, now) for counted, marks in new.items() for mark in marks]
        if rows:
            self._store.write_many("INSERT OR REPLACE INTO spent VALUES (?, ?, ?, ?)", rows)
        for counted, marks in new.items():
            self._opened[person, counted].update(dict.fromkeys(marks, now))
