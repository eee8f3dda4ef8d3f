"""Parsing of how it was, and of what somebody says is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.actions.concerns import Said
from wekeep.care.forms.ask import LINE, TEXT
from wekeep.care.notices.concern import ABOUT_WORDS, CLOSE_WORDS, KIND_WORDS, WAS_WORDS
from wekeep.care.rules.concern import About, Close, Kind
from wekeep.care.rules.feedback import OFFERED, Side, Was
from wekeep.kit.text import clean, clean_line
from wekeep.people.forms.careful import CarefulForm


class HowForm(CarefulForm):
    """How it was: one choice, and words for whoever wants."""

    was = forms.ChoiceField(label=_("How was it?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words, if you like"), max_length=TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        was = self.fields["was"]
        if isinstance(was, forms.ChoiceField):
            was.choices = [(one.value, WAS_WORDS[one]) for one in OFFERED[side]]

    def clean_text(self) -> str:
        return clean(str(self.cleaned_data["text"]), TEXT)

    def written(self) -> Sequence[str]:
        """Their own words."""
        return ("text",)

    def said(self) -> dict[str, Any]:
        """What the actions take; call it only when the form is valid."""
        return {"was": Was(self.cleaned_data["was"]), "text": self.cleaned_data["text"]}


class ConcernForm(CarefulForm):
    """What is wrong. A text that tells a status is asked about and never refused: somebody may be threatened with it."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        widget=forms.RadioSelect,
    )
    about = forms.ChoiceField(label=_("Whom is it about?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Write as much or as little as you want. Never tell us anyone's immigration status."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    keep_from = forms.CharField(
        label=_("Is there somebody who must not hear of it? Write what they are called."),
        max_length=LINE,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reach = forms.CharField(
        label=_("How and when is it safe to talk with you about it?"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = (About.HELPER, About.DESK) if side is Side.HOUSEHOLD else (About.HOUSEHOLD, About.DESK)
        about = self.fields["about"]
        if isinstance(about, forms.ChoiceField):
            about.choices = [(one.value, ABOUT_WORDS[side, one]) for one in (*mine, About.SOMEBODY)]
            about.initial = mine[0].value

    def written(self) -> Sequence[str]:
        """What happened, and how they are reached; not whom it is kept from."""
        return ("text", "reach")

    def said(self) -> Said:
        """What the actions take; call it only when the form is valid."""
        found = self.cleaned_data
        words = {"text": clean(found["text"], TEXT), "reach": clean_line(found["reach"], LINE)}
        keep_from = clean_line(found["keep_from"], LINE)
        words["keep_from"] = keep_from
        filled = {name: text for name, text in words.items() if text}
        return Said(Kind(found["kind"]), About(found["about"]), filled, keep_from)


class CloseForm(forms.Form):
    """Why it ends."""

    close = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=[(one.value, words) for one, words in CLOSE_WORDS.items() if one is not Close.UNHEARD],
        widget=forms.RadioSelect,
    )
