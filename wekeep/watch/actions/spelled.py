"""A report that was checked and judged, as it lies in the spool: the same words as in its row, and of key, body and receipt
the same marks."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from wekeep.kit.actor import Actor, ActorKind
from wekeep.watch.actions.storing import Filing
from wekeep.watch.rules.receipt import Marks
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sighting import PlaceKind, Report, Spot
from wekeep.watch.rules.sign import Sign
from wekeep.watch.rules.standing import HeldFor, Ruling, Standing
from wekeep.watch.rules.status import Source

# told first, so that another version of the program knows what it reads
VERSION = 1


def spelled(filing: Filing) -> bytes:
    """One filing as bytes. How to reach its reporter is never in it: that is sealed before it lies anywhere."""
    marks, ruling = filing.marks, filing.ruling
    return json.dumps(
        {
            "v": VERSION,
            "code": filing.code,
            "at": filing.at.isoformat(),
            "actor": [filing.actor.kind, filing.actor.code],
            "source": filing.source,
            "marks": [marks.key, marks.body, marks.receipt],
            "ruling": [ruling.standing, ruling.held_for, ruling.alike],
            "report": _report(filing.report),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def read(payload: bytes) -> Filing:
    """The filing in `payload`; ValueError, KeyError or TypeError for what is none."""
    said = json.loads(payload)
    if said["v"] != VERSION:
        raise ValueError("spelled by another version")
    kind, code = said["actor"]
    standing, held_for, alike = said["ruling"]
    return Filing(
        actor=Actor(ActorKind(kind), code),
        report=_report_of(said["report"]),
        source=Source(said["source"]),
        marks=Marks(*said["marks"]),
        ruling=Ruling(Standing(standing), HeldFor(held_for) if held_for else None, alike),
        code=said["code"],
        at=datetime.fromisoformat(said["at"]),
    )


def _report(report: Report) -> dict[str, Any]:
    """What it says; what it does not say is left out."""
    people, spot = report.people, report.spot
    said = {
        "observed_at": report.observed_at.isoformat(),
        "spot": [spot.lat, spot.lon, spot.coarse],
        "place_text": report.place_text,
        "place_kind": report.place_kind,
        "people": [people.low, people.high] if people else None,
        "vehicles": report.vehicles,
        "activity": report.activity,
        "uniform": report.uniform,
        "equipment": report.equipment,
        "text": report.text,
        "signs": sorted(report.signs),
        "first_hand": report.first_hand,
        "still_there": report.still_there,
        "language": report.language,
    }
    return {name: value for name, value in said.items() if value is not None and value != "" and value != []}


def _report_of(said: dict[str, Any]) -> Report:
    found: dict[str, Any] = {name: _MADE.get(name, _same)(value) for name, value in said.items()}
    return Report(**found)


def _same(value: Any) -> Any:
    return value


_MADE: dict[str, Callable[[Any], Any]] = {
    "observed_at": datetime.fromisoformat,
    "spot": lambda value: Spot(*value),
    "people": lambda value: Count(*value),
    "signs": lambda value: frozenset(map(Sign, value)),
    "place_kind": PlaceKind,
    "activity": Activity,
}
