"""Planners in processes of their own: whatever they tell has passed the checker, and they end when they are told to."""

import os
import selectors
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.runs_made import groceries, school
from tests.care.making import FAMILY, driver, on_a_line, ride
from wekeep.care.planner import conductor
from wekeep.care.planner.conductor import Better, race
from wekeep.care.planner.hands import Hand
from wekeep.care.planner.line import Frames, Job, framed
from wekeep.care.planner.portfolio import better_plans, planners_for
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.objective import cost_of
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.problem import Link, Problem, Stop, Window
from wekeep.care.rules.planning.replanning import without_driver

pytestmark = pytest.mark.long
PROGRAMS = subprocess  # they are started here, and tests/conftest.py knows such files by this word
PATIENCE = 40.0
"""Seconds after which a planner has had its time, on a machine that has other work too."""


def whole(plan: Plan) -> bool:
    """Nobody is left out."""
    return plan.unserved == ()


def found(problem: Problem, names: Sequence[str], until: Callable[[Plan], bool] = whole) -> Plan:
    """The first plan of which `until` is true; each that was told before keeps every rule and is better than the one before.

    A planner gives each of its steps a share of its time, so it has little at first, and all of it where that was not enough.
    """
    for seconds in (PATIENCE / 5, PATIENCE):
        told: list[Better] = []
        for better in race(problem, names, seconds):
            assert breaches(problem, better.plan) == ()
            assert not told or better.cost < told[-1].cost
            told.append(better)
            if until(better.plan):
                return better.plan
    raise AssertionError(f"not found: {told[-1] if told else 'no plan at all'}")


@pytest.mark.parametrize("name", ["pyvrp_search", "ortools_search", "insertion_search"])
def test_each_planner_alone_gets_the_children_to_school(name: str) -> None:
    problem = school(4, children=16, cars=8)
    hand = cost_of(problem, nearest_first(problem))
    assert found(problem, (name,), until=lambda plan: cost_of(problem, plan) <= hand)


def test_the_way_home_and_deliveries_are_planned_from_the_hub() -> None:
    problem = groceries(2, homes=40, cars=8)
    assert planners_for(problem) == ("pyvrp_search",) * 2
    assert found(problem, ("pyvrp_search",), until=lambda plan: whole(plan) and len(plan.routes) < 8)


def test_rides_from_door_to_door_with_caps_company_and_ways_back() -> None:
    tasks = (
        ride("there", 1, 4, early=8 * 3600, late=9 * 3600, ride_cap=2400),
        ride("back", 4, 1, early=12 * 3600, late=14 * 3600),
        ride("amal", 2, 5, not_with=frozenset({"there"})),
        ride("beto", 3, 5, sits_with=frozenset({"amal"})),
    )
    problem = Problem(on_a_line(6), (driver(), driver("bo")), tasks, (Link("there", "back", same_driver=True),))
    assert planners_for(problem) == ("ortools_search", "insertion_search")
    assert found(problem, ("insertion_search",))
    linked = replace(problem, tasks=tuple(replace(one, not_with=frozenset()) for one in tasks))
    assert found(linked, ("ortools_search",))


def test_one_person_is_planned_before_work_and_after_it() -> None:
    morning, later = Window(6 * 3600, 9 * 3600), Window(15 * 3600, 18 * 3600)
    times = (driver(window=morning, end=None), driver("ana.2", person="ana", window=later))
    tasks = (ride("there", 1, 4, late=8 * 3600), ride("back", 4, 1, early=later.early, late=17 * 3600))
    problem = Problem(on_a_line(6), times, tasks)
    for name in ("pyvrp_search", "ortools_search", "insertion_search"):
        assert found(problem, (name,)).served_by == {"there": "ana", "back": "ana.2"}
    linked = replace(problem, links=(Link("there", "back", same_driver=True),))
    for name in ("ortools_search", "insertion_search"):
        assert found(linked, (name,)).served_by == {"there": "ana", "back": "ana.2"}
    other = replace(linked, drivers=(times[0], driver("bo", window=later), driver("bo.2", person="bo", window=morning)))
    assert found(other, ("ortools_search",)).served_by == {"there": "bo.2", "back": "bo"}, "one person, and not two"
    home = {"there": Side.PICKUP, "back": Side.DROP}
    by_hand = Hand(linked, Plan((), ("there", "back")), home).moved("back", "ana.2")
    assert by_hand.served_by == {"there": "ana", "back": "ana.2"} and not breaches(linked, by_hand)
    assert Hand(linked, by_hand, home).moved("there", "ana") == by_hand, "what is with her already stays where it is"


def test_who_cannot_be_served_is_left_out_and_the_most_urgent_are_not() -> None:
    riders = tuple(ride(f"r{n}", 1, 3, late=6 * 3600 + 900, priority=9 if n in (1, 5) else 1) for n in range(6))
    problem = Problem(on_a_line(4), (driver(seatings=(FAMILY[0],)),), riders)
    urgent = {"r1", "r5"}
    for name in ("pyvrp_search", "insertion_search", "ortools_search"):
        assert found(problem, (name,), until=lambda plan: len(plan.unserved) == 3 and not urgent & set(plan.unserved))


