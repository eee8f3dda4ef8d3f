"""Whether a message only hands on what others say, without an observation of someone known to the writer."""

from wekeep.watch.rules.paste.hearsay_words import (
    DOUBT,
    FIRST_HAND,
    HEARSAY,
    NOT_YET,
    OF_KIN,
    PUBLISHED,
    RELAYED,
    THERE_MYSELF,
    THEY_SAY,
    TOLD,
    TOLD_TO_KIN,
)
from wekeep.watch.rules.paste.pasted import Field


def is_hearsay(line: str, fields: set[Field]) -> bool:
    """Whether the words are a rumour or a post; what a neighbour saw, told with who and where, is none."""
    if PUBLISHED.search(line):
        return not THERE_MYSELF.search(line)
    if RELAYED.search(line) and not THERE_MYSELF.search(line):
        return not _is_concrete(line, fields)
    if (HEARSAY.search(line) or THEY_SAY.search(line) or TOLD.search(line)) and not FIRST_HAND.search(line):
        return not _is_concrete(line, fields)
    return False


_TELLING = {Field.ACTIVITY, Field.TIME, Field.UNIFORM, Field.EQUIPMENT}


def _is_concrete(line: str, fields: set[Field]) -> bool:
    """Whether who or what was seen and where is told, without a doubt and not as something to come."""
    if DOUBT.search(line) or NOT_YET.search(line):
        return False
    line = TOLD_TO_KIN.sub(" ", line)
    if OF_KIN.search(line) and {Field.PLACE, Field.ACTIVITY} <= fields:
        return True
    seen = bool({Field.PEOPLE, Field.VEHICLES} & fields)
    return (
        seen
        and Field.PLACE in fields
        and bool(OF_KIN.search(line) or _TELLING & fields or {Field.PEOPLE, Field.VEHICLES} <= fields)
    )
