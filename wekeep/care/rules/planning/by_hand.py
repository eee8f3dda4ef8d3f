"""How runs are planned by hand: the nearest next, car after car, until one is full or late. What our plans are compared with."""

from collections.abc import Iterator

from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.plan import Plan, Route, Side
from wekeep.care.rules.planning.problem import Driver, Problem, Task, may_drive
from wekeep.care.rules.planning.timing import Order, timed


def nearest_first(problem: Problem) -> Plan:
    """Car after car takes the nearest task that is left (siblings at once), as long as the run keeps every rule of its own.

    It serves groups that ride together whole, and leaves links out.
    """
    linked = {code for link in problem.links for code in (link.there, link.back)}
    left = [task for task in problem.tasks if task.code not in linked]
    routes: list[Route] = []
    for driver in problem.drivers:
        route = _run(problem, driver, left)
        if route is not None:
            routes.append(route)
            served = {visit.task for visit in route.visits}
            left = [task for task in left if task.code not in served]
    served = {visit.task for route in routes for visit in route.visits}
    return Plan(tuple(routes), tuple(task.code for task in problem.tasks if task.code not in served))


def _run(problem: Problem, driver: Driver, left: list[Task]) -> Route | None:
    best: Route | None = None
    place, taken = driver.start, list[tuple[str, Side]]()
    remaining = list(left)
    while True:
        step = next(_steps(problem, driver, place, taken, remaining), None)
        if step is None:
            return best
        best, group, place = step
        taken += [(task.code, Side.PICKUP) for task in group]
        remaining = [task for task in remaining if task not in group]


def _steps(
    problem: Problem, driver: Driver, place: int, taken: list[tuple[str, Side]], remaining: list[Task]
) -> Iterator[tuple[Route, list[Task], int]]:
    """Runs with one group more, the nearest first."""
    collects = len({task.drop.place for task in problem.tasks}) == 1
    seconds = problem.travel.seconds[place]

    def far(task: Task) -> float:
        return seconds[(task.pickup if collects else task.drop).place]

    for task in sorted((one for one in remaining if may_drive(driver, one)), key=far):
        group = [
            one for one in remaining if one is task or any({one.code, task.code} <= bond for bond in problem.together)
        ]
        picked = [*taken, *((one.code, Side.PICKUP) for one in group)]
        stops = tuple([*picked, *((code, Side.DROP) for code, _side in picked)])
        for seating in driver.seatings:
            route = _kept(problem, Order(driver.code, seating.name, stops))
            if route is not None:
                yield route, group, (task.pickup if collects else task.drop).place


def _kept(problem: Problem, order: Order) -> Route | None:
    """The run with its times, where no rule about itself is broken."""
    routes = timed(problem, [order])
    if routes is None:
        return None
    served = {code for code, _side in order.stops}
    left = tuple(task.code for task in problem.tasks if task.code not in served)
    return None if breaches(problem, Plan(routes, left)) else routes[0]
