"""Parsing of rent: what a family or a carer asks for, and what those who work on it type."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from wekeep.care.actions.rent import Private, Wish
from wekeep.care.actions.rent_of_household import Told
from wekeep.care.notices.rent import KIND_WORDS, METHOD_WORDS, PAPER_WORDS, REASON_WORDS
from wekeep.care.rules.reference import reference_of
from wekeep.care.rules.rent import FOR_CARERS, MOVES, Kind, Method, Move, Paper, Reason
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.kit.money import cents_of
from wekeep.kit.text import clean, clean_line
from wekeep.people.forms.careful import CarefulForm
from wekeep.places.queries.today import today

LINE, TEXT = 120, 1500
_QUIET = {"autocomplete": "off"}
_AS_SENT = ("key", "proof")
# So many months back and ahead can be asked for.
_BACK, _AHEAD = 6, 2


class CentsField(forms.CharField):
    """An amount as a person writes it, as whole cents."""

    def __init__(self, **more: Any) -> None:
        shown = {"inputmode": "decimal", "dir": "ltr", **_QUIET}
        super().__init__(max_length=20, widget=forms.TextInput(shown), **more)

    def clean(self, value: Any) -> int:
        """The cents; 0 where nothing was typed and nothing had to be."""
        typed = super().clean(value)
        try:
            return cents_of(typed) if typed else 0
        except Refused as refusal:
            raise forms.ValidationError(gettext(refusal.why)) from None


def month_choices() -> list[tuple[str, str]]:
    """The months around this one, as "2026-11" and in words."""
    now = today()
    first = now.year * 12 + now.month - 1
    found = [date(n // 12, n % 12 + 1, 1) for n in range(first - _BACK, first + _AHEAD + 1)]
    return [(f"{one:%Y-%m}", f"{MONTHS[one.month]} {one.year}") for one in found]


class _SentForm(CarefulForm):
    """What every form that begins a case has."""

    key = forms.CharField(max_length=16, min_length=16, widget=forms.HiddenInput)
    zone = forms.ChoiceField(label=_("Neighbourhood"), widget=forms.RadioSelect)
    asked = CentsField(label=_("How much do you need?"))
    pay_to = forms.CharField(
        label=_("How are they paid?"),
        help_text=_("As it stands on a bill: account, address for a cheque, or a phone number."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )
    note = forms.CharField(
        label=_("Anything else we should know?"),
        help_text=_("Never tell us anyone's immigration status, yours neither. We ask for no papers."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_code
        field = self.fields["zone"]
        if isinstance(field, forms.ChoiceField):
            field.choices = zones

    def clean(self) -> dict[str, Any]:
        """Words are brought into one form."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                cleaned[name] = clean(cleaned.get(name, "") or "", TEXT)
            elif type(field) is forms.CharField and name not in _AS_SENT:
                cleaned[name] = clean_line(cleaned.get(name, "") or "", LINE)
        return cleaned

    def written(self) -> Sequence[str]:
        """The note."""
        return ("note",)

    def body(self) -> str:
        """What makes the same form sent twice the same."""
        return json.dumps({name: said for name, said in self.cleaned_data.items() if name != "proof"}, sort_keys=True)


