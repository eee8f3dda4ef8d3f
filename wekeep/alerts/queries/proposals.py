"""What waits for a second person to agree to an alert."""

from dataclasses import dataclass
from datetime import datetime

from wekeep.alerts.rules.alert import Type
from wekeep.alerts.rules.statement import Statement, read
from wekeep.kit.actor import Actor
from wekeep.vault.queries import powers
from wekeep.vault.rules import power


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as its reader sees it. `mine`: they asked for it, so another agrees."""

    code: str
    about: str
    statement: Statement
    reach: int
    until: datetime
    mine: bool

    @property
    def is_new(self) -> bool:
        """A new alert; otherwise one that goes further, or an update."""
        return self.statement.number == 1

    @property
    def is_update(self) -> bool:
        """An update for those who were told."""
        return self.statement.type is Type.UPDATE


def proposals_visible_to(actor: Actor, about: str = "") -> list[Proposed]:
    """What waits in the zones where the actor may agree, about one thing where it is named; oldest first."""
    return [
        as_alert(one, reader=actor.code) for one in powers.proposals_visible_to(actor, power.Power.ALERT, about=about)
    ]


def as_alert(proposed: power.Proposed, *, reader: str = "") -> Proposed:
    """The alert that waits."""
    statement, reach = read(proposed.terms["statement"]), int(proposed.terms["reach"])
    return Proposed(proposed.code, proposed.about, statement, reach, proposed.until, proposed.by == reader)
