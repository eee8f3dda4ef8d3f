"""Households that want to say yes to the person first are asked about their driver, and nobody learns their door before."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.care.asking import asked, step
from tests.care.days import a_plan, delivery, drives, home, hub, tomorrow
from tests.care.driving_stage import driver as unlocked_driver
from tests.cast import Person
from wekeep.care.actions import planning
from wekeep.care.actions.asked_first import ask_waiting
from wekeep.care.actions.driving import drop_out
from wekeep.care.actions.lifetime import turn_clocks
from wekeep.care.actions.publishing import publish
from wekeep.care.actions.stop_openings import open_plan
from wekeep.care.models import (
    Availability,
    Car,
    DayPlan,
    Helper,
    Household,
    Offer,
    Request,
    Run,
    StockEvent,
    Stop,
    Trip,
)
from wekeep.care.planner.conductor import Better
from wekeep.care.queries.problems import problem_of
from wekeep.care.queries.stop_reading import read_stops
from wekeep.care.rules.day_plan import left_out
from wekeep.care.rules.offer import answer_by
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.objective import cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.written import plan_of, written
from wekeep.channels.actions import outbox
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters go nowhere, and a search finds the nearest first at once."""

    def find(problem: Problem, seconds: float, start: Plan | None, **_more: Any) -> Iterator[Better]:
        found = nearest_first(problem)
        yield Better(found, cost_of(problem, found), "by_hand", 0.1)

    monkeypatch.setattr(outbox, "hand_over", lambda *_said: None)
    monkeypatch.setattr(planning, "better_plans", find)


def a_shy_home(place: Any, **said: Any) -> tuple[Household, str, Trip]:
    """A household that wants to say yes first, its six words, and what is to be brought to it."""
    one, words = asked(asks_first="on")
    Household.objects.filter(pk=one.pk).update(cell=home((1, 1)).cell)
    one.requests.update(state="ready")
    times = {"arrives_from": 12 * 60, "arrives_until": 12 * 60 + 5} | said
    return one, words, delivery(one, place, request=one.requests.get(), **times)


def drawn(plan: DayPlan) -> DayPlan:
    """With the nearest first."""
    found = nearest_first(problem_of(plan).problem)
    DayPlan.objects.filter(pk=plan.pk).update(draft=written(found), edition=plan.edition + 1, found={"served": 2})
    plan.refresh_from_db()
    return plan


def told(cora: Person, plan: DayPlan) -> DayPlan:
    """The draft, told, and what follows from it."""
    publish(actor=cora.actor, code=plan.code, edition=drawn(plan).edition)
    drain(DEFAULT)
    plan.refresh_from_db()
    return plan


