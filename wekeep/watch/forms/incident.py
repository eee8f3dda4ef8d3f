"""Parsing of what people do with an incident: an outcome, a question to a verifier, a split, a merge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.watch import notices
from wekeep.watch.models import Incident
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import check_people, check_vehicles
from wekeep.watch.rules.verification import Answer, Approach, LookFor, Scene

_LAT_LON = r"^-?[0-8]?\d(\.\d+)?,-?1?\d?\d(\.\d+)?$"


def _choices(words: object, *, without: tuple[str, ...] = ("",)) -> list[tuple[str, object]]:
    return [(str(value), word) for value, word in dict(words).items() if value not in without]  # type: ignore[call-overload]


class OutcomeForm(forms.Form):
    """One of the five outcomes, how the verifier knows, and what belongs to it: if confirmed, what they saw and where.

    `place` is latitude and longitude as the verifier was shown them, so that a report that comes in meanwhile moves nothing.
    """

    outcome = forms.ChoiceField(
        label=_("What did you find"), choices=lambda: _choices(notices.OUTCOME_WORDS), widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("If confirmed"),
        choices=lambda: _choices(notices.LEVEL_WORDS, without=(Level.WATCH,)),
        widget=forms.RadioSelect,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("If it was something else, what"),
        choices=lambda: [("", "—"), *_choices(notices.KIND_WORDS)],
        required=False,
    )
    method = forms.ChoiceField(
        label=_("How do you know"), choices=lambda: _choices(notices.METHOD_WORDS), widget=forms.RadioSelect
    )

    activity = forms.ChoiceField(
        label=_("What is being done"),
        choices=lambda: _choices(notices.ACTIVITY_WORDS, without=()),
        required=False,
    )
    people_low = forms.IntegerField(label=_("Agents, at least"), required=False)
    people_high = forms.IntegerField(label=_("at most"), required=False)
    vehicles = forms.IntegerField(label=_("Vehicles"), required=False)
    place = forms.RegexField(regex=_LAT_LON, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`places` are the places to choose from, as (lat,lon) and words; one alone is not asked about."""
        super().__init__(*args, **kwargs)
        if len(places) > 1:
            choose = forms.RadioSelect(choices=places, attrs={"class": "choices-long"})
            self.fields["place"] = forms.RegexField(
                regex=_LAT_LON, label=_("Where it is"), required=False, widget=choose
            )
        self.initial.setdefault("place", places[0][0] if places else "")

    def answer(self) -> Answer:
        """The answer as rules see it; call it only when the form is valid. What belongs to another outcome is left out.
        Refused where the numbers cannot be."""
        data = self.cleaned_data
        outcome = Outcome(data["outcome"])
        level = data["level"] if outcome is Outcome.CONFIRMED else ""
        kind = data["kind"] if outcome is Outcome.NOT_ENFORCEMENT else ""
        return Answer(
            outcome=outcome,
            method=Method(data["method"]),
            level=Level(level) if level else Level.WATCH,
            kind=NotEnforcement(kind) if kind else None,
            scene=self._scene() if outcome is Outcome.CONFIRMED and "activity" in self.data else None,
        )

    def _scene(self) -> Scene:
        data = self.cleaned_data
        lat, _comma, lon = data["place"].partition(",")
        return Scene(
            activity=Activity(data["activity"]) if data["activity"] else None,
            people=check_people(data["people_low"], data["people_high"]),
            vehicles=check_vehicles(data["vehicles"]),
            lat_lon=(float(lat), float(lon)) if lat else None,
        )


def as_known(incident: Incident) -> dict[str, Any]:
    """What the incident says now, to fill the form in with; the verifier changes what they saw otherwise."""
    return {name: getattr(incident, name) for name in ("activity", "people_low", "people_high", "vehicles")}


def place_value(lat: float, lon: float) -> str:
    """A point in degrees as the form's `place` spells it."""
    return f"{lat:.6f},{lon:.6f}"


class AskForm(forms.Form):
    """How to approach, what to look for, and by when to report."""

    approach = forms.TypedChoiceField(
        label=_("How to approach"),
        coerce=Approach,
        choices=lambda: _choices(notices.APPROACH_WORDS),
        widget=forms.RadioSelect,
    )
    look_for = forms.TypedMultipleChoiceField(
        label=_("What to look for"),
        coerce=LookFor,
        choices=lambda: _choices(notices.LOOK_FOR_WORDS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    minutes = forms.TypedChoiceField(
        label=_("Report within"),
        coerce=int,
        choices=lambda: [(n, notices.minutes_words(n)) for n in (5, 10, 15, 30)],
        widget=forms.RadioSelect,
        initial=10,
    )


class MergeForm(forms.Form):
    """The code of the incident to make part of this one."""

    other = forms.SlugField(max_length=16)


class SplitForm(forms.Form):
    """The codes of the sightings to take out."""

    sightings = forms.MultipleChoiceField()

    def __init__(self, *args: object, codes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["sightings"] = forms.MultipleChoiceField(choices=[(c, c) for c in codes])
