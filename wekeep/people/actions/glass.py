"""What breaking the glass means for a member: where it is counted, and that their roles rest where it was not right."""

from django.db import transaction

from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, Actor
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.people.actions.members import suspend_member
from wekeep.people.actions.moving import application_of
from wekeep.people.actions.roles import end_role
from wekeep.people.models import Grant
from wekeep.people.rules.application import Reason
from wekeep.vault.actions import glass
from wekeep.vault.actions.members import lock_member
from wekeep.vault.rules.unlocked import Unlocked


def break_glass(*, unlocked: Unlocked, reason: str) -> None:
    """Open more than one's share for an hour; whoever may agree to powers in one's zones is told at once."""
    zones = {held.zone for held in unlocked.actor.holdings}
    if not zones:
        raise NotAllowed("Nothing is sealed for you, so there is no glass to break.")
    glass.break_glass(unlocked=unlocked, zone=zones.pop() if len(zones) == 1 else EVERY_ZONE, reason=reason)


@transaction.atomic
def review_glass(*, actor: Actor, code: str, right: bool) -> None:
    """Say whether it was right; where it was not, the member's roles rest at once."""
    member = glass.review(actor=actor, code=code, right=right)
    if not right:
        _rest(member)


@transaction.atomic
def rest_unreviewed() -> int:
    """The roles of those whom nobody looked at within a day rest; returns how many."""
    members = glass.take_unreviewed()
    for code in members:
        _rest(code)
    return len(members)


def _rest(code: str) -> None:
    """Suspended, where they came by an application; otherwise every role ends, but the last steward's."""
    lock_member(member=code)
    if application_of(code) is not None:
        try:
            suspend_member(actor=SYSTEM, code=code, reason=Reason.CONDUCT)
            return
        except Refused:
            pass
    for role, zone in list(Grant.objects.filter(member__code=code).values_list("role", "zone")):
        try:
            end_role(actor=SYSTEM, code=code, role=Role(role), zone=zone)
        except Refused:
            continue
