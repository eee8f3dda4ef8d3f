"""Whether the network was put back from a backup and waits for two persons."""

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.people.models import Grant, PutBack
from wekeep.people.queries.members import who_may
from wekeep.people.rules.grant import BY_TWO


def is_put_back() -> bool:
    """Whether two persons have yet to agree to go on."""
    return PutBack.objects.exists()


def put_back_visible_to(actor: Actor) -> PutBack | None:
    """From which backup, for those who may agree to go on."""
    return PutBack.objects.first() if actor.may(Ability.AGREE_TO_POWERS, EVERY_ZONE) else None


def with_powers() -> list[str]:
    """The handles of everyone whose role takes two to give, as the database has them now."""
    now = clock.now()
    held = Grant.objects.filter(role__in=BY_TWO, since__lte=now, until__gt=now, member__is_active=True)
    return sorted(set(held.values_list("member__handle", flat=True)))


def enough_can_agree() -> bool:
    """Whether there are two who may agree to what is about every zone."""
    return len(who_may(Ability.AGREE_TO_POWERS, EVERY_ZONE)) > 1
