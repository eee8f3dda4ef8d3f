"""Parsing of a fund's rules, and of a gift."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.forms.rent import CentsField
from wekeep.care.notices.rent import KIND_WORDS, PAYEE_WORDS
from wekeep.care.rules.fund import Band, Terms
from wekeep.care.rules.rent import Kind, Payee
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.codes import new_code
from wekeep.kit.money import CURRENCIES, decimal


class FundForm(forms.Form):
    """The name and every rule of a fund."""

    name = forms.CharField(label=_("Name of the fund"), max_length=60)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])
    kinds = forms.MultipleChoiceField(
        label=_("It pays for"),
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    payees = forms.MultipleChoiceField(
        label=_("It pays to"),
        choices=[(payee.value, words) for payee, words in PAYEE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Payee.LANDLORD.value, Payee.UTILITY.value],
    )
    zones = forms.MultipleChoiceField(label=_("For people who live in"), widget=forms.CheckboxSelectMultiple)
    alone = CentsField(label=_("One approval is enough up to (only what carers spend, 100 at most)"), required=False)
    two = CentsField(label=_("Two approvals are enough up to"))
    three = CentsField(label=_("Three approvals are enough up to"), required=False)
    most_months = forms.IntegerField(label=_("Months at once, at most"), min_value=1, max_value=12, initial=3)
    is_open = forms.BooleanField(label=_("The fund is open"), required=False, initial=True)

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["zones"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(EVERY_ZONE, _("Everywhere")), *zones]

    def terms(self) -> Terms:
        """The rules; call it only when the form is valid."""
        said = self.cleaned_data
        bands = (Band(said["alone"], 1), Band(said["two"], 2), Band(said["three"], 3))
        return Terms(
            said["currency"],
            frozenset(map(Kind, said["kinds"])),
            frozenset(map(Payee, said["payees"])),
            frozenset(said["zones"]),
            tuple(band for band in bands if band.cents),
            said["most_months"],
        )


def as_typed(terms: Terms, name: str, is_open: bool) -> dict[str, Any]:
    """The rules as they stand in the form."""
    bands = {band.approvals: decimal(band.cents) for band in terms.bands}
    said = terms.as_json() | {"name": name, "is_open": is_open}
    return said | {"alone": bands.get(1, ""), "two": bands.get(2, ""), "three": bands.get(3, "")}


class GiftForm(forms.Form):
    """Money that came in."""

    key = forms.RegexField(r"\A[a-z0-9]{16}\Z", required=False, widget=forms.HiddenInput)
    fund = forms.ChoiceField(label=_("Into which fund?"))
    cents = CentsField(label=_("How much came in?"))
    sure = forms.BooleanField(label=_("I looked again: the amount is right"), required=False)

    def __init__(self, *args: Any, funds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_code
        field = self.fields["fund"]
        if isinstance(field, forms.ChoiceField):
            field.choices = funds
