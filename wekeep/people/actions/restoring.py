"""A network that comes from a backup goes on when two persons agree to exactly that backup, and not before."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from wekeep.channels.actions.credentials import agree_to_marks, hold_all
from wekeep.channels.queries import credentials_mark
from wekeep.channels.registry import kinds as channel_kinds
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.actions.keys import match_all_keys
from wekeep.people.models import Duty, Member, PutBack
from wekeep.people.queries.put_back import enough_can_agree
from wekeep.people.rules import kinds
from wekeep.vault.actions import powers
from wekeep.vault.actions.roles import end_all_epochs
from wekeep.vault.rules.power import Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked

ABOUT = "backup"


@transaction.atomic
def put_back(*, mark: str, made_at: datetime) -> bool:
    """What is here came from a backup: nobody is signed in or on duty any more and every role's key is due anew. Members'
    roles rest and no channel sends until two persons agree; False where the backup has no two who could, so that it
    goes on at once."""
    Session.objects.all().delete()
    Duty.objects.all().delete()
    powers.forget_all_proposals()
    end_all_epochs()
    PutBack.objects.all().delete()
    if not enough_can_agree():
        Member.objects.update(put_back=False)
        return False
    PutBack.objects.create(mark=mark, made_at=made_at, at=clock.now())
    Member.objects.update(put_back=True)
    hold_all()
    return True


@transaction.atomic
def propose_going_on(*, unlocked: Unlocked) -> Proposed:
    """Ask for a second person to agree that the network goes on as this backup has it, and sends with what the channels
    have now. Nobody does it alone, not even beside a new keeper, which has not yet seen a second steward."""
    unlocked.actor.require(Ability.AGREE_TO_POWERS, EVERY_ZONE)
    return powers.propose(unlocked=unlocked, power=Power.RESTORE, zone=EVERY_ZONE, about=ABOUT, terms=_terms())


@transaction.atomic
def agree_to_going_on(*, unlocked: Unlocked, code: str) -> None:
    """Agree as the second person. Refused where another backup, or other credentials, took the place of what was asked
    for."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.RESTORE)
    if one.terms != _terms():
        raise Refused("This was changed meanwhile. Let it be asked for again.")
    powers.agree(unlocked=unlocked, proposed=one)
    _go_on(by=unlocked.actor)


def _terms() -> dict[str, object]:
    row = PutBack.objects.select_for_update().first()
    if row is None:
        raise NotFound
    sends_with = {name: credentials_mark(name) for name in channel_kinds()}
    return {"mark": row.mark, "made_at": row.made_at.isoformat(), "channels": sends_with}


def _go_on(*, by: Actor) -> None:
    agree_to_marks(marks={name: credentials_mark(name) for name in channel_kinds()})
    PutBack.objects.all().delete()
    Member.objects.update(put_back=False)
    match_all_keys()
    journal.record(kinds.WENT_ON, about=ABOUT, actor=by)
