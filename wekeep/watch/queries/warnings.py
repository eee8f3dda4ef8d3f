"""The alerts that are about an incident, or about one that was joined into it."""

from wekeep.alerts.queries.alerts import Chain, chains_about, codes_about, open_codes_about
from wekeep.kit.actor import Actor
from wekeep.watch.models import Incident


def alerts_about(actor: Actor, incident: Incident) -> list[Chain]:
    """The alerts about this incident, oldest first, those about incidents that proved to be it included."""
    found = [chain for code in _codes(incident) for chain in chains_about(actor, code)]
    return sorted(found, key=lambda chain: chain.sent_at)


def codes_of_alerts_about(actor: Actor, incident: Incident) -> list[str]:
    """The codes of the alerts about this incident, those sent before alerts were signed included."""
    return [alert for code in _codes(incident) for alert in codes_about(actor, code)]


def open_alerts_about(actor: Actor, incident: Incident) -> list[str]:
    """The codes of those that were neither cancelled nor cleared, so that an all clear is due."""
    return [alert for code in _codes(incident) for alert in open_codes_about(actor, code)]


def _codes(incident: Incident) -> list[str]:
    return [incident.code, *Incident.objects.filter(merged_into=incident.code).values_list("code", flat=True)]
