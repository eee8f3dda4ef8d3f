"""What about members takes two persons: appointing dispatchers and stewards, and a new passphrase for whoever could agree."""

from datetime import datetime

from django.db import transaction

from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.actions.members import Issued, reachable, write_passphrase
from wekeep.people.actions.roles import checked, grantable, write_grant
from wekeep.people.models import Grant, Member
from wekeep.people.queries.members import roles_in_reach, zones_in_reach
from wekeep.people.rules.grant import WORDS_BY_TWO, takes_two
from wekeep.vault.actions import powers
from wekeep.vault.rules.power import Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked


@transaction.atomic
def appoint(*, unlocked: Unlocked, code: str, role: Role, zone: str, until: datetime) -> Grant:
    """Grant a role. NeedsSecond where one person may not: then `propose_appointment` takes the same."""
    actor = unlocked.actor
    member = checked(actor=actor, code=code, role=role, zone=zone, until=until)
    if takes_two(role):
        powers.use(unlocked=unlocked, power=Power.APPOINT, zone=zone, about=code, terms=_terms(role, until))
    return write_grant(member, by=actor, role=role, zone=zone, until=until)


@transaction.atomic
def propose_appointment(*, unlocked: Unlocked, code: str, role: Role, zone: str, until: datetime) -> Proposed:
    """Ask for a second person to agree to the grant; it holds from then, not before."""
    checked(actor=unlocked.actor, code=code, role=role, zone=zone, until=until)
    return powers.propose(unlocked=unlocked, power=Power.APPOINT, zone=zone, about=code, terms=_terms(role, until))


@transaction.atomic
def agree_to_appointment(*, unlocked: Unlocked, code: str) -> Grant:
    """Agree as the second person, who is neither the one who asked nor the one who is appointed."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.APPOINT)
    _check_not_mine(unlocked, one)
    role, until = Role(one.terms["role"]), datetime.fromisoformat(one.terms["until"])
    member = grantable(code=one.about, role=role, until=until)
    powers.agree(unlocked=unlocked, proposed=one)
    return write_grant(member, by=unlocked.actor, role=role, zone=one.zone, until=until, asked_by=one.by)


@transaction.atomic
def renew_passphrase(*, unlocked: Unlocked, code: str) -> Issued:
    """A new passphrase for a member. NeedsSecond for someone who could be a second person: whoever gives them new words
    could sign in with them and agree to their own wishes. Then `propose_passphrase` takes the same."""
    member = reachable(actor=unlocked.actor, code=code)
    if roles_in_reach(member) & WORDS_BY_TWO:
        powers.use(unlocked=unlocked, power=Power.PASSPHRASE, zone=_zone_of(member), about=code, terms={})
    return write_passphrase(member, by=unlocked.actor)


@transaction.atomic
def propose_passphrase(*, unlocked: Unlocked, code: str) -> Proposed:
    """Ask for a second person to agree to the new passphrase; it is shown to the second one, once."""
    member = reachable(actor=unlocked.actor, code=code)
    return powers.propose(unlocked=unlocked, power=Power.PASSPHRASE, zone=_zone_of(member), about=member.code, terms={})


@transaction.atomic
def agree_to_passphrase(*, unlocked: Unlocked, code: str) -> Issued:
    """Agree as the second person, and read the new words."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.PASSPHRASE)
    _check_not_mine(unlocked, one)
    member = Member.objects.select_for_update().filter(code=one.about, is_active=True).first()
    if member is None:
        raise NotFound
    if _zone_of(member) != one.zone:
        raise Refused("This member's roles changed meanwhile. Let it be asked for again.")
    powers.agree(unlocked=unlocked, proposed=one)
    return write_passphrase(member, by=unlocked.actor)


def _terms(role: Role, until: datetime) -> dict[str, str]:
    return {"role": role.value, "until": until.isoformat()}


def _zone_of(member: Member) -> str:
    """Where the second person must be one: in the member's zone, in every zone where they hold roles in several."""
    zones = zones_in_reach(member)
    return zones.pop() if len(zones) == 1 else EVERY_ZONE


def _check_not_mine(unlocked: Unlocked, one: Proposed) -> None:
    if unlocked.actor.code == one.about:
        raise Refused("This is about you, so someone else agrees.")
