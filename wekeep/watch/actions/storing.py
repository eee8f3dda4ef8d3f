"""Reports become rows: the one place where sightings, their journal entries and their jobs are written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.watch.actions.lanes import queue_merging
from wekeep.watch.actions.reach import keep_reach
from wekeep.watch.models import Sighting
from wekeep.watch.queries.positions import Position, positions_of
from wekeep.watch.rules import kinds, receipt
from wekeep.watch.rules.sighting import Report, forget_at
from wekeep.watch.rules.standing import ORDINARY, Lane, Ruling
from wekeep.watch.rules.status import Source, Status
from wekeep.work.rows import insert


@dataclass(slots=True)
class Filing:
    """One report that is to be stored, checked and judged; `at` is when it came in."""

    actor: Actor
    report: Report
    source: Source
    marks: receipt.Marks
    status: Status = Status.ACTUAL
    reach: str = ""
    ruling: Ruling = ORDINARY
    code: str = field(default_factory=new_code)
    at: datetime = field(default_factory=clock.now)


def place_of(filing: Filing) -> Position:
    """Where it lies: asked before the transaction, which holds up all who write."""
    return places_of([filing])[0]


def places_of(filings: Sequence[Filing]) -> list[Position]:
    """`place_of` for each, in their order, for the price of one."""
    return positions_of([(one.report.spot.lat, one.report.spot.lon) for one in filings])


def store(filings: Sequence[tuple[Filing, Position]]) -> list[tuple[str, bool | None]]:
    """Write several reports, their entries and their jobs, in the caller's transaction: one statement for each table. The code
    of each, and whether how to reach its reporter was kept."""
    rows = [_row(one, where) for one, where in filings]
    insert(Sighting, rows)
    told = [(one, row) for (one, _where), row in zip(filings, rows, strict=True)]
    journal.record_all([_happening(one, row) for one, row in told])
    queue_merging((row["code"], row["standing"], row["activity"]) for row in rows if row["lane"] == Lane.OPEN)
    return [(row["code"], _keep_reach(one, row)) for one, row in told]


def _keep_reach(one: Filing, row: dict[str, Any]) -> bool | None:
    return keep_reach(sighting=Sighting(**row), reach=one.reach) if one.reach else None


def _row(one: Filing, where: Position) -> dict[str, Any]:
    ruling = one.ruling
    return {
        "code": one.code,
        "status": one.status.value,
        "source": one.source.value,
        "received_at": one.at,
        "forget_at": forget_at(one.at),
        "idempotency_key": one.marks.key,
        "body_mark": one.marks.body,
        "receipt_mark": one.marks.receipt,
        "standing": ruling.standing.value,
        "lane": ruling.lane.value,
        "held_for": ruling.held_for.value if ruling.held_for else "",
        "alike": ruling.alike if ruling.held_for else "",
        **columns_of(one.report, where),
    }


def _happening(one: Filing, row: dict[str, Any]) -> journal.Happening:
    return journal.Happening(
        kinds.SIGHTINGS_HELD if one.ruling.held_for else kinds.SIGHTING_FILED,
        row["code"],
        one.actor,
        row["zone"],
        {"source": one.source.value, "status": one.status.value, "evidence": row["evidence"]},
    )


def columns_of(report: Report, where: Position) -> dict[str, Any]:
    """What a report says, by the columns of its row."""
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
