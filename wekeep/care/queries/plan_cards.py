"""A plan as its page shows it: runs with their stops, and trips by number and part of town; nothing exact, and nobody's name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils import timezone

from wekeep.care.models import Availability, DayPlan, Trip
from wekeep.care.queries.asked_first import said_to
from wekeep.care.queries.plans import runs_of, told_route
from wekeep.care.rules.day_plan import Changes, changes, is_searching, overlap, seconds_into
from wekeep.care.rules.offer import Said
from wekeep.care.rules.planning.breach import clock as time_of_day
from wekeep.care.rules.planning.plan import Plan, Route, Side, Visit
from wekeep.care.rules.planning.problem import Driver, Problem, Window
from wekeep.care.rules.planning.written import plan_of
from wekeep.care.rules.run import PlanState
from wekeep.care.rules.trip import TripState, Way
from wekeep.care.rules.way_back import StillRides
from wekeep.care.rules.wheel import member_at, number_at
from wekeep.kit import clock
from wekeep.people.queries.members import handles_of


@dataclass(frozen=True, slots=True)
class Label:
    """What a trip is called where nobody may know whose it is: its number of the day and its part of town. `asks` is the key of a household
    that wants to say yes to the driver first, 0 of any other. `asked_back`: it is a way back, and it is asked whether it is needed."""

    code: str
    number: int
    area: str
    language: str
    place: str
    riders: int
    boxes: int
    goes_home: bool
    state: TripState
    cell: str
    point: tuple[float, float]
    asks: int
    asked_back: bool

    def __str__(self) -> str:
        return f"{self.number} {self.area}".strip()


@dataclass(frozen=True, slots=True)
class StopRow:
    """One line of a run: a home with one trip, or a destination with all that are handled there one after another. `shy`: the household
    wants to say yes to the driver first, and has not."""

    at: str
    is_home: bool
    trips: tuple[Label, ...]
    sides: tuple[str, ...]
    locked: bool
    shy: bool = False

    @property
    def first(self) -> Label:
        """The one trip of a home."""
        return self.trips[0]

    @property
    def asked_back(self) -> bool:
        """Whether somebody gets out here of whom it is asked whether they ride at all."""
        return self.is_home and self.first.asked_back and _is_open(self.first)

    @property
    def boxes(self) -> int:
        """Boxes handled here."""
        return sum(one.boxes for one in self.trips)

    @property
    def riders(self) -> int:
        """Riders who get in or out here."""
        return sum(one.riders for one in self.trips)

    @property
    def is_pickup(self) -> bool:
        """Whether something gets into the car."""
        return Side.PICKUP.value in self.sides


@dataclass(frozen=True, slots=True)
class Card:
    """One run of the draft. `told` is "new" or "changed" where its driver has not been told of it as it stands here, "same" where they
    have, "" before the first version. `mark` changes with anything that the card shows."""

    driver: str
    name: str
    car: str
    seating: str
    begins: str
    ends: str
    rows: tuple[StopRow, ...]
    told: str
    mark: str

    @property
    def homes(self) -> int:
        """How many homes it goes to."""
        return sum(row.is_home for row in self.rows)

    @property
    def shy(self) -> int:
        """How many of them wait for the household's yes."""
        return sum(row.shy for row in self.rows)

    @property
    def is_locked(self) -> bool:
        """Whether every trip of it is locked."""
        return all(row.locked for row in self.rows if row.is_home)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the page of a plan shows of its draft."""

    cards: tuple[Card, ...]
    labels: Mapping[str, Label]
    names: Mapping[str, str]
    left: tuple[Label, ...]
    untold: Changes

    def trip(self, code: str) -> str:
        """What a trip is called here."""
        return str(self.labels[code]) if code in self.labels else code[:4]

    def driver(self, code: str) -> str:
        """What a driver is called here."""
        return self.names.get(code) or self.names.get(member_at(code), code[:4])


def labels_of(day: Iterable[Trip]) -> dict[str, Label]:
    """Every trip of a day, numbered in the order in which they were made; no question where all was read along."""
    return {
        trip.code: Label(
            code=trip.code,
            number=number,
            area=trip.household.area,
            language=trip.household.language,
            place=trip.destination.name,
            riders=len(trip.riders.all()),
            boxes=trip.boxes,
            goes_home=trip.way == Way.TO_HOME,
            state=TripState(trip.state),
            cell=trip.household.cell,
            point=(trip.destination.lat, trip.destination.lon),
            asks=trip.household_id if trip.household.asks_first else 0,
            asked_back=trip.still_rides == StillRides.ASKED,
        )
        for number, trip in enumerate(day, 1)
    }


def board_of(plan: DayPlan, day: Iterable[Trip]) -> Board:
    """The draft with its words, of the trips of its `day`; as many questions for two runs as for eighty."""
    labels, drawn = labels_of(day), plan_of(plan.draft)
    told = {run.wheel: route for run in runs_of(plan) if (route := told_route(plan, run)).visits}
    days = list(Availability.objects.filter(day=plan.day).select_related("car"))
    wheels = {one.driver for one in drawn.routes} | set(told) | set(plan.without)
    names = _names(plan, wheels, {row.member for row in days})
    cars = {one.driver: _car(one, days) for one in drawn.routes}
    now = _ahead(drawn, labels)
    untold = changes(told, now) if plan.version else Changes((), (), ())
    shy = _shy(drawn, labels)
    cards = tuple(
        _card(plan, one, labels, names, cars.get(one.driver, ""), _told(plan, one.driver, untold), shy)
        for one in drawn.routes
    )
    served = drawn.served_by
    left = tuple(one for one in labels.values() if one.code not in served and _is_open(one))
    return Board(tuple(sorted(cards, key=lambda card: (card.begins, card.name))), labels, names, left, untold)


def _names(plan: DayPlan, wheels: Iterable[str], members: Iterable[str]) -> dict[str, str]:
    """Handles of these members, and of who is at these wheels; with its number from the second time of their day on."""
    there = {*wheels, *members}
    handles = handles_of({(member_at(code), plan.zone) for code in there})
    known = {code: handles[member_at(code), plan.zone] for code in there if (member_at(code), plan.zone) in handles}
    return {code: name if number_at(code) == 1 else f"{name} ({number_at(code)})" for code, name in known.items()}


def _car(route: Route, days: Sequence[Availability]) -> str:
    """The car of the time at which the run is driven; "" where its driver gave none any more."""
    driven = Window(route.begins, route.ends)
    mine = [row for row in days if row.member == member_at(route.driver)]
    best = max(mine, key=lambda row: overlap(Window(row.begins * 60, row.ends * 60), driven), default=None)
    return best.car.name if best else ""


def drivers_of(problem: Problem, board: Board) -> list[tuple[str, str]]:
    """Who can be given a trip, as wheels and what they are called here; whoever drives at several times of the day by those."""
    times = Counter(one.who for one in problem.drivers)
    return [(one.code, board.driver(one.code) if times[one.who] == 1 else _at(one, board)) for one in problem.drivers]


def _at(one: Driver, board: Board) -> str:
    return f"{board.driver(one.who)} {time_of_day(one.window.early)}–{time_of_day(one.window.late)}"


def _shy(drawn: Plan, labels: Mapping[str, Label]) -> frozenset[str]:
    """Trips whose household wants to say yes first and has not said it to the driver who has them here; one question, or none."""
    asks = {code: labels[code].asks for code in drawn.served_by if code in labels and labels[code].asks}
    said = said_to(set(asks.values()))
    return frozenset(
        code for code, home in asks.items() if said.get((home, member_at(drawn.served_by[code]))) is not Said.ACCEPTED
    )


def _is_open(one: Label) -> bool:
    return one.state in (TripState.WANTED, TripState.PLANNED, TripState.LEFT_OUT, TripState.ABOARD)


def _ahead(drawn: Plan, labels: Mapping[str, Label]) -> Plan:
    """The draft without trips that ended, as drivers' runs are compared with it."""
    routes = []
    for route in drawn.routes:
        visits = tuple(one for one in route.visits if one.task in labels and _is_open(labels[one.task]))
        if visits:
            routes.append(Route(route.driver, route.seating, route.begins, visits, route.ends))
    return Plan(tuple(routes))


