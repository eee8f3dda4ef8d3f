"""What a thing that is held says of itself, and the words that many of them share."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext_noop

# what other programs and jobs keep to; a test compares them
READER_KEPT_DAYS = 120
SWEPT_MINUTES = 15
COUNTED_DAYS = 28


class Form(StrEnum):
    """How something lies on the disk, which is what decides what handing it over gives away."""

    CLEAR = "clear"
    MARKED = "marked"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that is held. `tables` are labels of models, or keeper.NAME for a table of the keeper's own file; the
    sentences are marked for translation, `kept` with the numbers that fill it."""

    tables: tuple[str, ...]
    what: str
    form: Form
    readers: str
    kept: str
    numbers: dict[str, int] = field(default_factory=dict)


NOBODY = gettext_noop("Nobody reads a list of it")
SENDING = gettext_noop("The part of the program that sends; no page shows it")
VETTERS = gettext_noop("Vetters of the zone")
VETTERS_UNLOCKED = gettext_noop("Vetters of the zone, unlocked by their own words; each look is counted and logged")
STEWARDS = gettext_noop("Stewards")
MEMBERS = gettext_noop("Members with a role in the zone")
OPERATORS = gettext_noop("Operators of the server")
EVERYONE = gettext_noop("Everyone")
KEEPER = gettext_noop("Only the keeper, a separate program; its file is in no backup")
WITH_OWNER = gettext_noop("As long as what it belongs to")
WITH_FACTOR = gettext_noop("Until the second step is removed or the member's access ends")
WHILE_SUBSCRIBED = gettext_noop(
    "%(days)s days after it was last confirmed or changed; unconfirmed %(hours)s hours; at once when stopped"
)


def in_days(span: timedelta) -> int:
    """Whole days."""
    return span.days


def in_hours(span: timedelta) -> int:
    """Whole hours."""
    return int(span.total_seconds() // 3600)
