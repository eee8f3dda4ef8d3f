"""What the checker looks at from stop to stop: who is in the car, with whom, for how long, and how many grown-ups."""

from collections.abc import Iterator
from math import inf

from wekeep.care.rules.planning.breach import ROUNDING, Breach, Phrase, Rule
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Route, Side, Visit
from wekeep.care.rules.planning.problem import Driver, Problem


def riding(problem: Problem, driver: Driver, route: Route) -> Iterator[Breach]:
    """Room in the one seating chosen, longest rides, who is kept apart, and two grown-ups where the rule says so."""
    room = next((one.room for one in driver.seatings if one.name == route.seating), None)
    if room is None:
        yield Breach("The car of %(driver)s has no such seating.", Rule.ROOM, (), driver.code, {"driver": driver.code})
        return
    load, aboard = driver.aboard, dict[str, Visit]()
    for visit in route.visits:
        task = problem.task[visit.task]
        if visit.side is Side.PICKUP:
            yield from _kept_apart(problem, driver, visit.task, aboard)
            aboard[visit.task] = visit
            load = load.plus(task.demand)
        elif visit.task in aboard:
            yield from _ride(problem, driver, aboard.pop(visit.task), visit)
            load = load.minus(task.demand)
        yield from _leg(problem, driver, visit, load, room, aboard)
    if aboard:
        values = {"driver": driver.code}
        yield Breach(
            "%(driver)s ends the day with someone still in the car.", Rule.ORDER, tuple(aboard), driver.code, values
        )


def _leg(
    problem: Problem, driver: Driver, after: Visit, load: Load, room: Load, aboard: dict[str, Visit]
) -> Iterator[Breach]:
    values = {"driver": driver.code, "task": after.task}
    if after.side is Side.PICKUP and not load.fits(room):
        words = Phrase("With %(task)s the car of %(driver)s is too full.")
        yield Breach(words, Rule.ROOM, (after.task,), driver.code, values)
    riders = [problem.task[code] for code in aboard]
    if any(one.two_adults for one in riders) and driver.adults + sum(one.escorts for one in riders) < 2:
        alone = tuple(one.code for one in riders if one.two_adults)
        words = Phrase("%(driver)s would ride alone with someone who needs two grown-ups in the car.")
        yield Breach(words, Rule.ADULTS, alone, driver.code, values)


def _ride(problem: Problem, driver: Driver, on: Visit, off: Visit) -> Iterator[Breach]:
    cap = problem.task[on.task].ride_cap
    if cap < inf and not off.begins - on.begins <= cap + ROUNDING:
        values = {"task": on.task, "minutes": round(cap / 60)}
        words = Phrase("%(task)s is in the car for longer than %(minutes)s minutes.")
        yield Breach(words, Rule.RIDE, (on.task,), driver.code, values)


def _kept_apart(problem: Problem, driver: Driver, code: str, aboard: dict[str, Visit]) -> Iterator[Breach]:
    for other in aboard:
        if (min(code, other), max(code, other)) in problem.apart:
            values = {"task": code, "other": other}
            words = Phrase("%(task)s and %(other)s are never to be in one car together.")
            yield Breach(words, Rule.WHO, (other, code), driver.code, values)
