"""Parsing of what a dispatcher chooses for an alert, its update, cancel or all clear."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.alerts import notices
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.parts import MOST_ADVICE, Advice, Change, Ending
from wekeep.watch.rules.outcome import Level as Found
from wekeep.watch.rules.warning import changes_permitted, level_of, levels_permitted

RINGS = [
    (0, _("This cell, about 0.7 km")),
    (1, _("About 1.6 km around")),
    (2, _("About 2.5 km around")),
    (3, _("About 3.4 km around")),
]
_CANCELS = (Ending.SENT_IN_ERROR, Ending.NOT_ENFORCEMENT, Ending.WRONG_PLACE)
_OVER = (Ending.THEY_LEFT, Ending.NOTHING_MORE_SEEN)


class GravityForm(forms.Form):
    """How grave it is."""

    level = forms.TypedChoiceField(
        label=_("How grave"),
        coerce=Level,
        choices=lambda: list(notices.LEVEL_WORDS.items()),
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )

    def __init__(self, *args: Any, found: Found | None = None, **kwargs: Any) -> None:
        """With `found`, how grave the verifier found it, only what that permits to be said is offered, and the gravest of
        it is chosen; without, whatever was sent is read, and the rules answer."""
        super().__init__(*args, **kwargs)
        if found is not None:
            self._offer("level", notices.LEVEL_WORDS, levels_permitted(found))
            self.initial["level"] = level_of(found)
            if found is not Found.ACTIVE:
                self.fields["level"].help_text = _("The verifier found no one detained.")

    def _offer(self, name: str, words: Mapping[Any, Any], permitted: Collection[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(value, words[value]) for value in permitted]


class ReachForm(GravityForm):
    """How grave and how far."""

    rings = forms.TypedChoiceField(label=_("How far"), coerce=int, choices=RINGS, widget=forms.RadioSelect, initial=1)


class AlertForm(ReachForm):
    """How grave, how far, and what people nearby can do."""

    advice = forms.TypedMultipleChoiceField(
        label=_("What people can do"),
        help_text=_("Four at most."),
        coerce=Advice,
        choices=lambda: list(notices.ADVICE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-long"}),
        required=False,
    )

    def clean_advice(self) -> list[Advice]:
        chosen: list[Advice] = self.cleaned_data["advice"]
        if len(chosen) > MOST_ADVICE:
            raise forms.ValidationError(_("Four at most."))
        return chosen


class UpdateForm(GravityForm):
    """What changed."""

    change = forms.TypedChoiceField(
        label=_("What changed"),
        help_text=_("If they have moved: have the new place verified anew, send this, then widen the area."),
        coerce=Change,
        choices=lambda: list(notices.CHANGE_WORDS.items()),
        widget=forms.RadioSelect,
    )
    field_order = ("change", "level")

    def __init__(self, *args: Any, found: Found | None = None, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        if found is not None:
            self._offer("change", notices.CHANGE_WORDS, changes_permitted(found))


class CancelForm(forms.Form):
    """Why it was an error."""

    ending = forms.TypedChoiceField(
        label=_("Why"),
        coerce=Ending,
        choices=lambda: [(e, notices.ENDING_WORDS[e]) for e in _CANCELS],
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )


class ClearForm(forms.Form):
    """Why it is over."""

    ending = forms.TypedChoiceField(
        label=_("Why"),
        coerce=Ending,
        choices=lambda: [(e, notices.ENDING_WORDS[e]) for e in _OVER],
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )
