"""Parsing of what people do with an incident: an outcome, a question to a verifier, a split, a merge."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.watch import notices
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.verification import Answer, Approach, LookFor

_Words = dict[str, object]


def _choices(words: object, *, without: tuple[str, ...] = ("",)) -> list[tuple[str, object]]:
    return [(str(value), word) for value, word in dict(words).items() if value not in without]  # type: ignore[call-overload]


class OutcomeForm(forms.Form):
    """One of the five outcomes, how the verifier knows, and what belongs to it."""

    outcome = forms.ChoiceField(
        label=_("What did you find"), choices=lambda: _choices(notices.OUTCOME_WORDS), widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("If confirmed"),
        choices=lambda: _choices(notices.LEVEL_WORDS, without=(Level.WATCH,)),
        widget=forms.RadioSelect,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("If it was something else, what"),
        choices=lambda: [("", "—"), *_choices(notices.KIND_WORDS)],
        required=False,
    )
    method = forms.ChoiceField(
        label=_("How do you know"), choices=lambda: _choices(notices.METHOD_WORDS), widget=forms.RadioSelect
    )

    def answer(self) -> Answer:
        """The answer as rules see it; call it only when the form is valid. What belongs to another outcome is left out."""
        data = self.cleaned_data
        outcome = Outcome(data["outcome"])
        level = data["level"] if outcome is Outcome.CONFIRMED else ""
        kind = data["kind"] if outcome is Outcome.NOT_ENFORCEMENT else ""
        return Answer(
            outcome=outcome,
            method=Method(data["method"]),
            level=Level(level) if level else Level.WATCH,
            kind=NotEnforcement(kind) if kind else None,
        )


class AskForm(forms.Form):
    """How to approach, what to look for, and by when to report."""

    approach = forms.TypedChoiceField(
        label=_("How to approach"),
        coerce=Approach,
        choices=lambda: _choices(notices.APPROACH_WORDS),
        widget=forms.RadioSelect,
    )
    look_for = forms.TypedMultipleChoiceField(
        label=_("What to look for"),
        coerce=LookFor,
        choices=lambda: _choices(notices.LOOK_FOR_WORDS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    minutes = forms.TypedChoiceField(
        label=_("Report within"),
        coerce=int,
        choices=lambda: [(n, notices.minutes_words(n)) for n in (5, 10, 15, 30)],
        widget=forms.RadioSelect,
        initial=10,
    )


class MergeForm(forms.Form):
    """The code of the incident to make part of this one."""

    other = forms.SlugField(max_length=16)


class SplitForm(forms.Form):
    """The codes of the sightings to take out."""

    sightings = forms.MultipleChoiceField()

    def __init__(self, *args: object, codes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["sightings"] = forms.MultipleChoiceField(choices=[(c, c) for c in codes])
