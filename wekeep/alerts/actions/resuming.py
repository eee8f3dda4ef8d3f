"""Sending again after a stop, letting a letter through it, and setting the brake: each takes two persons."""

import json
from collections.abc import Collection
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from wekeep.alerts.actions import handing
from wekeep.alerts.models import Alert
from wekeep.alerts.queries.stopped import OTHERS
from wekeep.channels.actions import stopping
from wekeep.channels.queries import texts_of, waiting_letters
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import Limits
from wekeep.vault.actions import powers
from wekeep.vault.actions import sending as vault
from wekeep.vault.rules.power import Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked

BRAKE: Final = "brake"


@transaction.atomic
def resume(*, unlocked: Unlocked, drop: Collection[str] = ()) -> None:
    """Send again what waits, but for the letters in `drop`, which go to nobody (`OTHERS`: all that are no alert's).
    NeedsSecond where one person may not: then `propose_resume` takes the same."""
    unlocked.actor.require(Ability.STOP_SENDING)
    stop, terms = _stop(), _dropping(drop)
    powers.use(unlocked=unlocked, power=Power.RESUME, zone=EVERY_ZONE, about=stop, terms=terms)
    _go_on(unlocked.actor, terms["drop"])


@transaction.atomic
def propose_resume(*, unlocked: Unlocked, drop: Collection[str] = ()) -> Proposed:
    """Ask for a second person to agree that sending starts again."""
    unlocked.actor.require(Ability.STOP_SENDING)
    about, terms = _stop(), _dropping(drop)
    return powers.propose(unlocked=unlocked, power=Power.RESUME, zone=EVERY_ZONE, about=about, terms=terms)


@transaction.atomic
def agree_to_resume(*, unlocked: Unlocked, code: str) -> None:
    """Agree as the second person. Refused where it was another stop."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.RESUME)
    _check_same(one.about)
    powers.agree(unlocked=unlocked, proposed=one)
    _go_on(unlocked.actor, one.terms["drop"])


@transaction.atomic
def resume_by_operator(*, passphrase: str, drop: bool) -> None:
    """Send again on the word of whoever knows the unseal passphrase; `drop`: nothing of what waits. Refused where these are
    not the words."""
    _stop()
    if not vault.resume_by_operator(passphrase=passphrase):
        raise Refused("These are not the words that unseal the keeper. Nothing was changed.")
    _go_on(SYSTEM, [one.code for one in waiting_letters()] if drop else [])


@transaction.atomic
def let_go(*, unlocked: Unlocked, letters: Collection[str]) -> None:
    """Send these letters although sending is stopped. NeedsSecond as in `resume`."""
    unlocked.actor.require(Ability.STOP_SENDING)
    stop, terms = _stop(), _letting(letters)
    powers.use(unlocked=unlocked, power=Power.LET_GO, zone=EVERY_ZONE, about=stop, terms=terms)
    stopping.let_go(actor=unlocked.actor, stop=stop, letters=terms["letters"])


@transaction.atomic
def propose_letting_go(*, unlocked: Unlocked, letters: Collection[str]) -> Proposed:
    """Ask for a second person to agree that these letters go out although sending is stopped."""
    unlocked.actor.require(Ability.STOP_SENDING)
    about, terms = _stop(), _letting(letters)
    return powers.propose(unlocked=unlocked, power=Power.LET_GO, zone=EVERY_ZONE, about=about, terms=terms)


@transaction.atomic
def agree_to_letting_go(*, unlocked: Unlocked, code: str) -> None:
    """Agree as the second person. Refused where the letters are no longer word for word what was asked for."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.LET_GO)
    _check_same(one.about)
    if one.terms["words"] != _mark_of_words(one.terms["letters"]):
        raise Refused("These letters were changed since it was asked for. Let it be asked for again.")
    powers.agree(unlocked=unlocked, proposed=one)
    stopping.let_go(actor=unlocked.actor, stop=one.about, letters=one.terms["letters"])


@transaction.atomic
def set_brake(*, unlocked: Unlocked, limits: Limits) -> None:
    """Brake at these limits from now on. NeedsSecond where one person may not: then `propose_brake` takes the same."""
    unlocked.actor.require(Ability.AGREE_TO_POWERS, EVERY_ZONE)
    terms = {"limits": asdict(limits)}
    powers.use(unlocked=unlocked, power=Power.BRAKE, zone=EVERY_ZONE, about=BRAKE, terms=terms)


@transaction.atomic
def propose_brake(*, unlocked: Unlocked, limits: Limits) -> Proposed:
    """Ask for a second person to agree to these limits."""
    unlocked.actor.require(Ability.AGREE_TO_POWERS, EVERY_ZONE)
    terms = {"limits": asdict(limits)}
    return powers.propose(unlocked=unlocked, power=Power.BRAKE, zone=EVERY_ZONE, about=BRAKE, terms=terms)


@transaction.atomic
def agree_to_brake(*, unlocked: Unlocked, code: str) -> None:
    """Agree as the second person."""
    powers.agree(unlocked=unlocked, proposed=powers.waiting(actor=unlocked.actor, code=code, power=Power.BRAKE))


def _stop() -> str:
    stop = stopping.locked_stop()
    if not stop:
        raise Refused("Sending is not stopped.")
    return stop


def _check_same(about: str) -> None:
    if _stop() != about:
        raise Refused("It was asked for during another stop. Let it be asked for again.")


def _dropping(drop: Collection[str]) -> dict[str, Any]:
    return {"drop": sorted(set(drop) & {OTHERS, *(one.code for one in waiting_letters())})}


def _letting(letters: Collection[str]) -> dict[str, Any]:
    found = [one for one in waiting_letters() if one.code in letters and one.about]
    if not found:
        raise NotFound
    codes = sorted(one.code for one in found)
    return {"letters": codes, "addresses": sum(one.addresses for one in found), "words": _mark_of_words(codes)}


def _mark_of_words(codes: Collection[str]) -> str:
    """SHA-256 of every word of these letters, in hex."""
    return sha256(json.dumps(texts_of(codes), sort_keys=True).encode()).hexdigest()


def _go_on(actor: Actor, drop: Collection[str]) -> None:
    waiting = waiting_letters()
    dropped = [one for one in waiting if one.code in drop or (OTHERS in drop and not one.about)]
    untold = stopping.drop(letters=[one.code for one in dropped])
    threads = {one.thread for one in dropped if one.about}
    for alert in Alert.objects.select_for_update().filter(code__in=threads).order_by("id"):
        handing.drop(alert, untold)
    stopping.go_on(actor=actor)
