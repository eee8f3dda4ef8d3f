"""Breaking the glass, and saying afterwards whether it was right."""

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import BreakGlass, Done, No
from wekeep.vault import keeper
from wekeep.vault.models import BrokenGlass
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules import kinds
from wekeep.vault.rules.glass import KEPT, REVIEWED_WITHIN, SHORTEST_REASON
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work import actions as work


@transaction.atomic
def break_glass(*, unlocked: Unlocked, zone: str, reason: str) -> str:
    """The member may open twelve more for an hour; those who review in `zone` are told at once. Returns the review's code.
    Refused in a locked session, without a reason, or a second time within a week."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Say in a sentence why it cannot wait. Stewards read it.")
    check_unlocked(unlocked)
    try:
        keeper.ask(BreakGlass(unlocked.key, reason.strip()), Done)
    except keeper.KeeperSays as refusal:
        if refusal.no is No.NOT_NOW:
            raise Refused("You did this within the last week. Ask someone else to open it.") from refusal
        raise
    row = BrokenGlass.objects.create(member=unlocked.actor.code, zone=zone, at=clock.now())
    where = "" if zone == EVERY_ZONE else zone
    journal.record(kinds.GLASS_BROKEN, about=row.member, actor=unlocked.actor, zone=where)
    ability = Ability.AGREE_TO_POWERS.name
    work.enqueue("alerts.tell_second", {"ability": ability, "zone": zone, "by": row.member, "code": row.code})
    return row.code


@transaction.atomic
def review(*, actor: Actor, code: str, right: bool) -> str:
    """Say whether it was right, as another person; returns the member's code. Where it was not, the caller rests their
    roles in the same transaction."""
    row = BrokenGlass.objects.select_for_update().filter(code=code, reviewed_by="").first()
    if row is None:
        raise NotFound
    if actor.code == row.member:
        raise Refused("This is about you, so someone else looks at it.")
    actor.require(Ability.AGREE_TO_POWERS, row.zone)
    row.reviewed_by = actor.code
    row.save(update_fields=["reviewed_by"])
    where = "" if row.zone == EVERY_ZONE else row.zone
    journal.record(kinds.GLASS_REVIEWED, about=row.member, actor=actor, zone=where, right=right)
    return row.member


def take_unreviewed() -> list[str]:
    """The members whose day is over and whom nobody looked at, each once; in the caller's transaction."""
    late = BrokenGlass.objects.select_for_update().filter(reviewed_by="", at__lt=clock.now() - REVIEWED_WITHIN)
    codes = [row.member for row in late]
    late.update(reviewed_by="nobody")
    return codes


def forget_glass() -> int:
    """Delete what was looked at long ago; returns how many."""
    return BrokenGlass.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
