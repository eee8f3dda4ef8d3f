"""Assignments: one member may open one group for a while, because they have the task."""

from datetime import datetime

from django.db import transaction

from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import Assign, Done, EndAssignment, Signed
from wekeep.vault import keeper
from wekeep.vault.models import Assignment, MemberKey, Seal
from wekeep.vault.queries.roles import wraps_of
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules.unlocked import Unlocked, check_goes_on


@transaction.atomic
def grant(
    *, unlocked: Unlocked, member: str, kind: str, record: str, group: Group, since: datetime, until: datetime
) -> str:
    """Let `member` open this group between two times (by the keeper's clock); returns the assignment's code.

    The one who assigns must hold the role it is sealed to, and need not look at it. Refused where the session is locked,
    the member has never unlocked or is the one who assigns (the keeper would not either: it would double their share); NotFound where there is no such group for the one who assigns.
    """
    check_unlocked(unlocked)
    check_goes_on(unlocked.actor)
    seal = _seal(kind, record, group)
    wraps = wraps_of(unlocked.actor.code, [seal.epoch_id])
    to = MemberKey.objects.filter(member=member).first()
    if not wraps:
        raise NotFound
    if member == unlocked.actor.code:
        raise Refused("Your role opens this for you already. Let someone else have it.")
    if to is None:
        raise Refused("They have not unlocked yet, so nothing can be opened for them.")
    code, term = new_code(), (int(since.timestamp()), int(until.timestamp()))
    signed = keeper.ask(Assign(unlocked.key, wraps[0].key, seal.item, to.public, code, *term), Signed)
    Assignment.objects.create(
        code=code,
        seal=seal,
        member=member,
        since=term[0],
        until=term[1],
        held=seal.held,
        wrap=signed.wrap,
        signature=signed.signature,
    )
    return code


@transaction.atomic
def end_grant(*, actor: Actor, code: str) -> None:
    """The assignment ends now: its row goes, and the keeper remembers until its time would have been over anyway."""
    row = Assignment.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound
    keeper.ask(EndAssignment(code, row.until), Done)
    row.delete()


def _seal(kind: str, record: str, group: Group) -> Seal:
    seal = Seal.objects.select_related("epoch").filter(kind=kind, record=record, group=group.value).first()
    if seal is None:
        raise NotFound
    return seal
