"""The book of recent incidents: every sighting is placed as it arrives, and what a person decided stays decided."""

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.blocks import Blocks
from wekeep.watch.rules.merging.evidence import AGAINST, Balance, weigh, weigh_incidents
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.parting import is_mixed, parties
from wekeep.watch.rules.merging.reading import Reading, read
from wekeep.watch.rules.merging.texts import Vocabulary
from wekeep.watch.rules.merging.verdict import Move, Reason, ReasonCode, Verdict
from wekeep.watch.rules.salute import Observation

_PARTED = (Reason(ReasonCode.OTHER_VEHICLES, (), c.OTHER_PARTY),)


LONELIER = (1, -1, 0)  # what one more sighting makes of the number of lone ones, where there were none, one or several


class Entry(NamedTuple):
    """One stored line of history: a sighting, its incident, and whether a person put it there."""

    observation: Observation
    incident: int
    pinned: bool = False


class Book:
    """Recent incidents, in memory. Its state is a function of the entries it holds, so `restore` loses nothing."""

    def __init__(self, next_key: Callable[[], int] | None = None) -> None:
        """`next_key` gives the id of each incident that opens; by default 1, 2, 3 and so on."""
        self._next_key = next_key or itertools.count(1).__next__
        self._incidents: dict[int, Incident] = {}
        self._home: dict[str, int] = {}
        self._blocks = Blocks()
        self._vocabulary = Vocabulary()
        self._ageing: list[tuple[float, int]] = []
        self._now = 0.0
        self._lone = 0

    def place(self, observation: Observation) -> Verdict:
        """Place one sighting, in order of receipt; a sighting already placed is answered again without a change."""
        reading = read(observation)
        if reading.id in self._home:
            return Verdict(self._home[reading.id], opened=False, reasons=(), score=0.0, confidence=1.0)
        self._now = max(self._now, reading.received)
        self._forget()
        ranked = self._ranked(reading)
        best, key = ranked[0] if ranked else (AGAINST, 0)
        opened = best.score <= c.JOIN
        if opened:
            key = self._next_key()
        self._add(reading, key)
        joins, bridges = self._bridge(key, ranked)
        joined_into = self._home[reading.id]
        moves = self._part(reading) + self._review(reading, ranked)
        return Verdict(
            incident=joined_into,
            opened=opened and joined_into == key,
            reasons=(best.reasons or (Reason(ReasonCode.NOTHING_NEAR),)) + bridges,
            score=best.score,
            confidence=1 / (1 + math.exp(-min(50.0, abs(best.score)))),
            joins=joins,
            moves=moves,
        )

    def restore(self, history: Iterable[Entry], answered: Mapping[int, datetime] | None = None) -> None:
        """Rebuild from stored entries in any order; `answered` maps incidents closed with an answer to when that was."""
        for entry in history:
            reading = read(entry.observation)
            self._now = max(self._now, reading.received)
            self._add(reading, entry.incident)
            if entry.pinned:
                self._incidents[entry.incident].pinned.add(reading.id)
        for key, moment in (answered or {}).items():
            self.answer(key, moment)
        self._forget()

    def answer(self, key: int, moment: datetime) -> None:
        """Note that an incident was closed at `moment` as not enforcement or nothing found: it keeps the copies of what was
        said about it, and what is seen first-hand from then on is a new event."""
        if key in self._incidents:
            self._incidents[key].answered = moment.timestamp() / 60

    def merge(self, into: int, others: Iterable[int]) -> tuple[Move, ...]:
        """A person makes several incidents one; the rules never take it apart."""
        moves = []
        for other in others:
            moves += [self._rehome(reading, into) for reading in self._members(other)]
        self._pin(into)
        return tuple(moves)

    def split(self, key: int, sightings: Collection[str]) -> tuple[int, tuple[Move, ...]]:
        """A person takes `sightings` out of incident `key` into a new one; the rules never join the two again.

        Returns the new incident and the moves.
        """
        target = self._next_key()
        moves = tuple(self._rehome(reading, target) for reading in self._members(key) if reading.id in sightings)
        self._pin(key)
        self._pin(target)
        return target, moves

    def incident_of(self, sighting: str) -> int | None:
        """The incident a sighting is in now, or None when it is unknown or forgotten."""
        return self._home.get(sighting)

    def _members(self, key: int) -> list[Reading]:
        incident = self._incidents.get(key)
        return incident.latest(len(incident.members)) if incident else []

    def _pin(self, key: int) -> None:
        incident = self._incidents.get(key)
        if incident:
            incident.pinned.update(incident.members)

    def _ranked(self, reading: Reading) -> list[tuple[Balance, int]]:
        """The incidents this sighting could belong to, the best first, the older first among equals."""
        near = self._blocks.near(reading)
        keys = near | self._vocabulary.speaking_of(reading)
        if reading.talk or reading.forwards:
            keys |= self._blocks.told_here(reading)
        if reading.forwards:
            keys |= self._blocks.at_clock(reading)
        quiet = self._quiet()
        found = [
            (weigh(reading, self._incidents[key], self._vocabulary, near=key in near, quiet=quiet), key) for key in keys
        ]
        return sorted((pair for pair in found if pair[0] is not AGAINST), key=lambda pair: (-pair[0].score, pair[1]))

    def _quiet(self) -> float:
        """Nats against company on a day when most sightings have none: the odds that one stands alone, as far as known."""
        alone = (self._lone + c.USUAL_ALONE * c.USUAL_TRUST) / (len(self._home) + c.USUAL_TRUST)
        return min(c.QUIET_MOST, max(0.0, math.log(alone / (1 - alone))))

    def _add(self, reading: Reading, key: int) -> None:
        incident = self._incidents.get(key)
        if incident is None:
            incident = self._incidents[key] = Incident(key)
            heappush(self._ageing, (reading.received, key))
        self._lone += LONELIER[min(len(incident.members), 2)]
        incident.add(reading)
        self._home[reading.id] = key
        self._blocks.change(key, reading, 1)
        self._vocabulary.change(key, reading, 1)

    def _remove(self, reading: Reading) -> None:
        key = self._home.pop(reading.id)
        incident = self._incidents[key]
        incident.remove(reading)
        self._lone -= LONELIER[min(len(incident.members), 2)]
        self._blocks.change(key, reading, -1)
        self._vocabulary.change(key, reading, -1)
        if not incident.members:
            del self._incidents[key]
        else:
            heappush(self._ageing, (incident.last_received(), key))

    def _rehome(self, reading: Reading, key: int, reasons: tuple[Reason, ...] = ()) -> Move:
        origin = self._home[reading.id]
        self._remove(reading)
        self._add(reading, key)
        return Move(reading.id, origin, key, (Reason(ReasonCode.FITS_BETTER, (origin,)), *reasons) if reasons else ())

    def _bridge(self, key: int, ranked: list[tuple[Balance, int]]) -> tuple[tuple[int, ...], tuple[Reason, ...]]:
        """Join to the sighting's incident every other that it fits too, if the two incidents as wholes agree."""
        joined: list[int] = []
        reasons: list[Reason] = []
        for balance, other in ranked:
            if other == key or balance.score <= c.BRIDGE_FROM or other not in self._incidents:
                continue
            if not self._is_same(self._incidents[key], self._incidents[other]):
                continue
            if self._incidents[key].pinned and self._incidents[other].pinned:
                reasons.append(Reason(ReasonCode.HELD_BY_PERSON, (other,)))
                continue
            kept, gone = self._elder(key, other)
            for reading in self._members(gone):
                self._rehome(reading, kept)
            joined.append(gone)
            reasons.append(Reason(ReasonCode.BRIDGED, (gone, kept)))
            key = kept
        return tuple(joined), tuple(reasons)

    def _is_same(self, one: Incident, other: Incident) -> bool:
        if one.answered is not None or other.answered is not None:
            return False
        if len(one.members) == len(other.members) == 1:  # two single sightings have been weighed
            return False
        smaller, larger = sorted((one, other), key=lambda incident: (len(incident.members), -incident.key))
        balance = weigh_incidents(smaller, larger, self._vocabulary)
        more = math.fsum(reason.weight for reason in balance.reasons[1:] if reason.weight > 0)
        return balance.score > (c.MERGE if more > c.MERGE else c.MERGE_BY_PLACE)

    def _elder(self, one: int, other: int) -> tuple[int, int]:
        """Which of two incidents keeps its id: one a person touched, else the one that opened first."""
        first = min(one, other, key=lambda key: (not self._incidents[key].pinned, self._incidents[key].order[0], key))
        return first, other if first == one else one

    def _review(self, newest: Reading, ranked: list[tuple[Balance, int]]) -> tuple[Move, ...]:
        """Look again at the latest sightings around `newest`: with what is known now, some may fit another incident better."""
        home = self._home[newest.id]
        keys = sorted({home} | {key for balance, key in ranked if balance.score > c.RIVAL and key in self._incidents})
        if len(keys) < 2:
            return ()
        moves = []
        for key in keys:
            incident = self._incidents.get(key)
            for reading in incident.latest(c.REVIEWED) if incident else ():
                if reading.id != newest.id and self._may_move(reading):
                    moves += self._reconsider(reading, keys)
        return tuple(moves)

    def _part(self, newest: Reading) -> tuple[Move, ...]:
        """Take an incident apart where vehicles show, now that more was told, that it holds two parties; what tells of no
        vehicle goes with the one it fits better."""
        key = self._home[newest.id]
        incident = self._incidents[key]
        if incident.pinned or incident.answered is not None or not is_mixed(newest, incident):
            return ()
        main, *others = parties(incident)
        moves: list[Move] = []
        for party in others:
            if len(party) >= c.PARTY_LEAST and self._are_two(main, party):
                target = self._next_key()
                moves += [self._rehome(reading, target, _PARTED) for reading in party]
                moves += self._sort_out(key, target)
        return tuple(moves)

    def _are_two(self, main: list[Reading], party: list[Reading]) -> bool:
        one, other = Incident(0), Incident(0)
        for side, readings in ((one, main), (other, party)):
            for reading in readings:
                side.add(reading)
        return weigh_incidents(other, one, self._vocabulary).score < c.PART

    def _sort_out(self, key: int, target: int) -> list[Move]:
        moves = []
        for reading in self._members(key):
            if any(mention.colour for mention in reading.mentions) or len(self._incidents[key].members) == 1:
                continue
            with self._incidents[key].without(reading) as rest:
                stays = weigh(reading, rest, self._vocabulary).score
            goes = weigh(reading, self._incidents[target], self._vocabulary)
            if goes.score > stays:
                moves.append(self._rehome(reading, target, goes.reasons))
        return moves

    def _may_move(self, reading: Reading) -> bool:
        """What a person placed or answered stays where it is."""
        incident = self._incidents[self._home[reading.id]]
        return reading.id not in incident.pinned and incident.answered is None

    def _reconsider(self, reading: Reading, keys: list[int]) -> list[Move]:
        home = self._home[reading.id]
        incident = self._incidents[home]
        stays = c.JOIN
        if len(incident.members) > 1:
            with incident.without(reading) as rest:
                stays = weigh(reading, rest, self._vocabulary).score
        others = [key for key in keys if key != home and key in self._incidents]
        if len(incident.members) == 1:  # two single sightings have been weighed, and nothing was learned since
            others = [key for key in others if len(self._incidents[key].members) > 1]
        quiet = self._quiet()
        weighed = [(weigh(reading, self._incidents[key], self._vocabulary, quiet=quiet), -key) for key in others]
        best, negative = max(weighed, key=lambda pair: (pair[0].score, pair[1]), default=(AGAINST, 0))
        if best.score > max(c.JOIN, stays + c.MOVE):
            return [self._rehome(reading, -negative, best.reasons)]
        if stays < c.MISFIT:
            return [self._rehome(reading, self._next_key(), best.reasons or (Reason(ReasonCode.NOTHING_NEAR),))]
        return []

    def _forget(self) -> None:
        """Let go of incidents without a sighting within the horizon."""
        limit = self._now - c.HORIZON_HOURS * 60
        while self._ageing and self._ageing[0][0] < limit:
            _, key = heappop(self._ageing)
            incident = self._incidents.get(key)
            if incident is None:
                continue
            if incident.last_received() >= limit:
                heappush(self._ageing, (incident.last_received(), key))
                continue
            for reading in self._members(key):
                self._remove(reading)
