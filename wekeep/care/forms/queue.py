"""Parsing of what coordinators and navigators ask of the queue and do with a request."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.forms.ask import DayField
from wekeep.care.notices import CLOSE_WORDS
from wekeep.care.queries.queue import Show, Wish
from wekeep.care.rules.request import CLOSES, By, Close, Move
from wekeep.kit.text import clean_line, whole_number

_LAST_PAGE = 1000


def wish_of(data: Any) -> Wish:
    """What an address asks to see; whatever it says that is nothing of ours counts as nothing said."""
    show = data.get("show", "")
    page = whole_number(data.get("page", "")) or 1
    return Wish(
        Show(show) if show in list(Show) else Show.WAITING,
        clean_line(data.get("need", ""), 120),
        clean_line(data.get("area", ""), 120),
        clean_line(data.get("language", ""), 120),
        min(max(page, 1), _LAST_PAGE),
    )


class MoveForm(forms.Form):
    """One move by hand."""

    move = forms.ChoiceField(choices=[(one.value, one.value) for one in Move])
    close = forms.ChoiceField(
        label=_("Why does it end?"),
        required=False,
        choices=[(one.value, words) for one, words in CLOSE_WORDS.items() if one in CLOSES[By.DESK]],
    )
    same_as = forms.CharField(label=_("The same as which?"), required=False, max_length=16)
    day = DayField(label=_("Which day?"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: Any = None, *, alike: Sequence[tuple[str, str]] = ()) -> None:
        """`alike`: codes of requests that may be of the same household, and how to call each, to choose from."""
        super().__init__(data)
        self.fields["same_as"].widget = forms.Select(choices=[("", "–"), *alike])

    def wanted(self) -> dict[str, Any]:
        """What `actions.desk.act` takes; call it only when the form is valid."""
        said = self.cleaned_data
        what, day = Move(said["move"]), said["day"]
        return {
            "what": what,
            "close": Close(said["close"]) if what is Move.CLOSE and said["close"] else None,
            "same_as": said["same_as"],
            "on": datetime.combine(day, time(), tzinfo=UTC) if day else None,
        }
