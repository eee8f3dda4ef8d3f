"""Parsing of what vetters, vouchers and stewards send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.people.actions.vouches import REASON_LIMIT
from wekeep.people.notices import KIND_WORDS, REASON_WORDS
from wekeep.people.rules.application import MOVES, Move, Reason
from wekeep.people.rules.evidence import BY_HAND, Kind


class EvidenceForm(forms.Form):
    """What was seen, and for papers until when it is valid."""

    kind = forms.TypedChoiceField(
        label=_("What did you see?"),
        coerce=Kind,
        choices=lambda: [(k.value, KIND_WORDS[k]) for k in Kind if k in BY_HAND],
    )
    reference = forms.ChoiceField(
        label=_("Which reference"),
        choices=[("", "—"), ("1", _("the first")), ("2", _("the second"))],
        required=False,
    )
    last_day = forms.DateField(
        label=_("A paper's last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class NoForm(forms.Form):
    """Why not, or not now."""

    reason = forms.TypedChoiceField(
        label=_("Why"),
        coerce=Reason,
        choices=lambda: [(r.value, REASON_WORDS[r]) for r in Reason if r in MOVES[Move.DECLINE].reasons],
    )


class VouchForm(forms.Form):
    """For whom one vouches stays unsaid: the code says it. Why, and whether one has met them."""

    reason = forms.CharField(
        label=_("How do you know them, and why do you trust them?"),
        help_text=_("Sealed: only stewards can read it, and only when they must."),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    in_person = forms.BooleanField(label=_("I know them in person and stood before them this month"), required=False)


class PseudonymForm(forms.Form):
    """What one wants to be called in a zone."""

    zone = forms.CharField(max_length=64, widget=forms.HiddenInput)
    handle = forms.CharField(label=_("Your name there"), max_length=24)
