"""A second checker of plans, for comparing: it shares no code with the first and follows another idea.

The first walks along each run and keeps account. This one turns a plan into a flat list of facts (who, which end, when, the how
manieth) and states every rule as one sentence over all of them, without walking and without memory.
"""

from itertools import combinations, pairwise
from math import inf, isnan

from wekeep.care.rules.planning.plan import Plan, Route
from wekeep.care.rules.planning.problem import Driver, Problem, Stop, Task

TOLERANCE = 1e-6
Row = tuple[str, int, str, str, float]


class Facts:
    """Everything a plan says, as rows: (driver, number in the run, task, "pickup" or "drop", time)."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.rows = [(r.driver, n, v.task, v.side.value, v.begins) for r in plan.routes for n, v in enumerate(r.visits)]
        self.tasks = {t.code: t for t in problem.tasks}
        self.drivers = {d.code: d for d in problem.drivers}

    def of(self, task: str, side: str) -> list[Row]:
        return [row for row in self.rows if row[2] == task and row[3] == side]

    def end(self, task: str, side: str) -> Stop:
        one = self.tasks[task]
        return one.pickup if side == "pickup" else one.drop

    def aboard(self, driver: str, number: int) -> set[str]:
        """Tasks in the car just after the stop of that number: got on by then, and not off by then."""
        on = {t for d, n, t, s, _ in self.rows if d == driver and s == "pickup" and n <= number}
        off = {t for d, n, t, s, _ in self.rows if d == driver and s == "drop" and n <= number}
        return on - off


def broken(problem: Problem, plan: Plan) -> set[int]:
    """The numbers of the rules that a plan breaks; 0 alone where it is about people who are not there."""
    facts = Facts(problem, plan)
    if any(r.driver not in facts.drivers for r in plan.routes) or any(row[2] not in facts.tasks for row in facts.rows):
        return {0}
    rules = [not_whole, out_of_order, out_of_time, too_full, too_long, wrong_people, unlinked, alone, thawed]
    return {number for number, rule in enumerate(rules) if rule(facts)}


def not_whole(f: Facts) -> bool:
    drivers = [r.driver for r in f.plan.routes]
    wrong = len(set(drivers)) != len(drivers) or any(not r.visits for r in f.plan.routes)
    if any(code not in f.tasks for code in f.plan.unserved):
        return True
    for code in f.tasks:
        rows, left = [r for r in f.rows if r[2] == code], sum(one == code for one in f.plan.unserved)
        wrong = wrong or (bool(rows) == bool(left)) or left > 1
    return wrong


def out_of_order(f: Facts) -> bool:
    left_in = [r.driver for r in f.plan.routes if r.visits and f.aboard(r.driver, len(r.visits) - 1)]
    for code in {row[2] for row in f.rows}:
        if f.plan.unserved.count(code):
            continue
        on, off = f.of(code, "pickup"), f.of(code, "drop")
        if len(on) != 1 or len(off) != 1 or on[0][0] != off[0][0] or on[0][1] >= off[0][1]:
            return True
    return bool([d for d in left_in if has_seating(f, d)])


def has_seating(f: Facts, driver: str) -> bool:
    return any(c.name == r.seating for r in f.plan.routes if r.driver == driver for c in f.drivers[driver].seatings)


def out_of_time(f: Facts) -> bool:
    seconds, metres = f.problem.travel.seconds, f.problem.travel.metres
    for r in f.plan.routes:
        d = f.drivers[r.driver]
        stops = [(f.end(v.task, v.side.value), v.begins) for v in r.visits]
        places = [d.start] + [s.place for s, _ in stops] + ([] if d.end is None else [d.end])
        leave = [r.begins] + [t + s.handling for s, t in stops]
        come = [t for _, t in stops] + [r.ends]
        drive = [seconds[a][b] for a, b in pairwise(places)] + ([0.0] if d.end is None else [])
        gaps = [arrive - away - takes for arrive, away, takes in zip(come, leave, drive, strict=True)]
        inside = [(t, s.window.early, s.window.late) for s, t in stops]
        inside += [(r.begins, d.window.early, d.window.late), (r.ends, d.window.early, d.window.late)]
        if any(isnan(x) for x in [*gaps, *come, r.begins]) or min(gaps) < -TOLERANCE:
            return True
        if any(t < low - TOLERANCE or t > high + TOLERANCE for t, low, high in inside):
            return True
        far = sum(metres[a][b] for a, b in pairwise(places))
        if r.ends - r.begins > d.max_duty + TOLERANCE or far > d.max_distance + TOLERANCE:
            return True
    return any(in_each_others_way(f, one, two) for one, two in combinations(f.plan.routes, 2))


def in_each_others_way(f: Facts, one: Route, two: Route) -> bool:
    """Whether one person drives both, and neither is over, the way to the other's start driven, when the other begins."""
    if person(f, one.driver) != person(f, two.driver):
        return False
    return not (over(f, one, two) <= two.begins + TOLERANCE or over(f, two, one) <= one.begins + TOLERANCE)


