"""Parsing of what the desk's own pages send."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wekeep.kit.errors import Refused
from wekeep.people.rules.handle import check_handle

_CODES = re.compile(r"[^0-9a-zA-Z]+")
MOST_RECORDS = 50
LONGEST_LEAK = 20_000


class HoldForm(forms.Form):
    """What a demand is called, and the codes of the records it names."""

    code = forms.CharField(
        label=_("What the demand is called"), help_text=_("Made up, for example court-1. No names."), max_length=24
    )
    kind = forms.ChoiceField(label=_("What kind of records"))
    records = forms.CharField(
        label=_("Codes of the records"), help_text=_("One a line."), widget=forms.Textarea, max_length=2000
    )

    def __init__(self, *args: object, kinds: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"] = forms.ChoiceField(label=_("What kind of records"), choices=kinds)

    def clean_code(self) -> str:
        try:
            return check_handle(self.cleaned_data["code"])
        except Refused:
            raise ValidationError(_("Use 3 to 24 letters a to z, digits and single hyphens.")) from None

    def clean_records(self) -> list[str]:
        """The codes, each once."""
        found = [one for one in _CODES.split(self.cleaned_data["records"]) if one]
        if not 0 < len(found) <= MOST_RECORDS:
            raise ValidationError(_("Name between 1 and 50 records."))
        return list(dict.fromkeys(found))


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


class WhoseForm(forms.Form):
    """A text that got out, exactly as it was found."""

    text = forms.CharField(
        label=_("The text, exactly as it was found"),
        help_text=_("Copy it, do not type it. Twenty words in a row are usually enough. It is kept nowhere."),
        max_length=LONGEST_LEAK,
        strip=False,
        widget=forms.Textarea({"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )
