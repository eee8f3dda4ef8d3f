"""Handing due batches to the broker between hosts, and taking from it what this process is to send.

The outbox stays the truth: a message is a batch's number and how often it was tried, nothing else, and whoever pulls one sends
only what it then takes a lease on in the database.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Final, NamedTuple

from wekeep.channels.actions import books, sending
from wekeep.channels.actions.holding import Hold
from wekeep.channels.actions.sending import MOST_TAKEN, Hand
from wekeep.channels.models import Batch
from wekeep.channels.registry import kinds
from wekeep.channels.rules.delivery import BATCH, Rank
from wekeep.kit import clock
from wekeep.work.broker import Broker, BrokerAway, broker
from wekeep.work.rules.broker import Given, Post, Queue

# a batch's number and how often it was tried
_BODY: Final = re.compile(rb"([0-9]{1,18})\.([0-9]{1,4})")
QUEUE_NAME: Final = "WEKEEP_SENDING"
SENDING: Final = "send"
AGAIN: Final = "again"
_LINES: Final = {Rank.FIRST: "first", Rank.ALERT: "alert", Rank.OWN: "own", Rank.SUMMARY: "summary"}
# One job hands over so many; the sweep hands over the rest.
MOST_HANDED_OVER = 10_000
# What was handed over and is untouched so much later is sent from the database, whatever became of it there.
FORGOTTEN = timedelta(seconds=15)
# for what waits for the keeper, for an agreement, for the next hour's budget, or for the end of another's lease
PUT_OFF_SECONDS: Final = 5.0


@cache
def sending_broker() -> Broker | None:
    """This process's broker with the queue of what is to be sent; None where the installation has none."""
    return broker(sending_queue())


def sending_queue() -> Queue:
    """The queue, with a line for each rank of each channel that is set up here, and one for its retries."""
    known = [name for name, kind in kinds().items() if kind.is_set_up()]
    lines = [(_line(name, part), _subject(name, part)) for name in known for part in (*_LINES.values(), AGAIN)]
    return Queue(QUEUE_NAME, f"wekeep.{SENDING}.>", tuple(lines))


def _line(kind: str, part: str) -> str:
    return f"{SENDING}-{kind}-{part}"


def _subject(kind: str, part: str) -> str:
    return f"wekeep.{SENDING}.{kind}.{part}"


def hand_over_due(kind: str, *, retries: bool) -> bool:
    """Hand the batches of `kind` that are due to the broker. False where they are to be sent from the database: there is no
    broker, it is away, or something lies there for too long. Handing over twice is handing over once."""
    there, now = sending_broker(), clock.now()
    if there is None or not there.is_up():
        return False
    due = books.due(kind, now, retries=retries).order_by("rank", "attempts", "id")
    rows = list(due.values_list("id", "rank", "attempts", "next_at")[:MOST_HANDED_OVER])
    try:
        there.hand_over([_post(kind, *row[:3]) for row in rows])
    except BrokerAway:
        return False
    there.knock(SENDING)
    return all(next_at > now - FORGOTTEN for _batch, _rank, _attempts, next_at in rows)


def _post(kind: str, batch: int, rank: int, attempts: int) -> Post:
    part = AGAIN if attempts else _LINES[Rank(rank)]
    return Post(_subject(kind, part), f"{batch}.{attempts}", f"{batch}.{attempts}".encode())


class _Row(NamedTuple):
    """How a batch stands: what a message about it is judged by."""

    attempts: int
    queued: int
    lease_by: str


class Stack:
    """The messages of one kind that this process pulled and has not answered, for one run."""

    def __init__(self, there: Broker, kind: str, *, retries: bool) -> None:
        self.kind, self.retries = kind, retries
        self._there = there
        self._held: dict[int, Given] = {}
        self._taken = set[int]()

    def claim(self, limit: int, hold: Hold | None = None) -> Hand | None:
        """As `sending.claim`, of what the broker gives: what goes first by its rank comes first. None where it gives
        nothing that may be sent now, or does not answer."""
        while waiting := self._waiting() or self._pulled(limit):
            hand = sending.claim(self.kind, limit, retries=True, only=waiting, hold=hold)
            if hand is not None:
                self._taken.update(hand.batches)
                return hand
            # done already, in another's hand, or nothing may be sent now
            self._answer(waiting, frozenset())
        return None

    def tidy(self, tokens: Iterable[str]) -> None:
        """Acknowledge what was settled, now that it stands in the database; keep what lies under these leases."""
        self._answer(list(self._taken), frozenset(tokens))

    def end(self) -> None:
        """Nothing of it is in hand any more: what is not settled comes again."""
        self._answer(list(self._held), frozenset())

    def _waiting(self) -> list[int]:
        return [batch for batch in self._held if batch not in self._taken]

    def _pulled(self, limit: int) -> list[int]:
        try:
            return self._pull(limit)
        except BrokerAway:
            # an error here would end what is on its way too
            return []

    def _pull(self, limit: int) -> list[int]:
        for part in (AGAIN,) if self.retries else _LINES.values():
            # of an alert as many batches as there is room for; letters to one person lie in batches of one
            many = MOST_TAKEN if part == _LINES[Rank.OWN] else max(1, limit // _size(self.kind))
            while given := self._there.pull(_line(self.kind, part), many):
                self._keep(given)
                if waiting := self._waiting():
                    return waiting
        return []

    def _keep(self, given: Iterable[Given]) -> None:
        for one in given:
            batch = _batch_in(one)
            if batch is None:
                # no sender of ours wrote it: it would come again for ever, in front of what waits behind it
                self._there.acknowledge(one)
            else:
                self._held[batch] = one

    def _answer(self, batches: list[int], tokens: frozenset[str]) -> None:
        held = [batch for batch in batches if batch in self._held]
        rows = _rows(held)
        for batch in held:
            row, given = rows.get(batch), self._held[batch]
            if row and row.queued and row.lease_by and row.lease_by in tokens:
                continue
            del self._held[batch]
            self._taken.discard(batch)
            if row is None or not row.queued or (not row.lease_by and row.attempts > _attempts(given)):
                # settled, gone with its letter, or handed over anew under the number of its next try
                self._there.acknowledge(given)
            else:
                self._there.put_off(given, PUT_OFF_SECONDS)


def _size(kind: str) -> int:
    """How many addresses a batch of an alert holds."""
    return min(BATCH, kinds()[kind].claims_at_once)


def _rows(batches: list[int]) -> dict[int, _Row]:
    if not batches:
        return {}
    rows = Batch.objects.filter(id__in=batches)
    return {row[0]: _Row(*row[1:]) for row in rows.values_list("id", "attempts", "queued", "lease_by")}


def _batch_in(given: Given) -> int | None:
    """The batch that a message names; None where it is nothing that a sender of ours writes."""
    found = _BODY.fullmatch(given.body)
    return int(found[1]) if found else None


def _attempts(given: Given) -> int:
    found = _BODY.fullmatch(given.body)
    return int(found[2]) if found else 0
