"""A report that was checked and judged, as it lies in the spool: the same words as in its row, and of key, body and receipt
the same marks."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json, to_json

from wekeep.kit.actor import Actor, ActorKind
from wekeep.watch.actions.storing import Filing
from wekeep.watch.rules.receipt import Marks
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sighting import PlaceKind, Report, Spot
from wekeep.watch.rules.sign import Sign
from wekeep.watch.rules.standing import HeldFor, Ruling, Standing
from wekeep.watch.rules.status import Source

# told first, so that another version of the program knows what it reads
VERSION = 2
_READ = (1, VERSION)
_AS_IT_IS = (
    "place_text",
    "vehicles",
    "uniform",
    "equipment",
    "text",
    "first_hand",
    "still_there",
    "language",
)


def spelled(filing: Filing) -> bytes:
    """One filing as bytes. How to reach its reporter is never in it: that is sealed before it lies anywhere."""
    marks, ruling = filing.marks, filing.ruling
    # names that are one of a few are given as the text they are: the writer looks at each such for as long as at all the rest
    return to_json(
        {
            "v": VERSION,
            "code": filing.code,
            "at": filing.at.timestamp(),
            "actor": [filing.actor.kind.value, filing.actor.code],
            "source": filing.source.value,
            "marks": [marks.key, marks.body, marks.receipt],
            "ruling": [ruling.standing.value, ruling.held_for and ruling.held_for.value, ruling.alike],
            "report": _report(filing.report),
        }
    )


def read(payload: bytes) -> Filing:
    """The filing in `payload`; ValueError, KeyError or TypeError for what is none."""
    said = from_json(payload)
    if said["v"] not in _READ:
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
        at=_moment(said["at"]),
    )


def _report(report: Report) -> dict[str, Any]:
    """What it says; what it does not say is left out."""
    people, spot = report.people, report.spot
    said: dict[str, Any] = {"observed_at": report.observed_at.timestamp(), "spot": [spot.lat, spot.lon, spot.coarse]}
    for name in _AS_IT_IS:
        value = getattr(report, name)
        if value is not None and value != "":
            said[name] = value
    for name, one in (("place_kind", report.place_kind), ("activity", report.activity)):
        if one is not None:
            said[name] = one.value
    if people is not None:
        said["people"] = [people.low, people.high]
    if report.signs:
        said["signs"] = sorted([one.value for one in report.signs])
    return said


def _report_of(said: dict[str, Any]) -> Report:
    found: dict[str, Any] = {name: _MADE.get(name, _same)(value) for name, value in said.items()}
    return Report(**found)


def _moment(value: float | str) -> datetime:
    """A time in seconds since 1970, which are exact to the microsecond; the first version had words."""
    return datetime.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)


def _same(value: Any) -> Any:
    return value


_MADE: dict[str, Callable[[Any], Any]] = {
    "observed_at": _moment,
    "spot": lambda value: Spot(*value),
    "people": lambda value: Count(*value),
    "signs": lambda value: frozenset(map(Sign, value)),
    "place_kind": PlaceKind,
    "activity": Activity,
}
