"""Forms with free words: what seems to tell someone's immigration status is asked about before anything is kept, and taken out on a word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from wekeep.people.rules.careful import tells_status, without_status

# What the question's two buttons send, under this name.
QUESTION, TAKE_OUT, KEEP = "status", "remove", "keep"


class CarefulForm(forms.Form):
    """Where a person said that the sentences are to be taken out, the form holds what they typed without them from the start."""

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.data.get(QUESTION) == TAKE_OUT:
            self.data = _without_status_in(self.data, self.written())

    def written(self) -> Sequence[str]:
        """The names of what is written in free words."""
        return ()

    @property
    def tells_status(self) -> bool:
        """Whether something written seems to tell someone's immigration status. Call it only when the form was cleaned."""
        return any(tells_status(str(self.cleaned_data.get(name, ""))) for name in self.written())

    @property
    def asks(self) -> bool:
        """Whether a person is asked first: all else is right, something seems to tell a status, and nobody said yet that it does not."""
        return self.is_valid() and self.tells_status and self.data.get(QUESTION) != KEEP


def _without_status_in(data: Mapping[str, Any], names: Sequence[str]) -> Any:
    left = data.copy() if isinstance(data, QueryDict) else dict(data)
    for name in names:
        if data.get(name):
            left[name] = without_status(str(data[name]))
    return left
