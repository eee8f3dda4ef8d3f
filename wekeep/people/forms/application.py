"""Parsing of an application: one page, any language, and nothing asked that could harm whoever answers."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.kit.text import clean, clean_line
from wekeep.kit.words import RECEIPT_WORDS
from wekeep.people.actions.applications import Private, Wishes
from wekeep.people.forms.careful import CarefulForm
from wekeep.people.models import Application
from wekeep.people.notices import CONTACT_WORDS, TIME_WORDS, WISH_WORDS

LINE, TEXT = 120, 1500
_WRITTEN = ("about", "reference_1", "reference_2")
_QUIET = {"autocomplete": "off"}


class WishesForm(forms.Form):
    """What someone would like to do, where, when and in which languages."""

    roles = forms.MultipleChoiceField(
        label=_("What would you like to do?"),
        choices=[(role.value, words) for role, words in WISH_WORDS.items()],
        widget=forms.CheckboxSelectMultiple({"class": "choices-long"}),
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    zones = forms.MultipleChoiceField(
        label=_("Where?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak well?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label=_("When could you help?"),
        choices=list(TIME_WORDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("zones", zones), ("languages", settings.LANGUAGES)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    def wishes(self) -> Wishes:
        """What was chosen; call it only when the form is valid."""
        names = ("roles", "zones", "languages", "times")
        return Wishes(*(tuple(self.cleaned_data[name]) for name in names))


class PrivateForm(CarefulForm):
    """What is sealed: one way to be reached, some words, and who knows them."""

    contact_kind = forms.ChoiceField(
        label=_("How can we reach you?"),
        choices=list(CONTACT_WORDS.items()),
        initial="signal",
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(
        label=_("Your e-mail address, phone number or Signal name"),
        max_length=LINE,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )
    about = forms.CharField(
        label=_("What brings you here, and which places near you do you know well?"),
        help_text=_("Never tell us anyone's immigration status, yours neither. We ask for no papers."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reference_1 = forms.CharField(
        label=_("The first person who knows you"),
        help_text=_("What we may call them, how we reach them, how they know you."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )
    reference_2 = forms.CharField(
        label=_("The second person who knows you"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )

    def clean_contact(self) -> str:
        return clean_line(str(self.cleaned_data["contact"]), LINE)

    def clean(self) -> dict[str, Any]:
        """Words are brought into one form; whether an e-mail address is one, channels say."""
        cleaned = super().clean() or self.cleaned_data
        for name in _WRITTEN:
            cleaned[name] = clean(cleaned.get(name, ""), TEXT)
        kind, contact = cleaned.get("contact_kind"), cleaned.get("contact", "")
        if kind == "email" and contact and "@" not in contact:
            self.add_error("contact", _("That is not an e-mail address. Check it and try again."))
        if kind == "phone" and contact and sum(c.isdigit() for c in contact) < 7:
            self.add_error("contact", _("That is not a phone number. Check it and try again."))
        return cleaned

    def written(self) -> Sequence[str]:
        """What brings them here, and who knows them."""
        return _WRITTEN

    def private(self) -> Private:
        """What to seal; call it only when the form is valid."""
        said = self.cleaned_data
        references = {str(n): said[f"reference_{n}"] for n in (1, 2) if said[f"reference_{n}"]}
        return Private(
            said["contact_kind"],
            said["contact"],
            {"about": said["about"], "references": str(len(references))},
            references,
        )


class ApplyForm(PrivateForm, WishesForm):
    """The whole application."""

    key = forms.CharField(max_length=16, min_length=16, widget=forms.HiddenInput)
    join_code_1 = forms.CharField(
        label=_("A join code, if a member gave you one"), max_length=200, required=False, widget=forms.TextInput(_QUIET)
    )
    join_code_2 = forms.CharField(
        label=_("A second join code"), max_length=200, required=False, widget=forms.TextInput(_QUIET)
    )
    wants_letters = forms.BooleanField(
        label=_("Write me an e-mail when something changes. My address is then kept, unsealed, until I say stop."),
        required=False,
    )
    conduct = forms.BooleanField(
        label=_("I agree to the conduct card"),
        error_messages={"required": gettext_lazy("Read the conduct card, and tick here if you agree.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_code

    def clean(self) -> dict[str, Any]:
        """Whoever wants more than to pack needs two people who know them: two references, or a join code."""
        cleaned = super().clean()
        both = cleaned.get("reference_1") and cleaned.get("reference_2")
        only_helps = cleaned.get("roles") == [Role.HELPER.value]
        if not (both or self.join_codes() or only_helps):
            words = _("Name two people who know you, or type a join code that a member gave you.")
            self.add_error("reference_2" if cleaned.get("reference_1") else "reference_1", words)
        return cleaned

    def join_codes(self) -> tuple[str, ...]:
        """The join codes that were typed, each once."""
        typed = [" ".join(str(self.cleaned_data.get(f"join_code_{n}", "")).split()) for n in (1, 2)]
        return tuple(dict.fromkeys(code for code in typed if code))

    def body(self) -> str:
        """What makes the same form sent twice the same: everything typed, but not how the question about status was
        answered."""
        return json.dumps(self.cleaned_data, sort_keys=True)


class CorrectForm(PrivateForm, WishesForm):
    """The wishes as they stand; the sealed part empty, because nobody here can read it: fill it in to replace it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].required = self.fields["contact_kind"].required = False
        self.fields["contact_kind"].initial = None

    @property
    def replaces(self) -> bool:
        """Whether the sealed part was filled in."""
        return bool(self.cleaned_data.get("contact"))

    def clean(self) -> dict[str, Any]:
        """All of the sealed part, or none of it."""
        cleaned = super().clean()
        wrote = any(cleaned.get(name) for name in _WRITTEN)
        if wrote and not cleaned.get("contact"):
            self.add_error("contact", _("To replace the sealed part, fill in all of it, also how we reach you."))
        if cleaned.get("contact") and not cleaned.get("contact_kind"):
            self.add_error("contact_kind", _("Say what it is: e-mail, phone or Signal."))
        return cleaned


