"""The alerts that are about an incident, or about one that was joined into it."""

from wekeep.alerts.queries.alerts import Chain, chains_about, chains_about_all, codes_about, open_codes_about
from wekeep.kit.actor import Actor
from wekeep.watch.models import Incident
from wekeep.work.prepared import Prepared


def alerts_about(actor: Actor, incident: Incident) -> list[Chain]:
    """The alerts about this incident, oldest first, those about incidents that proved to be it included."""
    found = [chain for code in _codes(incident) for chain in chains_about(actor, code)]
    return sorted(found, key=lambda chain: chain.sent_at)


def codes_of_alerts_about(actor: Actor, incident: Incident) -> list[str]:
    """The codes of the alerts about this incident, those sent before alerts were signed included."""
    return [alert for code in _codes(incident) for alert in codes_about(actor, code)]


def alerts_and_whether_open(actor: Actor, incident: Incident) -> tuple[list[Chain], bool]:
    """`alerts_about`, and whether any was neither cancelled nor cleared, so that an all clear is due; in two questions."""
    return chains_about_all(actor, _codes(incident))


def open_alerts_about(actor: Actor, incident: Incident) -> list[str]:
    """The codes of those that were neither cancelled nor cleared, so that an all clear is due."""
    return [alert for code in _codes(incident) for alert in open_codes_about(actor, code)]


def _codes(incident: Incident) -> list[str]:
    return [incident.code, *(code for (code,) in _JOINED.rows(incident.code))]


_JOINED: Prepared[Incident] = Prepared(lambda code: Incident.objects.filter(merged_into=code).values_list("code"))
