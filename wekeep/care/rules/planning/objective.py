"""How good a plan is: six figures, each of which counts only where those before it are equal."""

from dataclasses import dataclass

from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.timing import order_of, seconds_of


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """Less is better, from the first figure on; research and the order of the figures stand in docs/decisions/0041."""

    unserved: int
    """The priorities of whom nobody serves, added up."""
    slack: int
    """Soft rules that a person would have to sign for; no planner of ours breaks any."""
    cars: int
    """Cars that go out; one that goes out at two times of the day counts twice."""
    minutes: float
    """Minutes driven."""
    unfairness: float
    """By how much the driver who drove most in 30 days, with this plan, is above the mean of all who can drive that day, in minutes."""
    changes: int
    """Tasks that have another driver than the published plan told."""


def cost_of(problem: Problem, plan: Plan) -> Cost:
    """The figures of a plan; of a published one to be changed as little as can be, the problem tells. What somebody drives at several
    times of the day is added up."""
    driven = [(one.driver, seconds_of(problem, order_of(one)) / 60) for one in plan.routes]
    before = {one.who: one.driven for one in problem.drivers}
    out = dict.fromkeys(before, 0.0)
    for code, minutes in driven:
        out[problem.driver[code].who] += minutes
    loads = [minutes + out[who] for who, minutes in before.items()]
    told = problem.published.served_by if problem.published else {}
    now = plan.served_by
    return Cost(
        unserved=sum(task.priority for task in problem.tasks if task.code not in now),
        slack=0,
        cars=len(plan.routes),
        minutes=round(sum(minutes for _code, minutes in driven), 4),
        unfairness=round(max(loads) - sum(loads) / len(loads), 1) if loads else 0.0,
        changes=sum(now.get(code) != driver for code, driver in told.items() if code in problem.task),
    )
