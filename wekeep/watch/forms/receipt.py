"""Parsing of what a reporter sends with the words of a receipt."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wekeep.watch.forms.fields import TextField
from wekeep.watch.forms.report import ReportForm
from wekeep.watch.models import Sighting
from wekeep.watch.rules.sighting import TEXT_LENGTH, Spot


class AddForm(forms.Form):
    """More of what was seen."""

    text = TextField(
        label=_("What more did you see?"),
        limit=TEXT_LENGTH,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3, "id": "id_more"}),
    )
    still_there = forms.TypedChoiceField(
        label=_("Are they still there?"),
        required=False,
        empty_value=None,
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )


def correction_form(sighting: Sighting, data: Any = None) -> ReportForm:
    """The sighting form with what the sighting says now."""
    initial = {
        name: getattr(sighting, name)
        for name in ("activity", "place_text", "place_kind", "vehicles", "uniform", "equipment", "text", "signs")
    }
    initial |= {"people_low": sighting.people_low, "people_high": sighting.people_high, "when": "other"}
    initial["observed_at"] = timezone.localtime(sighting.observed_at).strftime("%Y-%m-%dT%H:%M")
    initial |= {name: _said(getattr(sighting, name)) for name in ("first_hand", "still_there")}
    spot = Spot(sighting.lat, sighting.lon, sighting.place_is_coarse)
    return ReportForm(data, initial=initial, standing=(sighting.place_text, spot))


def _said(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]
