"""Whoever is left out is told of in words a coordinator can act on."""

from dataclasses import replace

import pytest

from tests.care.making import DAY, FAMILY, driver, on_a_line, planned, ride
from wekeep.care.rules.planning.explaining import reasons
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Driver, Link, Problem, Task, Window

BABY = Load(seats=1, rear_facing=1)
TEN_PAST_EIGHT = (8 * 60 + 10) * 60


def why(task: Task, *drivers: Driver) -> str:
    problem = Problem(on_a_line(4), drivers, (task,))
    return str(reasons(problem, Plan((), (task.code,)))[task.code])


@pytest.mark.parametrize(
    ("task", "drivers", "words"),
    [
        (ride("a", 1, 3), [], "Nobody drives at that time."),
        (ride("a", 1, 3, roles=frozenset({"carer"})), [driver()], "No driver has the role that this needs."),
        (ride("a", 1, 3, trust=2), [driver()], "No driver is trusted enough for this yet."),
        (ride("a", 1, 3, languages=frozenset({"so"})), [driver()], "No driver speaks so."),
        (
            ride("a", 1, 3),
            [driver(no_go=frozenset({"home of a"}))],
            "Whoever could drive is not to meet this household.",
        ),
        (ride("a", 1, 3, only=frozenset()), [driver()], "Whoever was chosen for this cannot drive."),
        (ride("a", 1, 3, demand=BABY), [driver()], "No driver who may go there has a rear-facing seat."),
        (
            ride("a", 1, 3, late=TEN_PAST_EIGHT, demand=BABY),
            [driver(), driver("bo", seatings=FAMILY, window=Window(9 * 3600, DAY.late))],
            "No driver with a rear-facing seat is free before 08:10.",
        ),
        (
            ride("a", 1, 3, early=8 * 3600),
            [driver(window=Window(0, 8 * 3600))],
            "No driver with enough seats is free until 08:21.",
        ),
        (
            ride("a", 1, 3, ride_cap=600),
            [driver()],
            "The way takes longer than the 10 minutes allowed in the car.",
        ),
        (
            ride("a", 1, 3),
            [driver(max_distance=5000)],
            "It is farther than any driver who could take it agreed to drive.",
        ),
        (
            ride("a", 1, 3),
            [driver(max_duty=3600)],
            "No driver with enough seats can be there and back in time.",
        ),
        (ride("a", 1, 3, two_adults=True), [driver()], "No car with two grown-ups is free for this."),
    ],
)
def test_the_reason_names_what_is_lacking(task: Task, drivers: list[Driver], words: str) -> None:
    assert why(task, *drivers) == words


def test_who_hangs_on_another_is_told_so() -> None:
    pair = (ride("a", 1, 3, sits_with=frozenset({"b"})), ride("b", 1, 3))
    told = reasons(Problem(on_a_line(4), (driver(),), pair), Plan((), ("a", "b")))
    assert str(told["a"]) == "It only goes together with b, and no car can take them all."
    free = (ride("a", 1, 3), ride("b", 3, 1))
    linked = reasons(Problem(on_a_line(4), (driver(),), free, (Link("a", "b"),)), Plan((), ("a", "b")))
    assert str(linked["b"]) == "It only goes together with a, and both cannot be driven."


def test_where_only_the_plan_stands_in_the_way_the_drivers_are_named() -> None:
    riders = tuple(ride(f"r{n}", 1, 3) for n in range(5))
    problem = Problem(on_a_line(4), (driver(),), riders)
    plan = planned(problem, ("ana", "plain", "+r0 -r0"), unserved=["r1"])
    reason = reasons(problem, replace(plan))["r1"]
    assert str(reason) == "Whoever could take it with enough seats is with others at that time (1 asked)."
    assert reason.drivers == ("ana",)
