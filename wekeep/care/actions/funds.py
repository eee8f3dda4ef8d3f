"""Opening a fund and changing its rules, which takes two persons: one asks, another agrees to exactly that."""

from typing import Any

from django.db import transaction

from wekeep.care.models import Fund
from wekeep.care.queries.funds import get_fund
from wekeep.care.rules import rent_kinds
from wekeep.care.rules.fund import Terms, check_terms, from_json
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.text import clean_line
from wekeep.vault.actions import powers
from wekeep.vault.rules.power import Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked

MOST_NAME = 60


@transaction.atomic
def propose_fund(*, unlocked: Unlocked, zone: str, name: str, terms: Terms) -> Proposed:
    """Ask for a new fund; there is none before a second person agrees."""
    return _propose(unlocked, new_code(), zone, name, terms, version=0)


@transaction.atomic
def propose_rules(*, unlocked: Unlocked, code: str, name: str, terms: Terms, is_open: bool = True) -> Proposed:
    """Ask for other rules of a fund; the old ones hold until a second person agrees."""
    one = get_fund(unlocked.actor, code)
    if terms.currency != one.currency:
        raise Refused("A fund stays in its currency. Open another one.")
    return _propose(unlocked, one.code, one.zone, name, terms, version=one.version, is_open=is_open)


def _propose(
    unlocked: Unlocked, code: str, zone: str, name: str, terms: Terms, *, version: int, is_open: bool = True
) -> Proposed:
    unlocked.actor.require(Ability.KEEP_FUNDS, zone)
    name = clean_line(name, MOST_NAME)
    if not name:
        raise Refused("Give the fund a name.")
    check_terms(terms)
    said = {"name": name, "version": version, "is_open": is_open, **terms.as_json()}
    return powers.propose(unlocked=unlocked, power=Power.FUND, zone=zone, about=code, terms=said)


@transaction.atomic
def agree_to_fund(*, unlocked: Unlocked, code: str) -> Fund:
    """Agree as the second person to the proposal called `code`; the rules hold from now on. Approvals that were given under
    other rules count no more. Refused where the fund has changed meanwhile."""
    asked = powers.waiting(actor=unlocked.actor, code=code, power=Power.FUND)
    said = dict(asked.terms)
    terms = from_json(said)
    check_terms(terms)
    one = Fund.objects.select_for_update().filter(code=asked.about).first()
    if (one.version if one else 0) != said["version"]:
        raise Refused("The rules of this fund were changed since this was asked for. Let it be asked for again.")
    powers.agree(unlocked=unlocked, proposed=asked)
    kept = _keep(one or Fund(code=asked.about, zone=asked.zone, version=0), said, terms, asked.by, unlocked.actor)
    where = "" if asked.zone == EVERY_ZONE else asked.zone
    journal.record(rent_kinds.FUND_CHANGED, about=kept.code, actor=unlocked.actor, zone=where, version=kept.version)
    return kept


def _keep(one: Fund, said: dict[str, Any], terms: Terms, asked_by: str, agreed: Actor) -> Fund:
    one.name, one.currency, one.terms = said["name"], terms.currency, terms.as_json()
    one.is_open, one.version = said["is_open"], one.version + 1
    one.set_by, one.agreed_by, one.set_at = asked_by, agreed.code, clock.now()
    one.save()
    return one


def check_open(code: str) -> Fund:
    """The fund, locked for the caller's transaction, where it pays now."""
    one = Fund.objects.select_for_update(no_key=True).filter(code=code).first()
    if one is None:
        raise NotFound
    if not one.is_open:
        raise Refused("This fund is closed.")
    return one
