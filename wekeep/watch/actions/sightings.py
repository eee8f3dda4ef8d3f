"""Filing, adding to, correcting, withdrawing and forgetting sightings: the one writer of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.vault.actions.sealing import erase, erase_all
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.lanes import open_up, queue_merging, queue_reconsidering
from wekeep.watch.actions.reach import keep_reach
from wekeep.watch.actions.together import Together
from wekeep.watch.models import Addition, Sighting
from wekeep.watch.queries.positions import Position, position_of
from wekeep.watch.queries.sightings import code_filed_under, lock_by_receipt
from wekeep.watch.rules import kinds, receipt
from wekeep.watch.rules.sealed import SIGHTING
from wekeep.watch.rules.sighting import (
    MOST_ADDITIONS,
    Report,
    check_may_change,
    check_observed_at,
    check_something_seen,
    check_spot,
    forget_at,
)
from wekeep.watch.rules.sign import Evidence, stop_look_alikes
from wekeep.watch.rules.standing import MENDABLE, ORDINARY, Lane, Ruling
from wekeep.watch.rules.status import Source, Status
from wekeep.work import actions as work
from wekeep.work.rows import insert

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
    words, marks = _marks(key, body)
    earlier = _filed_under(words, marks)
    if earlier is not None:
        return _mended(earlier, sender)
    _check(actor, report, source, status)
    where = position_of(report.spot.lat, report.spot.lon)  # asked before the transaction, which holds up all who write
    ruling = sender.judge(report) if sender else ORDINARY
    try:
        code, reachable = _TOGETHER.run(_Filing(actor, report, where, source, status, marks, reach, ruling))
    except IntegrityError:
        earlier = _filed_under(words, marks)  # the same report came twice at the same moment
        if earlier is None:
            raise
        return earlier
    if sender:
        sender.remember(code)
    return Filed(code, words, is_new=True, reachable=reachable, wants_proof=ruling.held_for in MENDABLE)


def _mended(filed: Filed, sender: Sender | None) -> Filed:
    """The same report once more: freed, where it waited for want of the proof that it now brings."""
    held = Sighting.objects.filter(code=filed.code, lane=Lane.HELD, held_for__in=MENDABLE, withdrawn_at=None)
    if sender is None or not held.exists():
        return filed
    if not sender.is_mended():
        return replace(filed, wants_proof=True)
    with transaction.atomic():
        open_up(list(held.select_for_update()))
    return filed


def filed_before(*, key: str, body: str) -> Filed | None:
    """What filing `body` under `key` gave before, or None; SentBefore where the key was used for another body."""
    return _filed_under(*_marks(key, body))


def _filed_under(words: str, marks: receipt.Marks) -> Filed | None:
    code = code_filed_under(marks)
    return Filed(code, words, is_new=False) if code else None


def _marks(key: str, body: str) -> tuple[str, receipt.Marks]:
    words = receipt.words_for(settings.SECRET_KEY, receipt.check_key(key), body)
    return words, receipt.marks_of(settings.SECRET_KEY, key, body, words)


def _check(actor: Actor, report: Report, source: Source, status: Status) -> None:
    if source in (Source.PASTE, Source.IMPORT):
        actor.require(Ability.FILE_FOR_OTHERS)
    if status is Status.EXERCISE:
        actor.require(Ability.RUN_DRILLS)
    check_observed_at(report.observed_at, clock.now(), source)
    check_spot(report.spot.lat, report.spot.lon, inside=True)
    check_something_seen(report.signs, report.activity, report.text, report.uniform, report.equipment)
    stop_look_alikes(report.evidence)


@dataclass(frozen=True, slots=True)
class _Filing:
    """One report that is to be stored, checked and judged."""

    actor: Actor
    report: Report
    where: Position
    source: Source
    status: Status
    marks: receipt.Marks
    reach: str
    ruling: Ruling


def _store(filings: Sequence[_Filing]) -> list[tuple[str, bool | None]]:
    """Write several reports, their entries and their jobs, in the caller's transaction: one statement for each table. The code
    of each, and whether how to reach its reporter was kept."""
    now = clock.now()
    rows = [_row(one, now) for one in filings]
    insert(Sighting, rows)
    journal.record_all([_happening(one, row) for one, row in zip(filings, rows, strict=True)])
    queue_merging((row["code"], row["standing"], row["activity"]) for row in rows if row["lane"] == Lane.OPEN)
    return [(row["code"], _keep_reach(one, row)) for one, row in zip(filings, rows, strict=True)]


def _keep_reach(one: _Filing, row: dict[str, Any]) -> bool | None:
    return keep_reach(sighting=Sighting(**row), reach=one.reach) if one.reach else None


_TOGETHER = Together(_store)


def _row(one: _Filing, now: datetime) -> dict[str, Any]:
    ruling = one.ruling
    return {
        "code": new_code(),
        "status": one.status.value,
        "source": one.source.value,
        "received_at": now,
        "forget_at": forget_at(now),
        "idempotency_key": one.marks.key,
        "body_mark": one.marks.body,
        "receipt_mark": one.marks.receipt,
        "standing": ruling.standing.value,
        "lane": ruling.lane.value,
        "held_for": ruling.held_for.value if ruling.held_for else "",
        "alike": ruling.alike if ruling.held_for else "",
        **_columns(one.report, one.where),
    }


def _happening(one: _Filing, row: dict[str, Any]) -> journal.Happening:
    return journal.Happening(
        kinds.SIGHTINGS_HELD if one.ruling.held_for else kinds.SIGHTING_FILED,
        row["code"],
        one.actor,
        row["zone"],
        {"source": one.source.value, "status": one.status.value, "evidence": row["evidence"]},
    )


def _columns(report: Report, where: Position) -> dict[str, Any]:
    return {
        "observed_at": report.observed_at,
        "lat": report.spot.lat,
        "lon": report.spot.lon,
        "cell": where.cell,
        "zone": where.zone,
        "place_is_coarse": report.spot.coarse,
        "place_text": report.place_text,
        "place_kind": report.place_kind or "",
        "people_low": report.people.low if report.people else None,
        "people_high": report.people.high if report.people else None,
        "vehicles": report.vehicles,
        "activity": report.activity or "",
        "uniform": report.uniform,
        "equipment": report.equipment,
        "text": report.text,
        "signs": sorted(report.signs),
        "evidence": int(report.evidence),
        "first_hand": report.first_hand,
        "still_there": report.still_there,
        "language": report.language,
    }


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
    _check(actor, report, Source.WEB, Status.ACTUAL)
    columns = _columns(report, position_of(report.spot.lat, report.spot.lon))
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
