"""Putting away what came in a flood, many forms with one press: nothing of it is deleted, and the press can be taken back."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from wekeep.care.actions.holding import hold_households
from wekeep.care.models import PutAway, RentCase, Request
from wekeep.care.queries import flood as queries
from wekeep.care.rules import kinds, rent_kinds
from wekeep.care.rules.flood import MOST_AT_ONCE
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Done:
    """What one press did: how many forms it put away, and how many it put among the others."""

    away: int
    kept: int


@transaction.atomic
def put_away_requests(*, actor: Actor, codes: Collection[str], kept: Collection[str]) -> Done:
    """Of the forms that a page showed, each named by a request of it, those `kept` stand among the others from now on, with all that
    was asked for in them; the rest are put away. What came since, what somebody looked at meanwhile and what is not the actor's to sort stays
    as it is. Refused where nothing of it is left to be put away."""
    actor.require(Ability.SORT_REQUESTS)
    _check_many(codes)
    mine = queries.requests_put_aside(actor)
    homes = dict(mine.filter(code__in=set(codes) | set(kept)).values_list("code", "household"))
    hold_households(homes.values())
    true = {homes[code] for code in kept if code in homes}
    rows = list(mine.filter(household__in=set(homes.values())).order_by("pk").select_for_update(of=("self",)))
    among = [row for row in rows if row.household_id in true]
    away = [row for row in rows if row.household_id not in true]
    for row in among:
        journal.record(kinds.LET_IN, about=row.code, actor=actor)
    Request.objects.filter(pk__in=[row.pk for row in among]).update(is_unproved=False)
    if away:
        press = _press(actor)
        Request.objects.filter(pk__in=[row.pk for row in away]).update(put_away=press)
        journal.record(kinds.PUT_AWAY, about=press.code, actor=actor, count=len(away))
    return _done({row.household_id for row in away}, true & {row.household_id for row in among})


@transaction.atomic
def put_away_cases(*, actor: Actor, codes: Collection[str], kept: Collection[str]) -> Done:
    """The same with rent cases, by those who see their papers."""
    actor.require(Ability.TAKE_RENT)
    _check_many(codes)
    mine = queries.cases_put_aside(actor)
    rows = list(mine.filter(code__in=set(codes) | set(kept)).order_by("pk").select_for_update(of=("self",)))
    among, away = [row for row in rows if row.code in kept], [row for row in rows if row.code not in kept]
    for row in among:
        journal.record(rent_kinds.RENT_LET_IN, about=row.code, actor=actor)
    RentCase.objects.filter(pk__in=[row.pk for row in among]).update(unproved_at=None)
    if away:
        press = _press(actor)
        RentCase.objects.filter(pk__in=[row.pk for row in away]).update(put_away=press)
        journal.record(rent_kinds.RENTS_PUT_AWAY, about=press.code, actor=actor, count=len(away))
    return _done({row.pk for row in away}, {row.pk for row in among})


def _check_many(codes: Collection[str]) -> None:
    if len(codes) > MOST_AT_ONCE:
        raise Refused("These are too many at once. Open the page again.")


def _press(actor: Actor) -> PutAway:
    return PutAway.objects.create(by=actor.code, at=clock.now())


def _done(away: Collection[int], kept: Collection[int]) -> Done:
    if not away and not kept:
        raise Refused("Nothing of this is left: somebody else was quicker, or it has moved on.")
    return Done(len(away), len(kept))


@transaction.atomic
def bring_back_requests(*, actor: Actor, press: str) -> int:
    """What a press put away stands in the part of the flood again, as if nobody had pressed; returns how many requests. NotFound for a press of
    which the actor sorts nothing."""
    actor.require(Ability.SORT_REQUESTS)
    found = _found(queries.presses_on_requests(actor), press)
    mine = queries.requests_put_away(actor).filter(put_away=found)
    hold_households(mine.values_list("household", flat=True))
    keys = [row.pk for row in mine.order_by("pk").select_for_update(of=("self",))]
    done = Request.objects.filter(pk__in=keys).update(put_away=None)
    journal.record(kinds.BROUGHT_BACK, about=found.code, actor=actor, count=done)
    return done


@transaction.atomic
def bring_back_cases(*, actor: Actor, press: str) -> int:
    """The same with rent cases."""
    actor.require(Ability.TAKE_RENT)
    found = _found(queries.presses_on_cases(actor), press)
    mine = queries.cases_put_away(actor).filter(put_away=found)
    keys = [row.pk for row in mine.order_by("pk").select_for_update(of=("self",))]
    done = RentCase.objects.filter(pk__in=keys).update(put_away=None)
    journal.record(rent_kinds.RENTS_BROUGHT_BACK, about=found.code, actor=actor, count=done)
    return done


def _found(presses: Collection[PutAway], code: str) -> PutAway:
    found = next((one for one in presses if one.code == code), None)
    if found is None:
        raise NotFound
    return found
