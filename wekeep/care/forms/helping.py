"""Parsing of how a member wants to help."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wekeep.care.notices import CHOICE_WORDS, PART_WORDS
from wekeep.care.queries.finding import area_choices
from wekeep.care.rules.matching import SEATS

# isolated, so that the figure stays before its unit among words that run from right to left
_KM = [(km, f"\N{FIRST STRONG ISOLATE}{km} km\N{POP DIRECTIONAL ISOLATE}") for km in (1, 2, 5, 10, 30)]


class HelpingForm(forms.Form):
    """Languages, part of town, how far and how often; and which seats they bring."""

    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak well?"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    area = forms.ChoiceField(
        label=_("Near which part of town would you help?"),
        help_text=_("A part of town you choose. Never say where you live."),
        required=False,
    )
    most_km = forms.TypedChoiceField(label=_("How far would you go?"), choices=_KM, coerce=int, initial=5)
    brings = forms.MultipleChoiceField(
        label=_("What do you bring along?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    most_a_week = forms.TypedChoiceField(
        label=_("How often may we ask you?"),
        choices=[
            (0, _("Not at the moment")),
            (1, _("Once a week: ask me less")),
            (3, _("Up to three times a week")),
            (7, _("Every day")),
        ],
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
    )

    parts = forms.MultipleChoiceField(
        label=_("When do you have time?"),
        help_text=_("Tick nothing if any time is well. You are asked first for what fits."),
        choices=[(one.value, words) for one, words in PART_WORDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    away_until = forms.DateField(
        label=_("Are you away? Do not ask me before"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(seat, CHOICE_WORDS[seat]) for seat in sorted(SEATS)]
        for name, choices in (("area", [("", _("Choose")), *area_choices()]), ("brings", seats)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
