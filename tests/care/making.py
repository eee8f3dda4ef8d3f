"""Problems and plans for tests: small ones by chance, and the parts of larger ones by hand."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from random import Random

from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Plan, Route, Side, Visit
from wekeep.care.rules.planning.problem import (
    Driver,
    Frozen,
    Link,
    Problem,
    Seating,
    Stop,
    Task,
    Travel,
    Window,
)
from wekeep.care.rules.planning.timing import Order, timed

DAY = Window(6 * 3600, 20 * 3600)
SEDAN = (Seating("plain", Load(seats=4, boxes=6)),)
FAMILY = (
    Seating("rear", Load(seats=3, rear_facing=1, booster=1, boxes=4)),
    Seating("harness", Load(seats=3, harness=2, booster=1, boxes=4)),
)
CHILD, TODDLER = Load(seats=1, booster=1), Load(seats=1, harness=1)


def on_a_line(places: int, minutes: float = 10, metres: float = 4000) -> Travel:
    """Places along a straight road, each so many minutes and metres from the next."""
    span = range(places)
    return Travel(
        [[abs(a - b) * minutes * 60 for b in span] for a in span], [[abs(a - b) * metres for b in span] for a in span]
    )


def driver(code: str = "ana", **said: object) -> Driver:
    """A driver who starts and ends at place 0, all day, with a plain car."""
    given = {"start": 0, "end": 0, "window": DAY, "seatings": SEDAN} | said
    return Driver(code=code, **given)  # type: ignore[arg-type]


def ride(code: str, origin: int, to: int, early: float = DAY.early, late: float = DAY.late, **said: object) -> Task:
    """One seat from a place to another, picked up in a window, dropped when it may be, a minute's handling at both ends."""
    given = {
        "household": f"home of {code}",
        "pickup": Stop(origin, Window(early, late), 60),
        "drop": Stop(to, Window(early, inf), 60),
        "demand": Load(seats=1),
    } | said
    return Task(code=code, **given)  # type: ignore[arg-type]


def planned(problem: Problem, *runs: tuple[str, str, str], unserved: Sequence[str] = ()) -> Plan:
    """A plan from runs written as (driver, seating, "+a +b -a -b"): + is a pick-up and - a drop."""
    orders = [Order(code, seating, stops(words)) for code, seating, words in runs]
    routes = timed(problem, orders)
    assert routes is not None, "no times keep every window"
    return Plan(routes, tuple(unserved))


def stops(words: str) -> tuple[tuple[str, Side], ...]:
    """ "+a -a" as the ends of tasks."""
    return tuple((word[1:], Side.PICKUP if word[0] == "+" else Side.DROP) for word in words.split())


def at(route: Route, number: int, begins: float) -> Route:
    """The run with one visit at another time."""
    visits = list(route.visits)
    visits[number] = replace(visits[number], begins=begins)
    return replace(route, visits=tuple(visits))


def by_chance(draw: Random) -> Problem:
    """A small problem in which every rule is about something now and then."""
    size = draw.randint(2, 5)
    seconds = [[abs(a - b) * draw.choice([300, 300, 600]) for b in range(size)] for a in range(size)]
    travel = Travel(seconds, [[value * 10 for value in row] for row in seconds])
    codes = [f"t{n}" for n in range(draw.randint(1, 5))]
    tasks = tuple(_task(draw, code, codes, size) for code in codes)
    drivers = tuple(_driver(draw, f"d{n}", size) for n in range(draw.randint(1, 3)))
    links: tuple[Link, ...] = ()
    if len(codes) > 1 and draw.random() < 0.25:
        links = (Link(codes[0], codes[1], same_driver=draw.random() < 0.5),)
    return Problem(travel, drivers, tasks, links)


def _task(draw: Random, code: str, codes: list[str], size: int) -> Task:
    def sometimes(share: float) -> bool:
        return draw.random() < share

    early = draw.choice([0, 0, 0, 1800])
    window = Window(early, early + draw.choice([900, 7200, 30000]))
    others = [one for one in codes if one != code]
    return Task(
        code=code,
        household=draw.choice("xyz"),
        pickup=Stop(draw.randrange(size), window, draw.choice([0, 60])),
        drop=Stop(draw.randrange(size), Window(0, draw.choice([3000, 30000, 60000])), draw.choice([0, 60])),
        demand=Load(*(draw.choice([0, 0, 0, 0, 1]) for _ in range(6))),
        ride_cap=draw.choice([inf, inf, 1200]),
        languages=frozenset({"so"} if sometimes(0.1) else ()),
        roles=frozenset({"driver"} if sometimes(0.1) else ()),
        trust=int(sometimes(0.1)),
        sits_with=frozenset(draw.sample(others, 1) if others and sometimes(0.15) else ()),
        not_with=frozenset(draw.sample(others, 1) if others and sometimes(0.15) else ()),
        siblings=draw.choice(["", "", "", "", "k"]),
        may_split=sometimes(0.3),
        two_adults=sometimes(0.1),
        escorts=int(sometimes(0.15)),
        only=frozenset({"d0"}) if sometimes(0.05) else None,
    )


def _driver(draw: Random, code: str, size: int) -> Driver:
    return Driver(
        code=code,
        start=draw.randrange(size),
        end=draw.choice([None, draw.randrange(size)]),
        window=Window(0, draw.choice([9000, 60000])),
        seatings=tuple(Seating(name, Load(*(draw.choice([1, 2, 3]) for _ in range(6)))) for name in ("one", "two")),
        max_duty=draw.choice([inf, 12000]),
        max_distance=draw.choice([inf, 60000]),
        languages=frozenset(draw.sample(["so", "es"], draw.randint(0, 2))),
        roles=frozenset({"driver"} if draw.random() < 0.8 else ()),
        trust=draw.choice([0, 1, 1]),
        no_go=frozenset({"x"} if draw.random() < 0.1 else ()),
        aboard=Load(seats=draw.choice([0, 0, 1])),
        adults=draw.choice([1, 1, 2]),
    )


def of_one_person(draw: Random) -> Problem:
    """Two or three times of the day at which Ana drives, apart from each other or not, and rides that any of them may take."""
    size = draw.randint(3, 5)
    tasks = tuple(
        Task(f"t{n}", "x", Stop(draw.randrange(size)), Stop(draw.randrange(size), handling=60), Load(seats=1))
        for n in range(draw.randint(2, 4))
    )
    ends = [0, *sorted(draw.sample(range(3_000, 30_000, 300), 2)), 33_000]
    if draw.random() < 0.2:
        draw.shuffle(ends)
    windows = [Window(min(pair), max(pair)) for pair in pairwise(ends)]
    drivers = tuple(
        Driver(f"d{n}", draw.randrange(size), draw.choice([None, draw.randrange(size)]), window, SEDAN, person="ana")
        for n, window in enumerate(windows)
    )
    return Problem(on_a_line(size), drivers, tasks)


def one_after_another(draw: Random, problem: Problem) -> Plan:
    """Each task in one of the runs by chance, every run as its own times have it."""
    dealt: dict[str, str] = {}
    for task in problem.tasks:
        code = draw.choice(problem.drivers).code
        dealt[code] = f"{dealt.get(code, '')} +{task.code} -{task.code}"
    orders = [Order(code, "plain", stops(words)) for code, words in dealt.items()]
    return Plan(timed(problem, orders) or ())


def plan_by_chance(draw: Random, problem: Problem) -> Plan:
    """Tasks dealt out to drivers in an order by chance, with times that are kept where there are any."""
    served = [one.code for one in problem.tasks if draw.random() < 0.75]
    dealt: dict[str, list[tuple[str, Side]]] = {}
    whose = draw.choice(problem.drivers).code
    for code in served:
        whose = whose if draw.random() < 0.6 else draw.choice(problem.drivers).code
        run = dealt.setdefault(whose, [])
        on = draw.randint(0, len(run))
        run.insert(on, (code, Side.PICKUP))
        run.insert(draw.randint(on + 1, len(run)), (code, Side.DROP))
    orders = [Order(code, draw.choice(["one", "two"]), tuple(run)) for code, run in dealt.items()]
    routes = timed(problem, orders) or tuple(_roughly(draw, one) for one in orders)
    return Plan(routes, tuple(one.code for one in problem.tasks if one.code not in served))


def _roughly(draw: Random, order: Order) -> Route:
    now, visits = 0.0, []
    for code, side in order.stops:
        now += draw.choice([60, 600, 1260])
        visits.append(Visit(code, side, now))
    return Route(order.driver, order.seating, 0.0, tuple(visits), now + 1260)


def spoiled(draw: Random, plan: Plan) -> Plan:
    """The plan with one thing changed that a hand, a file or a fault might change."""
    routes, unserved = list(plan.routes), list(plan.unserved)
    if not routes:
        return Plan((), tuple(unserved[1:]))
    number = draw.randrange(len(routes))
    route, kind = routes[number], draw.randrange(9)
    visits = list(route.visits)
    if kind == 0:
        draw.shuffle(visits)
    elif kind == 1:
        visits.pop(draw.randrange(len(visits)))
    elif kind == 2:
        place = draw.randrange(len(visits))
        visits[place] = replace(
            visits[place], begins=visits[place].begins + draw.choice([-600, -1, 1, 600, float("nan")])
        )
    elif kind == 3:
        visits.append(draw.choice(visits))
    elif kind == 4 and len(routes) > 1:
        visits.insert(draw.randint(0, len(visits)), draw.choice(routes[number - 1].visits))
    elif kind == 5:
        unserved = unserved[1:] if unserved and draw.random() < 0.5 else [*unserved, visits[0].task]
    changes = {6: {"seating": "three"}, 7: {"begins": route.begins + 300}, 8: {"ends": route.ends - 60}}
    routes[number] = replace(route, visits=tuple(visits), **changes.get(kind, {}))  # type: ignore[arg-type]
    return Plan(tuple(routes), tuple(unserved))


def frozen_some(draw: Random, problem: Problem, plan: Plan) -> Problem:
    """The problem with the first stops of one run told already."""
    if not plan.routes:
        return problem
    route = draw.choice(plan.routes)
    head = route.visits[: draw.randint(0, len(route.visits))]
    return replace(problem, frozen=(Frozen(route.driver, route.seating, route.begins, head),))
