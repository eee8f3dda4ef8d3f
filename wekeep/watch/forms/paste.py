"""Parsing of a pasted message, and the sighting form as read from it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wekeep.watch.forms.fields import TextField
from wekeep.watch.forms.report import ReportForm
from wekeep.watch.rules.paste import Pasted


class PasteForm(forms.Form):
    """The message as it stands in the chat."""

    message = TextField(
        label=_("Message"),
        help_text=_("Paste it as it is, in English or Spanish. Nothing is sent yet."),
        limit=4000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_message(self) -> str:
        message = str(self.cleaned_data["message"])
        if not message:
            raise forms.ValidationError(_("Paste a message first."))
        return message


def form_of(pasted: Pasted) -> ReportForm:
    """The sighting form filled with what was read; nothing that was not said, and second-hand by its nature."""
    initial: dict[str, object] = {"text": pasted.text, "first_hand": "no", "vehicles": pasted.vehicles}
    initial |= {
        "place_text": pasted.place_text or "",
        "uniform": pasted.uniform or "",
        "equipment": pasted.equipment or "",
    }
    if pasted.activity:
        initial["activity"] = pasted.activity.value
    if pasted.people:
        initial |= {"people_low": pasted.people.low or None, "people_high": pasted.people.high}
    if pasted.observed_at:
        initial |= {"when": "other", "observed_at": timezone.localtime(pasted.observed_at).strftime("%Y-%m-%dT%H:%M")}
    return ReportForm(initial=initial)
