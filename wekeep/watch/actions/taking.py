"""Taking reports in from strangers: acknowledged as soon as they lie durably in the spool, in the database soon after.

Every door of theirs comes through here. Where no spool is open, as in a command, a report goes straight into the database.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from django.conf import settings

from wekeep.kit.actor import VISITOR, Actor
from wekeep.kit.errors import Busy, Refused
from wekeep.kit.way import Way
from wekeep.watch.actions import sightings
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.line import OnLoop, Parcel, Waiting
from wekeep.watch.actions.sightings import Filed, file_sighting, filed_under, marks_for, mended
from wekeep.watch.actions.storing import Filing
from wekeep.watch.actions.taker import COME_AGAIN_SECONDS, Taker
from wekeep.watch.queries.sightings import is_filed
from wekeep.watch.rules.receipt import Marks, check_body, mark_of_words
from wekeep.watch.rules.sighting import Report
from wekeep.watch.rules.standing import MENDABLE
from wekeep.watch.rules.status import Source, Status

P = ParamSpec("P")
T = TypeVar("T")
# A disk that takes longer to sync than this has stopped.
DURABLE_SECONDS: Final = 15.0
# Whoever comes back with six words while their report is on its way waits so long at most; so many at once wait for one that
# another process may hold.
SETTLE_SECONDS, ELSEWHERE_SECONDS, ELSEWHERE_AT_ONCE = 5.0, 2.0, 2


@dataclass(slots=True)
class _Here:
    """The taker of this process, while it serves."""

    taker: Taker | None = None


_HERE = _Here()
_elsewhere = threading.Semaphore(ELSEWHERE_AT_ONCE)


def open_spool(folder: Path) -> Way:
    """From now on reports go through a spool in `folder`, together with what was left there; returns what tells others to give
    way to those who send."""
    taker = Taker(folder)
    taker.open()
    _HERE.taker = taker
    return taker.way


def close_spool() -> None:
    """Bring what lies there into the database as far as that goes in a few seconds; the rest is there at the next start."""
    taker, _HERE.taker = _HERE.taker, None
    if taker is not None:
        taker.close()


@dataclass(slots=True)
class Brought:
    """A report as a door brings it: `body` is what was sent, in one spelling; `reach`, how to reach somebody, is sealed first."""

    actor: Actor
    report: Report
    source: Source
    key: str
    body: str
    sender: Sender
    reach: str = ""


@dataclass(slots=True)
class _Begun:
    """One that is on its way to the disk, or will be with its parcel."""

    brought: Brought
    filing: Filing
    words: str
    waiting: Waiting
    parcel: Parcel


@dataclass(slots=True)
class _Later:
    """One that the database has to be asked about first, or that goes there at once."""

    brought: Brought
    words: str
    marks: Marks


def take_in(
    *, actor: Actor, report: Report, source: Source, key: str, body: str, sender: Sender, reach: str = ""
) -> Filed:
    """Take a report as `file_sighting` does, and return as soon as it is durable; the same body under the same key gives the
    same receipt. How to reach somebody is sealed first, and so lies in the database at once. Busy where nothing can be taken."""
    taken = take_all([Brought(actor, report, source, key, body, sender, reach)])[0]
    if isinstance(taken, Refused):
        raise taken
    return taken


def take_all(several: Sequence[Brought]) -> list[Filed | Refused]:
    """`take_in` for each, in their order: what became of it, or why it was not taken. All that are surely new share one write, one
    sync and one wait; then come those that the database has to be asked about."""
    taker, parcel = _HERE.taker, Parcel()
    if taker is None:
        return [_tried(_at_once, one) for one in several]
    begun = [_tried(_begun, one, taker, parcel) for one in several]
    taker.send(parcel)
    until = time.monotonic() + SETTLE_SECONDS
    found = [_tried(_asked, one, taker, until) if isinstance(one, _Later) else one for one in begun]
    until = time.monotonic() + DURABLE_SECONDS
    return [_tried(_ended, one, until) if isinstance(one, _Begun) else one for one in found]


def _tried(step: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | Refused:
    try:
        return step(*args, **named)
    except Refused as refusal:
        return refusal


def _begun(one: Brought, taker: Taker, parcel: Parcel) -> _Begun | _Later:
    """Put into the parcel, if it is surely new."""
    words, marks = marks_for(one.key, one.body)
    later = _Later(one, words, marks)
    return later if one.reach or not taker.is_new(marks.key) else _put(later, taker, parcel) or later


def _asked(later: _Later, taker: Taker, until: float) -> _Begun | Filed:
    """What was taken before, or on its way by now; nobody is waited for longer than `until`."""
    one = later.brought
    earlier = _earlier(taker, later.words, later.marks, one.sender, until)
    if earlier is not None:
        return earlier
    if one.reach:
        taker.note(later.marks.key)
        return _at_once(one)
    parcel = Parcel()
    begun = _put(later, taker, parcel)
    if begun is not None:
        taker.send(parcel)
        return begun
    # the same report came at the same moment
    earlier = _earlier(taker, later.words, later.marks, one.sender, until)
    if earlier is None:
        raise _not_kept()
    return earlier


def _put(later: _Later, taker: Taker, parcel: Parcel) -> _Begun | None:
    """Judged, and put into the parcel; None where another came first under its key."""
    one = later.brought
    sightings.check(actor=one.actor, report=one.report, source=one.source, status=Status.ACTUAL)
    filing = Filing(one.actor, one.report, one.source, later.marks, ruling=one.sender.judge(one.report))
    waiting = taker.take(filing, parcel)
    return _Begun(one, filing, later.words, waiting, parcel) if waiting.tell is parcel else None


def _at_once(one: Brought) -> Filed:
    return file_sighting(
        actor=one.actor,
        report=one.report,
        source=one.source,
        key=one.key,
        body=one.body,
        sender=one.sender,
        reach=one.reach,
    )


def _ended(one: _Begun, until: float) -> Filed:
    """Once it is durable, if it is by `until`."""
    one.parcel.wait(until)
    if not one.waiting.is_durable:
        raise _not_kept()
    one.brought.sender.remember(one.filing.code)
    return _filed(one.filing, one.words)


def take_soon(
    *, report: Report, source: Source, key: str, body: str, sender: Sender, may: Callable[[], bool], tell: OnLoop
) -> Filed | None:
    """`take_in` for a visitor on the event loop, where nothing may wait: `tell` hears once it is durable, before which nobody
    may be told of it. None, with nothing taken, where it is not certain that this is a new report which can be kept. `may` is
    asked last, and takes one from the source's tries."""
    taker = _HERE.taker
    words, marks = marks_for(key, body)
    if taker is None or taker.line.is_full() or not taker.is_new(marks.key):
        return None
    sightings.check(actor=VISITOR, report=report, source=source, status=Status.ACTUAL)
    if not may():
        return None
    filing = Filing(VISITOR, report, source, marks, ruling=sender.judge(report))
    if taker.take(filing, tell).tell is not tell:
        return None
    sender.remember(filing.code)
    return _filed(filing, words)