def person(f: Facts, driver: str) -> str:
    return f.drivers[driver].person or driver


def over(f: Facts, one: Route, other: Route) -> float:
    """When whoever drove `one` can stand where `other` begins."""
    d, start = f.drivers[one.driver], f.drivers[other.driver].start
    place = d.end if d.end is not None else ([d.start] + [f.end(v.task, v.side.value).place for v in one.visits])[-1]
    return one.ends + f.problem.travel.seconds[place][start]


def stood(f: Facts, who: str) -> list[tuple[float, float, int]]:
    """Every moment of a person's day that the plan tells: (from, until, where), by time."""
    moments: list[tuple[float, float, int]] = []
    for r in f.plan.routes:
        d = f.drivers[r.driver]
        if person(f, r.driver) == who:
            ends = [(v.begins, f.end(v.task, v.side.value)) for v in r.visits]
            moments.append((r.begins, r.begins, d.start))
            moments += [(at, at + stop.handling, stop.place) for at, stop in ends]
            moments.append((r.ends, r.ends, ends[-1][1].place if d.end is None else d.end))
    return sorted(moments)


def too_full(f: Facts) -> bool:
    for r in f.plan.routes:
        d = f.drivers[r.driver]
        rooms = [c.room for c in d.seatings if c.name == r.seating]
        if not rooms:
            return True
        for code in {v.task for v in r.visits}:
            fits = [
                all(w + a <= m for w, a, m in zip(f.tasks[code].demand, d.aboard, c.room, strict=True))
                for c in d.seatings
            ]
            if trusted(f, d, code) and not any(fits):
                return True
        for n, v in enumerate(r.visits):
            if v.side.value == "pickup":
                for kind in range(6):
                    # what was picked up so far less what was dropped after it was picked up
                    got = [
                        f.tasks[t].demand[kind]
                        for dr, m, t, s, _ in f.rows
                        if dr == d.code and s == "pickup" and m <= n
                    ]
                    gone = [f.tasks[t].demand[kind] for t in dropped(f, d.code, n)]
                    if d.aboard[kind] + sum(got) - sum(gone) > rooms[0][kind]:
                        return True
    return False


def dropped(f: Facts, driver: str, number: int) -> list[str]:
    """Tasks that were dropped by then while they were in the car."""
    return [
        t
        for d, n, t, s, _ in f.rows
        if d == driver
        and s == "drop"
        and n <= number
        and any(m < n for dr, m, t2, s2, _ in f.rows if dr == d and t2 == t and s2 == "pickup")
    ]


def too_long(f: Facts) -> bool:
    for code, task in f.tasks.items():
        for d, n, _, _, begun in f.of(code, "pickup"):
            for d2, m, _, _, ended in f.of(code, "drop"):
                known = d == d2 and n < m and has_seating(f, d)
                if known and task.ride_cap < inf and not ended - begun <= task.ride_cap + TOLERANCE:
                    return True
    return False


