"""Whether and how reporters can be reached, for the verifiers of the zone."""

from collections.abc import Collection

from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.text import clean_line
from wekeep.vault.queries.closed import Closed, why_closed
from wekeep.vault.queries.opening import read_groups
from wekeep.vault.queries.sealed import sealed_among
from wekeep.vault.rules.unlocked import Asked, Unlocked
from wekeep.watch.models import Sighting
from wekeep.watch.rules.sealed import SIGHTING

REASON_LENGTH = 200
SHORTEST_REASON = 5


def reachable_among(codes: Collection[str]) -> frozenset[str]:
    """The sightings whose reporter left a way to reach them. One query; none where there are no codes."""
    return sealed_among(SIGHTING, codes, Group.CONTACT) if codes else frozenset()


def get_reachable(actor: Actor, code: str) -> Sighting:
    """The sighting for a verifier of its zone, where its reporter can be reached. NotFound otherwise."""
    sighting = Sighting.objects.select_related("incident").filter(code=code, withdrawn_at=None).first()
    if sighting is None or not actor.may(Ability.VERIFY, sighting.zone or None) or not reachable_among([code]):
        raise NotFound
    return sighting


def read_reach(unlocked: Unlocked, sighting: Sighting, reason: str) -> str | None:
    """How to reach its reporter, once: the keeper counts it and writes the reason down first. None where it does not open.
    Refused without a reason, and in a locked session; TouchFirst for a verifier with a passkey who has not touched it."""
    reason = clean_line(reason, REASON_LENGTH)
    if len(reason) < SHORTEST_REASON:
        raise Refused("Say in a few words why you must reach them. Stewards read it.")
    asked = Asked(SIGHTING, sighting.code, Group.CONTACT)
    fields = read_groups(unlocked, [asked], reason=reason).get((sighting.code, Group.CONTACT))
    return fields["reach"] if fields else None


def why_not(actor: Actor, sighting: Sighting) -> Closed:
    """Why it did not open for the actor."""
    return why_closed(actor, Asked(SIGHTING, sighting.code, Group.CONTACT))
