"""A member's keys: made at the first unlock, lent to the keeper at each, gone with the passphrase."""

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.actor import Actor
from wekeep.kit.certificates import is_certified
from wekeep.kit.envelope import Broken
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Done, Lock, MakeMember, MemberSecret, No, Unlock, Unlocked
from wekeep.vault import keeper
from wekeep.vault.actions.roles import take_away
from wekeep.vault.models import Assignment, MemberKey, Proposal, RoleWrap
from wekeep.vault.rules import kinds


def unlock(*, member: str, key: bytes) -> tuple[bytes, bool]:
    """Unlock a session with what the passphrase gives: the session's key for the cookie, and whether the member's keys
    were made just now (then their roles' keys are still to be made). Refused where the keeper is away or sealed."""
    row = MemberKey.objects.filter(member=member).first()
    if row is not None and _still_counts(row):
        try:
            return keeper.ask(Unlock(row.secret, key), Unlocked).session, False
        except keeper.KeeperSays as refusal:
            if refusal.no is not No.BROKEN:
                raise
    # no keys yet, or keys of another passphrase or of a keeper that is lost: they open nothing any more
    answer = keeper.ask(MakeMember(member, key), Unlocked)
    _keep(answer.made[0])
    return answer.session, True


@transaction.atomic
def forget_keys(*, member: str) -> None:
    """The member's keys, wraps, assignments and unlocked sessions are gone: nothing opens with their old passphrase.

    The caller then makes new epochs of the roles they held, in the same transaction."""
    MemberKey.objects.filter(member=member).delete()
    take_away(RoleWrap.objects.filter(member=member))
    Assignment.objects.filter(member=member).delete()
    lock_member(member=member)


def lock(*, key: bytes) -> None:
    """Lock this session now. A keeper that is away has forgotten it anyway."""
    if key:
        _tell(Lock(session=key))


def lock_member(*, member: str) -> None:
    """Lock every session of a member now; what they asked others to agree to waits no longer."""
    Proposal.objects.filter(by=member).delete()
    _tell(Lock(member=member))


@transaction.atomic
def lock_everyone(*, actor: Actor) -> None:
    """Lock every session of everyone now. Nothing is lost: each unlocks again with their own passphrase. A keeper that
    does not run has locked everyone already; one that hangs has not, and then this says so."""
    try:
        keeper.ask(Lock(by=actor.code), Done)
    except keeper.KeeperAway as away:
        if not isinstance(away.__cause__, FileNotFoundError | ConnectionRefusedError):
            raise
    journal.record(kinds.EVERYONE_LOCKED, about=actor.code, actor=actor)


def _still_counts(row: MemberKey) -> bool:
    try:
        is_certified(row.public, keeper.verify_key())
    except Broken:
        return False
    return True


@transaction.atomic
def _keep(secret: MemberSecret) -> None:
    public = secret.public
    take_away(RoleWrap.objects.filter(member=public.member))
    MemberKey.objects.update_or_create(
        member=public.member,
        defaults={
            "box": public.box,
            "signing": public.signing,
            "made_at": public.made_at,
            "signature": public.signature,
            "sealed": secret.sealed,
        },
    )


def _tell(request: Lock) -> None:
    try:
        keeper.ask(request, Done)
    except Refused:
        pass
