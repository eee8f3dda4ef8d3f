"""What reading a pasted message gives back: the form's fields, and which piece of the text each was read from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wekeep.watch.rules.salute import Activity, Count


class Field(StrEnum):
    """The fields of the sighting form that a message can fill."""

    PEOPLE = "people"
    VEHICLES = "vehicles"
    ACTIVITY = "activity"
    PLACE = "place_text"
    UNIFORM = "uniform"
    TIME = "observed_at"
    EQUIPMENT = "equipment"


class WhyNot(StrEnum):
    """Why a message is no sighting."""

    EMPTY = "empty"
    LINK = "link"
    QUESTION = "question"
    HEARSAY = "hearsay"
    ALL_CLEAR = "all_clear"
    PLAN = "plan"
    THANKS = "thanks"
    NOTHING_SEEN = "nothing_seen"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of `Pasted.text`, from `start` up to `end`, and the field it was read as (None: not understood)."""

    field: Field | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pasted:
    """A message as read: a field is None when it was not said, or was said in a way that would have to be guessed at.

    `text` is the message without invisible characters, up to where it is read; the offsets of `pieces` point into it.
    `cut` says that the message was longer than that.
    When `is_sighting` is False every field is None and `why_not` gives the reason.
    """

    text: str
    is_sighting: bool
    why_not: WhyNot | None = None
    people: Count | None = None
    vehicles: int | None = None
    activity: Activity | None = None
    place_text: str | None = None
    uniform: str | None = None
    observed_at: datetime | None = None
    equipment: str | None = None
    language: str | None = None
    unread: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    cut: bool = False

    def read_as(self, field: Field) -> tuple[str, ...]:
        """The pieces of the message that `field` was read from, in the order typed."""
        return tuple(self.text[piece.start : piece.end] for piece in self.pieces if piece.field is field)