def page_of(words: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", step(words).content.decode()))


def plan_page(cora: Person, plan: DayPlan) -> str:
    text = cora.client().get(f"/runs/{plan.code}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def now_is(one: Request) -> Request:
    return Request.objects.get(pk=one.pk)


def test_the_household_is_asked_about_its_driver_and_says_yes(cora: Person) -> None:
    place = hub()
    one, words, trip = a_shy_home(place)
    open_home = delivery(home((1, 0)), place)
    dirk, plan = drives("dirk"), a_plan()
    assert "Homes that want to say yes to their driver first: 1." in plan_page(cora, drawn(plan))
    told(cora, plan)
    request = one.requests.get()
    assert (request.state, request.held_by) == ("offered", dirk.code)
    assert now_is(open_home.request).state == "scheduled", "who does not ask first is not asked"
    page = page_of(words)
    assert "dirk would drive" in page and "between 11:50 and 12:30" in page and "A driver comes" not in page
    assert "has not said yes" in plan_page(cora, plan)
    step(words, "yes_person", code=request.code)
    drain(DEFAULT)
    request.refresh_from_db()
    assert (request.state, request.held_by) == ("scheduled", dirk.code)
    page = page_of(words)
    assert "would drive" not in page and "A driver comes" in page
    assert "has not said yes" not in plan_page(cora, plan) and Trip.objects.get(pk=trip.pk).state == "planned"
    # another version that changes nothing asks nobody again
    publish(actor=cora.actor, code=plan.code, edition=plan.edition)
    drain(DEFAULT)
    assert Offer.objects.count() == 1 and now_is(request).state == "scheduled"


def test_a_no_takes_the_trip_out_and_nobody_plans_that_driver_there_again(cora: Person) -> None:
    place = hub()
    one, words, trip = a_shy_home(place)
    StockEvent.objects.create(hub=place, item="food_box", there=9, reason="came_in", at=clock.now())
    other = delivery(home((1, 0)), place)
    dirk, plan = drives("dirk"), a_plan()
    told(cora, plan)
    assert sum(StockEvent.objects.values_list("promised", flat=True)) == 2
    step(words, "no_person", code=one.requests.get().code)
    drain(DEFAULT)
    plan.refresh_from_db()
    trip.refresh_from_db()
    assert (trip.state, one.requests.get().state) == ("left_out", "ready")
    assert set(plan_of(plan.draft).served_by) == {other.code}, "it leaves the draft too"
    assert sum(StockEvent.objects.values_list("promised", flat=True)) == 1, "its box is free again"
    assert "The household said no to dirk." in plan_page(cora, plan)
    day = cora.client().get(f"/runs/day/?day={tomorrow()}").content.decode()
    assert "Taken out: the household did not say yes" in day and "It said no." in day
    assert "would drive" not in page_of(words) and "A driver comes" not in page_of(words)
    # the driver's sheet shows it as called off, and the next version takes it off
    run = Run.objects.get()
    assert "Called off" in dirk.client().get(f"/my-runs/{run.code}/").content.decode()
    publish(actor=cora.actor, code=plan.code, edition=plan.edition)
    drain(DEFAULT)
    assert not Stop.objects.filter(trip=trip).exists() and not Offer.objects.filter(said="willing").exists()
    assert trip.household.code in problem_of(plan).problem.driver[dirk.code].no_go
    # somebody else may be asked about
    erik = drives("erik")
    told(cora, DayPlan.objects.get(pk=plan.pk))
    assert now_is(one.requests.get()).held_by == erik.code and "erik would drive" in page_of(words)


def test_silence_takes_it_out_two_hours_before_and_nobody_else_is_asked_by_itself(
    cora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, words, trip = a_shy_home(hub())
    drives("dirk")
    plan = told(cora, a_plan())
    begins, asked_until = Run.objects.get().begins, one.requests.get().due_at
    assert asked_until == begins - timedelta(hours=2) == answer_by(begins, clock.now())
    assert answer_by(begins, begins - timedelta(hours=1)) == begins - timedelta(minutes=30)
    monkeypatch.setattr(clock, "now", lambda: asked_until - timedelta(minutes=1))
    turn_clocks()
    assert one.requests.get().state == "offered"
    monkeypatch.setattr(clock, "now", lambda: asked_until + timedelta(minutes=1))
    turn_clocks()
    drain(DEFAULT)
    trip.refresh_from_db()
    plan.refresh_from_db()
    assert (trip.state, one.requests.get().state, Offer.objects.get().said) == ("left_out", "ready", "lapsed")
    assert not plan_of(plan.draft).served_by
    assert "was asked about dirk and has not answered in time." in plan_page(cora, plan)
    assert step(words, "yes_person", code=one.requests.get().code).status_code == 404


def test_no_driver_learns_the_door_of_a_home_that_has_not_said_yes(cora: Person) -> None:
    place = hub()
    one, words, _trip = a_shy_home(place)
    free, _words = asked()
    Household.objects.filter(pk=free.pk).update(cell=home((1, 1)).cell)
    free.requests.update(state="ready")
    delivery(free, place, request=free.requests.get())
    dirk = unlocked_driver("dirk")
    Helper.objects.create(member=dirk.code, cell=home((0, 0)).cell)
    car = Car.objects.create(member=dirk.code, name="blue", seatings=[{"name": "plain", "seats": 4, "boxes": 8}])
    Availability.objects.create(car=car, member=dirk.code, day=tomorrow(), begins=480, ends=1080)
    plan = told(cora, a_plan())
    assert open_plan(unlocked=cora.unlocked(), code=plan.code).stops == 1
    run = Run.objects.get()
    assert read_stops(cora.unlocked(), run, whole=True).keys() == {
        stop.code for stop in run.stops.all() if stop.trip.household == free and stop.side == "drop"
    }, "not even by a role of their own"
    page = dirk.client().get(f"/my-runs/{run.code}/").content.decode()
    assert "wants to say yes to you first" in page
    assert "homes that have not said yes: 1" in cora.client().get(f"/runs/day/?day={tomorrow()}").content.decode()
    step(words, "yes_person", code=one.requests.get().code)
    drain(DEFAULT)
    assert open_plan(unlocked=cora.unlocked(), code=plan.code).stops == 2
    assert "wants to say yes to you first" not in dirk.client().get(f"/my-runs/{run.code}/").content.decode()


def test_one_answer_is_for_everything_that_the_household_asked_for(cora: Person) -> None:
    one, words = asked(asks_first="on", needs=["groceries", "diapers"])
    Household.objects.filter(pk=one.pk).update(cell=home((1, 1)).cell)
    one.requests.update(state="ready")
    place = hub()
    for number, request in enumerate(one.requests.order_by("pk")):
        delivery(one, place, request=request, boxes=number + 1)
    dirk = drives("dirk")
    told(cora, a_plan())
    assert set(one.requests.values_list("state", "held_by")) == {("offered", dirk.code)}
    step(words, "yes_person", code=one.requests.order_by("pk")[0].code)
    drain(DEFAULT)
    assert set(one.requests.values_list("state", "held_by")) == {("scheduled", dirk.code)}


def test_who_was_in_other_hands_is_asked_once_the_next_driver_is_known(cora: Person) -> None:
    one, words, _trip = a_shy_home(hub())
    request = one.requests.get()
    Request.objects.filter(pk=request.pk).update(state="needs_info")
    drives("dirk")
    plan = a_plan()
    Request.objects.filter(pk=request.pk).update(state="ready")
    publish(actor=cora.actor, code=plan.code, edition=drawn(plan).edition)
    Request.objects.filter(pk=request.pk).update(state="needs_info")
    drain(DEFAULT)
    assert now_is(request).state == "needs_info" and "would drive" not in page_of(words)
    Request.objects.filter(pk=request.pk).update(state="ready")
    ask_waiting()
    assert "dirk would drive" in page_of(words)


def test_nobody_is_asked_about_a_driver_who_dropped_out(cora: Person) -> None:
    place = hub()
    one, words, _trip = a_shy_home(place)
    dirk, plan = drives("dirk"), a_plan()
    told(cora, plan)
    assert "dirk would drive" in page_of(words)
    drop_out(actor=dirk.actor, code=Run.objects.get().code)
    row = one.requests.get()
    assert (row.state, row.held_by) == ("ready", "") and "dirk" not in page_of(words)
    assert step(words, "yes_person", code=row.code).status_code == 404
    drain(DEFAULT)
    assert now_is(row).held_by == ""


def test_nobody_is_asked_about_a_driver_from_whose_run_the_next_version_took_it(cora: Person) -> None:
    place = hub()
    one, words, trip = a_shy_home(place)
    delivery(home((1, 0)), place)
    drives("dirk")
    plan = told(cora, a_plan())
    assert "dirk would drive" in page_of(words)
    drawn_anew = left_out(plan_of(plan.draft), {trip.code})
    DayPlan.objects.filter(pk=plan.pk).update(draft=written(drawn_anew), edition=plan.edition + 1)
    publish(actor=cora.actor, code=plan.code, edition=plan.edition + 1)
    drain(DEFAULT)
    row = one.requests.get()
    assert (row.state, row.held_by) == ("ready", "") and "dirk" not in page_of(words)
