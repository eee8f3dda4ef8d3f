"""The alerts that are about an incident, or about one that was joined into it."""

from wekeep.alerts.queries.alerts import Chain, chains_about
from wekeep.alerts.rules.alert import State
from wekeep.kit.actor import Actor
from wekeep.watch.models import Incident


def alerts_to_end(actor: Actor, incident: Incident) -> list[Chain]:
    """Those of them whose readers were not told yet how it ended: the all clear goes to them."""
    return [chain for chain in alerts_about(actor, incident) if chain.state in (State.LIVE, State.EXPIRED)]


def alerts_about(actor: Actor, incident: Incident) -> list[Chain]:
    """The alerts about this incident, oldest first, those about incidents that proved to be it included."""
    codes = [incident.code, *Incident.objects.filter(merged_into=incident.code).values_list("code", flat=True)]
    found = [chain for code in codes for chain in chains_about(actor, code)]
    return sorted(found, key=lambda chain: chain.sent_at)
