"""Who plans what: programs chosen by the shape of the problem, two beside each other (docs/decisions/0041 says what was measured)."""

from collections.abc import Callable, Generator

from wekeep.care.planner.conductor import Better, race
from wekeep.care.rules.planning.parcels import parcelled
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.shape import Shape, has_free_caps, is_bound, shape_of

CORES = 2
FEW = 120
"""Tasks up to which OR-Tools has something to add to PyVRP around a hub: cars that go twice."""


def planners_for(problem: Problem) -> tuple[str, ...]:
    """The programs for a problem."""
    if problem.published is not None or problem.frozen:
        return ("insertion_search",) * CORES
    asked = parcelled(problem).problem
    if is_bound(asked) or has_free_caps(asked):
        return ("ortools_search", "insertion_search")
    if shape_of(asked) is not Shape.MANY_TO_MANY and len(asked.tasks) <= FEW:
        return ("pyvrp_search", "ortools_search")
    return ("pyvrp_search",) * CORES


def better_plans(
    problem: Problem,
    seconds: float,
    start: Plan | None = None,
    seed: int = 1,
    nice: int = 0,
    stopped: Callable[[], bool] = lambda: False,
) -> Generator[Better]:
    """Each plan that is better than all before, as it is found; every one of them keeps every rule.

    At most so many seconds, or until `stopped` says so or the iterator is closed. `start` is a plan to begin from.
    """
    return race(problem, planners_for(problem), seconds, start, seed, nice, stopped)
