"""How a reporter can be reached: sealed for the verifiers of the zone, never beside the sighting, gone with it."""

from django.db import transaction

from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.vault.actions.sealing import erase, seal
from wekeep.vault.queries.roles import holders_of
from wekeep.watch.models import Sighting
from wekeep.watch.queries.sightings import lock_by_receipt
from wekeep.watch.rules.sealed import SIGHTING


def keep_reach(*, sighting: Sighting, reach: str) -> bool:
    """Seal it until the sighting's own time is over, in the caller's transaction. False where no verifier could open it:
    then it is not kept, and the report is all the same."""
    zone = next((zone for zone in (sighting.zone, EVERY_ZONE) if zone and holders_of(zone, Role.VERIFIER)), "")
    if not zone:
        return False
    try:
        with transaction.atomic():
            seal(
                kind=SIGHTING,
                record=sighting.code,
                group=Group.CONTACT,
                zone=zone,
                role=Role.VERIFIER,
                fields={"reach": reach},
                expires=sighting.forget_at.date(),
            )
    except Refused:
        return False
    return True


@transaction.atomic
def drop_reach(*, words: str) -> Sighting:
    """The reporter wants to be reached no more; NotFound where no report has these words."""
    sighting = lock_by_receipt(words)
    erase(kind=SIGHTING, record=sighting.code)
    return sighting
