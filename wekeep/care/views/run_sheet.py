"""A run as its sheet shows it: halts in their turn, what is to be done at each, and the doors that are open."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wekeep.care import notices
from wekeep.care.models import Run, Stop
from wekeep.care.notices import runs as words
from wekeep.care.notices.fleet import ITEM_WORDS
from wekeep.care.queries.asked_first import unanswered
from wekeep.care.queries.runs import Halt, delivers, halts, is_at_home, is_taken_back, still_waits, word_of
from wekeep.care.queries.stop_reading import read_stops
from wekeep.care.rules.driving import CallState, failures_of, outcomes_of, tells_from
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.restraint import Restraint, rules_on
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Failure, Purpose, TripState
from wekeep.care.rules.way_back import StillRides
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark, new_code
from wekeep.people.access import unlocked_of

Doors = Mapping[str, list[tuple[str, str]]]


def sheet(run: Run, doors: Doors | None = None) -> dict[str, Any]:
    """What the sheet's templates take; `doors` by stop where its doors are to be shown, None where nobody asked to open them."""
    found, languages = halts(run), dict(settings.LANGUAGES)
    ahead = [one.number for one in found if one.waiting]
    calls = {call.stop_id: call for call in run.calls.all()}
    rows = [_halt(one, run, doors or {}, languages, calls) | {"place": _place(one, ahead)} for one in found]
    return {
        "run": run,
        "purpose": words.PURPOSE_WORDS[Purpose(run.plan.purpose)],
        "state_words": words.RUN_WORDS[RunState(run.state)],
        "tone": words.RUN_TONES[RunState(run.state)],
        "is_driven": run.state in STILL_DRIVEN,
        "tells_from": tells_from(run.begins),
        "is_early": _is_early(run),
        "halts": _with_shy(run, found, rows),
        "load": [one for one in rows if not one["at_home"] and one["loads"]],
        "stops_words": words.stops_words(len(found)),
        "left": len(ahead),
        "km": round(run.metres / 1000),
        "opened": doors is not None,
        "mark": mark_of(run),
        "now": clock.now(),
    }


