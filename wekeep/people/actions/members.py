"""Admitting members, issuing their passphrases, ending their access."""

from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import Actor, ActorKind, lacks
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.words import PASSPHRASE_WORDS, draw
from wekeep.people.actions.factors import forget_factors
from wekeep.people.actions.keys import match_keys
from wekeep.people.actions.letters import forget_reach
from wekeep.people.actions.moving import application_of, leave, move
from wekeep.people.actions.standing import recompute
from wekeep.people.actions.stewards import keep_one_steward
from wekeep.people.models import Duty, Grant, Member, Pseudonym, Standing
from wekeep.people.queries.members import may_still, roles_in_reach
from wekeep.people.rules import kinds
from wekeep.people.rules.application import By, Move, Reason
from wekeep.people.rules.grant import WORDS_BY_TWO
from wekeep.people.rules.handle import check_handle
from wekeep.vault.actions.members import forget_keys, lock_member
from wekeep.vault.actions.roles import Line
from wekeep.vault.rules.power import NeedsSecond


@dataclass(frozen=True, slots=True)
class Issued:
    """A member and the passphrase drawn for them, which is shown once and kept nowhere."""

    member: Member
    passphrase: str


@transaction.atomic
def admit_member(*, actor: Actor, handle: str, language: str = "en", code: str = "") -> Issued:
    """A new member with a drawn passphrase and no role yet. The handle must be free. `code` is that of the application
    they came by, where there was one."""
    actor.require(Ability.APPOINT)
    handle = check_handle(handle)
    if Member.objects.filter(handle=handle).exists():
        raise Refused("Someone here has that handle already. Choose another.")
    passphrase = draw(PASSPHRASE_WORDS)
    member = Member(handle=handle, language=language, admitted_at=clock.now(), code=code or new_code())
    member.set_password(passphrase)
    member.save()
    journal.record(kinds.MEMBER_ADMITTED, about=member.code, actor=actor)
    return Issued(member, passphrase)


@transaction.atomic
def issue_passphrase(*, actor: Actor, code: str) -> Issued:
    """A new passphrase in place of the old one; every session of the member ends, and nothing sealed opens with the old
    words. At their first unlock with the new ones their roles' keys are made anew with them, and their second factors,
    which may be lost with the words, begin anew too. NeedsSecond for someone who could be a second person
    (`actions.appointing`)."""
    member = reachable(actor=actor, code=code)
    if actor.kind is not ActorKind.SYSTEM and roles_in_reach(member) & WORDS_BY_TWO:
        raise NeedsSecond("Someone else must agree to this first.")
    return write_passphrase(member, by=actor)


def reachable(*, actor: Actor, code: str) -> Member:
    """The member, locked, whose access has not ended, for a steward of every zone in which they hold a role."""
    member = _locked(actor, code)
    if not member.is_active:
        raise Refused("This member's access has ended.")
    return member


def write_passphrase(member: Member, *, by: Actor) -> Issued:
    """The new passphrase itself, in the caller's transaction."""
    passphrase = draw(PASSPHRASE_WORDS)
    member.set_password(passphrase)
    member.save(update_fields=["password"])
    _end_sessions(member)
    forget_factors(member=member)
    forget_keys(member=member.code)
    match_keys(lines=_lines(member), by=by.code)
    journal.record(kinds.PASSPHRASE_ISSUED, about=member.code, actor=by)
    return Issued(member, passphrase)


