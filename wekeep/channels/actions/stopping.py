"""Stopping everything that is sent, in the middle of an alert too; what waits is kept, let through or dropped."""

from collections.abc import Iterable

from django.db import transaction

from wekeep.channels.actions import books
from wekeep.channels.actions.outbox import queue_everything
from wekeep.channels.models import Batch, Letter, Stopped
from wekeep.channels.queries import codes_by_reach, stop_code
from wekeep.channels.rules import kinds
from wekeep.channels.rules.delivery import MARKS, TRIED, State
from wekeep.journal import actions as journal
from wekeep.journal.rules.kind import Kind
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.vault.actions import sending as vault
from wekeep.vault.queries.sending import keeper_stops
from wekeep.work import actions as work

_QUEUED = bytes([MARKS[State.QUEUED]])


def stop_sending(*, actor: Actor) -> str:
    """From the commit of this on no process draws anything more to send, on any host, and the keeper opens no address;
    returns the stop's code. Pressing it twice changes nothing. The keeper hears of it after the senders did, and of a stop
    that it missed within seconds of its return (`match_keeper`)."""
    actor.require(Ability.STOP_SENDING)
    code = _stop(actor, kinds.SENDING_STOPPED)
    vault.stop_sending(by=actor.code)
    return code


def match_keeper() -> None:
    """Have the database and the keeper stop together: whichever stopped first. A row that was deleted by someone who writes
    to the database comes back, because the keeper goes on for nobody but two persons or the operator."""
    if keeper_stops() in (None, bool(stop_code())):
        return
    with transaction.atomic():
        # whoever starts sending again holds the row until both go on
        ours, theirs = locked_stop(), keeper_stops()
        if ours and theirs is False:
            vault.stop_sending(by=SYSTEM.code)
        elif theirs and not ours:
            _stop(SYSTEM, kinds.STOP_FOUND)


def locked_stop() -> str:
    """The code of the stop, locked for the caller's transaction; "" where nothing is stopped."""
    row = Stopped.objects.select_for_update().first()
    return row.code if row else ""


@transaction.atomic
def go_on(*, actor: Actor) -> None:
    """Send again, and at once, what waits, in the caller's transaction, which has the keeper go on first."""
    stop = Stopped.objects.select_for_update().first()
    if stop is None:
        return
    journal.record(kinds.SENDING_RESUMED, about=stop.code, actor=actor)
    stop.delete()
    queue_everything()


@transaction.atomic
def let_go(*, actor: Actor, stop: str, letters: Iterable[str]) -> None:
    """Send these letters although sending is stopped, as long as this stop lasts, in the caller's transaction."""
    Letter.objects.filter(code__in=list(letters)).update(passes=stop)
    journal.record(kinds.LET_THROUGH, about=stop, actor=actor)
    queue_everything()


@transaction.atomic
def drop(*, letters: Iterable[str]) -> frozenset[str]:
    """Send what waits in these letters to nobody; returns the addresses that got nothing of their threads. What was tried
    before may have arrived: whoever it was for counts as told."""
    codes = list(letters)
    for row in Batch.objects.filter(letter__code__in=codes, queued__gt=0).select_for_update().order_by("id"):
        mark = TRIED if row.attempts or row.lease_by else MARKS[State.WITHDRAWN]
        books.write(row, bytearray(row.states).replace(_QUEUED, bytes([mark])))
    untold, reached = set[str](), set[str]()
    for thread in Letter.objects.filter(code__in=codes).values_list("thread", flat=True).distinct():
        for came, addresses in codes_by_reach(thread):
            (reached if came else untold).update(addresses)
    return frozenset(untold - reached)


@transaction.atomic
def _stop(actor: Actor, kind: Kind) -> str:
    row, new = Stopped.objects.get_or_create(name="sending", defaults={"by": actor.code, "at": clock.now()})
    if new:
        journal.record(kind, about=row.code, actor=actor)
        work.enqueue("alerts.tell_of_stop", {"by": actor.code, "code": row.code})
    return row.code
