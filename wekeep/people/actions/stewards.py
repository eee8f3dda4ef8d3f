"""Keeping a steward of every zone: whichever way one ends, another is left."""

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.models import Grant
from wekeep.people.rules.grant import check_steward_left


def keep_one_steward(*, without: str) -> None:
    """Refused where the member with this code is the last steward of every zone. In the caller's transaction, which then
    takes the role from them: the rows of all such stewards are held until its end, so that of two who end each other in
    one moment one is left."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("member").order_by("id")
    running = rows.filter(role=Role.STEWARD, zone=EVERY_ZONE, until__gt=clock.now())
    stewards = {row.member.code for row in running if row.member.is_active}
    if without in stewards:
        check_steward_left(len(stewards) - 1)
