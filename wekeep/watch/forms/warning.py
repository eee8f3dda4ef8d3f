"""Parsing of what a dispatcher chooses for an alert, its update, cancel or all clear."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.alerts import notices
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.parts import MOST_ADVICE, Advice, Change, Ending

RINGS = [
    (0, _("This cell, about 0.7 km")),
    (1, _("About 1.6 km around")),
    (2, _("About 2.5 km around")),
    (3, _("About 3.4 km around")),
]
_CANCELS = (Ending.SENT_IN_ERROR, Ending.NOT_ENFORCEMENT, Ending.WRONG_PLACE)
_OVER = (Ending.THEY_LEFT, Ending.NOTHING_MORE_SEEN)


class ReachForm(forms.Form):
    """How grave and how far."""

    level = forms.TypedChoiceField(
        label=_("How grave"), coerce=Level, choices=lambda: list(notices.LEVEL_WORDS.items()), widget=forms.RadioSelect
    )
    rings = forms.TypedChoiceField(label=_("How far"), coerce=int, choices=RINGS, widget=forms.RadioSelect, initial=1)


class AlertForm(ReachForm):
    """How grave, how far, and what people nearby can do."""

    advice = forms.TypedMultipleChoiceField(
        label=_("What people can do"),
        help_text=_("Four at most."),
        coerce=Advice,
        choices=lambda: list(notices.ADVICE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-long"}),
        required=False,
    )

    def clean_advice(self) -> list[Advice]:
        chosen: list[Advice] = self.cleaned_data["advice"]
        if len(chosen) > MOST_ADVICE:
            raise forms.ValidationError(_("Four at most."))
        return chosen


class UpdateForm(forms.Form):
    """What changed."""

    change = forms.TypedChoiceField(
        label=_("What changed"),
        help_text=_("If they have moved: have the new place verified anew, send this, then widen the area."),
        coerce=Change,
        choices=lambda: list(notices.CHANGE_WORDS.items()),
        widget=forms.RadioSelect,
    )
    level = forms.TypedChoiceField(
        label=_("How grave"), coerce=Level, choices=lambda: list(notices.LEVEL_WORDS.items()), widget=forms.RadioSelect
    )


class CancelForm(forms.Form):
    """Why it was an error."""

    ending = forms.TypedChoiceField(
        label=_("Why"),
        coerce=Ending,
        choices=lambda: [(e, notices.ENDING_WORDS[e]) for e in _CANCELS],
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )


class ClearForm(forms.Form):
    """Why it is over."""

    ending = forms.TypedChoiceField(
        label=_("Why"),
        coerce=Ending,
        choices=lambda: [(e, notices.ENDING_WORDS[e]) for e in _OVER],
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )
