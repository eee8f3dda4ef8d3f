"""Putting away what came in a flood, many forms with one press: nothing of it is deleted, and the press can be taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wekeep.care.actions.holding import hold_households
from wekeep.care.models import PutAway, RentCase, Request
from wekeep.care.queries import flood as queries
from wekeep.care.rules import kinds, rent_kinds
from wekeep.care.rules.flood import MOST_AT_ONCE
from wekeep.journal import actions as journal
from wekeep.journal.rules.kind import Kind
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Done:
    """What one press did: how many forms it put away, and how many it put among the others."""

    away: int
    kept: int


@dataclass(frozen=True, slots=True)
class _Forms:
    """One of the two kinds of forms: what stands in those among the others, and how the journal calls what is done with them."""

    rows: Any
    among: dict[str, object]
    let_in: Kind
    away: Kind
    back: Kind


_REQUESTS = _Forms(Request.objects, {"is_unproved": False}, kinds.LET_IN, kinds.PUT_AWAY, kinds.BROUGHT_BACK)
_CASES = _Forms(
    RentCase.objects,
    {"unproved_at": None},
    rent_kinds.RENT_LET_IN,
    rent_kinds.RENTS_PUT_AWAY,
    rent_kinds.RENTS_BROUGHT_BACK,
)


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
    _sort(_REQUESTS, actor, among=among, away=away)
    return _done({row.household_id for row in away}, true & {row.household_id for row in among})


@transaction.atomic
def put_away_cases(*, actor: Actor, codes: Collection[str], kept: Collection[str]) -> Done:
    """The same with rent cases, by those who see their papers."""
    actor.require(Ability.TAKE_RENT)
    _check_many(codes)
    mine = queries.cases_put_aside(actor)
    rows = list(mine.filter(code__in=set(codes) | set(kept)).order_by("pk").select_for_update(of=("self",)))
    among, away = [row for row in rows if row.code in kept], [row for row in rows if row.code not in kept]
    _sort(_CASES, actor, among=among, away=away)
    return _done({row.pk for row in away}, {row.pk for row in among})


def _check_many(codes: Collection[str]) -> None:
    if len(codes) > MOST_AT_ONCE:
        raise Refused("These are too many at once. Open the page again.")


def _sort(
    forms: _Forms, actor: Actor, *, among: Sequence[Request | RentCase], away: Sequence[Request | RentCase]
) -> None:
    for row in among:
        journal.record(forms.let_in, about=row.code, actor=actor)
    forms.rows.filter(pk__in=[row.pk for row in among]).update(**forms.among)
    if away:
        press = PutAway.objects.create(by=actor.code, at=clock.now())
        forms.rows.filter(pk__in=[row.pk for row in away]).update(put_away=press)
        journal.record(forms.away, about=press.code, actor=actor, count=len(away))


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
    return _bring_back(_REQUESTS, actor, found, mine)


@transaction.atomic
def bring_back_cases(*, actor: Actor, press: str) -> int:
    """The same with rent cases."""
    actor.require(Ability.TAKE_RENT)
    found = _found(queries.presses_on_cases(actor), press)
    return _bring_back(_CASES, actor, found, queries.cases_put_away(actor).filter(put_away=found))


def _bring_back(forms: _Forms, actor: Actor, press: PutAway, mine: QuerySet[Request] | QuerySet[RentCase]) -> int:
    keys = [row.pk for row in mine.order_by("pk").select_for_update(of=("self",))]
    done: int = forms.rows.filter(pk__in=keys).update(put_away=None)
    journal.record(forms.back, about=press.code, actor=actor, count=done)
    return done


def _found(presses: Collection[PutAway], code: str) -> PutAway:
    found = next((one for one in presses if one.code == code), None)
    if found is None:
        raise NotFound
    return found
