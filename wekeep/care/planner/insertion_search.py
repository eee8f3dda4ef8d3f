"""A search that knows every rule: take some groups out, put them in again where it costs least, keep what is better.

After a change to a published plan only who lost their driver is looked for: the other runs stay as they were told, to the second, unless
one takes somebody on. Otherwise groups near each other are taken out together, or a whole run is (Shaw 1998; Pisinger and Ropke 2007).
"""

from dataclasses import replace
from math import exp
from random import Random

from wekeep.care.planner.insertion import Draft, Inserter
from wekeep.care.planner.line import Clock, Job, Line
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.objective import Cost, cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.timing import order_of, seconds_of

DEAR = 3600.0
"""Seconds of driving that a car less is worth while groups are put in."""
WARMTH = 120.0
"""Seconds by which a plan may be worse and still be gone on from, at the beginning."""
MOST_OUT = 8


class InsertionSearch:
    """One process's search."""

    def __init__(self, job: Job, line: Line) -> None:
        self.job, self.line, self.clock = job, line, Clock(line, job)
        self.draw = Random(job.seed)
        self.inserter = Inserter(job.problem)
        self.best: Plan | None = None
        self.cost: Cost | None = None

    def run(self) -> None:
        """Search until the time is over or nobody listens."""
        problem = self.job.problem
        begin = problem.published or self.job.start
        draft = self._begun(begin) if begin else self.inserter.empty()
        kept = frozenset(begin.served_by) & _served(draft) if problem.published and begin else frozenset[str]()
        self._take(draft)  # what can be kept is told before anything is looked for
        now = self._filled(draft, self._by_need(_served(draft)))
        self._take(now)
        while not self.clock.past(self.clock.ends):
            now = self._heard() or now
            out = self._chosen(now, kept)
            if not out:
                return
            tried = self._filled(now.without(code for group in out for code in group), self._shuffled())
            self._take(tried)
            if self._is_taken_on(now, tried):
                now = tried

    def _begun(self, plan: Plan) -> Draft:
        """The runs of a plan as far as their drivers and tasks are still there; groups that are no longer whole begin anew."""
        problem, draft = self.job.problem, self.inserter.empty()
        for route in plan.routes:
            if route.driver in problem.driver and route.driver not in draft.orders:
                draft = draft.with_order(order_of(route))
        for route in plan.routes:
            if route.driver in draft.orders and any(one.driver == route.driver for one in problem.frozen):
                draft = draft.with_order(order_of(route))
        draft = draft.without(code for code in plan.served_by if code not in problem.task)
        served = _served(draft)
        halves = [code for group in self.inserter.groups if not set(group) <= served for code in group]
        return draft.without(halves)

    def _by_need(self, served: frozenset[str]) -> list[tuple[str, ...]]:
        """Grown-ups who ride along first, then the most urgent, then who has the fewest drivers to choose from."""
        task = self.job.problem.task

        def need(group: tuple[str, ...]) -> tuple[int, int, int]:
            alone = min(len(self.inserter.able(code)) for code in group)
            return -max(task[c].escorts for c in group), -max(task[c].priority for c in group), alone

        return sorted((group for group in self.inserter.groups if group[0] not in served), key=need)

    def _shuffled(self) -> list[tuple[str, ...]]:
        groups = list(self.inserter.groups)
        self.draw.shuffle(groups)
        return sorted(groups, key=lambda g: -max(self.job.problem.task[code].escorts for code in g))

    def _filled(self, draft: Draft, groups: list[tuple[str, ...]]) -> Draft:
        """The draft with every group that it lacks and that finds a place, in this order."""
        served = _served(draft)
        for group in groups:
            if group[0] not in served:
                if self.clock.past(self.clock.ends):
                    break
                draft = self.inserter.inserted(draft, group, DEAR) or draft
        return draft

    def _chosen(self, draft: Draft, kept: frozenset[str]) -> list[tuple[str, ...]]:
        """Groups to take out: near each other, of one run, or any; never who still has the driver that was published."""
        held = kept | {visit.task for one in self.job.problem.frozen for visit in one.visits}
        free = [group for group in self.inserter.groups if not set(group) & held]
        if not free:
            return []
        count = min(len(free), self.draw.randint(2, MOST_OUT))
        first = self.draw.choice(free)
        kind = self.draw.random()
        if kind < 0.3 and draft.orders:
            order = self.draw.choice(list(draft.orders.values()))
            inside = {code for code, _side in order.stops}
            return [group for group in free if set(group) & inside][: 3 * MOST_OUT] or [first]
        if kind < 0.8:
            return sorted(free, key=lambda group: self._apart(first, group))[:count]
        return self.draw.sample(free, count)

    def _apart(self, one: tuple[str, ...], two: tuple[str, ...]) -> float:
        a, b = self.job.problem.task[one[0]], self.job.problem.task[two[0]]
        seconds = self.job.problem.travel.seconds
        way = seconds[a.pickup.place][b.pickup.place] + seconds[a.drop.place][b.drop.place]
        return way * self.draw.uniform(0.7, 1.3)

    def _is_taken_on(self, now: Draft, tried: Draft) -> bool:
        """Whether to go on from what was tried: always where it is no worse, and sometimes where it is a little."""
        worse = self._weight(tried) - self._weight(now)
        left = max(0.01, (self.clock.ends - self.clock.now) / max(0.01, self.clock.ends - self.clock.began))
        return worse <= 0 or self.draw.random() < exp(-worse / (WARMTH * left))

    def _weight(self, draft: Draft) -> float:
        problem, served = self.job.problem, _served(draft)
        left = sum(task.priority for task in problem.tasks if task.code not in served)
        return left * 1e6 + len(draft.orders) * DEAR + sum(seconds_of(problem, one) for one in draft.orders.values())

    def _take(self, draft: Draft) -> None:
        plan = self.inserter.plan(draft)
        if plan is None:
            return
        plan = as_published(self.job.problem, plan)
        cost = cost_of(self.job.problem, plan)
        if self.cost is None or cost < self.cost:
            self.best, self.cost = plan, cost
            self.line.tell(plan)

    def _heard(self) -> Draft | None:
        """A better plan of another planner's, to go on from."""
        heard, self.clock.plans, found = self.clock.plans, [], None
        for plan in heard:
            cost = cost_of(self.job.problem, plan)
            if self.cost is None or cost < self.cost:
                self.best, self.cost, found = plan, cost, self._begun(plan)
        return found


def as_published(problem: Problem, plan: Plan) -> Plan:
    """The plan with every run whose stops are as published at the very times that were told."""
    if problem.published is None:
        return plan
    told = {one.driver: one for one in problem.published.routes}
    routes = tuple(
        told[one.driver] if one.driver in told and order_of(told[one.driver]) == order_of(one) else one
        for one in plan.routes
    )
    same = replace(plan, routes=routes)
    return plan if breaches(problem, same) else same


def _served(draft: Draft) -> frozenset[str]:
    return frozenset(code for order in draft.orders.values() for code, _side in order.stops)


def main() -> None:
    """Take a job from the line and search."""
    line = Line()
    InsertionSearch(line.job(), line).run()


if __name__ == "__main__":
    main()