class WordsForm(forms.Form):
    """The six words of an application."""

    words = forms.CharField(
        label=_("Your six words"),
        max_length=400,
        widget=forms.TextInput(attrs={**_QUIET, "autocapitalize": "none", "spellcheck": "false", "enterkeyhint": "go"}),
    )

    def clean_words(self) -> str:
        typed = str(self.cleaned_data["words"])
        if len(typed.split()) < RECEIPT_WORDS:
            raise forms.ValidationError(_("A receipt has six words. Type all of them, with spaces between."))
        return typed


class SpokenForm(forms.Form):
    """Words that someone reads out or shows."""

    words = forms.CharField(
        label=_("Their three words"),
        max_length=200,
        widget=forms.TextInput(attrs={**_QUIET, "autocapitalize": "none", "spellcheck": "false"}),
    )


class JoinCodeForm(forms.Form):
    """One more join code."""

    join_code = forms.CharField(label=_("Join code"), max_length=200, widget=forms.TextInput(_QUIET))


class HandleForm(forms.Form):
    """The handle a new member chooses."""

    handle = forms.CharField(
        label=_("Handle"),
        help_text=_("A made-up name: letters, digits and hyphens. Never a real name."),
        max_length=40,
        widget=forms.TextInput(attrs={**_QUIET, "autocapitalize": "none", "spellcheck": "false"}),
    )


def wishes_of(one: Application) -> dict[str, list[str]]:
    """What an application wishes now, to stand in a form."""
    return {"roles": one.roles, "zones": one.zones, "languages": one.languages, "times": one.times}


def said(refusal: Refused) -> str:
    """A refusal in the reader's language."""
    sentence = gettext(refusal.why)
    return sentence % refusal.values if refusal.values else sentence
