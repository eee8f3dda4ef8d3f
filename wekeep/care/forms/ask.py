"""Parsing of what a household asks for: one page, any language, each need with its own few questions."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_lazy as _

from wekeep.care.actions.intake import Form, Private, Wanted
from wekeep.care.forms.rent import month_choices
from wekeep.care.notices import (
    ANSWER_WORDS,
    CHOICE_WORDS,
    CONTACT_WORDS,
    GROUP_WORDS,
    NEED_WORDS,
    PART_WORDS,
    URGENCY_WORDS,
)
from wekeep.care.queries.finding import area_choices
from wekeep.care.rules.household import Contact
from wekeep.care.rules.need import Field, FieldKind, Need, needs
from wekeep.care.rules.window import Urgency
from wekeep.kit.codes import new_code
from wekeep.kit.text import clean, clean_line
from wekeep.people.forms.careful import CarefulForm
from wekeep.places.queries.today import today

LINE, TEXT = 160, 1500
_QUIET = {"autocomplete": "off"}
_FARTHEST = timedelta(days=110)
# What is written in free words, besides the lines of the needs' own forms.
_WRITTEN = ("about", "name", "hours", "entrance")


class ContactForm(CarefulForm):
    """How a household is reached."""

    name = forms.CharField(
        label=_("What may we call you?"), max_length=LINE, required=False, widget=forms.TextInput(_QUIET)
    )
    contact_kind = forms.ChoiceField(
        label=_("How can we reach you?"),
        choices=[(kind.value, words) for kind, words in CONTACT_WORDS.items()],
        initial=Contact.PHONE,
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(
        label=_("Your number, name or address there"),
        max_length=LINE,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false", **_QUIET}),
    )
    hours = forms.CharField(
        label=_("When is it safe to reach you? May we leave a message?"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(_QUIET),
    )

    def clean_contact(self) -> str:
        return clean_line(str(self.cleaned_data["contact"]), LINE)

    def clean(self) -> dict[str, Any]:
        """A number has seven digits at least, an e-mail address an @."""
        cleaned = super().clean() or self.cleaned_data
        kind, contact = cleaned.get("contact_kind"), str(cleaned.get("contact", ""))
        if contact and kind == Contact.EMAIL and "@" not in contact:
            self.add_error("contact", _("That is not an e-mail address. Check it and try again."))
        if contact and kind in (Contact.PHONE, Contact.TEXT, Contact.WHATSAPP) and sum(map(str.isdigit, contact)) < 7:
            self.add_error("contact", _("That is not a phone number. Check it and try again."))
        return cleaned

    def contact_fields(self) -> dict[str, str]:
        """What to seal of it; call it only when the form is valid."""
        said = self.cleaned_data
        found = {"name": said["name"], "kind": said["contact_kind"], "contact": said["contact"], "hours": said["hours"]}
        return {name: clean_line(text, LINE) for name, text in found.items() if text}


class PlaceForm(CarefulForm):
    """Where a household lives."""

    area = forms.ChoiceField(label=_("Which part of town?"), required=False)
    address = forms.CharField(
        label=_("Address"),
        help_text=_("Only the person who comes to you sees it, and only while they help you."),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(_QUIET),
    )
    entrance = forms.CharField(
        label=_("How to find the door"), max_length=LINE, required=False, widget=forms.TextInput(_QUIET)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas, field = area_choices(), self.fields["area"]
        if not areas:
            del self.fields["area"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *areas]

    def place_fields(self) -> dict[str, str]:
        """What to seal of it; call it only when the form is valid."""
        found = {name: clean_line(str(self.cleaned_data.get(name, "")), LINE) for name in ("address", "entrance")}
        return {name: text for name, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class Block:
    """One need on the page: its code and words, whether it is ticked, and the questions of its own."""

    code: str
    words: str
    ticked: bool
    fields: list[forms.BoundField]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Needs of one group, which opens by one press and is open where one of them is ticked."""

    words: str
    blocks: list[Block]

    @property
    def is_open(self) -> bool:
        return any(block.ticked for block in self.blocks)


