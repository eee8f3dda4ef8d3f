"""After a change: what of a published plan stays as it was told, and what is asked anew."""

from dataclasses import replace

from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Frozen, Problem


def frozen_until(plan: Plan, moment: float) -> tuple[Frozen, ...]:
    """Of each run the stops that begin before a moment."""
    heads = ((route, tuple(visit for visit in route.visits if visit.begins < moment)) for route in plan.routes)
    return tuple(Frozen(route.driver, route.seating, route.begins, head) for route, head in heads if head)


def without_driver(problem: Problem, published: Plan, driver: str, now: float, told_ahead: float) -> Problem:
    """What is to be planned when a driver drops out: everyone else is as before, and what begins within `told_ahead` seconds stays.

    Those whom the driver has picked up by `now` are not in it: somebody has to call them, no plan moves them.
    """
    route = published.route.get(driver)
    gone = {visit.task for visit in route.visits if visit.begins < now} if route else set[str]()
    tasks = tuple(
        replace(task, sits_with=task.sits_with - gone, not_with=task.not_with - gone)
        for task in problem.tasks
        if task.code not in gone
    )
    kept = tuple(one for one in frozen_until(published, now + told_ahead) if one.driver != driver)
    return replace(
        problem,
        drivers=tuple(one for one in problem.drivers if one.code != driver),
        tasks=tasks,
        links=tuple(link for link in problem.links if not {link.there, link.back} & gone),
        frozen=kept,
        published=published,
    )
