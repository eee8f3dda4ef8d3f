"""Parsing of second steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.people.forms.members import UnlockForm
from wekeep.people.rules.factor import Proof

_DIGITS = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}


class StepForm(forms.Form):
    """Six digits of an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits your app shows now, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(attrs=_DIGITS),
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


_PROOF_WORDS = {
    frozenset({Proof.DIGITS}): (_("Six digits"), _("What your app shows now.")),
    frozenset({Proof.DIGITS, Proof.RECOVERY}): (
        _("Six digits of the app you have"),
        _("What it shows now, or one of your recovery codes."),
    ),
    frozenset({Proof.TOUCH, Proof.RECOVERY}): (
        _("Recovery code"),
        _("Only where no passkey of yours is at hand. With one, you touch it next."),
    ),
}


class ProofForm(UnlockForm):
    """What is typed to show who asks, where a change takes any one of `taken`: five words, six digits or a recovery code. A
    touch is not typed, so where it is taken nothing has to be."""

    proof = forms.CharField(max_length=40, widget=forms.TextInput(attrs=_DIGITS))

    def __init__(self, *args: Any, taken: frozenset[Proof], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Proof.WORDS not in taken:
            del self.fields["passphrase"]
        if taken in _PROOF_WORDS:
            field = self.fields["proof"]
            field.label, field.help_text = _PROOF_WORDS[taken]
            field.required = Proof.TOUCH not in taken
        else:
            del self.fields["proof"]

    def clean_proof(self) -> str:
        return "".join(str(self.cleaned_data["proof"]).split())

    @property
    def proves(self) -> str | None:
        """The field that shows who asks; None where a touch alone does."""
        return next((name for name in ("passphrase", "proof") if name in self.fields), None)

    @property
    def is_folded(self) -> bool:
        """Whether it is for few, and a touch does for the others."""
        return bool(self.fields) and not self.errors and not any(field.required for field in self.fields.values())


class AppForm(ProofForm):
    """The first six digits of a new app, with its secret as the keeper sealed it, and what shows who adds it."""

    code = forms.CharField(
        label=_("Six digits of the new app"),
        help_text=_("What the app shows now."),
        max_length=12,
        widget=forms.TextInput(attrs=_DIGITS | {"inputmode": "numeric"}),
    )
    sealed = forms.CharField(max_length=400, widget=forms.HiddenInput())
    field_order = ("code", "passphrase", "proof", "sealed")

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class SeenForm(forms.Form):
    """Up to when someone knows what happened (ISO 8601)."""

    until = forms.DateTimeField()
