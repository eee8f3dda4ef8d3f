"""Parsing of what comes to a hub and goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wekeep.care.notices.fleet import ITEM_WORDS, STOCK_WORDS
from wekeep.care.rules.item import items
from wekeep.care.rules.stock import BY_HAND, MOST_AT_ONCE, StockReason


class StockForm(forms.Form):
    """So many boxes of an item, and what happened with them."""

    item = forms.ChoiceField(label=_("What?"), choices=[(code, ITEM_WORDS[code]) for code in items()])
    reason = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(one.value, STOCK_WORDS[one]) for one in BY_HAND],
        initial=StockReason.CAME_IN,
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(label=_("How many boxes?"), min_value=0, max_value=MOST_AT_ONCE)

    def wanted(self) -> dict[str, Any]:
        """What `actions.stock.keep` takes; call it only when the form is valid."""
        said = self.cleaned_data
        return {"item": said["item"], "reason": StockReason(said["reason"]), "number": said["number"]}
