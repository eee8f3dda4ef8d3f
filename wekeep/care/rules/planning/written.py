"""A plan as plain lists and texts, as tables and pages keep it; and a mark of the problem it was worked out for."""

from hashlib import sha256
from typing import Any

from wekeep.care.rules.planning.plan import Plan, Route, Side, Visit
from wekeep.care.rules.planning.problem import Problem


class BadPlan(ValueError):
    """What was written is no plan."""


def written(plan: Plan) -> dict[str, Any]:
    """The plan as JSON takes it."""
    return {"routes": [_route(one) for one in plan.routes], "unserved": list(plan.unserved)}


def _route(one: Route) -> dict[str, Any]:
    visits = [[visit.task, visit.side.value, visit.begins] for visit in one.visits]
    return {"driver": one.driver, "seating": one.seating, "begins": one.begins, "visits": visits, "ends": one.ends}


def plan_of(said: dict[str, Any]) -> Plan:
    """The plan that was written; the empty one for {}. BadPlan where it is none."""
    try:
        routes = tuple(_route_of(one) for one in said.get("routes", ()))
        return Plan(routes, tuple(str(code) for code in said.get("unserved", ())))
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError) as trouble:
        raise BadPlan(f"this is no plan: {trouble}") from trouble


def _route_of(said: dict[str, Any]) -> Route:
    visits = tuple(Visit(str(task), Side(side), float(begins)) for task, side, begins in said["visits"])
    return Route(str(said["driver"]), str(said["seating"]), float(said["begins"]), visits, float(said["ends"]))


def mark_of(problem: Problem) -> str:
    """A digest of everything but the times between places and what was published: the same problem, the same mark."""
    told = (problem.drivers, problem.tasks, problem.links, problem.frozen)
    return sha256(_spelled(told).encode()).hexdigest()


def _spelled(value: object) -> str:
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(_spelled(one) for one in value)) + "}"
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return "(" + ",".join(_spelled(one) for one in value) + ")"
    if hasattr(value, "__slots__") and not isinstance(value, str):
        return type(value).__name__ + _spelled(tuple(getattr(value, name) for name in value.__slots__))
    return repr(value)
