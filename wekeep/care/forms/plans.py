"""What a coordinator says of a plan: which day, how long to search, what to move where."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.notices.plans import PURPOSE_WORDS, SHAPE_WORDS
from wekeep.care.rules.run import Shape
from wekeep.care.rules.trip import Purpose
from wekeep.kit.actor import EVERY_ZONE
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices

FARTHEST = timedelta(days=60)
USUAL_SECONDS = 30


class DayForm(forms.Form):
    """The plan of which day, purpose and zone; tomorrow unless said otherwise."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    purpose = forms.ChoiceField(label=_("What is driven"), choices=list(PURPOSE_WORDS.items()))
    shape = forms.ChoiceField(label=_("How"), choices=list(SHAPE_WORDS.items()), initial=Shape.ROUTES)
    zone = forms.ChoiceField(label=_("Zone"))

    def __init__(self, *args: Any, zones: frozenset[str], **more: Any) -> None:
        super().__init__(*args, **more)
        every = zone_choices()
        mine = [one for one in every if EVERY_ZONE in zones or one[0] in zones]
        whole = [(EVERY_ZONE, _("Every neighbourhood"))] if EVERY_ZONE in zones else []
        self.fields["zone"].choices = [*whole, *mine]  # type: ignore[attr-defined]
        self.fields["day"].initial = today() + timedelta(days=1)

    def clean_day(self) -> Any:
        """From today to some weeks ahead."""
        day, first = self.cleaned_data["day"], today()
        if not first <= day <= first + FARTHEST:
            raise forms.ValidationError(_("Choose a day from today to two months ahead."))
        return day

    def wanted(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        return {
            "zone": said["zone"],
            "day": said["day"],
            "purpose": Purpose(said["purpose"]),
            "shape": Shape(said["shape"]),
        }


class SearchForm(forms.Form):
    """How long to search, and whether all may change."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seconds = forms.TypedChoiceField(
        label=_("Search for"),
        coerce=int,
        choices=[(10, _("10 seconds")), (30, _("30 seconds")), (60, _("one minute"))],
        initial=USUAL_SECONDS,
    )
    anew = forms.BooleanField(label=_("All may change, even what was told"), required=False)


class EditionForm(forms.Form):
    """The edition of the plan that its page showed."""

    edition = forms.IntegerField(min_value=0)
