"""Parsing of what the desk's own pages send."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ZoneForm(forms.Form):
    """A round zone: its name, its middle, how far it reaches."""

    name = forms.CharField(label=_("Name"), help_text=_("What people there call it."), max_length=80)
    lat = forms.FloatField(label=_("Latitude of the middle"), help_text=_("In degrees, for example 44.95"))
    lon = forms.FloatField(label=_("Longitude of the middle"), help_text=_("In degrees, for example -93.26"))
    radius = forms.IntegerField(
        label=_("Radius in metres"),
        min_value=200,
        max_value=20_000,
        initial=800,
        help_text=_("Small enough that those who work there know each other: 30 to 80 members."),
    )
