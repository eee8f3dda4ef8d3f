"""The jobs that empty the outbox."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from time import monotonic

from wekeep.channels.actions import addresses, budget, incoming, outbox
from wekeep.channels.contract import Envelope, Result
from wekeep.channels.registry import kind as channel
from wekeep.vault.keeper import is_open
from wekeep.vault.queries.serving import knows_service_key
from wekeep.work.jobs import task
from wekeep.work.rules.lane import ALERTS, DEFAULT, SLOW

SETTLED_AT_ONCE = 100
SETTLED_AT_LEAST_EVERY_SECONDS = 1.0
# A job draws for so long and then leaves the rest to the next, well within its limit. What it drew and could not begin
# by then is put back, before its lease ends and another sends it too.
DRAWS_FOR_SECONDS, IN_HAND_FOR_SECONDS = 120, 45


@task("channels.send", lane=ALERTS)
def send(kind: str) -> None:
    """Send every first try of one kind that is due."""
    _empty(kind, retries=False)


@task("channels.send_again", lane=DEFAULT)
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


@task("channels.forget", lane=SLOW, every=timedelta(hours=1))
def forget() -> None:
    """Delete letters and addresses whose time is over, the marks of old texts, and old spending."""
    incoming.forget_incoming()
    budget.forget_spent()
    outbox.forget_letters()
    addresses.forget_expired_addresses()


def _empty(kind: str, *, retries: bool) -> None:
    """Draw envelopes as the channel has room, and settle its answers a few hundred at a time."""
    tokens: dict[int, str] = {}
    answers = channel(kind).send(_envelopes(kind, tokens, retries=retries))
    for batch in _batches(answers):
        outbox.settle(kind, [(tokens.pop(result.delivery), result) for result in batch])


def _envelopes(kind: str, tokens: dict[int, str], *, retries: bool) -> Iterator[Envelope]:
    begun = monotonic()
    while monotonic() - begun < DRAWS_FOR_SECONDS:
        claimed_at = monotonic()
        token, envelopes = _claim(kind, retries=retries)
        if not token:
            return
        for position, envelope in enumerate(envelopes):
            if not budget.spend(kind, envelope):
                # the sweep draws them again once the hour has room
                outbox.put_back(token, [one.delivery for one in envelopes[position:]])
                return
            if monotonic() - claimed_at > IN_HAND_FOR_SECONDS:
                outbox.put_back(token, [one.delivery for one in envelopes[position:]])
                break
            tokens[envelope.delivery] = token
            yield envelope
    outbox.queue_rest(kind, retries=retries)


def _claim(kind: str, *, retries: bool) -> tuple[str, list[Envelope]]:
    """The next few. Where the hour has a budget, urgent letters are drawn first and alone, and what is kept back for them
    is drawn by no other."""
    limit, left = channel(kind).claims_at_once, budget.left(kind)
    if left is None:
        return outbox.claim(kind, limit, retries=retries)
    token, envelopes = (
        ("", []) if not left.urgent else outbox.claim(kind, min(limit, left.urgent), retries=retries, urgent=True)
    )
    if token or not left.ordinary:
        return token, envelopes
    return outbox.claim(kind, min(limit, left.ordinary), retries=retries)


def _batches(answers: Iterator[Result]) -> Iterator[list[Result]]:
    """Answers in lists, so that each transaction settles many, and none waits long to be settled."""
    while first := list(islice(answers, 1)):
        batch, begun = first, monotonic()
        for answer in answers:
            batch.append(answer)
            if len(batch) >= SETTLED_AT_ONCE or monotonic() - begun > SETTLED_AT_LEAST_EVERY_SECONDS:
                break
        yield batch
