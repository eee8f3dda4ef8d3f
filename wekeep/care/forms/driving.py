"""Parsing of what a driver tells of their stops, of what the desk answers to a call, and of how it says that a run ended."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from wekeep.care.actions.driving import Told
from wekeep.care.queries.silent_runs import OpenTrip
from wekeep.care.rules.driving import Answer, CallState
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import Outcome
from wekeep.care.rules.trip import Failure
from wekeep.kit.errors import Refused

MOST_STOPS = 80
# a stop's code, and the letters by which the sheet calls it
_NAMED = re.compile(r"[a-z0-9]{16} [A-Z0-9]{4}")


class ToldForm(forms.Form):
    """One press on the sheet: the stops it is about come beside it, as often as there are. `opened`: the sheet showed where they are."""

    outcome = forms.ChoiceField(choices=[(o.value, o.value) for o in Outcome if o is not Outcome.WAITING])
    failure = forms.ChoiceField(choices=[(f.value, f.value) for f in Failure], required=False)
    idempotency_key = forms.CharField(max_length=36, required=False)
    phone_time = forms.CharField(max_length=40, required=False)
    opened = forms.BooleanField(required=False)

    def told(self, stops: list[str]) -> Told:
        """What `actions.driving.tell` takes; call it only when the form is valid."""
        said: dict[str, Any] = self.cleaned_data
        outcome = Outcome(said["outcome"])
        failure = Failure(said["failure"]) if outcome is Outcome.FAILED and said["failure"] else None
        return Told(tuple(stops[:MOST_STOPS]), outcome, failure, said["idempotency_key"], said["phone_time"])

    def names(self, said: list[str]) -> dict[str, str]:
        """What stands on the sheet for each stop, by its code: the press brings it along, because a stop that is gone has no name here."""
        pairs = (one.split(" ", 1) for one in said[:MOST_STOPS] if _NAMED.fullmatch(one))
        return {code: name for code, name in pairs}


class AnswerForm(forms.Form):
    """What a call brought."""

    state = forms.ChoiceField(choices=[(s.value, s.value) for s in CallState if s is not CallState.ASKED])


class EndForm:
    """How a run ended, trip by trip: `said-CODE` holds one of the trip's answers, and `rest` what became of all boxes of which nothing else is
    said. Of a trip that meanwhile was told nothing is taken, and nothing said of one is nothing told."""

    def __init__(self, trips: Iterable[OpenTrip]) -> None:
        self.trips = list(trips)

    def told(self, said: Mapping[str, str]) -> list[Told]:
        """What `actions.driving.tell_for` takes: stops of which the same became together. Refused where nothing is said, or what cannot be."""
        found: dict[Answer, list[str]] = {}
        for one in self.trips:
            answer = self._answer(one, said)
            if answer is not None:
                found.setdefault(answer, []).append(one.stops[answer.side].code)
        if not found:
            raise Refused("Choose one of the answers that are offered.")
        return [Told(tuple(stops), answer.outcome, answer.failure) for answer, stops in found.items()]

    def _answer(self, one: OpenTrip, said: Mapping[str, str]) -> Answer | None:
        value = said.get(f"said-{one.last.trip.code}", "")
        if not value and one.brings and Side.DROP in one.stops:
            rest = said.get("rest", "")
            value = f"{Side.DROP}-{rest}" if rest else ""
        if not value:
            return None
        found = next((each for each in one.answers if each.value == value), None)
        if found is None:
            raise Refused("Choose one of the answers that are offered.")
        return found
