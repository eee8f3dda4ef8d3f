"""What made a reporter think of enforcement, how much that weighs, and the stop rule for look-alikes."""

from enum import IntEnum, StrEnum

from wekeep.kit.errors import Refused
from wekeep.watch.rules.salute import DETENTIONS, Activity


class Sign(StrEnum):
    """One thing seen; the values are the spelling of the API, of imports and of files."""

    TINTED_GLASS = "tinted_glass"
    FROM_ELSEWHERE = "from_elsewhere"
    STRANGE_VEHICLE = "strange_vehicle"
    VEHICLES_TOGETHER = "vehicles_together"
    PLAIN_VESTS = "plain_vests"
    MASKED = "masked"
    AGENCY_SHOWN = "agency_shown"
    SAID_SO = "said_so"


class Evidence(IntEnum):
    """The three categories that networks teach (fedwatch, "what to report"): 1 looks alike and is not shared, 2 some
    signs and goes to verifiers, 3 strong and is looked at first."""

    LOOK_ALIKE = 1
    SOME = 2
    STRONG = 3


_LOOK_ALIKE = frozenset({Sign.TINTED_GLASS, Sign.FROM_ELSEWHERE, Sign.STRANGE_VEHICLE})
_STRONG = frozenset({Sign.AGENCY_SHOWN, Sign.SAID_SO})
# A parked car and a car driving off are what any car does: alone they weigh nothing beside a look-alike.
_TELLS_NOTHING = frozenset({None, Activity.SURVEILLING, Activity.LEAVING})


class LookAlike(Refused):
    """The stop rule: thank you, and it was not sent."""


def evidence_of(signs: frozenset[Sign], activity: Activity | None, said: bool) -> Evidence:
    """How much a report weighs. `said` is whether anything was written about what was seen or worn.

    A report is a look-alike only where nothing but look-alikes was chosen: whoever writes or chooses more is heard.
    """
    if signs & _STRONG or activity in DETENTIONS:
        return Evidence.STRONG
    only_looks = bool(signs) and signs <= _LOOK_ALIKE
    return Evidence.LOOK_ALIKE if only_looks and activity in _TELLS_NOTHING and not said else Evidence.SOME


def stop_look_alikes(evidence: Evidence) -> None:
    """Raise LookAlike for category 1."""
    if evidence is Evidence.LOOK_ALIKE:
        raise LookAlike(
            "Thank you for looking out. This was not sent: dark glass, plates from elsewhere or an unknown car alone are"
            " almost always neighbours, deliveries or visitors."
        )