def _told(plan: DayPlan, driver: str, untold: Changes) -> str:
    if not plan.version:
        return ""
    return "new" if driver in untold.new else "changed" if driver in untold.changed else "same"


def _card(
    plan: DayPlan,
    route: Route,
    labels: Mapping[str, Label],
    names: Mapping[str, str],
    car: str,
    told: str,
    shy: frozenset[str],
) -> Card:
    rows = tuple(_rows(route.visits, labels, frozenset(plan.locked), shy))
    shown = (names.get(route.driver, route.driver[:4]), car, route.seating)
    times = (time_of_day(route.begins), time_of_day(route.ends))
    may_change = plan.state != PlanState.OVER and not is_searching(plan, clock.now())
    mark = sha256(repr((route.driver, shown, times, rows, told, may_change)).encode()).hexdigest()[:10]
    return Card(route.driver, *shown, *times, rows, told, mark)


def _rows(
    visits: Sequence[Visit], labels: Mapping[str, Label], locked: frozenset[str], shy: frozenset[str]
) -> list[StopRow]:
    found: list[StopRow] = []
    for visit in visits:
        label = labels.get(visit.task)
        if label is None:
            continue
        is_home = (visit.side is Side.DROP) == label.goes_home
        last = found[-1] if found else None
        if last is not None and not is_home and not last.is_home and last.first.place == label.place:
            joined = (*last.trips, label)
            found[-1] = StopRow(last.at, False, joined, tuple(sorted({*last.sides, visit.side.value})), last.locked)
            continue
        waits = is_home and visit.task in shy
        sides = (visit.side.value,)
        found.append(StopRow(time_of_day(visit.begins), is_home, (label,), sides, visit.task in locked, waits))
    return found


def search_share(plan: DayPlan) -> tuple[int, int]:
    """Of a search that runs: the seconds that have passed, and all there are."""
    total = int(plan.found.get("seconds", 0)) or 1
    if plan.search_until is None:
        return total, total
    left = (plan.search_until - clock.now()).total_seconds()
    return max(0, min(total, round(total - left))), total


def is_today(plan: DayPlan) -> bool:
    """Whether the plan's day has begun."""
    return seconds_into(plan.day, clock.now(), timezone.get_default_timezone()) >= 0
