"""Parsing of who rides and how they have to sit, and of what binds households and drivers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.actions.riders import RiderTold
from wekeep.care.notices.fleet import BOND_WORDS, QUESTION_WORDS
from wekeep.care.notices.runs import SEAT_WORDS
from wekeep.care.rules.restraint import Child, Question, Restraint, RestraintRules, questions, restraint_for
from wekeep.care.rules.trip import BondKind
from wekeep.kit.text import clean_line
from wekeep.people.forms.careful import CarefulForm

LINE = 160
_QUIET = {"autocomplete": "off"}
_OUTGROWN = {
    Question.OUTGROWN_REAR_FACING: Restraint.REAR_FACING,
    Question.OUTGROWN_HARNESS: Restraint.HARNESS,
    Question.OUTGROWN_BOOSTER: Restraint.BOOSTER,
}
CHILD, GROWN_UP = "child", "grown_up"
_SEALED = ("name", "receivers", "notes")


class RiderForm(CarefulForm):
    """What a guardian says of one who rides. What is not answered with yes counts as no, which is the safer seat."""

    who = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[(CHILD, _("A child")), (GROWN_UP, _("A grown-up"))],
        initial=CHILD,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("What is the rider called?"),
        help_text=_("A first name is enough. It is sealed, and opens to the driver at the stop."),
        max_length=40,
        required=False,
        widget=forms.TextInput(_QUIET),
    )
    years = forms.IntegerField(label=_("How old, in whole years?"), required=False, min_value=0, max_value=17)
    rides_in = forms.ChoiceField(label=_("What does the child ride in now?"), required=False)
    in_wheelchair = forms.BooleanField(label=_("Rides sitting in a wheelchair"), required=False)
    receivers = forms.CharField(
        label=_("Who may receive the child, by name?"), max_length=LINE, required=False, widget=forms.TextInput(_QUIET)
    )
    notes = forms.CharField(
        label=_("What must the driver know?"), max_length=LINE, required=False, widget=forms.TextInput(_QUIET)
    )

    def __init__(self, *args: Any, rules: RestraintRules | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.rules = rules
        seats = [(seat.value, words) for seat, words in SEAT_WORDS.items()]
        field = self.fields["rides_in"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Not said")), *seats]
        if rules is None:
            field.label = _("Which seat was chosen, together with the guardian?")
        else:
            self.fields |= {one.value: _yes(words) for one, words in QUESTION_WORDS.items()}

    def clean(self) -> dict[str, Any]:
        """A child has an age, and a seat where no rules say which."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == CHILD and cleaned.get("years") is None:
            self.add_error("years", _("Give the child's age in whole years."))
        if cleaned.get("who") == CHILD and self.rules is None and not cleaned.get("rides_in"):
            self.add_error("rides_in", _("Choose the seat together with the guardian."))
        return cleaned

    def written(self) -> Sequence[str]:
        """All that is sealed but the age."""
        return _SEALED

    def child(self) -> Child | None:
        """The child as it was described; None for a grown-up. Call it only when the form is valid."""
        said = self.cleaned_data
        if said["who"] != CHILD:
            return None
        outgrown = frozenset(seat for one, seat in _OUTGROWN.items() if said.get(one.value))
        rides_in = Restraint(said["rides_in"]) if said["rides_in"] else None
        return Child(said["years"], outgrown, bool(said.get(Question.BELT_FITS.value)), rides_in)

    def seat(self) -> Restraint | None:
        """What the rules make of it; None where a person decides, or a grown-up rides."""
        child = self.child()
        return restraint_for(self.rules, child) if child is not None and self.rules is not None else None

    def open_questions(self) -> list[forms.BoundField]:
        """Those whose answer may change the seat."""
        child = self.child()
        asked = questions(self.rules, child) if child is not None and self.rules is not None else ()
        return [self[one.value] for one in asked]

    def told(self) -> RiderTold:
        """What to keep; call it only when the form is valid."""
        said, child = self.cleaned_data, self.child()
        sealed = {name: clean_line(str(said[name]), LINE) for name in _SEALED}
        if child is not None:
            sealed["years"] = str(child.years)
        return RiderTold(
            child=child,
            in_wheelchair=said["in_wheelchair"],
            by_hand=child.rides_in if child is not None and self.rules is None else None,
            sealed={name: text for name, text in sealed.items() if text},
        )


def _yes(words: Any) -> forms.BooleanField:
    return forms.BooleanField(label=words, required=False)


class BondForm(forms.Form):
    """Two households, or a household and a driver."""

    kind = forms.ChoiceField(
        label=_("What binds them?"), choices=[(one.value, words) for one, words in BOND_WORDS.items()]
    )
    other = forms.CharField(
        label=_("Code of a request of the other household"),
        max_length=16,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "none", "spellcheck": "false", **_QUIET}),
    )
    member = forms.ChoiceField(label=_("Or which driver?"), required=False)

    def __init__(self, *args: Any, drivers: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["member"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *sorted(drivers.items(), key=lambda one: one[1])]

    def wanted(self) -> dict[str, Any]:
        """What `actions.riders.keep_bond` takes; call it only when the form is valid."""
        said = self.cleaned_data
        return {"kind": BondKind(said["kind"]), "other": said["other"].strip().lower(), "member": said["member"]}
