"""The shape of a problem, which decides who plans it."""

from enum import StrEnum
from math import inf

from wekeep.care.rules.planning.problem import Problem


class Shape(StrEnum):
    """Where riders and boxes come together: at the end (school), at the beginning (hub, way home) or nowhere."""

    MANY_TO_ONE = "many_to_one"
    ONE_TO_MANY = "one_to_many"
    MANY_TO_MANY = "many_to_many"


def shape_of(problem: Problem) -> Shape:
    """The shape. Frozen stops make it many-to-many: a car on its way need not be empty."""
    tasks = problem.tasks
    if not tasks or problem.frozen:
        return Shape.MANY_TO_MANY
    if len({(task.drop.place, task.drop.window) for task in tasks}) == 1 and len(tasks) > 1:
        return Shape.MANY_TO_ONE
    if len({(task.pickup.place, task.pickup.window) for task in tasks}) == 1 and len(tasks) > 1:
        return Shape.ONE_TO_MANY
    return Shape.MANY_TO_MANY


def is_bound(problem: Problem) -> bool:
    """Whether rules about several tasks at once bind: company, distance kept, links, two grown-ups."""
    alone = any(task.two_adults for task in problem.tasks) and any(one.adults < 2 for one in problem.drivers)
    return bool(problem.together or problem.apart or problem.links or alone)


def has_free_caps(problem: Problem) -> bool:
    """Whether longest rides bind that no solver of clients alone can keep: riders of several destinations, or of several caps."""
    caps = {task.ride_cap for task in problem.tasks}
    return min(caps, default=inf) < inf and (shape_of(problem) is Shape.MANY_TO_MANY or len(caps) > 1)
