"""The sighting form as a phone's script sends it, read without making a page of it: the same fields and rules as `ReportForm`,
a twentieth of its cost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from wekeep.kit.errors import Refused
from wekeep.kit.sent_key import check_key
from wekeep.watch import notices
from wekeep.watch.forms.moment import when_seen
from wekeep.watch.forms.place import Inside, spot_at
from wekeep.watch.forms.report import ACTIVITIES, check_seen, report_from, spelled_form
from wekeep.watch.rules import sighting as rules
from wekeep.watch.rules.sighting import PlaceKind, Report
from wekeep.watch.rules.sign import Sign

# a form has half as many
_MOST_FIELDS: Final = 60
_DEGREES: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?", re.ASCII)
_METRES: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,20})?", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_YES_NO: Final = {"yes": "yes", "no": "no"}
_CHOICES: Final[Mapping[str, Mapping[str, Any]]] = {
    "activity": {one.value: one for one in ACTIVITIES},
    "place_kind": {one.value: one for one in PlaceKind},
    "when": {one: one for one in notices.WHEN_WORDS},
    "first_hand": _YES_NO,
    "still_there": _YES_NO,
}
_SIGNS: Final = {one.value: one for one in Sign}
_LINES: Final = {
    "place_text": rules.PLACE_LENGTH,
    "uniform": rules.UNIFORM_LENGTH,
    "equipment": rules.EQUIPMENT_LENGTH,
}
_NOTHING: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("activity", "place_kind", "lat", "lon", "accuracy", "people_low", "people_high", "vehicles")),
    **dict.fromkeys(("when", "first_hand", "still_there", "written_at", "observed_at", "idempotency_key", "proof"), ""),
    **dict.fromkeys((*_LINES, "text"), ""),
    "signs": (),
}


class Unclear(Exception):
    """Something for the page to look at."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What a form holds that needs nobody's second look."""

    report: Report
    key: str
    body: str
    proof: str


def read_plain(body: bytes, language: str, inside: Inside) -> Plain | None:
    """The report in `body`, a form as a browser's script spells it; None where anything is to be said about it, where a field
    is written otherwise than such a script writes it, where its place is in words, or where it tells how to reach somebody:
    then the page reads it."""
    try:
        sent = _sent(body)
        given = _given(sent)
        key = check_key(given["idempotency_key"])
        if given["lat"] is None or given["lon"] is None:
            return None
        spot = spot_at(given["lat"], given["lon"], given["accuracy"], inside)
        observed_at = when_seen(given)
        people = rules.check_people(given["people_low"], given["people_high"])
        rules.check_vehicles(given["vehicles"])
        check_seen(given)
    except (Refused, Unclear):
        return None
    report = report_from(given, spot, observed_at, people, language)
    return Plain(report, key, spelled_form(sent), given["proof"])


def _sent(body: bytes) -> dict[str, list[str]]:
    """What was sent under each name (application/x-www-form-urlencoded, as the URL standard has it)."""
    if not body.isascii() or body.count(b"&") >= _MOST_FIELDS:
        raise Unclear
    sent: dict[str, list[str]] = {}
    for pair in body.decode().replace("+", " ").split("&"):
        if pair:
            name, _equals, value = pair.partition("=")
            sent.setdefault(_plain(name), []).append(_plain(value))
    return sent


def _plain(word: str) -> str:
    return unquote_to_bytes(word).decode("utf-8", "replace") if "%" in word else word


def _given(sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The cleaned fields, those that say nothing with what the form says for nothing."""
    given = dict(_NOTHING)
    for name, said in sent.items():
        read = _FIELDS.get(name)
        if read is None:
            continue
        if name == "signs":
            given[name] = tuple(_chosen(_SIGNS, one) for one in said)
            continue
        if len(said) > 1 and len(set(said)) > 1:
            raise Unclear
        if said[0]:
            given[name] = read(name, said[0])
    return given


def _chosen(choices: Mapping[str, Any], said: str) -> Any:
    if said not in choices:
        raise Unclear
    return choices[said]


def _choice(name: str, said: str) -> Any:
    return _chosen(_CHOICES[name], said)


def _degrees(_name: str, said: str) -> float:
    return float(_like(_DEGREES, said))


def _metres(_name: str, said: str) -> float:
    return float(_like(_METRES, said))


def _number(_name: str, said: str) -> int:
    return int(_like(_NUMBER, said))


def _like(pattern: "re.Pattern[str]", said: str) -> str:
    if not pattern.fullmatch(said):
        raise Unclear
    return said


def _token(_name: str, said: str) -> str:
    if "\x00" in said:
        raise Unclear
    return said.strip()


def _line(name: str, said: str) -> str:
    return rules.check_line(_short(said, _LINES[name]), _LINES[name])


def _text(_name: str, said: str) -> str:
    return rules.check_text(_short(said, rules.TEXT_LENGTH), rules.TEXT_LENGTH)


def _short(said: str, limit: int) -> str:
    """Where there is far too much, most of which may be nothing, the page says what is left of it."""
    if len(said) > 4 * limit:
        raise Unclear
    return said.replace("\x00", "")


def _nobody(_name: str, said: str) -> str:
    if said.strip():
        raise Unclear
    return ""


# a choice among places, and for which words it was made, are for whoever typed one
_FIELDS: Final = {
    **dict.fromkeys(_CHOICES, _choice),
    **dict.fromkeys(("lat", "lon"), _degrees),
    **dict.fromkeys(("people_low", "people_high", "vehicles"), _number),
    **dict.fromkeys(("idempotency_key", "proof", "written_at", "observed_at"), _token),
    **dict.fromkeys(_LINES, _line),
    "accuracy": _metres,
    "signs": _choice,
    "text": _text,
    "reach": _nobody,
}
