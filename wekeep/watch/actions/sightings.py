"""Filing, adding to, correcting, withdrawing and forgetting sightings: the one writer of them."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db import IntegrityError, transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import Refused
from wekeep.kit.sent_key import check_key
from wekeep.vault.actions.sealing import erase, erase_all
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.lanes import open_up, queue_reconsidering
from wekeep.watch.actions.storing import Filing, columns_of, place_of, store
from wekeep.watch.actions.together import Together
from wekeep.watch.models import Addition, Sighting
from wekeep.watch.queries.positions import position_of
from wekeep.watch.queries.sightings import code_filed_under, held_for_want_of_a_proof, lock_by_receipt
from wekeep.watch.rules import kinds, receipt
from wekeep.watch.rules.sealed import SIGHTING
from wekeep.watch.rules.sighting import (
    MOST_ADDITIONS,
    Report,
    check_may_change,
    check_observed_at,
    check_something_seen,
    check_spot,
)
from wekeep.watch.rules.sign import Evidence, stop_look_alikes
from wekeep.watch.rules.standing import MENDABLE, ORDINARY
from wekeep.watch.rules.status import Source, Status
from wekeep.work import actions as work

_FORGET_BATCH = 500


@dataclass(frozen=True, slots=True)
class Filed:
    """A sighting that is on disk, the six words of its receipt, and whether it was new. `reachable`: whether how to reach
    the reporter was kept; None where they said nothing of it, or were answered before. `wants_proof`: it waits for a person
    only for want of a proof, which the sender may still bring by sending the same again."""

    code: str
    words: str
    is_new: bool
    reachable: bool | None = None
    wants_proof: bool = False


def file_sighting(
    *,
    actor: Actor,
    report: Report,
    source: Source,
    key: str,
    body: str,
    status: Status = Status.ACTUAL,
    reach: str = "",
    sender: Sender | None = None,
) -> Filed:
    """Store a report once: the same `body` under the same `key` gives the same receipt and stores nothing more.

    `body` is what was sent, in one fixed spelling. SentBefore is raised for another body under a used key; a sighting
    for someone else, or for a drill, needs its ability. `reach`, how to reach the reporter, is sealed for verifiers. `sender`, where a stranger
    may be one, is judged: a report that waits for a person is on disk too, and the same one with a proof frees it. When
    this returns (outside a transaction) it is on disk.
    """
    words, marks = marks_for(key, body)
    earlier = filed_under(words, marks)
    if earlier is not None:
        return mended(earlier, sender)
    check(actor=actor, report=report, source=source, status=status)
    ruling = sender.judge(report) if sender else ORDINARY
    filing = Filing(actor, report, source, marks, status, reach, ruling)
    try:
        code, reachable = _TOGETHER.run((filing, place_of(filing)))
    except IntegrityError:
        earlier = filed_under(words, marks)  # the same report came twice at the same moment
        if earlier is None:
            raise
        return earlier
    if sender:
        sender.remember(code)
    return Filed(code, words, is_new=True, reachable=reachable, wants_proof=ruling.held_for in MENDABLE)


def mended(filed: Filed, sender: Sender | None) -> Filed:
    """The same report once more: freed, where it waited for want of the proof that it now brings."""
    held = held_for_want_of_a_proof(code=filed.code)
    if sender is None or not held.exists():
        return filed
    if not sender.is_mended():
        return replace(filed, wants_proof=True)
    with transaction.atomic():
        open_up(list(held.select_for_update()))
    return filed


def filed_before(*, key: str, body: str) -> Filed | None:
    """What filing `body` under `key` gave before, or None; SentBefore where the key was used for another body."""
    return filed_under(*marks_for(key, body))


def filed_under(words: str, marks: receipt.Marks) -> Filed | None:
    """What was filed under these marks, or None; SentBefore where their key was used for another body."""
    code = code_filed_under(marks)
    return Filed(code, words, is_new=False) if code else None


def marks_for(key: str, body: str) -> tuple[str, receipt.Marks]:
    """The words of the receipt, and what is kept; Refused for a key that does not fit."""
    words = receipt.words_for(settings.SECRET_KEY, check_key(key), body)
    return words, receipt.marks_of(settings.SECRET_KEY, key, body, words)


def check(*, actor: Actor, report: Report, source: Source, status: Status) -> None:
    """Raise where this actor may not file it, or where nobody could."""
    if source in (Source.PASTE, Source.IMPORT):
        actor.require(Ability.FILE_FOR_OTHERS)
    if status is Status.EXERCISE:
        actor.require(Ability.RUN_DRILLS)
    check_observed_at(report.observed_at, clock.now(), source)
    check_spot(report.spot.lat, report.spot.lon, inside=True)
    check_something_seen(report.signs, report.activity, report.text, report.uniform, report.equipment)
    stop_look_alikes(report.evidence)


_TOGETHER = Together(store)


@transaction.atomic
def add_to_sighting(*, actor: Actor, words: str, text: str, still_there: bool | None = None) -> Sighting:
    """Add to the sighting whose receipt is `words`; NotFound where there is none. Sending the same again adds nothing."""
    sighting = lock_by_receipt(words)
    check_may_change(sighting.received_at, sighting.withdrawn_at, clock.now())
    if not text and still_there is None:
        raise Refused("Write what you want to add, or say whether they are still there.")
    if sighting.additions.filter(text=text, still_there=still_there).exists():
        return sighting
    if sighting.additions.count() >= MOST_ADDITIONS:
        raise Refused("This report has %(most)s additions already. Send a new one.", most=MOST_ADDITIONS)
    Addition.objects.create(sighting=sighting, text=text, still_there=still_there, added_at=clock.now())
    journal.record(kinds.SIGHTING_ADDED, about=sighting.code, actor=actor, zone=sighting.zone, still_there=still_there)
    return sighting


@transaction.atomic
def correct_sighting(*, actor: Actor, words: str, report: Report) -> Sighting:
    """Replace what the sighting with the receipt `words` says by `report`, and have it placed anew."""
    sighting = lock_by_receipt(words)
    check_may_change(sighting.received_at, sighting.withdrawn_at, clock.now())
    check(actor=actor, report=report, source=Source.WEB, status=Status.ACTUAL)
    columns = columns_of(report, position_of(report.spot.lat, report.spot.lon))
    changed = sorted(name for name, value in columns.items() if getattr(sighting, name) != value)
    if not changed:
        return sighting
    for name in changed:
        setattr(sighting, name, columns[name])
    sighting.corrected_at = clock.now()
    sighting.save(update_fields=[*changed, "corrected_at"])
    journal.record(kinds.SIGHTING_CORRECTED, about=sighting.code, actor=actor, zone=sighting.zone, fields=len(changed))
    queue_reconsidering(sighting)
    work.empty_log_soon()
    return sighting


@transaction.atomic
def withdraw_sighting(*, actor: Actor, words: str) -> Sighting:
    """Take back the sighting whose receipt is `words`: what it said is deleted now. Twice is the same as once.

    What stays until its time is a row that says nothing: the keyed marks, so that the receipt still answers and a phone
    that sends the report again files no second one; and its incident, until that is added up without it.
    """
    sighting = lock_by_receipt(words)
    if sighting.withdrawn_at is not None:
        return sighting
    journal.record(kinds.SIGHTING_WITHDRAWN, about=sighting.code, actor=actor, zone=sighting.zone)
    erase(kind=SIGHTING, record=sighting.code)
    _empty(sighting)
    sighting.save()
    sighting.additions.all().delete()
    queue_reconsidering(sighting)
    work.empty_log_soon()
    return sighting


def _empty(sighting: Sighting) -> None:
    now = clock.now()
    sighting.withdrawn_at = sighting.observed_at = sighting.received_at = now
    sighting.corrected_at = None
    # on the hour, because to the second it would tell when the report came
    sighting.forget_at = max(now, sighting.forget_at.replace(minute=0, second=0, microsecond=0))
    sighting.text = sighting.uniform = sighting.equipment = sighting.place_text = sighting.place_kind = ""
    sighting.activity = sighting.cell = sighting.zone = ""
    sighting.lat = sighting.lon = 0
    sighting.people_low = sighting.people_high = sighting.vehicles = None
    sighting.first_hand = sighting.still_there = None
    sighting.place_is_coarse, sighting.evidence = True, Evidence.SOME
    sighting.signs, sighting.reasons, sighting.alike = [], [], ""
    sighting.language = settings.LANGUAGE_CODE


def forget_sightings() -> int:
    """Delete the sightings whose time is over, what was added to them too; returns how many."""
    gone = 0
    while True:
        with transaction.atomic():
            old = list(
                Sighting.objects.filter(forget_at__lt=clock.now())
                .order_by("pk")
                .values_list("pk", "code")[:_FORGET_BATCH]
            )
            Sighting.objects.filter(pk__in=[number for number, _code in old]).delete()
            erase_all(kind=SIGHTING, records=[code for _number, code in old])
        gone += len(old)
        if len(old) < _FORGET_BATCH:
            break
    if gone:
        work.empty_log_soon()
        journal.record(kinds.SIGHTINGS_FORGOTTEN, about="", actor=SYSTEM, count=gone)
    return gone
