"""The independent checker: whether a plan keeps every hard rule, whoever made it.

It knows nothing of how plans are made. It believes no time it is told: each is compared with the tables of the problem. Every
comparison is written so that what is not a number fails it. Cost: one pass over the stops, and within a car over those aboard.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from wekeep.care.rules.planning.breach import ROUNDING, Breach, Phrase, Rule, clock
from wekeep.care.rules.planning.checker_aboard import riding
from wekeep.care.rules.planning.plan import Plan, Route, Side
from wekeep.care.rules.planning.problem import Driver, Problem, Window, has_room, is_trusted
from wekeep.kit.errors import Refused


class BrokenPlan(Refused):
    """A plan that breaks a hard rule; `breaches` are all that were found."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        super().__init__(breaches[0].why, **breaches[0].values)
        self.breaches = breaches


def checked(problem: Problem, plan: Plan) -> Plan:
    """The plan itself where it keeps every rule; else BrokenPlan. No plan is shown, stored or sent without it."""
    found = breaches(problem, plan)
    if found:
        raise BrokenPlan(found)
    return plan


def breaches(problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Every breach of every rule, in the order of the rules; empty where the plan may be driven."""
    whole = tuple(_whole(problem, plan))
    if any(one.driver not in problem.driver for one in plan.routes):
        return whole
    if any(visit.task not in problem.task for one in plan.routes for visit in one.visits):
        return whole
    found = [
        *whole,
        *_company(problem, plan),
        *_links(problem, plan),
        *_frozen(problem, plan),
        *_one_place(problem, plan),
    ]
    for route in plan.routes:
        driver = problem.driver[route.driver]
        found += [*_times(problem, driver, route), *_who(problem, driver, route), *riding(problem, driver, route)]
    return tuple(sorted(found, key=lambda one: one.rule))


def _whole(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Each task is in one place: in one car, there and off again, or among the unserved."""
    drivers = [one.driver for one in plan.routes]
    for code in sorted(one for one, runs in Counter(drivers).items() if runs > 1):
        yield Breach("%(driver)s is given two runs at once.", Rule.WHOLE, driver=code, values={"driver": code})
    for route in plan.routes:
        if route.driver not in problem.driver:
            yield Breach(
                "%(driver)s is not there to drive.", Rule.WHOLE, driver=route.driver, values={"driver": route.driver}
            )
        if not route.visits:
            yield Breach(
                "%(driver)s has an empty run.", Rule.WHOLE, driver=route.driver, values={"driver": route.driver}
            )
    yield from _each_once(problem, plan)


def _each_once(problem: Problem, plan: Plan) -> Iterator[Breach]:
    ends: dict[str, list[tuple[Side, str]]] = {}
    for route in plan.routes:
        for visit in route.visits:
            ends.setdefault(visit.task, []).append((visit.side, route.driver))
    left = Counter(plan.unserved)
    for code in sorted(set(ends) | set(left)):
        if code not in problem.task:
            yield Breach("The plan has a stop that nobody asked for.", Rule.WHOLE, (code,))
    for code in problem.task:
        once = ends.get(code, [])
        if not once and left[code] == 1:
            continue
        if not once or left[code]:
            yield Breach(
                "%(task)s is neither in a run nor counted as left out.", Rule.WHOLE, (code,), values={"task": code}
            )
        elif [side for side, _driver in once] != [Side.PICKUP, Side.DROP] or once[0][1] != once[1][1]:
            yield Breach(
                "%(task)s is not picked up and then dropped by one driver.",
                Rule.ORDER,
                (code,),
                once[0][1],
                {"task": code},
            )


def _times(problem: Problem, driver: Driver, route: Route) -> Iterator[Breach]:
    """Windows, driving times, duty, distance and the place the day ends at."""
    seconds, metres = problem.travel.seconds, problem.travel.metres
    said = {"driver": driver.code}
    place, free, far, late = driver.start, route.begins, 0.0, False
    for visit in route.visits:
        task = problem.task[visit.task]
        stop = task.pickup if visit.side is Side.PICKUP else task.drop
        late = late or not visit.begins >= free + seconds[place][stop.place] - ROUNDING
        if not _inside(visit.begins, stop.window):
            early, latest = clock(stop.window.early), clock(stop.window.late)
            values = {"task": task.code, "time": clock(visit.begins), "early": early, "late": latest}
            words = Phrase("%(task)s is handled at %(time)s, not between %(early)s and %(late)s.")
            yield Breach(words, Rule.TIMES, (task.code,), driver.code, values)
        far += metres[place][stop.place]
        place, free = stop.place, visit.begins + stop.handling
    if driver.end is not None:
        far += metres[place][driver.end]
        free += seconds[place][driver.end]
    if late or not route.ends >= free - ROUNDING:
        yield Breach("%(driver)s cannot drive this in the times given.", Rule.TIMES, (), driver.code, said)
    if not (_inside(route.begins, driver.window) and _inside(route.ends, driver.window)):
        yield Breach("%(driver)s is not free for the whole run.", Rule.TIMES, (), driver.code, said)
    if not route.ends - route.begins <= driver.max_duty + ROUNDING:
        yield Breach("%(driver)s would be out longer than agreed.", Rule.TIMES, (), driver.code, said)
    if not far <= driver.max_distance + ROUNDING:
        yield Breach("%(driver)s would drive farther than agreed.", Rule.TIMES, (), driver.code, said)


def _one_place(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Whoever drives several runs has come home from one, or to where it ended, before the next begins elsewhere."""
    runs: dict[str, list[Route]] = {}
    for route in sorted(plan.routes, key=lambda one: one.begins):
        runs.setdefault(problem.driver[route.driver].who, []).append(route)
    for several in runs.values():
        for one, two in pairwise(several):
            way = problem.travel.seconds[_last_place(problem, one)][problem.driver[two.driver].start]
            if not two.begins >= one.ends + way - ROUNDING:
                words = Phrase("%(driver)s would have to be in two places at once.")
                yield Breach(words, Rule.TIMES, (), two.driver, {"driver": two.driver})


def _last_place(problem: Problem, route: Route) -> int:
    driver = problem.driver[route.driver]
    if driver.end is not None or not route.visits:
        return driver.start if driver.end is None else driver.end
    last = route.visits[-1]
    task = problem.task[last.task]
    return (task.pickup if last.side is Side.PICKUP else task.drop).place


def _inside(moment: float, window: Window) -> bool:
    return window.early - ROUNDING <= moment <= window.late + ROUNDING


def _who(problem: Problem, driver: Driver, route: Route) -> Iterator[Breach]:
    """Whether this driver may take each of these tasks, in any seating of the car."""
    for code in sorted({visit.task for visit in route.visits}):
        task, values = problem.task[code], {"driver": driver.code, "task": code}
        if not is_trusted(driver, task):
            yield Breach("%(driver)s may not take %(task)s.", Rule.WHO, (code,), driver.code, values)
        elif not has_room(driver, task):
            yield Breach("The car of %(driver)s has no room for %(task)s.", Rule.ROOM, (code,), driver.code, values)


def _company(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Who sits with whom: together in one car at one time, all or none. Who is kept apart is looked at where people ride."""
    aboard = _rides(plan)
    for group in problem.together:
        rides = [aboard[code] for code in sorted(group) if code in aboard]
        if not rides:
            continue
        same = len(rides) == len(group) and len({driver for driver, _on, _off in rides}) == 1
        if not same or max(on for _driver, on, _off in rides) >= min(off for _driver, _on, off in rides):
            names = ", ".join(sorted(group))
            yield Breach("%(tasks)s do not ride together.", Rule.WHO, tuple(sorted(group)), values={"tasks": names})


def _rides(plan: Plan) -> dict[str, tuple[str, int, int]]:
    """Of each task its driver and the places in the run at which it gets on and off."""
    found: dict[str, tuple[str, int, int]] = {}
    for route in plan.routes:
        for place, visit in enumerate(route.visits):
            if visit.side is Side.PICKUP:
                found[visit.task] = (route.driver, place, len(route.visits))
            elif visit.task in found:
                found[visit.task] = (*found[visit.task][:2], place)
    return found


def _links(problem: Problem, plan: Plan) -> Iterator[Breach]:
    begins = {(visit.task, visit.side): visit.begins for one in plan.routes for visit in one.visits}
    for link in problem.links:
        both, values = (link.there, link.back), {"there": link.there, "back": link.back}
        served = [code in plan.served_by for code in both]
        if any(served) and not all(served):
            yield Breach("%(there)s and %(back)s belong together: both or neither.", Rule.LINKS, both, values=values)
        elif all(served):
            arrived = begins.get((link.there, Side.DROP))
            done = None if arrived is None else arrived + problem.task[link.there].drop.handling
            if done is None or not begins[link.back, Side.PICKUP] >= done - ROUNDING:
                yield Breach("%(back)s begins before %(there)s has ended.", Rule.LINKS, both, values=values)
            there, back = (problem.driver[plan.served_by[code]].who for code in both)
            if link.same_driver and there != back:
                yield Breach("%(there)s and %(back)s are to have one driver.", Rule.LINKS, both, values=values)


def _frozen(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """What was published for the next minutes stays as it was told."""
    for one in problem.frozen:
        route = plan.route.get(one.driver)
        head = route.visits[: len(one.visits)] if route else ()
        same = [(visit.task, visit.side) for visit in head] == [(visit.task, visit.side) for visit in one.visits]
        kept = same and all(abs(a.begins - b.begins) <= ROUNDING for a, b in zip(head, one.visits, strict=True))
        seated = route is None or (route.seating == one.seating and abs(route.begins - one.begins) <= ROUNDING)
        if one.visits and not (kept and seated):
            codes = tuple(dict.fromkeys(visit.task for visit in one.visits))
            words = Phrase("The next stops of %(driver)s were told and stay as they are.")
            yield Breach(words, Rule.FROZEN, codes, one.driver, {"driver": one.driver})
