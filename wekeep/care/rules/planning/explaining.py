"""Why nobody serves a task, in words: who could at all, and what each of those lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from wekeep.care.rules.planning.breach import Phrase, clock
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.problem import Driver, Problem, Task, has_room
from wekeep.care.rules.planning.timing import Order, metres_of, timed

KINDS = {
    "rear_facing": Phrase("a rear-facing seat"),
    "harness": Phrase("a seat with a harness"),
    "booster": Phrase("a booster"),
    "wheelchair": Phrase("room for a wheelchair"),
    "boxes": Phrase("room for the boxes"),
    "seats": Phrase("enough seats"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a task is left out: an English sentence of the catalogues with `%(name)s` places for `values`, whose phrases are
    translated by themselves. `drivers` are those it is about."""

    why: str
    task: str
    drivers: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.why % dict(self.values)


def reasons(problem: Problem, plan: Plan) -> dict[str, Reason]:
    """One reason for each task that the plan leaves out."""
    return {code: reason(problem, plan, problem.task[code]) for code in plan.unserved}


def reason(problem: Problem, plan: Plan, task: Task) -> Reason:
    """The first hurdle that nobody passes who passed those before it: person, car, time, company, and then the plan itself."""
    people = list(problem.drivers)
    if not people:
        return Reason("Nobody drives at that time.", task.code)
    for words, passes in _person_hurdles(task):
        left = [one for one in people if passes(one)]
        if not left:
            spoken = {"languages": ", ".join(sorted(task.languages))}
            return Reason(words, task.code, tuple(one.code for one in people), spoken)
        people = left
    roomy = [one for one in people if has_room(one, task)]
    if not roomy:
        values = {"room": _lacking(people, task.demand)}
        return Reason("No driver who may go there has %(room)s.", task.code, tuple(one.code for one in people), values)
    return _by_time(problem, task, roomy) or _by_company(problem, plan, task, roomy) or _by_plan(task, roomy)


Hurdle = tuple[str, Callable[[Driver], bool]]


def _person_hurdles(task: Task) -> tuple[Hurdle, ...]:
    return (
        (Phrase("No driver has the role that this needs."), lambda one: task.roles <= one.roles),
        (Phrase("No driver is trusted enough for this yet."), lambda one: one.trust >= task.trust),
        (
            Phrase("No driver speaks %(languages)s."),
            lambda one: not task.languages or bool(task.languages & one.languages),
        ),
        (Phrase("Whoever could drive is not to meet this household."), lambda one: task.household not in one.no_go),
        (
            Phrase("Whoever was chosen for this cannot drive."),
            lambda one: task.only is None or one.code in task.only,
        ),
    )


def _lacking(people: list[Driver], demand: Load) -> Phrase:
    """The first kind of room that none of them has enough of; the seats where each kind is somewhere, but not in one car."""
    for kind, phrase in KINDS.items():
        wanted = getattr(demand, kind)
        if wanted and not any(getattr(c.room, kind) >= wanted for one in people for c in one.seatings):
            return phrase
    return KINDS["seats"]


def _needed(demand: Load) -> Phrase:
    return next((phrase for kind, phrase in KINDS.items() if getattr(demand, kind)), KINDS["seats"])


def _by_time(problem: Problem, task: Task, people: list[Driver]) -> Reason | None:
    """Why none of them could drive it even with nothing else to do; None where one could."""
    if any(_alone(problem, task, one) for one in people):
        return None
    codes = tuple(one.code for one in people)
    room, seconds = {"room": _needed(task.demand)}, problem.travel.seconds
    there = {one.code: one.window.early + seconds[one.start][task.pickup.place] for one in people}
    if all(arrives > task.pickup.window.late for arrives in there.values()):
        values = room | {"time": clock(task.pickup.window.late)}
        return Reason("No driver with %(room)s is free before %(time)s.", task.code, codes, values)
    away = max(task.pickup.window.early + task.pickup.handling, min(there.values()))
    dropped = max(task.drop.window.early, away + seconds[task.pickup.place][task.drop.place])
    if all(one.window.late < dropped for one in people):
        return Reason(
            "No driver with %(room)s is free until %(time)s.", task.code, codes, room | {"time": clock(dropped)}
        )
    if task.pickup.handling + seconds[task.pickup.place][task.drop.place] > task.ride_cap:
        most = {"minutes": round(task.ride_cap / 60)}
        return Reason("The way takes longer than the %(minutes)s minutes allowed in the car.", task.code, codes, most)
    far = {one.code: metres_of(problem, _order(task, one)) > one.max_distance for one in people}
    if all(far.values()):
        return Reason("It is farther than any driver who could take it agreed to drive.", task.code, codes)
    return Reason("No driver with %(room)s can be there and back in time.", task.code, codes, room)


def _alone(problem: Problem, task: Task, driver: Driver) -> bool:
    order = _order(task, driver)
    return metres_of(problem, order) <= driver.max_distance and timed(_bare(problem), [order]) is not None


def _bare(problem: Problem) -> Problem:
    """The same without what is frozen: what a driver could do with nothing else to do."""
    return replace(problem, frozen=()) if problem.frozen else problem


def _order(task: Task, driver: Driver) -> Order:
    taken = task.demand.plus(driver.aboard)
    seating = next(one for one in driver.seatings if taken.fits(one.room))
    return Order(driver.code, seating.name, ((task.code, Side.PICKUP), (task.code, Side.DROP)))


def _by_company(problem: Problem, plan: Plan, task: Task, people: list[Driver]) -> Reason | None:
    """What it may not be driven without: a grown-up, those it sits with, or the other way of a pair."""
    codes = tuple(one.code for one in people)
    if task.two_adults and task.escorts == 0 and all(one.adults < 2 for one in people):
        company = [other for other in problem.tasks if other.escorts and other.code in plan.served_by]
        if not company:
            return Reason("No car with two grown-ups is free for this.", task.code, codes)
    for group in problem.together:
        if task.code in group:
            names = ", ".join(sorted(group - {task.code}))
            return Reason(
                "It only goes together with %(tasks)s, and no car can take them all.",
                task.code,
                codes,
                {"tasks": names},
            )
    for link in problem.links:
        if task.code in (link.there, link.back):
            other = link.back if task.code == link.there else link.there
            words = Phrase("It only goes together with %(other)s, and both cannot be driven.")
            return Reason(words, task.code, codes, {"other": other})
    return None


def _by_plan(task: Task, people: list[Driver]) -> Reason:
    codes = tuple(one.code for one in people)
    values: dict[str, object] = {"room": _needed(task.demand), "count": len({one.who for one in people})}
    return Reason(
        "Whoever could take it with %(room)s is with others at that time (%(count)s asked).", task.code, codes, values
    )