def _with_shy(run: Run, found: list[Halt], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of halts, with whether a household there has not said yes to the driver yet."""
    shy = unanswered((run.member, one) for one in run.stops.all() if still_waits(one) and is_at_home(one))
    return [row | {"shy": any(one.pk in shy for one in halt.stops)} for row, halt in zip(rows, found, strict=True)]


def opened(request: HttpRequest, run: Run) -> Doors:
    """The doors in view, opened for who asks: counted and logged. Refused in a locked session."""
    return read_stops(unlocked_of(request), run)


def mark_of(run: Run) -> str:
    """Changes whenever the sheet does: another version, another state, another outcome, what a household took back, a call that was
    answered, whether a way back is needed, the time from which stops are told."""
    told = [
        (one.code, one.outcome, one.trip.state, one.trip.still_rides, is_taken_back(one), one.turn)
        for one in run.stops.all()
    ]
    calls = [(one.code, one.state) for one in run.calls.all()]
    whole = f"{run.version} {run.state} {run.takes_all} {_is_early(run)} {sorted(told)} {sorted(calls)}"
    return keyed_mark(settings.SECRET_KEY, "run sheet", whole)[:16]


def _is_early(run: Run) -> bool:
    """Whether it is too early to say what became of stops."""
    return clock.now() < tells_from(run.begins)


def _place(halt: Halt, ahead: list[int]) -> str:
    """Where it stands in the order: now, next, later, or done."""
    if halt.number not in ahead:
        return "done"
    return ("now", "next")[ahead.index(halt.number)] if halt.number in ahead[:2] else "later"


def _halt(halt: Halt, run: Run, doors: Doors, languages: dict[str, str], calls: Mapping[int, Any]) -> dict[str, Any]:
    first = halt.stops[0].trip
    acts = _acts(halt)
    return {
        "number": halt.number,
        "at": halt.at,
        "at_home": halt.at_home,
        "name": "" if halt.at_home else first.destination.name,
        "address": "" if halt.at_home else first.destination.address,
        "area": first.household.area if halt.at_home else "",
        "language": languages.get(first.household.language, "") if halt.at_home else "",
        "loads": any(one.side == Side.PICKUP and delivers(one) for one in halt.stops),
        "acts": acts,
        "door": _door(halt, doors),
        "back_under": _back_under(halt, run),
        "backs": _backs(halt),
        "words": list(dict.fromkeys(word for one in halt.stops if (word := word_of(run, one.trip)))),
        "told": [_told(one) for one in halt.stops if not still_waits(one)],
        "call": _call(halt, calls),
        "ask_about": halt.waiting[0].code if halt.at_home and halt.waiting else "",
    }


def _back_under(halt: Halt, run: Run) -> int:
    """Under which age whoever gets in there sits in the back; 0 where no child gets in, or no rules of the state are known."""
    getting_in = [one for one in halt.waiting if one.side == Side.PICKUP]
    children = any(rider.is_child for one in getting_in for rider in one.trip.riders.all())
    rules = rules_on(settings.RESTRAINT_STATE, run.plan.day) if children else None
    return rules.back_seat_under if rules else 0


def _backs(halt: Halt) -> list[dict[str, Any]]:
    """Who is to get in there for a way back whose way there did not work, and whether they are known to ride."""
    asked = [one for one in halt.waiting if one.side == Side.PICKUP and one.trip.still_rides]
    known = [(one.trip.code[:4].upper(), StillRides(one.trip.still_rides)) for one in asked]
    many = len(halt.waiting) > 1
    return [
        {"label": label if many else "", "words": words.STILL_RIDES_WORDS[said], "asked": said is StillRides.ASKED}
        for label, said in known
        if said is not StillRides.NO
    ]


def _acts(halt: Halt) -> list[dict[str, Any]]:
    """What is still to be done there: stops of one kind and side are one press."""
    kinds: dict[tuple[bool, Side], list[Stop]] = {}
    for one in halt.waiting:
        kinds.setdefault((delivers(one), Side(one.side)), []).append(one)
    return [_act(halt, brings, side, stops) for (brings, side), stops in kinds.items()]


def _act(halt: Halt, brings: bool, side: Side, stops: list[Stop]) -> dict[str, Any]:
    count = sum(one.trip.boxes if brings else _party(one) for one in stops)
    return {
        "task": words.task_words(delivers=brings, side=side, n=count),
        "keep_cold": brings and any(one.trip.keep_cold for one in stops),
        "key": new_code(),
        "failed_key": new_code(),
        "stops": stops,
        "rows": [_row(one, brings) for one in stops],
        "good": [(o.value, words.OUTCOME_WORDS[o]) for o in outcomes_of(delivers=brings, side=side)],
        "bad": [(f.value, words.FAILURE_WORDS[f]) for f in failures_of(delivers=brings, side=side)],
        "failed": Outcome.FAILED.value,
        "many": len(stops) > 1,
        "taken_back": any(is_taken_back(one) for one in stops),
        "brings": brings,
        "number": halt.number,
    }


def _row(stop: Stop, brings: bool) -> dict[str, Any]:
    """One parcel or one party: the letters on its boxes, how many, and how they sit."""
    riders = list(stop.trip.riders.all())
    seats = [words.SEAT_WORDS[Restraint(one.restraint)] for one in riders if one.is_child]
    item = ITEM_WORDS.get(stop.trip.item, "") if brings else ""
    return {
        "stop": stop,
        "label": stop.trip.code[:4].upper(),
        "how_many": words.boxes_words(stop.trip.boxes) if brings else words.people_words(_party(stop)),
        "item": item,
        "seats": seats,
        "wheelchair": any(one.in_wheelchair for one in riders),
    }


def _party(stop: Stop) -> int:
    """How many ride, read along with the stop."""
    return len(stop.trip.riders.all()) + stop.trip.escorts or 1


def _door(halt: Halt, doors: Doors) -> list[tuple[str, str]]:
    pairs = dict.fromkeys(pair for one in halt.stops for pair in doors.get(one.code, []))
    return [(str(notices.FIELD_WORDS.get(name, "")), text) for name, text in pairs]


def _told(stop: Stop) -> dict[str, Any]:
    called_off = stop.outcome == Outcome.WAITING and stop.trip.state not in (TripState.PLANNED, TripState.ABOARD)
    return {
        "label": stop.trip.code[:4].upper(),
        "words": "" if called_off else words.OUTCOME_WORDS[Outcome(stop.outcome)],
        "why": words.FAILURE_WORDS[Failure(stop.failure)] if stop.failure else "",
        "at": stop.outcome_at,
        "called_off": called_off,
        "failed": stop.outcome == Outcome.FAILED,
    }


def _call(halt: Halt, calls: Mapping[int, Any]) -> dict[str, Any] | None:
    last = max((calls[one.pk] for one in halt.stops if one.pk in calls), key=lambda each: each.pk, default=None)
    if last is None:
        return None
    return {
        "words": words.CALL_WORDS[CallState(last.state)],
        "waits": last.state == CallState.ASKED,
        "at": last.asked_at,
    }
