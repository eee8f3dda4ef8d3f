"""What waits for a second person to agree."""

from dataclasses import dataclass
from datetime import datetime

from wekeep.alerts.models import Proposal
from wekeep.alerts.rules.statement import Statement, read
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor


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
        """A new alert; otherwise one that goes further."""
        return self.statement.number == 1


def proposals_visible_to(actor: Actor, about: str = "") -> list[Proposed]:
    """What waits in the zones where the actor may agree or send, about one thing where it is named; oldest first."""
    zones = actor.zones_where(Ability.AGREE_TO_ALERTS) | actor.zones_where(Ability.SEND_ALERTS)
    rows = Proposal.objects.filter(until__gt=clock.now()).order_by("until")
    if about:
        rows = rows.filter(about=about)
    if EVERY_ZONE not in zones:
        rows = rows.filter(zone__in=zones)
    return [
        Proposed(row.code, row.about, read(row.statement), row.reach, row.until, row.by == actor.code) for row in rows
    ]