def bring_in(*, words: str) -> None:
    """Have the report with these words in the database when this returns, if it is on its way there. Busy where that takes
    longer than somebody can be asked to wait."""
    taker = _HERE.taker
    if taker is None:
        return
    one = taker.line.find(receipt=mark_of_words(settings.SECRET_KEY, words))
    if one is not None:
        if not taker.line.hurry(one, SETTLE_SECONDS):
            raise Busy("This report is still on its way. Wait %(seconds)s seconds and try again.", COME_AGAIN_SECONDS)
    elif taker.may_be_elsewhere() and _elsewhere.acquire(blocking=False):
        try:
            _await_elsewhere(words)
        finally:
            _elsewhere.release()


def filed_before(*, key: str, body: str) -> Filed | None:
    """What filing `body` under `key` gave before, or None; SentBefore where the key was used for another body."""
    taker = _HERE.taker
    if taker is not None:
        return _earlier(taker, *marks_for(key, body), None, time.monotonic() + SETTLE_SECONDS)
    return sightings.filed_before(key=key, body=body)


def _earlier(taker: Taker, words: str, marks: Marks, sender: Sender | None, until: float) -> Filed | None:
    """What was taken under these marks before. One that still waits is brought into the database first, if that is done by
    `until`."""
    if taker.is_new(marks.key):
        return None
    one = taker.line.find(key=marks.key)
    if one is not None and not taker.line.hurry(one, max(0.0, until - time.monotonic())):
        if not one.is_durable:
            raise _not_kept()
        check_body(one.body, marks.body)
        return Filed("", words, is_new=False, wants_proof=one.wants_proof)
    earlier = filed_under(words, marks)
    return mended(earlier, sender) if earlier else None


def _await_elsewhere(words: str) -> None:
    end = time.monotonic() + ELSEWHERE_SECONDS
    while not is_filed(words) and time.monotonic() < end:
        time.sleep(0.1)


def _filed(filing: Filing, words: str) -> Filed:
    return Filed(filing.code, words, is_new=True, wants_proof=filing.ruling.held_for in MENDABLE)


def _not_kept() -> Busy:
    return Busy(
        "Your report could not be kept at this moment. Send it again in %(seconds)s seconds.", COME_AGAIN_SECONDS
    )