class AskForm(PlaceForm, ContactForm):
    """The whole form. The questions of a need are called NEED-FIELD, and count only where the need is ticked."""

    key = forms.CharField(max_length=16, min_length=16, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, widget=forms.HiddenInput)
    needs = forms.MultipleChoiceField(
        label=_("What do you need?"),
        choices=list(NEED_WORDS.items()),
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    urgency = forms.ChoiceField(
        label=_("How soon?"),
        choices=[(one.value, words) for one, words in URGENCY_WORDS.items()],
        initial=Urgency.DAYS_2,
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label=_("At which times may someone come?"),
        choices=[(one.value, words) for one, words in PART_WORDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Which language do you speak best?"))
    about = forms.CharField(
        label=_("Is there anything else we should know?"),
        help_text=_("Never tell us anyone's immigration status. We do not need it, and we do not keep it."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asks_first = forms.BooleanField(
        label=_("Ask me before you send someone: I want to say yes to the person first."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_code
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [*settings.LANGUAGES, ("other", _("Another language"))]
            language.initial = get_language() or "en"
        for need in needs().values():
            for field in need.fields:
                self.fields[f"{need.code}-{field.name}"] = _question(field)

    def groups(self) -> Iterator[Shelf]:
        """Every need as the page shows it, group by group."""
        ticked = set(self["needs"].value() or ())
        for group, found in groupby(needs().values(), key=lambda need: need.group):
            yield Shelf(str(GROUP_WORDS[group]), [self._block(need, need.code in ticked) for need in found])

    def _block(self, need: Need, ticked: bool) -> Block:
        asked = [self[f"{need.code}-{field.name}"] for field in need.fields]
        return Block(need.code, str(NEED_WORDS[need.code]), ticked, asked)

    @property
    def says_more(self) -> bool:
        """Whether something stands in what is folded away, or is wrong with it."""
        return any(self[name].value() or name in self.errors for name in ("parts", "name", "hours", "entrance"))

    def clean(self) -> dict[str, Any]:
        """Some place is needed, in whatever words; and what was written is brought into one form."""
        cleaned = super().clean()
        if not cleaned.get("area") and not cleaned.get("address"):
            where = "area" if "area" in self.fields else "address"
            self.add_error(where, _("Tell us roughly where you live, so that we ask helpers nearby."))
        cleaned["about"] = clean(str(cleaned.get("about", "")), TEXT)
        return cleaned

    def written(self) -> Sequence[str]:
        """The household's words, and the lines of the needs' own forms."""
        lines = [f"{need.code}-{f.name}" for need in needs().values() for f in need.fields if f.kind is FieldKind.LINE]
        return [*_WRITTEN, *lines]

    def asked(self) -> Form:
        """What to keep; call it only when the form is valid."""
        said = self.cleaned_data
        words = {"about": said["about"]} if said["about"] else {}
        return Form(
            wanted=tuple(self._wanted(needs()[code]) for code in said["needs"]),
            private=Private(self.contact_fields(), self.place_fields(), words),
            language=said["language"],
            area=said.get("area", ""),
            parts=tuple(said["parts"]),
            asks_first=said["asks_first"],
        )

    def _wanted(self, need: Need) -> Wanted:
        said = {field.name: self.cleaned_data.get(f"{need.code}-{field.name}") for field in need.fields}
        answers = {name: in_text(value) for name, value in said.items() if value not in (None, "", [], False)}
        return Wanted(need.code, Urgency(self.cleaned_data["urgency"]), answers)

    def body(self) -> str:
        """What makes the same form sent twice the same."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "proof"}
        return json.dumps(said, sort_keys=True, default=str)


def in_text(value: Any) -> str:
    """An answer as it is sealed: codes with spaces between, a day as 2026-11-22, a time as 08:30, a yes as "yes"."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    if value is True:
        return "yes"
    found = str(value.strftime("%H:%M")) if hasattr(value, "hour") and not hasattr(value, "year") else str(value)
    return clean_line(found, LINE)


def _question(field: Field) -> forms.Field:
    label, some = ANSWER_WORDS[field.name], [(code, CHOICE_WORDS[code]) for code in field.of]
    match field.kind:
        case FieldKind.NUMBER:
            return forms.IntegerField(label=label, required=False, min_value=1, max_value=field.most)
        case FieldKind.SOME:
            return forms.MultipleChoiceField(
                label=label, required=False, choices=some, widget=forms.CheckboxSelectMultiple
            )
        case FieldKind.ONE:
            return forms.ChoiceField(label=label, required=False, choices=some, widget=forms.RadioSelect)
        case FieldKind.DAY:
            return DayField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        case FieldKind.HOUR:
            return forms.TimeField(
                label=label, required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
            )
        case FieldKind.YES:
            return forms.BooleanField(label=label, required=False)
        case FieldKind.MONTHS:
            return forms.MultipleChoiceField(
                label=label, required=False, choices=month_choices, widget=forms.CheckboxSelectMultiple
            )
        case FieldKind.LANGUAGE:
            tongues = [("", _("Choose")), *settings.LANGUAGES]
            return forms.ChoiceField(label=label, required=False, choices=tongues)
    return forms.CharField(label=label, required=False, max_length=LINE, widget=forms.TextInput(_QUIET))


class DayField(forms.DateField):
    """A day from today on, as far ahead as a request is kept."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not today() <= day <= today() + _FARTHEST:
            raise forms.ValidationError(_("Choose a day from today on, within three months."))
        return day
