"""What waits for a second person."""

from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.vault.models import Proposal
from wekeep.vault.rules.power import AGREES, Power, Proposed, asked_in
from wekeep.work.prepared import Prepared

_ANY_ABOUT: Prepared[Proposal] = Prepared(lambda about: Proposal.objects.filter(about=about).values_list("pk")[:1])


def proposals_visible_to(actor: Actor, *powers: Power, about: str = "") -> list[Proposed]:
    """What the actor may agree to, and what they asked for themselves, oldest first; of these powers, or of all."""
    if about and not _ANY_ABOUT.exists(about):
        return []
    rows = Proposal.objects.filter(until__gt=clock.now(), power__in=powers or list(Power)).order_by("until", "id")
    if about:
        rows = rows.filter(about=about)
    found = [row.proposed for row in rows]
    return [one for one in found if one.by == actor.code or actor.may(AGREES[one.power], asked_in(one.power, one.zone))]
