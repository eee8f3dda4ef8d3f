"""Writing down what a channel said to what was sent: many answers in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from wekeep.channels.actions import books
from wekeep.channels.actions.outbox import forget_gone_addresses
from wekeep.channels.contract import Answer, Outcome, Result
from wekeep.channels.models import Batch, Roll
from wekeep.channels.rules import kinds
from wekeep.channels.rules.delivery import BATCH, MARKS, MOVED, PLACES, TRIED, State, next_state
from wekeep.channels.rules.roll import CODE, code_at
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.work import actions as work

_QUEUED: Final = MARKS[State.QUEUED]
_HANDED_OVER: Final = MARKS[State.HANDED_OVER]


class Moved(NamedTuple):
    """What a letter that went further is about, and whose boards hear of it."""

    about: str
    zone: str


@dataclass(slots=True, eq=False)
class _Page:
    """A batch whose row is locked, and the marks of its places as they will be written."""

    row: Batch
    states: bytearray


class _Again(NamedTuple):
    """What is shared by those who are tried again together."""

    letter: int
    kind: str
    rank: int
    attempts: int
    patience: int | None


# a page, and a place in it
_At = tuple[_Page, int]


@transaction.atomic
def settle(tokens: Mapping[int, str], outcome: Outcome) -> frozenset[Moved]:
    """Write down what the channel said to deliveries of batches that were taken under these leases; returns what boards may
    look at anew.

    An answer whose lease was lost meanwhile changes nothing. Addresses that are gone are forgotten.
    """
    handed, others = _by_batch(outcome)
    rows = books.held({batch: tokens[batch] for batch in {*handed, *others}})
    pages = [_Page(row, bytearray(row.states)) for row in rows]
    later, gone, now = defaultdict[_Again, list[_At]](list), list[_At](), clock.now()
    for page in pages:
        _mark_handed_over(page.states, handed[page.row.id])
        _mark_others(page, others[page.row.id], later, gone, now)
    rolls = Roll.objects.in_bulk({page.row.id for some in (gone, *later.values()) for page, _place in some})
    _try_again(later, rolls, now)
    for page in pages:
        books.write(page.row, page.states, now=now)
    if gone:
        forget_gone_addresses([code_at(rolls[page.row.id].codes, place) for page, place in gone])
    return frozenset(Moved(row.letter.about, row.letter.zone) for row in rows if row.letter.about)


@transaction.atomic
def tell_boards(moved: Iterable[Moved]) -> None:
    """Have the boards look how far these letters are."""
    for one in sorted(moved):
        journal.record(kinds.GOES_ON, about=one.about, zone=one.zone, actor=SYSTEM)


def _by_batch(outcome: Outcome) -> tuple[dict[int, list[int]], dict[int, list[Result]]]:
    """The places that were handed over, and the other answers, by batch."""
    handed, others = defaultdict[int, list[int]](list), defaultdict[int, list[Result]](list)
    for delivery in outcome.handed_over:
        handed[delivery // PLACES].append(delivery % PLACES)
    for result in outcome.others:
        if result.answer is Answer.HANDED_OVER:
            handed[result.delivery // PLACES].append(result.delivery % PLACES)
        else:
            others[result.delivery // PLACES].append(result)
    return handed, others


def _mark_handed_over(states: bytearray, places: Iterable[int]) -> None:
    for place in places:
        if states[place] == _QUEUED:
            states[place] = _HANDED_OVER


def _mark_others(
    page: _Page, results: Iterable[Result], later: dict[_Again, list[_At]], gone: list[_At], now: datetime
) -> None:
    row, states = page.row, page.states
    for result in results:
        place = result.delivery % PLACES
        if states[place] != _QUEUED:
            continue
        if result.answer is Answer.LATER:
            states[place] = MOVED
            later[_Again(row.letter_id, row.kind, row.rank, row.attempts, result.retry_after)].append((page, place))
            continue
        states[place] = MARKS[next_state(result, row.attempts, now, now)[0]]
        if result.answer is Answer.GONE:
            gone.append((page, place))


def _try_again(later: Mapping[_Again, list[_At]], rolls: Mapping[int, Roll], now: datetime) -> None:
    """What failed together, and was asked for the same patience, waits together, in a batch of its own."""
    for again, every in later.items():
        for some in _parts(every):
            asked = Result(0, Answer.LATER, again.patience)
            state, due = next_state(asked, again.attempts, some[0][0].row.letter.expires_at, now)
            if state is State.QUEUED:
                _move(again, some, rolls, due)
            else:
                for page, place in some:
                    page.states[place] = TRIED


def _parts(every: Sequence[_At]) -> Iterator[Sequence[_At]]:
    """As many as a batch holds, at once."""
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def _move(again: _Again, some: Sequence[_At], rolls: Mapping[int, Roll], due: datetime) -> None:
    places = [(rolls[page.row.id], place) for page, place in some]
    codes = b"".join(bytes(roll.codes[place * CODE : (place + 1) * CODE]) for roll, place in places)
    manners = bytes(roll.manners[place] for roll, place in places)
    other = Batch.objects.select_for_update().filter(
        letter=again.letter, kind=again.kind, attempts=again.attempts, next_at=due, lease_by="", queued__gt=0
    )
    there = next((one for one in other if len(one.states) + len(some) <= BATCH), None)
    if there is None:
        letter = some[0][0].row.letter
        there = books.new(letter, kind=again.kind, rank=again.rank, size=len(some), due=due, attempts=again.attempts)
        there.save(force_insert=True)
        Roll.objects.create(batch=there, codes=codes, manners=manners)
    else:
        books.write(there, bytearray(there.states) + bytes([_QUEUED]) * len(some))
        grown = Roll.objects.get(pk=there.pk)
        Roll.objects.filter(pk=there.pk).update(
            codes=bytes(grown.codes) + codes, manners=bytes(grown.manners) + manners
        )
    key = f"channels.send_again:{again.kind}:{int(due.timestamp() * 4)}"
    work.enqueue("channels.send_again", {"kind": again.kind}, unique_key=key, run_at=due)