def test_a_car_goes_out_in_one_seating_that_holds_all_who_ride() -> None:
    tots = tuple(ride(f"tot{n}", 1, 3, late=6 * 3600 + 900, demand=Load(seats=1, harness=1)) for n in range(2))
    baby = ride("baby", 2, 3, late=6 * 3600 + 1800, demand=Load(seats=1, rear_facing=1))
    cars = (driver(seatings=FAMILY), driver("bo", seatings=FAMILY))
    problem = Problem(on_a_line(4), cars, (*tots, baby))
    for name in ("pyvrp_search", "insertion_search", "ortools_search"):
        plan = found(problem, (name,))
        assert {route.seating for route in plan.routes} == {"rear", "harness"}


def test_whoever_may_not_drive_is_not_asked() -> None:
    tasks = (ride("amal", 1, 3, languages=frozenset({"so"})), ride("beto", 1, 3))
    speaks = driver("bo", languages=frozenset({"so"}), start=3, end=3)
    problem = Problem(on_a_line(4), (driver(no_go=frozenset({"home of beto"})), speaks), tasks)
    for name in ("pyvrp_search", "insertion_search", "ortools_search"):
        plan = found(problem, (name,))
        assert plan.served_by == {"amal": "bo", "beto": "bo"}


def test_after_a_drop_out_every_untouched_run_is_as_it_was_told() -> None:
    problem = groceries(3, homes=60, cars=14)
    plan = found(problem, ("pyvrp_search",))
    victim = max(plan.routes, key=lambda route: route.begins)
    changed = without_driver(problem, plan, victim.driver, now=victim.begins - 60, told_ahead=1800)
    assert changed.frozen and planners_for(changed) == ("insertion_search",) * 2
    again = found(changed, planners_for(changed), until=whole)
    lost = {visit.task for visit in victim.visits}
    takers = {again.served_by[code] for code in lost if code in again.served_by}
    assert takers and victim.driver not in again.route
    for route in plan.routes:
        if route.driver not in takers | {victim.driver}:
            assert again.route[route.driver] == route
    assert all(again.served_by[code] == who for code, who in plan.served_by.items() if code not in lost)


def test_planners_end_when_nobody_wants_the_plan_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*words: object, **said: object) -> "subprocess.Popen[bytes]":
        started.append(start(*words, **said))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    plans = better_plans(groceries(2, homes=40, cars=8), 60)
    next(plans)
    plans.close()
    assert len(started) == 2 and all(one.poll() is not None for one in started)
    began = time.monotonic()
    assert list(better_plans(school(4, 8, 4), 60, stopped=lambda: time.monotonic() > began + 1)) is not None
    assert all(one.poll() is not None for one in started)


def test_a_planner_whose_line_is_closed_goes_away_by_itself() -> None:
    """Whoever started it may have been killed, and then nobody is left to end it."""
    problem = groceries(2, homes=40, cars=8)
    with conductor._started(["pyvrp_search"], [Job(problem, time.monotonic() + 600)], 0) as (one,):
        while one.waiting:
            conductor._write(one)
        assert one.process.stdout is not None and one.process.stdin is not None
        assert os.read(one.process.stdout.fileno(), 1)
        one.process.stdin.close()
        one.process.stdout.close()
        assert one.process.wait(timeout=60) is not None


def test_a_day_that_is_longer_than_a_line_goes_on_as_soon_as_its_planner_reads() -> None:
    """It waited a twentieth of a second for each piece, which was most of the time until a first plan of 500 homes."""
    with (
        conductor._started(["pyvrp_search"], [Job(groceries(2, homes=400, cars=8), time.monotonic() + 600)], 0) as (
            one,
        ),
        selectors.DefaultSelector() as ready,
    ):
        while one.waiting:
            conductor._write(one)
            conductor._wake(one, ready)
            if one.waiting:
                ((key, _what),) = ready.select(timeout=PATIENCE)
                assert key.fileobj is one.process.stdin
        assert not ready.get_map(), "what waits no more wakes nobody"


def test_a_plan_that_breaks_a_rule_is_never_returned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A planner that lies: it tells of an empty plan in which everybody is served."""
    liar = tmp_path / "liar.py"
    liar.write_text(
        "from wekeep.care.planner.line import Line\nfrom wekeep.care.rules.planning.plan import Plan\n"
        "line = Line(); line.job(); line.tell(Plan(()))\n"
    )
    start = subprocess.Popen

    def lying(words: list[str], **said: object) -> "subprocess.Popen[bytes]":
        return start([words[0], str(liar)], **said)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(subprocess, "Popen", lying)
    assert list(race(school(4, 8, 4), ("liar",), 5)) == []


def test_messages_are_whole_in_whatever_pieces_they_come() -> None:
    message = framed(Plan((), ("a",))) + framed(Plan((), ("b",)))
    frames, found = Frames(), []
    for place in range(0, len(message), 7):
        found += frames.take(message[place : place + 7])
    assert found == [Plan((), ("a",)), Plan((), ("b",))]


def test_a_longest_ride_to_school_holds_exactly() -> None:
    """The cap is shorter than a round over both homes takes: two cars go, and each child rides its own way."""
    school_stop = Stop(3, Window(6 * 3600, 9 * 3600), 0)
    children = [
        ride(code, home, 3, drop=school_stop, ride_cap=22 * 60) for code, home in (("a", 0), ("b", 1), ("c", 2))
    ]
    travel = on_a_line(4)
    problem = Problem(travel, tuple(driver(f"d{n}", start=n % 3, end=None) for n in range(6)), tuple(children))
    near = replace(problem, tasks=tuple(children[1:]))
    assert found(near, ("pyvrp_search",), until=lambda plan: whole(plan) and len(plan.routes) == 1)
    assert found(problem, ("pyvrp_search",), until=lambda plan: plan.unserved == ("a",))