class AskForm(_SentForm):
    """A family's request, on one page."""

    proof = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What is it for?"),
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items() if kind not in FOR_CARERS],
        widget=forms.RadioSelect,
        initial=Kind.RENT.value,
    )
    months = forms.MultipleChoiceField(
        label=_("For which months?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    monthly = CentsField(label=_("How much is it for one month?"))
    name = forms.CharField(label=_("What may we call you?"), max_length=LINE, widget=forms.TextInput(_QUIET))
    phone = forms.CharField(
        label=_("A phone number where we reach you"),
        max_length=40,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("The address of the home, with the flat"), max_length=300, widget=forms.TextInput(_QUIET)
    )
    payee = forms.CharField(
        label=_("Who is paid? The landlord or the company"), max_length=LINE, widget=forms.TextInput(_QUIET)
    )

    field_order = (
        "key",
        "kind",
        "zone",
        "months",
        "monthly",
        "asked",
        "name",
        "phone",
        "address",
        "payee",
        "pay_to",
        "note",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["months"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = month_choices()

    def wish(self) -> Wish:
        """What stands in clear; call it only when the form is valid."""
        said = self.cleaned_data
        return Wish(Kind(said["kind"]), said["zone"], tuple(said["months"]), said["monthly"], said["asked"])

    def private(self) -> Private:
        """What to seal; call it only when the form is valid."""
        return Private(
            **{name: self.cleaned_data[name] for name in ("name", "phone", "address", "payee", "pay_to", "note")}
        )


class SpentForm(_SentForm):
    """What a carer spent for others, or is about to spend."""

    kind = forms.ChoiceField(
        label=_("What is it for?"),
        choices=[(kind.value, KIND_WORDS[kind]) for kind in Kind if kind in FOR_CARERS],
        widget=forms.RadioSelect,
        initial=Kind.SPENT.value,
    )
    sure = forms.BooleanField(label=_("This is another receipt, not the same one again"), required=False)
    field_order = ("key", "kind", "zone", "asked", "pay_to", "note", "sure")

    def wish(self) -> Wish:
        """What stands in clear; call it only when the form is valid."""
        said = self.cleaned_data
        return Wish(Kind(said["kind"]), said["zone"], (), 0, said["asked"])

    def private_of(self, handle: str) -> Private:
        """What to seal: whom it pays is the carer, by their handle."""
        return Private(handle, "", "", handle, self.cleaned_data["pay_to"], self.cleaned_data["note"])


class ToldForm(forms.Form):
    """What a household that asked for money among other things had not told yet, or tells otherwise. Who is paid may stay empty where
    they told it before."""

    months = forms.MultipleChoiceField(
        label=_("For which months?"),
        choices=month_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    asked = CentsField(label=_("How much do you need?"))
    payee = forms.CharField(
        label=_("Who is paid? The landlord or the company"), max_length=LINE, widget=forms.TextInput(_QUIET)
    )
    pay_to = forms.CharField(
        label=_("How are they paid?"),
        help_text=_("As it stands on a bill: account, address for a cheque, or a phone number."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )

    def __init__(self, *args: Any, has_payee: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("payee", "pay_to"):
            self.fields[name].required = not has_payee

    def clean(self) -> dict[str, Any]:
        """Another payee is told whole."""
        cleaned = super().clean() or self.cleaned_data
        for name, other in (("payee", "pay_to"), ("pay_to", "payee")):
            if cleaned.get(other) and name in cleaned and not cleaned[name]:
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def told(self) -> Told:
        """All of it; call it only when the form is valid."""
        said = self.cleaned_data
        return Told(
            tuple(said["months"]), said["asked"], clean_line(said["payee"], LINE), clean_line(said["pay_to"], 300)
        )


class PaperForm(forms.Form):
    """A paper that was seen."""

    paper = forms.ChoiceField(label=_("I saw this paper today"), choices=[(p.value, w) for p, w in PAPER_WORDS.items()])

    def paper_seen(self) -> Paper:
        """Which."""
        return Paper(self.cleaned_data["paper"])


class PapersForm(forms.Form):
    """Papers that are missing."""

    papers = forms.MultipleChoiceField(
        label=_("These papers are missing"),
        choices=[(p.value, w) for p, w in PAPER_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )


class AmountForm(forms.Form):
    """The amount that a fund keeper puts down, and the fund it comes from."""

    fund = forms.ChoiceField(label=_("From which fund?"))
    cents = CentsField(label=_("The amount, as you reckon it from the papers"))
    sure = forms.BooleanField(label=_("I looked again: the amount is right"), required=False)

    def __init__(self, *args: Any, funds: list[tuple[str, str]] = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        field = self.fields["fund"]
        if isinstance(field, forms.ChoiceField):
            field.choices = funds


class ApproveForm(forms.Form):
    """The amount that an approver reckons, without seeing the one that stands there."""

    cents = CentsField(label=_("The amount, as you reckon it from the papers"))


class DayForm(forms.Form):
    """The day on which it is paid."""

    day = forms.DateField(label=_("Pay on"), widget=forms.DateInput({"type": "date"}))


class PaidForm(forms.Form):
    """How it was paid."""

    method = forms.ChoiceField(label=_("How was it paid?"), choices=[(m.value, w) for m, w in METHOD_WORDS.items()])
    reference = forms.CharField(
        label=_("The bank's reference or the cheque's number"),
        max_length=32,
        widget=forms.TextInput({"dir": "ltr", **_QUIET}),
    )

    def clean_reference(self) -> str:
        """As the book keeps it."""
        try:
            return reference_of(self.cleaned_data["reference"])
        except Refused as refusal:
            raise forms.ValidationError(gettext(refusal.why)) from None

    def how(self) -> Method:
        """How."""
        return Method(self.cleaned_data["method"])


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(r.value, REASON_WORDS[r]) for r in Reason if r in MOVES[Move.DECLINE].reasons],
    )


class SettleForm(forms.Form):
    """What became of an advance, and how much of it was still open when the page was shown, in cents."""

    owed = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**15)
    spent = CentsField(label=_("Spent, by the receipts"), required=False)
    handed_back = CentsField(label=_("Handed back"), required=False)
