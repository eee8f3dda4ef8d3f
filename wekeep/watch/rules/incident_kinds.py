"""What the journal records about incidents and their verification."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_KEEP = timedelta(days=14)

INCIDENT_OPENED = declare("incident.opened", "A sighting opened an incident.", _KEEP)
INCIDENT_CHANGED = declare(
    "incident.changed", "A sighting joined an incident, or one of its sightings was changed.", _KEEP
)
INCIDENT_JOINED = declare("incident.joined", "Two incidents proved to be one.", _KEEP)
INCIDENT_SPLIT = declare("incident.split", "A person took sightings out of an incident.", _KEEP)
INCIDENT_CLOSED = declare("incident.closed", "An incident is over.", _KEEP)
VERIFIER_ASKED = declare("verification.asked", "A verifier was asked to look.", _KEEP)
VERIFICATION_CLAIMED = declare("verification.claimed", "A verifier is looking.", _KEEP)
VERIFICATION_HANDED_OVER = declare("verification.handed_over", "A verifier handed over.", _KEEP)
OUTCOME_GIVEN = declare("verification.outcome", "A verifier gave an outcome.", _KEEP)
