"""Granting roles in zones, and ending them."""

from datetime import datetime

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor, ActorKind
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people import queries
from wekeep.people.actions.keys import match_keys
from wekeep.people.actions.standing import recompute
from wekeep.people.actions.stewards import keep_one_steward
from wekeep.people.models import Grant, Member, Standing
from wekeep.people.queries.members import may_still
from wekeep.people.rules import kinds
from wekeep.people.rules.grant import check_by_hand, check_grant, check_not_oneself, takes_two
from wekeep.people.rules.policy import policy_on
from wekeep.places.queries.today import today
from wekeep.vault.actions.powers import forget_asked
from wekeep.vault.rules.power import NeedsSecond


@transaction.atomic
def grant_role(*, actor: Actor, code: str, role: Role, zone: str, until: datetime) -> Grant:
    """The member holds `role` in `zone` (or `EVERY_ZONE`) from now until then; a second grant changes the term.

    Who appoints in one zone grants there only; a role in every zone takes a steward of every zone. Nobody grants to
    themselves, the same role for longer included: the first steward is made by `wekeep init`. Roles of the policy are
    never granted by hand: the evidence opens them. NeedsSecond for what two persons decide; the system (the command
    line, the demo) appoints the first ones.
    """
    member = checked(actor=actor, code=code, role=role, zone=zone, until=until)
    if actor.kind is not ActorKind.SYSTEM and takes_two(role):
        raise NeedsSecond("Someone else must agree to this first.")
    return write_grant(member, by=actor, role=role, zone=zone, until=until)


def checked(*, actor: Actor, code: str, role: Role, zone: str, until: datetime) -> Member:
    """The member, locked, where the actor may grant this and the rules allow it now."""
    actor.require(Ability.APPOINT, zone)
    _check_still_appoints(actor, code, zone)
    check_not_oneself(actor.code, code)
    return grantable(code=code, role=role, until=until, by_hand=actor.kind is not ActorKind.SYSTEM)


def grantable(*, code: str, role: Role, until: datetime, by_hand: bool = True) -> Member:
    """The member, locked, where the rules allow the role beside what they hold now."""
    member = Member.objects.select_for_update().filter(code=code, is_active=True).first()
    if member is None:
        raise NotFound
    if by_hand:
        check_by_hand(role, by_evidence=frozenset(policy_on(today()).roles))
    check_grant(role, queries.roles_held(member), until, clock.now())
    return member


def write_grant(member: Member, *, by: Actor, role: Role, zone: str, until: datetime, asked_by: str = "") -> Grant:
    """The grant itself, in the caller's transaction. `asked_by` is who asked for it, where `by` agreed."""
    grant, _new = Grant.objects.update_or_create(
        member=member,
        role=role,
        zone=zone,
        defaults={"since": clock.now(), "until": until, "granted_by": asked_by or by.code},
    )
    match_keys(lines=[(zone, role)], by=by.code)
    where = "" if zone == EVERY_ZONE else zone
    journal.record(kinds.ROLE_GRANTED, about=member.code, actor=by, zone=where, role=role.value)
    return grant


@transaction.atomic
def end_role(*, actor: Actor, code: str, role: Role, zone: str) -> None:
    """The member no longer holds `role` in `zone`; where the evidence opened it, it does not open it again until a steward lets
    them in again. The last steward cannot be ended, and the last of every zone neither while there are others."""
    actor.require(Ability.APPOINT, zone)
    _check_still_appoints(actor, code, zone)
    if role is Role.STEWARD and zone == EVERY_ZONE:
        keep_one_steward(without=code)
    stewards = Grant.objects.select_for_update().filter(
        role=Role.STEWARD, until__gt=clock.now(), member__is_active=True
    )
    if (
        role is Role.STEWARD
        and len({g.member_id for g in stewards}) == 1
        and stewards.filter(member__code=code).count() == 1
    ):
        raise Refused("This is the last steward. Appoint another one first.")
    ended, _by_model = Grant.objects.filter(member__code=code, role=role, zone=zone).delete()
    if not ended:
        raise NotFound
    forget_asked(member=code)
    Standing.objects.filter(person=code, role=role.value, zone=zone).update(ended=True)
    recompute(person=code)
    match_keys(lines=[(zone, role)], by=actor.code)
    journal.record(kinds.ROLE_ENDED, about=code, actor=actor, zone="" if zone == EVERY_ZONE else zone, role=role.value)


def _check_still_appoints(actor: Actor, code: str, zone: str) -> None:
    """Locks the rows of the actor and of the one it is about, and asks anew whether the actor appoints there: of two stewards
    who end each other's role in one moment, the second holds none any more when it comes to that."""
    if actor.kind is not ActorKind.MEMBER:
        return
    list(Member.objects.select_for_update().filter(code__in={code, actor.code}).order_by("id"))
    if not may_still(actor, Ability.APPOINT, zone):
        raise NotAllowed("This needs someone else's role: one who %(ability)s.", ability=Ability.APPOINT.value)
