"""Runs at one moment with whatever else moves the same rows: what two plans share is told by one of them, and nobody waits in a circle."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection

from tests.care.asking import coordinator
from tests.care.at_once import together
from tests.care.days import a_plan, delivery, drives, home, hub, request_of
from tests.care.driving_stage import place, run_of, trip
from tests.care.test_publishing import drafted
from tests.cast import Cast, Person, admit
from wekeep.care.actions import publishing
from wekeep.care.actions.desk import act
from wekeep.care.actions.driving import Told, tell
from wekeep.care.actions.feedback import say_how
from wekeep.care.actions.household import withdraw
from wekeep.care.actions.lifetime import forget_over
from wekeep.care.actions.publishing import gate, publish
from wekeep.care.actions.riders import keep_bond
from wekeep.care.models import Household, Request, Run, Stop, Trip, Turn
from wekeep.care.queries.problems import Posed
from wekeep.care.rules.feedback import Was
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.receipt import mark_of
from wekeep.care.rules.request import Close, Move
from wekeep.care.rules.run import Outcome
from wekeep.care.rules.trip import BondKind, Way
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import NotFound

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
WORDS = "abbey-acorn-admiral-agate-alder-almond"


@pytest.fixture
def nora(cast: Cast) -> Person:
    """A coordinator of every zone."""
    return coordinator("nora", EVERY_ZONE)


def with_words(settings_key: str) -> Household:
    one = home()
    Household.objects.filter(pk=one.pk).update(receipt_mark=mark_of(settings_key, WORDS), is_sealed=False)
    return one


def test_a_trip_that_two_plans_share_is_told_by_one_of_them(nora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    bread = hub()
    for n in range(3):
        delivery(home((1 + n, 0)), bread)
    drives("ana")
    drives("ben")
    plans = [a_plan(), a_plan(zone=EVERY_ZONE)]
    for plan in plans:
        drafted(plan)
    both_have_looked, first = threading.Barrier(2), threading.local()

    def when_both_have_looked(posed: Posed, drawn: Plan) -> Plan:
        final = gate(posed, drawn)
        if connection.vendor == "postgresql" and not hasattr(first, "done"):
            first.done = True
            both_have_looked.wait(60)
        return final

    monkeypatch.setattr(publishing, "gate", when_both_have_looked)
    said = together(*(lambda plan=plan: publish(actor=nora.actor, code=plan.code, edition=1) for plan in plans))
    told = {code: Stop.objects.filter(trip__code=code, side="pickup").count() for code in _codes()}
    assert set(told.values()) == {1}, told
    # whoever came second has nothing left to tell, and is told so
    assert sorted(map(bool, said)) == [False, True] and "nothing to publish" in "".join(said)
    assert Run.objects.values("plan").distinct().count() == 1


def _codes() -> list[str]:
    return list(Trip.objects.values_list("code", flat=True))


def test_a_household_that_takes_back_and_the_desk_that_moves_it_do_not_wait_in_a_circle(
    nora: Person, settings: object
) -> None:
    one = with_words(settings.SECRET_KEY)  # type: ignore[attr-defined]
    request = request_of(one)
    request_of(one, "pharmacy")
    said = together(
        lambda: withdraw(words=WORDS),
        lambda: act(actor=nora.actor, code=request.code, what=Move.CLAIM),
        holding="care_",
    )
    assert said[0] == "" and "deadlock" not in said[1]
    assert set(Request.objects.values_list("state", flat=True)) == {"closed"}


def test_a_household_that_says_how_it_was_and_its_being_forgotten_do_not_wait_in_a_circle(
    nora: Person, settings: object
) -> None:
    one = with_words(settings.SECRET_KEY)  # type: ignore[attr-defined]
    request = request_of(one)
    over = clock.now() - timedelta(days=1)
    Request.objects.filter(pk=request.pk).update(state="closed", close="completed")
    Turn.objects.create(request=request, move="claim", before="ready", after="claimed", by="x", holder="x", at=over)
    Household.objects.filter(pk=one.pk).update(forget_at=over)

    def says() -> None:
        with suppress(NotFound):  # forgotten a moment before
            say_how(words=WORDS, code=request.code, was=Was.WELL)

    assert together(says, forget_over, holding="care_household") == ["", ""]
    assert not Household.objects.exists()


def test_two_drivers_at_the_same_homes_do_not_wait_in_a_circle(nora: Person) -> None:
    school, homes, runs = place("Maple School", "school"), [home(), home()], []
    for name, there, what in (("drew", homes, "school"), ("dee", homes[::-1], "ride")):
        who, trips = admit(name, Role.DRIVER), []
        for n, one in enumerate(there):
            # requests are moved in the order of their codes: each driver's begin at another home
            made = request_of(one, "ride_school", state="scheduled", held_by=who.code, code=f"{name}-{n}")
            trips.append(trip(made, school, Way.FROM_HOME, purpose=what, boxes=0))
        runs.append((who, run_of(who, [*((t, Side.PICKUP) for t in trips), *((t, Side.DROP) for t in trips)])))

    def brought(who: Person, run: Run) -> None:
        drops = tuple(run.stops.filter(side="drop").order_by("turn").values_list("code", flat=True))
        tell(actor=who.actor, code=run.code, told=Told(drops, Outcome.DROPPED))

    assert together(*(lambda who=who, run=run: brought(who, run) for who, run in runs), holding="care_household") == [
        "",
        "",
    ]
    assert set(Run.objects.values_list("state", flat=True)) == {"done"}
    assert set(Request.objects.values_list("state", flat=True)) == {"done_reported"}


def test_two_who_bind_the_same_two_households_do_not_wait_in_a_circle(nora: Person) -> None:
    one, two = request_of(home()), request_of(home())
    said = together(
        *(
            lambda a=a, b=b: keep_bond(actor=nora.actor, code=a.code, kind=BondKind.SITS_WITH, other=b.code)
            for a, b in ((one, two), (two, one))
        ),
        holding="care_household",
    )
    assert sorted(map(bool, said)) == [False, True] and "bound already" in "".join(said)


def test_two_who_call_each_request_a_duplicate_of_the_other_do_not_wait_in_a_circle(nora: Person) -> None:
    one, two = request_of(home()), request_of(home())
    said = together(
        *(
            lambda a=a, b=b: act(actor=nora.actor, code=a.code, what=Move.CLOSE, close=Close.DUPLICATE, same_as=b.code)
            for a, b in ((one, two), (two, one))
        ),
        holding="care_household",
    )
    assert sorted(map(bool, said)) == [False, True] and "One of them stays open" in "".join(said)
    assert Request.objects.exclude(state="closed").count() == 1, "none of the two is lost"
