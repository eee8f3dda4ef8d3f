"""How a member wants to help, written down by the member."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from wekeep.care.models import Helper
from wekeep.care.queries.finding import rough_place
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor


@transaction.atomic
def keep_helping(
    *,
    actor: Actor,
    languages: Sequence[str],
    area: str,
    most_km: int,
    brings: Sequence[str],
    most_a_week: int,
    parts: Sequence[str] = (),
    away_until: date | None = None,
) -> Helper:
    """Keep how the actor wants to help; what they were asked before is not forgotten with it."""
    actor.require(Ability.BRING_HELP)
    place = rough_place(area, "")
    told = {
        "languages": list(languages),
        "area": area,
        "cell": place.cell,
        "most_km": most_km,
        "brings": list(brings),
        "most_a_week": most_a_week,
        "parts": list(parts),
        "away_until": away_until,
    }
    helper, _is_new = Helper.objects.update_or_create(member=actor.code, defaults=told)
    return helper
