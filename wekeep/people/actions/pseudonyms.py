"""What a member is called in each zone."""

from django.db import IntegrityError, transaction

from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.words import draw
from wekeep.people.models import Grant, Member, Pseudonym
from wekeep.people.rules.handle import LONGEST, check_handle


@transaction.atomic
def draw_pseudonym(*, member: Member, zone: str) -> Pseudonym:
    """Two drawn words as the member's name in `zone`, unless they have one there."""
    kept = Pseudonym.objects.filter(member=member, zone=zone).first()
    while kept is None:
        handle = draw(2).replace(" ", "-")
        if len(handle) <= LONGEST and not Pseudonym.objects.filter(zone=zone, handle=handle).exists():
            kept = Pseudonym.objects.create(member=member, zone=zone, handle=handle)
    return kept


@transaction.atomic
def choose_pseudonym(*, actor: Actor, zone: str, handle: str) -> Pseudonym:
    """The actor is called `handle` in `zone`, where they hold a role. It must be free there."""
    member = Member.objects.filter(code=actor.code, is_active=True).first()
    if member is None or not Grant.objects.filter(member=member, zone=zone).exists():
        raise NotFound
    handle = check_handle(handle)
    try:
        with transaction.atomic():
            row, _new = Pseudonym.objects.update_or_create(member=member, zone=zone, defaults={"handle": handle})
    except IntegrityError:  # the table alone knows who was quicker
        raise Refused("Someone here has that handle already. Choose another.") from None
    return row
