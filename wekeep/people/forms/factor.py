"""Parsing of second steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

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


class AppForm(forms.Form):
    """The first six digits of a new app, with its secret as the keeper sealed it."""

    code = forms.CharField(
        label=_("Six digits"),
        help_text=_("What the app shows now."),
        max_length=12,
        widget=forms.TextInput(attrs=_DIGITS | {"inputmode": "numeric"}),
    )
    sealed = forms.CharField(max_length=400, widget=forms.HiddenInput())

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())
