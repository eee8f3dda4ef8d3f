"""Powers that take two persons: one asks, another agrees to exactly that within a quarter of an hour."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from wekeep.kit.abilities import Ability
from wekeep.kit.certificates import power_action
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import KeeperPower

# As long as the keeper remembers that someone agreed.
LIVES: Final = timedelta(minutes=15)


class Power(StrEnum):
    """What one person alone may not do; the value is what the keeper's log says."""

    ALERT = "send an alert to many"
    APPOINT = "appoint"
    PASSPHRASE = "issue a passphrase"
    HOLD = "hold records"
    RESTORE = "go on after a restore"
    CREDENTIALS = "send with new credentials"
    OUTLET = "post to a group"
    FUND = "set the rules of a fund"
    RESUME = KeeperPower.RESUME.value
    LET_GO = KeeperPower.LET_GO.value
    BRAKE = KeeperPower.BRAKE.value


AGREES: Final[dict[Power, Ability]] = {
    Power.ALERT: Ability.AGREE_TO_ALERTS,
    Power.APPOINT: Ability.AGREE_TO_POWERS,
    Power.PASSPHRASE: Ability.AGREE_TO_POWERS,
    Power.HOLD: Ability.AGREE_TO_HOLDS,
    Power.RESTORE: Ability.AGREE_TO_POWERS,
    Power.CREDENTIALS: Ability.AGREE_TO_POWERS,
    Power.OUTLET: Ability.AGREE_TO_POWERS,
    Power.FUND: Ability.AGREE_TO_FUNDS,
    Power.RESUME: Ability.AGREE_TO_SENDING,
    Power.LET_GO: Ability.AGREE_TO_SENDING,
    Power.BRAKE: Ability.AGREE_TO_POWERS,
}
"""What the second person must be allowed, in the proposal's zone."""


CARRIED: Final = {Power(one.value): one for one in KeeperPower}
"""Powers that the keeper itself carries out once two agreed. They hold in every zone."""


_ANYWHERE: Final = frozenset({Power.RESUME, Power.LET_GO})


def asked_in(power: Power, zone: str) -> str | None:
    """The zone in which the second person must hold the ability; None where any zone will do: whoever may stop everything
    may also be the second to start it again."""
    return None if power in _ANYWHERE else zone


class NeedsSecond(Refused):
    """One person alone may not do this."""


class Braked(NeedsSecond):
    """More goes out in this hour than is usual here, or than one person may send."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What someone asked for, until when it can be agreed to; `terms` are all of its parameters."""

    code: str
    power: Power
    zone: str
    about: str
    terms: Mapping[str, Any]
    by: str
    until: datetime

    @property
    def action(self) -> bytes:
        """What both agree to: 32 bytes that change with any parameter."""
        return action_of(self.power, self.zone, self.about, self.terms)


def written(terms: Mapping[str, Any]) -> str:
    """Terms as canonical JSON: sorted names, no spaces."""
    return json.dumps(dict(terms), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def action_of(power: Power, zone: str, about: str, terms: Mapping[str, Any]) -> bytes:
    """The 32 bytes that stand for exactly this."""
    return power_action(power.value, zone, about, written(terms))
