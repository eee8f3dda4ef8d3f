"""Parsing of what somebody chooses of a flood: the forms that the page showed, and which of them are true."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wekeep.care.rules.flood import MOST_AT_ONCE
from wekeep.kit.errors import Refused

_CODE = 16


@dataclass(frozen=True, slots=True)
class Chosen:
    """The codes of all that was shown, in its order, and of those among them that are true."""

    shown: tuple[str, ...]
    kept: frozenset[str]

    @property
    def away(self) -> int:
        """How many are not ticked."""
        return len(self.shown) - len(self.kept)


def chosen_in(data: Any) -> Chosen:
    """What was chosen, or Refused where it is nothing that our page sends."""
    shown = tuple(dict.fromkeys(data.get("shown", "").split()))
    kept = frozenset(data.getlist("kept"))
    if not shown or len(shown) > MOST_AT_ONCE or not all(map(_is_code, shown)) or not kept <= set(shown):
        raise Refused("Open the page again and choose there.")
    return Chosen(shown, kept)


def press_in(data: Mapping[str, Any]) -> str:
    """The code of a press."""
    return str(data.get("press", ""))[:_CODE]


def _is_code(text: str) -> bool:
    return len(text) == _CODE and text.isascii() and text.isalnum()