@transaction.atomic
def end_member(*, actor: Actor, code: str) -> Member:
    """Ends access at once: roles, duties, sessions, keys and the passphrase go, and what is sealed from now on is sealed
    to new keys of their roles; the handle stays taken. Refused for the last steward of every zone."""
    member = _locked(actor, code)
    if member.code == actor.code:
        raise Refused("You cannot end your own access. Ask another steward.")
    keep_one_steward(without=code)
    forget_reach(code=code)
    member.is_active, member.ended_at = False, clock.now()
    member.reach, member.tasks_done, member.vouched_on, member.factors_seen = "", 0, [], None
    member.set_unusable_password()
    member.save(
        update_fields=["is_active", "ended_at", "reach", "tasks_done", "vouched_on", "factors_seen", "password"]
    )
    lines = _lines(member)
    Grant.objects.filter(member=member).delete()
    forget_factors(member=member)
    forget_keys(member=member.code)
    match_keys(lines=lines, by=actor.code)
    Duty.objects.filter(member=member).delete()
    Pseudonym.objects.filter(member=member).delete()
    _end_sessions(member)
    journal.record(kinds.MEMBER_ENDED, about=member.code, actor=actor)
    leave(actor=actor, code=member.code)
    return member


@transaction.atomic
def suspend_member(*, actor: Actor, code: str, reason: Reason) -> Member:
    """Every role, duty and session ends now; the evidence stays, and a steward decides within a week."""
    member = _locked(actor, code)
    if member.code == actor.code:
        raise Refused("You cannot suspend yourself. Ask another steward.")
    keep_one_steward(without=code)
    one = application_of(code)
    if one is None:
        raise Refused("This member came in without an application. End their roles instead.")
    move(one=one, what=Move.SUSPEND, by=By.STEWARD, actor=actor, reason=reason)
    lines = _lines(member)
    Grant.objects.filter(member=member).delete()
    match_keys(lines=lines, by=actor.code)
    lock_member(member=member.code)
    Duty.objects.filter(member=member).delete()
    _end_sessions(member)
    recompute(person=code)
    journal.record(kinds.MEMBER_SUSPENDED, about=code, actor=actor)
    return member


@transaction.atomic
def reinstate_member(*, actor: Actor, code: str) -> Member:
    """Back to where the evidence puts them, roles that a steward ended included."""
    member = _locked(actor, code)
    one = application_of(code)
    if one is None:
        raise NotFound
    for zone in one.zones:
        actor.require(Ability.APPOINT, zone)
    move(one=one, what=Move.REINSTATE, by=By.STEWARD, actor=actor)
    Standing.objects.filter(person=code).update(ended=False)
    recompute(person=code)
    return member


@transaction.atomic
def sign_out_everywhere(*, actor: Actor) -> None:
    """Every session of the actor ends, on every device: a cookie that was stolen opens nothing from now on."""
    member = Member.objects.select_for_update().get(code=actor.code)
    _end_sessions(member)
    lock_member(member=member.code)
    journal.record(kinds.SIGNED_OUT_EVERYWHERE, about=member.code, actor=actor)


def _locked(actor: Actor, code: str) -> Member:
    """The member's row, for a steward of every zone in which they hold a role: otherwise whoever appoints in one zone
    could issue a passphrase for the steward of them all, and sign in with it. The steward's own row is locked too, and asked
    for anew: of two who end each other in one moment, the second is out before it comes to that."""
    actor.require(Ability.APPOINT)
    rows = {
        one.code: one for one in Member.objects.select_for_update().filter(code__in={code, actor.code}).order_by("id")
    }
    if actor.kind is ActorKind.MEMBER and not may_still(actor, Ability.APPOINT):
        raise lacks(Ability.APPOINT)
    member = rows.get(code)
    if member is None:
        raise NotFound
    for zone in Grant.objects.filter(member=member, until__gt=clock.now()).values_list("zone", flat=True):
        actor.require(Ability.APPOINT, zone)
    return member


def _lines(member: Member) -> list[Line]:
    """The roles and zones of the member's grants, over or not."""
    rows = Grant.objects.filter(member=member).values_list("zone", "role")
    return [(zone, Role(role)) for zone, role in rows]


def _end_sessions(member: Member) -> None:
    """Sessions hold a digest of the passphrase's hash, so they are void already; the rows go too."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(member.pk):
            session.delete()
