"""Fields of the watch's forms, and refusals of the rules as words beside them."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from django import forms

from wekeep.kit.errors import Refused
from wekeep.people.forms.application import said
from wekeep.watch.rules import sighting as rules

T = TypeVar("T")


def checked(check: Callable[[], T]) -> T:
    """What `check` says; where it refuses, the words beside the field."""
    try:
        return check()
    except Refused as refusal:
        raise forms.ValidationError(said(refusal)) from refusal


class _OneListForAll(forms.ChoiceField):
    """Choices that no form changes are shared by all; Django copies them word by word for each, a tenth of a report's cost."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return forms.Field.__deepcopy__(self, memo)


class ChoiceField(_OneListForAll):
    """One of a few."""


class TypedChoiceField(_OneListForAll, forms.TypedChoiceField):
    """One of a few, as what it stands for."""


class TypedMultipleChoiceField(_OneListForAll, forms.TypedMultipleChoiceField):
    """Some of a few, as what they stand for."""


class TextField(forms.CharField):
    """Text of one line, or of several, without what cannot be seen; too long is said, never cut."""

    def __init__(self, *, limit: int, lines: bool = False, **options: Any) -> None:
        super().__init__(required=False, strip=False, **options)
        self._limit, self._check = limit, rules.check_text if lines else rules.check_line

    def to_python(self, value: Any) -> str:
        return self._check(str(value or "").replace("\x00", ""), 1_000_000)

    def validate(self, value: str) -> None:
        try:
            self._check(value, self._limit)
        except Refused as refusal:
            raise forms.ValidationError(said(refusal)) from refusal
