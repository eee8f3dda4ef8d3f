"""What members had in hand who may help or drive no more goes back soon, and not only when its own clock has run out."""

from django.db import transaction

from wekeep.care.actions.driving import drop_of_leaver
from wekeep.care.actions.moving import locked, move
from wekeep.care.models import PickUp, Request, Run, Stop
from wekeep.care.queries.leavers import has_left, left
from wekeep.care.rules.request import HELD, UNDER_WAY, By, Move, State
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.stock import PickUpState
from wekeep.care.rules.trip import TripState
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM

BATCH = 500
_DRIVEN = [state.value for state in STILL_DRIVEN]
_IN_HAND = [state.value for state in HELD]
_AHEAD = [TripState.PLANNED.value, TripState.ABOARD.value]
_BACK = dict.fromkeys(UNDER_WAY, Move.RELEASE) | {State.OFFERED: Move.DECLINE, State.TRIAGE: Move.PUT_BACK}


def take_back() -> int:
    """Take back the runs and then the requests of whoever may drive or help no more, each in a transaction of its own; returns how many. At most
    some hundred at once: the rest at the next turn."""
    runs = Run.objects.filter(state__in=_DRIVEN).values_list("member", "plan__zone", "code")
    done = sum(drop_of_leaver(code=code) for code in _of_leavers(list(runs), Ability.DRIVE_RUNS))
    held = Request.objects.filter(state__in=_IN_HAND).values_list("held_by", "zone", "code")
    return done + sum(_give_back(code) for code in _of_leavers(list(held), Ability.BRING_HELP))


def _of_leavers(rows: list[tuple[str, str, str]], ability: Ability) -> list[str]:
    gone = left(((member, zone) for member, zone, _code in rows), ability)
    return sorted(code for member, zone, code in rows if (member, zone) in gone)[:BATCH]


@transaction.atomic
def _give_back(code: str) -> bool:
    one = locked(code)
    state = State(one.state)
    if state not in HELD or not one.held_by or not has_left(one.held_by, one.zone) or _goes_on(one):
        return False
    move(one=one, what=_BACK[state], by=By.CLOCK, actor=SYSTEM)
    return True


def _goes_on(one: Request) -> bool:
    """Whether it does not hang on whoever has it in hand: a household fetches its own, or goes with their run as long as that is theirs,
    because somebody is in the car."""
    driven = Stop.objects.filter(trip__request=one, run__member=one.held_by, run__state__in=_DRIVEN)
    waits = driven.filter(outcome=Outcome.WAITING, trip__state__in=_AHEAD)
    return PickUp.objects.filter(request=one, state=PickUpState.WAITING).exists() or waits.exists()