def trusted(f: Facts, driver: Driver, code: str) -> bool:
    t = f.tasks[code]
    speaks = not t.languages or any(one in driver.languages for one in t.languages)
    chosen = t.only is None or driver.code in t.only
    return (
        all(r in driver.roles for r in t.roles)
        and t.trust <= driver.trust
        and speaks
        and chosen
        and t.household not in driver.no_go
    )


def span(f: Facts, code: str) -> tuple[str, int, int]:
    """(driver, on, off) of a task that is picked up; off is past the end where it is never dropped."""
    d, n = f.of(code, "pickup")[-1][:2]
    later = [m for dr, m, *_ in f.of(code, "drop")]
    return d, n, later[-1] if later else 10**9


def wrong_people(f: Facts) -> bool:
    if any(not trusted(f, f.drivers[d], t) for d, _, t, _, _ in f.rows):
        return True
    picked = {row[2] for row in f.rows if row[3] == "pickup"}
    for one, two in combinations(sorted(picked), 2):
        if two in f.tasks[one].not_with or one in f.tasks[two].not_with:
            (d1, a1, b1), (d2, a2, b2) = span(f, one), span(f, two)
            if d1 == d2 and a1 < b2 and a2 < b1 and has_seating(f, d1):
                return True
    return any(split(f, picked, one, two) for one in f.tasks for two in must_sit_with(f, one))


def must_sit_with(f: Facts, code: str) -> set[str]:
    """Everyone who is bound to one, through however many others."""
    found, edge = {code}, {code}
    while edge:
        edge = {b for a in edge for b in f.tasks if b not in found and bound(f.tasks[a], f.tasks[b])}
        found |= edge
    return found - {code}


def bound(one: Task, two: Task) -> bool:
    kin = one.siblings and one.siblings == two.siblings and not one.may_split and not two.may_split
    return bool(kin) or two.code in one.sits_with or one.code in two.sits_with


def split(f: Facts, picked: set[str], one: str, two: str) -> bool:
    if one not in picked and two not in picked:
        return False
    if one not in picked or two not in picked:
        return True
    (d1, a1, b1), (d2, a2, b2) = span(f, one), span(f, two)
    return d1 != d2 or a1 >= b2 or a2 >= b1


def unlinked(f: Facts) -> bool:
    for link in f.problem.links:
        there, back = f.of(link.there, "pickup"), f.of(link.back, "pickup")
        if bool(there) != bool(back):
            return True
        if there:
            arrived = f.of(link.there, "drop")
            if not arrived or not back[-1][4] >= arrived[-1][4] + f.tasks[link.there].drop.handling - TOLERANCE:
                return True
            if link.same_driver and person(f, there[-1][0]) != person(f, back[-1][0]):
                return True
    return False


def alone(f: Facts) -> bool:
    for r in f.plan.routes:
        for n in range(len(r.visits)):
            inside = f.aboard(r.driver, n)
            grown = f.drivers[r.driver].adults + sum(f.tasks[t].escorts for t in inside)
            if grown < 2 and any(f.tasks[t].two_adults for t in inside) and has_seating(f, r.driver):
                return True
    return False


def thawed(f: Facts) -> bool:
    for told in f.problem.frozen:
        if not told.visits:
            continue
        now = {n: (t, s, at) for d, n, t, s, at in f.rows if d == told.driver}
        for n, v in enumerate(told.visits):
            if n not in now or now[n][:2] != (v.task, v.side.value) or not abs(now[n][2] - v.begins) <= TOLERANCE:
                return True
        r = [r for r in f.plan.routes if r.driver == told.driver][-1]
        if r.seating != told.seating or not abs(r.begins - told.begins) <= TOLERANCE:
            return True
    return False
