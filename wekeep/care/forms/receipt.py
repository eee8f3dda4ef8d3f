"""Parsing of what a household sends with its six words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.forms.ask import TEXT, ContactForm, PlaceForm
from wekeep.kit.text import clean
from wekeep.people.forms.careful import CarefulForm


class NewsForm(CarefulForm):
    """More that a household wants to say. A status in it is asked about and never refused: nobody is to stand before a closed door who
    says that it is worse now."""

    text = forms.CharField(
        label=_("What is new?"), max_length=TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_text(self) -> str:
        return clean(str(self.cleaned_data["text"]), TEXT)

    def written(self) -> Sequence[str]:
        """What is new."""
        return ("text",)


class CorrectForm(PlaceForm, ContactForm):
    """Empty, because nobody here can read what was sealed: how to reach them, where they live, or both anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("area", None)
        for name in ("contact", "contact_kind"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Something at least."""
        cleaned = super().clean()
        if not cleaned.get("contact") and not cleaned.get("address"):
            self.add_error("contact", _("Write the new way to reach you, the new address, or both."))
        return cleaned

    def written(self) -> Sequence[str]:
        """All but the number and the address themselves."""
        return ("name", "hours", "entrance")
