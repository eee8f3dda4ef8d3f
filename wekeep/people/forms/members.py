"""Parsing of what people pages send."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wekeep.kit.abilities import Role
from wekeep.kit.words import normal_form

TERM = timedelta(days=180)
"""How long a role lasts where the steward says nothing else."""


class SignInForm(forms.Form):
    """Handle and five words."""

    handle = forms.CharField(
        label=_("Handle"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    passphrase = forms.CharField(
        label=_("Passphrase"),
        help_text=_("The five words you were given, with spaces between them."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_handle(self) -> str:
        return str(self.cleaned_data["handle"]).strip().lower()

    def clean_passphrase(self) -> str:
        return normal_form(str(self.cleaned_data["passphrase"]))


class UnlockForm(forms.Form):
    """One's own five words once more."""

    passphrase = forms.CharField(
        label=_("Passphrase"),
        help_text=_("The five words you were given, with spaces between them."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_passphrase(self) -> str:
        return normal_form(str(self.cleaned_data["passphrase"]))


class AdmitForm(forms.Form):
    """A new member's handle and language."""

    handle = forms.CharField(
        label=_("Handle"), help_text=_("A made-up name: letters, digits and hyphens. Never a real name."), max_length=40
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: object, languages: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=languages)


class GrantForm(forms.Form):
    """A role, a zone and the last day of the term."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    zone = forms.ChoiceField(label=_("Zone"))
    until = forms.DateField(
        label=_("Last day"),
        help_text=_("A role ends by itself. It lasts a year at most."),
        initial=lambda: timezone.localdate() + TERM,
        # what a browser's own calendar reads, in every language
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(
        self, *args: object, roles: list[tuple[str, str]], zones: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"] = forms.TypedChoiceField(label=_("Role"), coerce=Role, choices=roles)
        self.fields["zone"] = forms.ChoiceField(label=_("Zone"), choices=zones)

    def clean_until(self) -> datetime:
        """The end of that day, where the network lives."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["until"], time(23, 59)))


class DutyForm(forms.Form):
    """A zone of one's own and how long."""

    zone = forms.ChoiceField(label=_("Zone"))
    hours = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=lambda: [(n, ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}) for n in (1, 2, 4, 8, 12)],
        initial=4,
    )

    def __init__(self, *args: object, zones: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["zone"] = forms.ChoiceField(label=_("Zone"), choices=zones)
