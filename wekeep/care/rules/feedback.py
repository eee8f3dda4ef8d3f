"""How it was, in a few fixed choices, said by the household of the helper and by the helper of the visit."""

from datetime import timedelta
from enum import StrEnum


class Side(StrEnum):
    """Who says it."""

    HOUSEHOLD = "household"
    HELPER = "helper"


class Was(StrEnum):
    """How it was. SOMEBODY_ELSE: these two are not brought together again, and nobody has to say why."""

    WELL = "well"
    LATE = "late"
    NOT_ALL = "not_all"
    NOT_THERE = "not_there"
    TOO_MUCH = "too_much"
    SOMEBODY_ELSE = "somebody_else"


OFFERED: dict[Side, tuple[Was, ...]] = {
    Side.HOUSEHOLD: (Was.WELL, Was.LATE, Was.NOT_ALL, Was.SOMEBODY_ELSE),
    Side.HELPER: (Was.WELL, Was.NOT_THERE, Was.TOO_MUCH, Was.SOMEBODY_ELSE),
}
# How long a helper is asked how it was, and so long two who are not to meet again stay apart.
ASKED_FOR = timedelta(days=30)
APART_FOR = timedelta(days=400)
