"""Parsing of what a household sends with its six words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.forms.ask import TEXT, ContactForm, PlaceForm
from wekeep.kit.text import clean
from wekeep.people.rules.careful import tells_status, without_status


class NewsForm(forms.Form):
    """More that a household wants to say."""

    text = forms.CharField(
        label=_("What is new?"), max_length=TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_text(self) -> str:
        return clean(str(self.cleaned_data["text"]), TEXT)

    @property
    def tells_status(self) -> bool:
        """Whether it seems to say something of someone's immigration status. It is asked about and never refused: nobody is to stand
        before a closed door who says that it is worse now."""
        return tells_status(str(self.cleaned_data.get("text", "")))


def without_status_in(data: dict[str, Any]) -> dict[str, Any]:
    """What was typed without what seems to tell someone's status."""
    return data | {"text": without_status(str(data.get("text", "")))}


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
        for name in ("hours", "entrance"):
            if tells_status(str(cleaned.get(name, ""))):
                self.add_error(name, _("This seems to tell someone's immigration status. Please take it out."))
        return cleaned
