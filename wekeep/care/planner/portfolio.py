"""Who plans what: programs chosen by the shape of the problem, two beside each other (docs/decisions/0041 says what was measured)."""

from collections.abc import Callable, Generator

from wekeep.care.planner.conductor import Better, race
from wekeep.care.rules.planning.parcels import parcelled
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.shape import has_free_caps, is_bound

CORES = 2


def planners_for(problem: Problem) -> tuple[str, ...]:
    """The programs for a problem."""
    if problem.published is not None or problem.frozen:
        return ("insertion_search",) * CORES
    asked = parcelled(problem).problem
    if is_bound(asked) or has_free_caps(asked):
        return ("ortools_search", "insertion_search")
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
