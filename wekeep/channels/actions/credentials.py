"""What a channel sends with: whoever changes it holds up that channel until two persons agree to the new."""

from collections.abc import Mapping

from django.db import transaction

from wekeep.channels.actions.outbox import queue_left_behind
from wekeep.channels.models import Credentials
from wekeep.channels.queries import credentials_mark, may_send
from wekeep.channels.registry import kinds
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Refused
from wekeep.vault.actions import powers
from wekeep.vault.rules.power import Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked


@transaction.atomic
def use_credentials(*, unlocked: Unlocked, name: str) -> None:
    """Send with what this channel has now. NeedsSecond where one person may not: then `propose_credentials` takes the
    same."""
    unlocked.actor.require(Ability.AGREE_TO_POWERS, EVERY_ZONE)
    powers.use(unlocked=unlocked, power=Power.CREDENTIALS, zone=EVERY_ZONE, about=name, terms=_terms(name))
    agree_to_marks(marks={name: credentials_mark(name)})


@transaction.atomic
def propose_credentials(*, unlocked: Unlocked, name: str) -> Proposed:
    """Ask for a second person to agree that this channel sends with what it has now."""
    unlocked.actor.require(Ability.AGREE_TO_POWERS, EVERY_ZONE)
    if may_send(name):
        raise Refused("This channel sends already.")
    return powers.propose(unlocked=unlocked, power=Power.CREDENTIALS, zone=EVERY_ZONE, about=name, terms=_terms(name))


@transaction.atomic
def agree_to_credentials(*, unlocked: Unlocked, code: str) -> None:
    """Agree as the second person; what waited is sent. Refused where they were changed again since it was asked for."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.CREDENTIALS)
    if one.terms != _terms(one.about):
        raise Refused("The credentials were changed again meanwhile. Let it be asked for again.")
    powers.agree(unlocked=unlocked, proposed=one)
    agree_to_marks(marks={one.about: str(one.terms["mark"])})


def agree_to_marks(*, marks: Mapping[str, str]) -> None:
    """From now on each of these channels may send with exactly this, in the caller's transaction."""
    for name, mark in marks.items():
        Credentials.objects.update_or_create(kind=name, defaults={"agreed": mark})
    queue_left_behind()


def say_what_is_here() -> None:
    """Said by the process that sends: marks of what each channel has here, and the key that subscribers need. The first
    credentials a channel ever has are agreed to by being there."""
    for name, kind in kinds().items():
        mark, public = credentials_mark(name), kind.credentials() if name == "webpush" else ""
        found = {"present": mark, "public_key": public}
        Credentials.objects.update_or_create(kind=name, defaults=found, create_defaults={"agreed": mark, **found})


def hold_all() -> None:
    """No channel sends with anything until two persons agree to it."""
    for name in kinds():
        Credentials.objects.update_or_create(kind=name, defaults={"agreed": ""})


def _terms(name: str) -> dict[str, str]:
    return {"mark": credentials_mark(name)}
