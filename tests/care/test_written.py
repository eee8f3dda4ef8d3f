"""A plan survives being written down, and nothing else is taken for one."""

import json
from dataclasses import replace

import pytest

from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import EMPTY, Plan, Route, Side, Visit
from wekeep.care.rules.planning.problem import Driver, Problem, Seating, Stop, Task, Travel, Window
from wekeep.care.rules.planning.written import BadPlan, mark_of, plan_of, written

VISITS = (Visit("t", Side.PICKUP, 30.5), Visit("t", Side.DROP, 90.0))
PLAN = Plan((Route("d", "plain", 0.0, VISITS, 120.0),), ("left",))


def test_a_plan_comes_back_as_it_was_written() -> None:
    assert plan_of(json.loads(json.dumps(written(PLAN)))) == PLAN
    assert plan_of({}) == EMPTY


@pytest.mark.parametrize(
    "said", [{"routes": [{}]}, {"routes": [{"driver": "d"}]}, {"routes": 5}, {"unserved": 7}, {"routes": ["x"]}]
)
def test_what_is_no_plan_is_not_taken_for_one(said: dict[str, object]) -> None:
    with pytest.raises(BadPlan):
        plan_of(said)


def test_a_number_that_no_clock_counts_to_is_no_moment() -> None:
    said = written(PLAN)
    said["routes"][0]["begins"] = 10**400
    with pytest.raises(BadPlan):
        plan_of(said)


def test_a_problem_is_known_again_and_a_changed_one_is_not() -> None:
    driver = Driver("d", 0, 0, Window(), (Seating("plain", Load(seats=4)),), languages=frozenset({"so", "es", "en"}))
    task = Task("t", "h", Stop(0), Stop(1), Load(seats=1))
    problem = Problem(Travel(((0, 9), (9, 0)), ((0, 9), (9, 0))), (driver,), (task,))
    same = replace(problem, drivers=(replace(driver, languages=frozenset({"en", "so", "es"})),))
    assert mark_of(same) == mark_of(problem)
    assert mark_of(replace(problem, tasks=(replace(task, ride_cap=60.0),))) != mark_of(problem)
    assert mark_of(replace(problem, drivers=(replace(driver, trust=1),))) != mark_of(problem)
