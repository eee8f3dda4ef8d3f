"""The jobs that empty the outbox."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from time import monotonic

from wekeep.channels.actions import addresses, outbox, sending, sheets
from wekeep.channels.contract import Envelope, Result
from wekeep.channels.registry import kind as channel
from wekeep.channels.rules.delivery import PLACES, Rank
from wekeep.vault.keeper import is_open
from wekeep.vault.queries.serving import knows_service_key
from wekeep.work.jobs import task
from wekeep.work.rules.lane import ALERTS, DEFAULT, RETRIES, SLOW

SETTLED_AT_ONCE = 500
SETTLED_AT_LEAST_EVERY_SECONDS = 0.25
# A job draws for so long and then leaves the rest to the next, well within its limit. What it took and has not begun by
# then is put back.
DRAWS_FOR_SECONDS = 120
# a third of each minute, one sheet after the other
STOCKS_FOR_SECONDS = 20
# the lease is 75 seconds
HOLDS_ON_EVERY_SECONDS = 20
# How often it looks whether something goes before what it has in hand, and whether that is still wanted.
LOOKS_AHEAD_AFTER_SECONDS, LOOKS_AGAIN_AFTER_SECONDS = 0.05, 0.5


@task("channels.send", lane=ALERTS)
def send(kind: str) -> None:
    """Send every first try of one kind that is due."""
    _empty(kind, retries=False)


@task("channels.send_again", lane=RETRIES)
def send_again(kind: str) -> None:
    """Send what failed before, and what a dead worker left behind, after any first tries."""
    _empty(kind, retries=True)


@task("channels.sweep", lane=DEFAULT, every=timedelta(seconds=30))
def sweep() -> None:
    """Find what is due and has no job."""
    outbox.queue_left_behind()


@task("channels.send_waiting", lane=ALERTS, every=timedelta(seconds=5))
def send_waiting() -> None:
    """Send what waited for the keeper, within seconds of its unsealing."""
    if is_open():
        outbox.queue_waiting()


@task("channels.seal_clear", lane=SLOW, every=timedelta(minutes=1))
def seal_clear() -> None:
    """Seal the addresses that came before the keeper's keys were known."""
    if knows_service_key():
        while addresses.seal_clear():
            pass


@task("channels.prolong", lane=SLOW, every=timedelta(hours=1))
def prolong() -> None:
    """Have the keeper keep open what people have prolonged."""
    while is_open() and addresses.prolong():
        pass


@task("channels.stock_sheets", lane=RETRIES, every=timedelta(minutes=1))
def stock_sheets() -> None:
    """Make ready, while no alert is on its way, what the next one will be sent with."""
    begun = monotonic()
    while is_open() and sheets.is_quiet() and monotonic() - begun < STOCKS_FOR_SECONDS:
        if not sheets.make_one():
            return


@task("channels.forget", lane=SLOW, every=timedelta(hours=1))
def forget() -> None:
    """Delete letters and addresses whose time is over."""
    outbox.forget_letters()
    addresses.forget_expired_addresses()
    sheets.forget_old_sheets()


def _empty(kind: str, *, retries: bool) -> None:
    """Draw envelopes as the channel has room, and settle its answers several times a second."""
    run = _Run(kind, retries=retries)
    for answers in _gathered(channel(kind).send(run.envelopes())):
        sending.settle(kind, [(run.token_of(result), result) for result in answers])
        run.hold_on()
    run.end()


class _Run:
    """One run of one channel: what it has in hand, and what goes next."""

    def __init__(self, kind: str, *, retries: bool) -> None:
        self._kind, self._retries, self._at_once = kind, retries, channel(kind).claims_at_once
        self._begun = self._held = monotonic()
        self._tokens: dict[int, str] = {}

    def token_of(self, result: Result) -> str:
        """The lease under which the answer's batch was taken."""
        return self._tokens[result.delivery // PLACES]

    def envelopes(self) -> Iterator[Envelope]:
        """What is due, as long as this job may draw; the rest is the next job's."""
        while self._may_draw():
            hand = sending.claim(self._kind, self._at_once, retries=self._retries)
            if hand is None:
                return
            yield from self._from(hand)
        sending.queue_rest(self._kind, retries=self._retries)

    def _may_draw(self) -> bool:
        return monotonic() - self._begun < DRAWS_FOR_SECONDS

    def _from(self, hand: sending.Hand) -> Iterator[Envelope]:
        """The envelopes of a hand; whatever goes before them by its rank is drawn between them, as soon as it is there."""
        self._tokens |= {one.delivery // PLACES: hand.token for one in hand.envelopes}
        begun = looked = monotonic()
        while hand.envelopes and self._may_draw():
            if monotonic() - begun > LOOKS_AHEAD_AFTER_SECONDS:
                yield from self._ahead_of(hand)
                begun = monotonic()
            if monotonic() - looked > LOOKS_AGAIN_AFTER_SECONDS:
                sending.look_again(hand)
                looked = monotonic()
            if hand.envelopes:
                yield hand.envelopes.popleft()

    def _ahead_of(self, hand: sending.Hand) -> Iterator[Envelope]:
        while hand.rank > Rank.FIRST and self._may_draw():
            other = sending.claim(self._kind, self._at_once, retries=False, above=hand.rank)
            if other is None:
                return
            yield from self._from(other)

    def hold_on(self) -> None:
        """Keep what is in hand, while it is still being sent."""
        if monotonic() - self._held > HOLDS_ON_EVERY_SECONDS:
            sending.hold_on(set(self._tokens.values()))
            self._held = monotonic()

    def end(self) -> None:
        """Every answer was settled: what was taken and not begun is given back."""
        sending.put_back(set(self._tokens.values()))


def _gathered(answers: Iterator[Result]) -> Iterator[list[Result]]:
    """Answers in lists, so that each transaction settles many, and none waits long to be settled."""
    while first := list(islice(answers, 1)):
        batch, begun = first, monotonic()
        for answer in answers:
            batch.append(answer)
            if len(batch) >= SETTLED_AT_ONCE or monotonic() - begun > SETTLED_AT_LEAST_EVERY_SECONDS:
                break
        yield batch
