"""Who of a household rides, how they have to sit, and what binds households and drivers in every plan."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.care.actions.holding import hold_requests
from wekeep.care.actions.intake import plain, seal_for_desk
from wekeep.care.actions.moving import locked
from wekeep.care.models import Bond, Household, Request, Rider
from wekeep.care.queries.fleet import drivers_in_reach
from wekeep.care.queries.requests import get_request
from wekeep.care.rules import kinds
from wekeep.care.rules.restraint import Child, Restraint, RestraintRules, restraint_for, rules_on
from wekeep.care.rules.sealed import RIDER
from wekeep.care.rules.trip import OPEN_TRIPS, BondKind
from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.places.queries.today import today
from wekeep.vault.actions.sealing import erase

ASK_AGAIN, MOST_RIDERS, MOST_BONDS = timedelta(days=182), 12, 40


@dataclass(frozen=True, slots=True)
class RiderTold:
    """What a guardian said. `sealed`: name, years, receivers, notes, the empty ones left out; `child` None for a grown-up; `by_hand` the
    seat a person chose where no rules of the state are known."""

    child: Child | None = None
    in_wheelchair: bool = False
    by_hand: Restraint | None = None
    sealed: dict[str, str] = field(default_factory=dict)


def rules_now() -> RestraintRules | None:
    """The rules for child seats that hold in this state today."""
    return rules_on(settings.RESTRAINT_STATE, today())


@transaction.atomic
def keep_rider(*, actor: Actor, code: str, told: RiderTold, rider: str = "") -> Rider:
    """Write down who rides of the household of the request with `code`, or change the one with the code `rider`. How a child sits follows
    from the rules of the state, never less safe; the version is kept, and after six months it is asked again."""
    one = _mine(actor, code)
    house = one.household
    if not house.is_sealed:
        raise Refused("This household is over: nothing of it is kept any more.")
    found = _rider(house, rider) if rider else Rider(household=house)
    if not rider and house.riders.count() >= MOST_RIDERS:
        raise Refused("Twelve riders of one household are enough.")
    rules = rules_now()
    found.is_child, found.in_wheelchair = told.child is not None, told.in_wheelchair
    found.restraint, found.rules = _seat(rules, told)
    found.ask_again_on = today() + ASK_AGAIN if told.child is not None else None
    found.save()
    seal_for_desk(house, RIDER, found.code, Group.NOTES, told.sealed)
    journal.record(kinds.RIDER_KEPT, about=found.code, actor=actor, zone=plain(one.zone))
    return found


def _seat(rules: RestraintRules | None, told: RiderTold) -> tuple[Restraint, str]:
    """How they sit, and by which version that was worked out ("": a person decided)."""
    if told.child is None:
        return Restraint.BELT, ""
    if rules is None:
        if told.by_hand is None:
            raise Refused("No rules for child seats are known here. Choose the seat together with the guardian.")
        return told.by_hand, ""
    return restraint_for(rules, told.child), version_name(rules)


def version_name(rules: RestraintRules) -> str:
    """A version as riders keep it, such as US-MN 1."""
    return f"{rules.state} {rules.version}"


@transaction.atomic
def drop_rider(*, actor: Actor, code: str, rider: str) -> None:
    """They do not ride any more. Refused while a trip is open on which they do."""
    one = _mine(actor, code)
    found = _rider(one.household, rider)
    if found.trips.filter(state__in=[state.value for state in OPEN_TRIPS]).exists():
        raise Refused("Call off their trips first.")
    erase(kind=RIDER, record=found.code)
    found.delete()
    journal.record(kinds.RIDER_KEPT, about=rider, actor=actor, zone=plain(one.zone))


@transaction.atomic
def keep_bond(*, actor: Actor, code: str, kind: BondKind, other: str = "", member: str = "") -> Bond:
    """Bind the household of the request with `code` to that of the request `other`, or keep it from a driver, in every plan from now on."""
    hold_requests(Request.objects.filter(code__in=[code, other]))
    one = _mine(actor, code)
    if one.household.bonds.count() >= MOST_BONDS:
        raise Refused("These are more bonds than a plan can keep.")
    if kind is BondKind.NO_GO:
        if member not in drivers_in_reach(actor):
            raise Refused("Choose the driver who is not to come.")
        return _bind(one, kind, None, member)
    theirs = get_request(actor, other).household
    if theirs.pk == one.household_id:
        raise Refused("That is the same household.")
    return _bind(one, kind, theirs, "")


def _bind(one: Request, kind: BondKind, other: Household | None, member: str) -> Bond:
    if other is not None and Bond.objects.filter(household=other, other=one.household_id).exists():
        raise Refused("These two are bound already. Take that out first.")
    if other is not None and Bond.objects.filter(household=one.household_id, other=other).exclude(kind=kind).exists():
        raise Refused("These two are bound already. Take that out first.")
    made, _is_new = Bond.objects.get_or_create(kind=kind, household=one.household, other=other, member=member)
    return made


@transaction.atomic
def drop_bond(*, actor: Actor, code: str, bond: int) -> None:
    """What bound them binds them no more."""
    one = _mine(actor, code)
    gone, _each = Bond.objects.filter(pk=bond, household=one.household_id).delete()
    gone += Bond.objects.filter(pk=bond, other=one.household_id).delete()[0]
    if not gone:
        raise NotFound


def _mine(actor: Actor, code: str) -> Request:
    one = locked(get_request(actor, code).code)
    actor.require(Ability.PLAN_RUNS, one.zone)
    return one


def _rider(house: Household, code: str) -> Rider:
    found = house.riders.filter(code=code).first()
    if found is None:
        raise NotFound
    return found
