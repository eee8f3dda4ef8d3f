"""The checker finds what is wrong with a plan, says it in words, and agrees with a second one that was written otherwise."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.care.making import (
    CHILD,
    DAY,
    FAMILY,
    TODDLER,
    at,
    by_chance,
    driver,
    frozen_some,
    of_one_person,
    on_a_line,
    one_after_another,
    plan_by_chance,
    planned,
    ride,
    spoiled,
)
from tests.care.second_checker import Facts, broken, stood
from wekeep.care.rules.planning.breach import Rule
from wekeep.care.rules.planning.checker import BrokenPlan, breaches, checked
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Plan, Route
from wekeep.care.rules.planning.problem import Frozen, Link, Problem, Stop, Window


def said(problem: Problem, plan: Plan) -> list[str]:
    return [str(one) for one in breaches(problem, plan)]


def rules(problem: Problem, plan: Plan) -> set[int]:
    return {int(one.rule) for one in breaches(problem, plan)}


@pytest.mark.long
@settings(max_examples=400)
@given(st.randoms(use_true_random=False), st.integers(0, 2))
def test_two_checkers_written_differently_agree_about_every_plan(draw: Random, faults: int) -> None:
    problem = by_chance(draw)
    plan = plan_by_chance(draw, problem)
    if draw.random() < 0.2:
        problem = frozen_some(draw, problem, plan)
    for _ in range(faults):
        plan = spoiled(draw, plan)
    found, second = rules(problem, plan), broken(problem, plan)
    event(f"rules broken: {sorted(found)}")
    assert bool(found) == bool(second)
    if not found & {Rule.WHOLE, Rule.ORDER}:  # of what is no plan at all, the two may say different things
        assert found == second


@pytest.mark.long
@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_whoever_drives_several_runs_is_never_at_two_places_at_once(draw: Random) -> None:
    """Of every plan that passes: from each place at which a person stood they can have come to the next in time."""
    problem = of_one_person(draw)
    plan = one_after_another(draw, problem)
    assert bool(rules(problem, plan)) == bool(broken(problem, plan))
    event(f"runs: {len(plan.routes)}, rules broken: {sorted(rules(problem, plan))}")
    if breaches(problem, plan):
        return
    for (_from, until, one), (begins, _until, two) in pairwise(stood(Facts(problem, plan), "ana")):
        assert until + problem.travel.seconds[one][two] <= begins + 1e-6


def test_plans_by_chance_break_every_rule_and_some_break_none() -> None:
    """So that the agreement above is about something."""
    seen: Counter[frozenset[int]] = Counter()
    for seed in range(400):
        draw = Random(seed)
        problem = by_chance(draw)
        plan = plan_by_chance(draw, problem)
        problem = frozen_some(draw, problem, plan) if seed % 5 == 0 else problem
        seen[frozenset(rules(problem, spoiled(draw, plan) if seed % 2 else plan))] += 1
    assert seen[frozenset()] > 30
    assert set().union(*seen) == set(Rule)


def test_a_good_plan_has_nothing_said_against_it() -> None:
    problem = Problem(on_a_line(4), (driver(),), (ride("amal", 1, 3), ride("beto", 2, 3)))
    plan = planned(problem, ("ana", "plain", "+amal +beto -beto -amal"))
    assert said(problem, plan) == [] and checked(problem, plan) is plan


def test_a_plan_that_breaks_a_rule_does_not_get_past_the_gate() -> None:
    problem = Problem(on_a_line(3), (driver(),), (ride("amal", 1, 2),))
    with pytest.raises(BrokenPlan, match="amal is neither in a run nor counted as left out"):
        checked(problem, Plan(()))


def test_a_task_is_served_once_and_whole() -> None:
    problem = Problem(on_a_line(4), (driver(), driver("bo")), (ride("amal", 1, 3),))
    plan = planned(problem, ("ana", "plain", "+amal -amal"))
    (route,) = plan.routes
    assert rules(problem, replace(plan, unserved=("amal",))) == {Rule.WHOLE}
    assert rules(problem, replace(plan, routes=(replace(route, driver="bo"), route))) == {Rule.ORDER}
    assert Rule.ORDER in rules(problem, replace(plan, routes=(replace(route, visits=route.visits[:1]),)))
    assert Rule.ORDER in rules(problem, replace(plan, routes=(replace(route, visits=route.visits[::-1]),)))
    assert Rule.WHOLE in rules(problem, replace(plan, routes=(route, route)))
    assert said(problem, Plan((replace(route, driver="eve"),)))[0] == "eve is not there to drive."


def test_nobody_is_handled_outside_the_window_or_sooner_than_the_road_allows() -> None:
    task = ride("amal", 1, 3, early=8 * 3600, late=8 * 3600 + 600)
    problem = Problem(on_a_line(4), (driver(),), (task,))
    plan = planned(problem, ("ana", "plain", "+amal -amal"))
    late = replace(plan, routes=(at(plan.routes[0], 0, 8 * 3600 + 601),))
    assert "amal is handled at 08:10, not between 08:00 and 08:10." in said(problem, late)
    soon = replace(plan, routes=(at(plan.routes[0], 1, plan.routes[0].visits[1].begins - 1),))
    assert said(problem, soon) == ["ana cannot drive this in the times given."]


def test_no_time_at_all_is_no_time() -> None:
    problem = Problem(on_a_line(4), (driver(),), (ride("amal", 1, 3),))
    plan = planned(problem, ("ana", "plain", "+amal -amal"))
    for number in (0, 1):
        assert rules(problem, replace(plan, routes=(at(plan.routes[0], number, float("nan")),))) == {Rule.TIMES}


def test_a_driver_is_out_no_longer_and_no_farther_than_agreed() -> None:
    task = ride("amal", 1, 3)
    plan = planned(Problem(on_a_line(4), (driver(),), (task,)), ("ana", "plain", "+amal -amal"))
    short = Problem(on_a_line(4), (driver(max_duty=61 * 60),), (task,))
    near = Problem(on_a_line(4), (driver(max_distance=23_999),), (task,))
    shift = Problem(on_a_line(4), (driver(window=Window(DAY.early, DAY.early + 3600)),), (task,))
    assert said(short, plan) == ["ana would be out longer than agreed."]
    assert said(near, plan) == ["ana would drive farther than agreed."]
    assert said(shift, plan) == ["ana is not free for the whole run."]
    elsewhere = Problem(on_a_line(4), (driver(end=2),), (task,))
    assert said(elsewhere, plan) == []


def test_a_seat_that_turns_is_one_seating_or_the_other() -> None:
    baby = ride("baby", 1, 3, demand=Load(seats=1, rear_facing=1))
    tot = ride("tot", 1, 3, demand=TODDLER)
    problem = Problem(on_a_line(4), (driver(seatings=FAMILY),), (baby, tot))
    one_by_one = planned(problem, ("ana", "rear", "+baby -baby"), unserved=["tot"])
    assert said(problem, one_by_one) == []
    for seating in ("rear", "harness"):
        both = planned(problem, ("ana", seating, "+baby +tot -baby -tot"))
        assert rules(problem, both) == {Rule.ROOM}


def test_the_drivers_own_children_take_their_seats() -> None:
    riders = tuple(ride(f"r{n}", 1, 3) for n in range(3))
    alone = Problem(on_a_line(4), (driver(),), riders)
    plan = planned(alone, ("ana", "plain", "+r0 +r1 +r2 -r0 -r1 -r2"))
    with_two = Problem(on_a_line(4), (driver(aboard=Load(seats=2)),), riders)
    assert said(alone, plan) == []
    assert said(with_two, plan) == ["With r2 the car of ana is too full."]


def test_a_booster_and_a_seat_are_counted_apart() -> None:
    children = tuple(ride(f"c{n}", 1, 3, demand=CHILD) for n in range(2))
    problem = Problem(on_a_line(4), (driver(seatings=FAMILY),), children)
    plan = planned(problem, ("ana", "rear", "+c0 +c1 -c0 -c1"))
    assert said(problem, plan) == ["With c1 the car of ana is too full."]


def test_nobody_rides_longer_than_the_cap() -> None:
    capped = ride("amal", 1, 3, ride_cap=30 * 60)
    problem = Problem(on_a_line(4), (driver(),), (capped, ride("beto", 2, 0)))
    detour = planned(
        Problem(problem.travel, problem.drivers, (replace(capped, ride_cap=1e9), problem.tasks[1])),
        ("ana", "plain", "+amal +beto -beto -amal"),
    )
    assert said(problem, detour) == ["amal is in the car for longer than 30 minutes."]


@pytest.mark.parametrize(
    "needs",
    [{"roles": frozenset({"driver"})}, {"trust": 1}, {"languages": frozenset({"so"})}, {"only": frozenset({"bo"})}],
)
def test_only_whoever_may_drives(needs: dict[str, Any]) -> None:
    problem = Problem(on_a_line(4), (driver(),), (ride("amal", 1, 3, **needs),))
    assert said(problem, planned(problem, ("ana", "plain", "+amal -amal"))) == ["ana may not take amal."]


def test_a_household_and_a_driver_who_are_not_to_meet_do_not() -> None:
    task = ride("amal", 1, 3)
    problem = Problem(on_a_line(4), (driver(no_go=frozenset({task.household})),), (task,))
    assert said(problem, planned(problem, ("ana", "plain", "+amal -amal"))) == ["ana may not take amal."]


def test_who_sits_together_rides_together_or_not_at_all() -> None:
    tasks = (ride("amal", 1, 3, sits_with=frozenset({"beto"})), ride("beto", 1, 3))
    problem = Problem(on_a_line(4), (driver(), driver("bo")), tasks)
    assert said(problem, planned(problem, ("ana", "plain", "+amal +beto -amal -beto"))) == []
    apart = planned(problem, ("ana", "plain", "+amal -amal"), ("bo", "plain", "+beto -beto"))
    after = planned(problem, ("ana", "plain", "+amal -amal +beto -beto"))
    half = planned(problem, ("ana", "plain", "+amal -amal"), unserved=["beto"])
    assert [said(problem, one) for one in (apart, after, half)] == [["amal, beto do not ride together."]] * 3


def test_siblings_are_split_only_where_they_may_be() -> None:
    kin = tuple(ride(code, 1, 3, siblings="osman") for code in ("amal", "beto"))
    problem = Problem(on_a_line(4), (driver(), driver("bo")), kin)
    apart = planned(problem, ("ana", "plain", "+amal -amal"), ("bo", "plain", "+beto -beto"))
    assert rules(problem, apart) == {Rule.WHO}
    allowed = replace(problem, tasks=tuple(replace(one, may_split=True) for one in kin))
    assert said(allowed, apart) == []


def test_who_is_kept_apart_is_never_in_one_car_at_one_time() -> None:
    tasks = (ride("amal", 1, 3), ride("beto", 2, 3, not_with=frozenset({"amal"})))
    problem = Problem(on_a_line(4), (driver(),), tasks)
    words = "amal and beto are never to be in one car together."
    assert words in said(problem, planned(problem, ("ana", "plain", "+beto +amal -amal -beto"))) or words in said(
        problem, planned(problem, ("ana", "plain", "+amal +beto -amal -beto"))
    )
    assert said(problem, planned(problem, ("ana", "plain", "+amal -amal +beto -beto"))) == []


def test_nobody_is_driven_there_and_left() -> None:
    tasks = (ride("there", 1, 3), ride("back", 3, 1))
    problem = Problem(on_a_line(4), (driver(), driver("bo")), tasks, (Link("there", "back", same_driver=True),))
    half = planned(problem, ("ana", "plain", "+there -there"), unserved=["back"])
    other = planned(problem, ("ana", "plain", "+there -there"), ("bo", "plain", "+back -back"))
    assert said(problem, half) == ["there and back belong together: both or neither."]
    assert said(problem, other) == ["there and back are to have one driver."]
    early = planned(replace(problem, links=()), ("ana", "plain", "+there -there"), ("bo", "plain", "+back -back"))
    begins = early.route["ana"].visits[1].begins
    early = replace(early, routes=(early.route["ana"], at(early.route["bo"], 0, begins)))
    assert "back begins before there has ended." in said(replace(problem, links=(Link("there", "back"),)), early)


def test_one_person_drives_in_the_morning_and_in_the_afternoon_and_never_twice_at_once() -> None:
    words = "ana.2 would have to be in two places at once."
    mornings = driver(window=Window(6 * 3600, 9 * 3600), end=None)
    later = driver("ana.2", person="ana", window=Window(9 * 3600, 20 * 3600))
    tasks = (ride("amal", 1, 3), ride("beto", 3, 1, early=9 * 3600))
    problem = Problem(on_a_line(4), (mornings, later), tasks)
    both = planned(problem, ("ana", "plain", "+amal -amal"), ("ana.2", "plain", "+beto -beto"))
    assert said(problem, both) == []
    # she stands at the school at nine, half an hour from where she begins again
    late = replace(both.route["ana"], ends=9 * 3600 - 60)
    soon = Route("ana.2", "plain", 9 * 3600, both.route["ana.2"].visits, both.route["ana.2"].ends)
    assert said(problem, Plan((late, soon))) == [words] and broken(problem, Plan((late, soon))) == {Rule.TIMES}
    at_once = replace(problem, drivers=(driver(), replace(later, window=DAY)))
    plan = planned(at_once, ("ana", "plain", "+amal -amal"), ("ana.2", "plain", "+beto -beto"))
    begins = plan.route["ana"].begins
    moved = tuple(replace(one, begins=one.begins - 3600) for one in plan.route["ana.2"].visits)
    crossed = replace(plan.route["ana.2"], begins=begins, visits=moved, ends=plan.route["ana.2"].ends)
    early = replace(at_once, tasks=(tasks[0], ride("beto", 3, 1)))
    assert words in said(early, Plan((plan.route["ana"], crossed)))
    two = replace(early, drivers=(driver(), driver("bo.2", window=DAY)))
    crossed = replace(crossed, driver="bo.2")
    assert said(two, Plan((plan.route["ana"], crossed))) == [], "two people may"


def test_a_way_back_with_the_same_driver_may_be_at_another_time_of_their_day() -> None:
    tasks = (ride("there", 1, 3), ride("back", 3, 1, early=14 * 3600))
    morning, later = driver(window=Window(6 * 3600, 9 * 3600)), driver("ana.2", window=Window(13 * 3600, 20 * 3600))
    problem = Problem(on_a_line(4), (morning, later), tasks, (Link("there", "back", same_driver=True),))
    plan = planned(problem, ("ana", "plain", "+there -there"), ("ana.2", "plain", "+back -back"))
    assert said(problem, plan) == ["there and back are to have one driver."]
    one = replace(problem, drivers=(morning, replace(later, person="ana")))
    assert said(one, plan) == [] == sorted(broken(one, plan))


def test_two_grown_ups_where_the_rule_says_so() -> None:
    child = ride("amal", 1, 3, two_adults=True)
    problem = Problem(on_a_line(4), (driver(),), (child, ride("escort", 0, 3, escorts=1)))
    words = "ana would ride alone with someone who needs two grown-ups in the car."
    assert words in said(problem, planned(problem, ("ana", "plain", "+amal -amal"), unserved=["escort"]))
    assert said(problem, planned(problem, ("ana", "plain", "+escort +amal -amal -escort"))) == []
    assert words in said(problem, planned(problem, ("ana", "plain", "+escort +amal -escort -amal")))
    pair = replace(problem, drivers=(driver(adults=2),))
    assert said(pair, planned(pair, ("ana", "plain", "+amal -amal"), unserved=["escort"])) == []


def test_what_was_told_stays() -> None:
    problem = Problem(on_a_line(4), (driver(), driver("bo")), (ride("amal", 1, 3), ride("beto", 2, 3)))
    told = planned(problem, ("ana", "plain", "+amal +beto -amal -beto")).routes[0]
    bound = replace(problem, frozen=(Frozen("ana", "plain", told.begins, told.visits[:2]),))
    kept = planned(bound, ("ana", "plain", "+amal +beto -beto -amal"))
    assert said(bound, kept) == []
    words = "The next stops of ana were told and stay as they are."
    turned = planned(problem, ("ana", "plain", "+beto +amal -amal -beto"))
    other = planned(problem, ("bo", "plain", "+amal +beto -beto -amal"))
    assert [said(bound, turned), said(bound, other)] == [[words], [words]]
    moved = replace(kept, routes=(replace(kept.routes[0], begins=kept.routes[0].begins - 60),))
    bound = replace(bound, drivers=(driver(window=Window(0, DAY.late)), driver("bo")))
    assert said(bound, moved) == [words]


def test_a_problem_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="two tasks have one code"):
        Problem(on_a_line(2), (driver(),), (ride("amal", 0, 1), ride("amal", 1, 0)))
    with pytest.raises(ValueError, match="a place is not in the table"):
        Problem(on_a_line(2), (driver(),), (ride("amal", 0, 1, drop=Stop(2)),))
    with pytest.raises(ValueError, match="a task is named that is not there"):
        Problem(on_a_line(2), (driver(),), (ride("amal", 0, 1, sits_with=frozenset({"nobody"})),))
