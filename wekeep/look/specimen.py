"""What the style page shows: every element once, with made-up contents; desk shows it in a demo only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ACTIVITIES = [
    ("staging", _("Getting ready")),
    ("vehicle_stop", _("Stopping a car")),
    ("detaining", _("Detaining someone")),
    ("leaving", _("Leaving")),
]


class SpecimenForm(forms.Form):
    """One field of every sort."""

    activity = forms.ChoiceField(
        label=_("What are they doing?"),
        choices=ACTIVITIES,
        widget=forms.RadioSelect,
        help_text=_("Choose what fits best."),
    )
    seen = forms.MultipleChoiceField(
        label=_("What do you see?"),
        choices=[("vests", _("Vests that say police")), ("masks", _("Masks")), ("none", _("No markings"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.CharField(label=_("Where?"), help_text=_("A crossing is enough."), max_length=80)
    people = forms.IntegerField(label=_("How many people?"), min_value=1, max_value=200, required=False)
    more = forms.CharField(label=_("Anything else?"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    zone = forms.ChoiceField(label=_("Zone"), choices=[("north", _("North")), ("south", _("South"))])
    first_hand = forms.BooleanField(label=_("I see this myself"), required=False)


def context() -> dict[str, Any]:
    """Everything look/specimen.html needs: an empty form, one with mistakes, moments, cells for the map."""
    now = timezone.now()
    return {
        "form": SpecimenForm(auto_id="new_%s"),
        "wrong_form": SpecimenForm({"activity": "", "place": "", "people": "900", "zone": "north"}, auto_id="wrong_%s"),
        "moments": {"now": now, "minutes": now - timedelta(minutes=12), "yesterday": now - timedelta(hours=30)},
        "cells": _cells(),
        "lat": 44.9483,
        "lon": -93.2983,
    }


def _cells() -> dict[str, Any]:
    north, east = 44.95, -93.29
    ring = [[east, north], [east + 0.01, north + 0.004], [east + 0.01, north + 0.011], [east, north + 0.015]]
    ring = [*ring, [east - 0.01, north + 0.011], [east - 0.01, north + 0.004], ring[0]]
    word = {"tone": "alarm", "label": gettext("Confirmed")}
    shape = {"type": "Feature", "properties": word, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return {"type": "FeatureCollection", "features": [shape]}
