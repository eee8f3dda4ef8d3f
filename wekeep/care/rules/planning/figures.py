"""What a plan costs in figures that people know: left out, cars, minutes and kilometres."""

from wekeep.care.rules.planning.objective import cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.timing import metres_of, order_of


def figures(problem: Problem, plan: Plan) -> dict[str, int]:
    """Whole numbers: trips served and left out, people who drive, minutes driven, kilometres, minutes between who drives most and least."""
    cost = cost_of(problem, plan)
    return {
        "served": len(plan.served_by),
        "left": len(problem.tasks) - len(plan.served_by),
        "cars": len({problem.driver[one.driver].who for one in plan.routes}),
        "minutes": round(cost.minutes),
        "km": round(sum(metres_of(problem, order_of(one)) for one in plan.routes) / 1000),
        "unfair": round(cost.unfairness),
    }
