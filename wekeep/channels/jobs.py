"""The jobs that empty the outbox."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import inf
from time import monotonic

from django.conf import settings

from wekeep.channels.actions import (
    addresses,
    ailing,
    books,
    budget,
    handing,
    incoming,
    making_ready,
    outbox,
    sending,
    settling,
    sheets,
    stopping,
)
from wekeep.channels.actions.handing import Stack
from wekeep.channels.actions.holding import PULSE, Hold
from wekeep.channels.actions.sending import Hand, Member
from wekeep.channels.actions.turns import TURNS, most_together
from wekeep.channels.contract import Bundle, CarriesMany, Drawn, Envelope, Outcome, Result
from wekeep.channels.queries import stop_code
from wekeep.channels.registry import kind as channel
from wekeep.channels.rules.delivery import Rank
from wekeep.kit import clock
from wekeep.vault.keeper import is_open
from wekeep.vault.queries.serving import knows_service_key
from wekeep.work.jobs import task
from wekeep.work.rules.lane import ALERTS, DEFAULT, RETRIES, SLOW

# A batch is written down as often as answers to it are settled, so the clock decides; the number bounds a flood.
SETTLED_AT_ONCE, SETTLED_AT_LEAST_EVERY_SECONDS = 10_000, 0.25
# A job draws for so long and then leaves the rest to the next, well within its limit. What it took and has not begun by
# then is put back.
DRAWS_FOR_SECONDS = 120
# a third of each minute, one sheet after the other
STOCKS_FOR_SECONDS = 20
BOARDS_HEAR_EVERY_SECONDS = 0.5
STOP_LOOKED_FOR_EVERY_SECONDS = 0.1
# what ails a channel is written down once, and again while it goes on
TROUBLE_AGAIN_AFTER_SECONDS = 10
# How often it looks whether something goes before what it has in hand, and whether that is still wanted.
BUNDLED = 250
LOOKS_AHEAD_AFTER_SECONDS, LOOKS_AGAIN_AFTER_SECONDS = 0.05, 0.5


@task("channels.send", lane=ALERTS)
def send(kind: str) -> None:
    """Send every first try of one kind that is due, or have the broker give it to whoever sends."""
    if not handing.hand_over_due(kind, retries=False):
        _empty(kind, retries=False)


@task("channels.send_again", lane=RETRIES)
def send_again(kind: str) -> None:
    """The same for what failed before, and what a dead worker left behind, after any first tries."""
    if not handing.hand_over_due(kind, retries=True):
        _empty(kind, retries=True)


@task("channels.sweep", lane=DEFAULT, every=timedelta(seconds=30))
def sweep() -> None:
    """Find what is due and has no job."""
    outbox.queue_left_behind()


@task("channels.send_waiting", lane=ALERTS, every=timedelta(seconds=5))
def send_waiting() -> None:
    """Send what waited for the keeper, within seconds of its unsealing; a stop that one of the two missed stops both."""
    stopping.match_keeper()
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
    while not stop_code() and is_open() and making_ready.is_quiet() and monotonic() - begun < STOCKS_FOR_SECONDS:
        if not making_ready.make_one():
            return


@task("channels.forget", lane=SLOW, every=timedelta(hours=1))
def forget() -> None:
    """Delete letters and addresses whose time is over, old spending and what ailed a channel."""
    incoming.forget_incoming()
    budget.forget_spent()
    ailing.forget_ailments()
    outbox.forget_letters()
    addresses.forget_expired_addresses()
    making_ready.forget_old_sheets()


def hands() -> int:
    """How many threads a process that sends needs, so that some are left where every channel is dead at once."""
    return most_together() + settings.WORKER_THREADS


def send_given(stack: Stack) -> bool:
    """Send what the broker gives of one kind, until it gives nothing; whether it gave anything."""
    return _empty(stack.kind, retries=stack.retries, stack=stack)


def send_due(kind: str, *, retries: bool) -> bool:
    """Send what is due from the database, where the broker is away; whether anything was."""
    return books.due(kind, clock.now(), retries=retries).exists() and _empty(kind, retries=retries)


def _empty(name: str, *, retries: bool, stack: Stack | None = None) -> bool:
    """Send what is due, unless as many threads of this process do so already as one channel may have; whether anything was.
    With a `stack`, what that gives."""
    begun = TURNS.begin((name, retries))
    if begun is None:
        return False
    try:
        run = _Run(name, retries=retries, stack=stack)
        with PULSE.keeping(run.hold):
            return _send_all(name, run)
    finally:
        if TURNS.end((name, retries), begun):
            sending.queue_rest(name, retries=retries)
        # another channel's end leaves alone what is open for an alert that goes on
        if not retries and isinstance(channel(name), CarriesMany) and TURNS.is_over((name, retries)):
            sheets.forget_open()


def _send_all(name: str, run: "_Run") -> bool:
    """Draw what there is as the channel has room, and settle its answers several times a second."""
    kind = channel(name)
    if isinstance(kind, CarriesMany):
        outcomes = kind.send_bundles(Drawn(run.bundles(), run.is_stopped_lately, run.hold.is_lost))
    else:
        outcomes = _one_by_one(kind.send(Drawn(run.envelopes(), run.is_stopped_lately, run.hold.is_lost)))
    for outcome in _gathered(outcomes):
        run.note(settling.settle(run.tokens, outcome))
        run.note_trouble(outcome.others)
        run.tidy()
    run.end()
    return bool(run.tokens)


class _Run:
    """One run of one channel: what it has in hand, and what goes next."""

    def __init__(self, kind: str, *, retries: bool, stack: Stack | None = None) -> None:
        self._stack = stack
        self._kind, self._retries, self._at_once = kind, retries, channel(kind).claims_at_once
        self._begun = monotonic()
        self.hold = Hold()
        # the lease under which each batch was taken
        self.tokens: dict[int, str] = {}
        self._moved, self._told = set[settling.Moved](), self._begun
        self._ailed: dict[str, float] = {}
        self._has_budget, self._spent = budget.left(kind) is not None, False
        # a run that begins during a stop sends what is let through of it, and ends with any other stop
        self._began_under, self._stopped, self._asked = stop_code(), False, self._begun

    def envelopes(self) -> Iterator[Envelope]:
        """What is due, one by one, as long as this job may draw; the rest is the next job's."""
        return (sending.envelope_of(one) for some in self._drawn(1) for one in some)

    def bundles(self) -> Iterator[Bundle]:
        """The same, many at once."""
        return (bundle for some in self._drawn(BUNDLED) for bundle in sending.bundles_of(some))

    def _drawn(self, at_once: int) -> Iterator[list[Member]]:
        while self._may_draw():
            hand = self._next()
            if hand is None:
                return
            yield from self._from(hand, at_once)
            if self._spent:
                # the sweep draws the rest once the hour has room
                return
        if self._stack is None and not self._stopped:
            sending.queue_rest(self._kind, retries=self._retries)

    def _next(self) -> Hand | None:
        if self._stack:
            return self._stack.claim(self._at_once, self.hold)
        return sending.claim(self._kind, self._at_once, retries=self._retries, hold=self.hold)

    def _may_draw(self) -> bool:
        in_time = monotonic() - self._begun < DRAWS_FOR_SECONDS
        return in_time and not self.is_stopped() and not self.hold.is_lost()

    def is_stopped(self) -> bool:
        """Whether sending was stopped since this run began. Asked of the database before each draw: a stop holds in every
        process on every host from its commit on."""
        self._stopped = self._stopped or stop_code() not in ("", self._began_under)
        self._asked = monotonic()
        return self._stopped

    def is_stopped_lately(self) -> bool:
        """The same for what a channel has drawn already and not begun, asked several times a second; what another may have by
        now does not leave either."""
        if self.hold.is_lost():
            return True
        if self._stopped or monotonic() - self._asked < STOP_LOOKED_FOR_EVERY_SECONDS:
            return self._stopped
        return self.is_stopped()

    def _from(self, hand: Hand, at_once: int) -> Iterator[list[Member]]:
        """The members of a hand; whatever goes before them by its rank is drawn between them, as soon as it is there."""
        self.tokens |= dict.fromkeys(hand.batches, hand.token)
        ahead = looked = monotonic()
        while hand.members and self._may_draw():
            if monotonic() - ahead > LOOKS_AHEAD_AFTER_SECONDS:
                yield from self._ahead_of(hand, at_once)
                ahead = monotonic()
            if monotonic() - looked > LOOKS_AGAIN_AFTER_SECONDS:
                sending.look_again(hand)
                looked = monotonic()
            some = [hand.members.popleft() for _n in range(min(at_once, len(hand.members)))]
            if self._has_budget and not self._afford(some):
                return
            yield some

    def _afford(self, some: list[Member]) -> bool:
        """Take what these cost from the hour's budget. Where it has no room, nothing more of the run is drawn: urgent
        letters came first, and have what is kept back."""
        self._spent = not all(budget.spend(self._kind, sending.envelope_of(one)) for one in some)
        return not self._spent

    def _ahead_of(self, hand: Hand, at_once: int) -> Iterator[list[Member]]:
        while hand.rank > Rank.FIRST and self._may_draw():
            other = sending.claim(self._kind, self._at_once, retries=False, above=hand.rank, hold=self.hold)
            if other is None:
                return
            yield from self._from(other, at_once)

    def note(self, moved: frozenset[settling.Moved]) -> None:
        """Tell the boards that letters went further, a few times a second at most."""
        self._moved |= moved
        if self._moved and monotonic() - self._told > BOARDS_HEAR_EVERY_SECONDS:
            settling.tell_boards(self._moved)
            self._moved, self._told = set(), monotonic()

    def note_trouble(self, results: Iterable[Result]) -> None:
        """Remember what ails the channel."""
        now = monotonic()
        said = {one.trouble for one in results if one.trouble}
        fresh = {one for one in said if now - self._ailed.get(one, -inf) > TROUBLE_AGAIN_AFTER_SECONDS}
        if fresh:
            ailing.note(self._kind, fresh)
            self._ailed |= dict.fromkeys(fresh, now)

    def tidy(self) -> None:
        """Have done with what is not being sent any more."""
        if self._stack:
            self._stack.tidy(self.tokens.values())

    def end(self) -> None:
        """Every answer was settled: what was taken and not begun is given back."""
        sending.put_back(set(self.tokens.values()))
        if self._stack:
            self._stack.end()
        elif self.hold.is_lost():
            sending.queue_rest(self._kind, retries=self._retries)
        if self._moved:
            settling.tell_boards(self._moved)


def _one_by_one(results: Iterator[Result]) -> Iterator[Outcome]:
    return (Outcome((), (result,)) for result in results)


def _gathered(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Answers in lists, so that each transaction settles many, and none waits long to be settled."""
    handed_over, others, begun = list[int](), list[Result](), monotonic()
    for outcome in outcomes:
        handed_over += outcome.handed_over
        others += outcome.others
        late = monotonic() - begun > SETTLED_AT_LEAST_EVERY_SECONDS
        if late or len(handed_over) + len(others) >= SETTLED_AT_ONCE:
            yield Outcome(handed_over, others)
            handed_over, others, begun = [], [], monotonic()
    if handed_over or others:
        yield Outcome(handed_over, others)
