"""The sighting form as a phone's script sends it, read without making a page of it: the same fields and rules as `ReportForm`,
a tenth of its cost."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import override

from wekeep.kit.errors import Refused
from wekeep.watch.forms.moment import when_seen
from wekeep.watch.forms.place import Inside, spot_at
from wekeep.watch.forms.report import ReportForm, body_of, check_seen, report_from
from wekeep.watch.rules import sighting as rules
from wekeep.watch.rules.receipt import check_key
from wekeep.watch.rules.sighting import Report

# a choice among places is for whoever typed one
_NOT_READ = frozenset({"place_pick"})


@dataclass(frozen=True, slots=True)
class Plain:
    """What a form holds that needs nobody's second look."""

    report: Report
    key: str
    body: str
    proof: str


def read_plain(data: QueryDict, language: str, inside: Inside) -> Plain | None:
    """The report in `data`; None where anything is to be said about it, where its place is in words, or where it tells how to
    reach somebody: then the page reads it."""
    try:
        given = _given(data)
        key = check_key(given["idempotency_key"])
        if given["lat"] is None or given["lon"] is None or given["reach"]:
            return None
        spot = spot_at(given["lat"], given["lon"], given["accuracy"], inside)
        observed_at = when_seen(given)
        people = rules.check_people(given["people_low"], given["people_high"])
        rules.check_vehicles(given["vehicles"])
        check_seen(given)
    except (Refused, forms.ValidationError):
        return None
    with override(language):
        report = report_from(given, spot, observed_at, people)
    return Plain(report, key, body_of(data), given["proof"])


def _given(data: QueryDict) -> dict[str, Any]:
    """The cleaned fields; ValidationError for the first that is wrong, or that came twice with different answers."""
    given = dict(_empty())
    fields = ReportForm.base_fields
    for name in data:
        field = fields.get(name)
        if field is None or name in _NOT_READ:
            continue
        said = data.getlist(name)
        if name != "signs" and len(set(said)) > 1:
            raise forms.ValidationError("twice")
        if any(said) or (said and name == "signs"):
            given[name] = field.clean(field.widget.value_from_datadict(data, {}, name))
    return given


@cache
def _empty() -> dict[str, Any]:
    """What each field says where nothing was sent for it."""
    nothing = QueryDict()
    return {
        name: field.clean(field.widget.value_from_datadict(nothing, {}, name))
        for name, field in ReportForm.base_fields.items()
        if name not in _NOT_READ
    }
