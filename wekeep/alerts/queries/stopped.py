"""What waits while sending is stopped, in words for whoever decides about it."""

from dataclasses import dataclass
from typing import Final

from wekeep.alerts.models import Message
from wekeep.alerts.rules.alert import Level, Type
from wekeep.channels.queries import Waits, waiting_letters

# what stands for every letter that is no alert's
OTHERS: Final = "others"


@dataclass(frozen=True, slots=True)
class Held:
    """A letter that waits for so many addresses, and which message of which alert it carries; a post to groups is one too."""

    letter: Waits
    type: Type
    level: Level
    zone: str
    is_post: bool


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Everything that waits: what alerts say, and for how many addresses there is anything else."""

    of_alerts: list[Held]
    others: int


def held_back() -> HeldBack:
    """What waits in the outbox, oldest first."""
    waiting = waiting_letters()
    by_code = {one.code.removeprefix("outlet-"): one for one in waiting}
    messages = {one.code: one for one in Message.objects.filter(code__in=by_code).select_related("alert")}
    found = [
        Held(one, Type(message.type), Level(message.level), message.alert.zone, one.code != message.code)
        for one in waiting
        if (message := messages.get(one.code.removeprefix("outlet-")))
    ]
    mine = {one.letter.code for one in found}
    return HeldBack(found, sum(one.addresses for one in waiting if one.code not in mine))
