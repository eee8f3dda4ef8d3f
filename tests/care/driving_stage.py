"""What the tests of driving share: a household that asked and a child who rides, in a run that a driver was told."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.care.asking import asked, the_request
from tests.cast import NORTH, Person, admit
from wekeep.care.models import Car, DayPlan, Destination, Household, Request, Rider, Run, Stop, Trip
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import KEPT_AFTER
from wekeep.care.rules.sealed import RIDER
from wekeep.care.rules.trip import Purpose, TripState, Way
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.vault.actions.sealing import seal

CHILD = {"name": "Little Ilwad", "receivers": "Grandmother Faduma or the neighbour"}
STREETS = ("4021 Lanternwood Avenue", "117 Quillfeather Street", "88 Marmalade Row", "5 Thimble Court")


def driver(name: str = "drew", zone: str = NORTH) -> Person:
    """A driver of the zone who has unlocked once."""
    one = admit(name, Role.DRIVER, zone=zone)
    one.unlocked()
    return one


def place(name: str = "Bread House", kind: str = "hub", zone: str = NORTH) -> Destination:
    """A hub or a school."""
    found, _new = Destination.objects.get_or_create(
        zone=zone, kind=kind, name=name, defaults={"lat": 44.95, "lon": -93.25, "address": "1 Open Street"}
    )
    return found


def plan(day: datetime | None = None, purpose: Purpose = Purpose.DELIVERY) -> DayPlan:
    """A published plan of a day, today where none is said."""
    at = timezone.localtime(day or clock.now())
    found, _new = DayPlan.objects.get_or_create(
        zone=NORTH,
        day=at.date(),
        purpose=purpose,
        defaults={
            "state": "published",
            "version": 1,
            "made_by": "cora",
            "made_at": clock.now(),
            "forget_at": clock.now() + KEPT_AFTER,
        },
    )
    return found


def house(street: str, need: str = "groceries") -> Request:
    """A household of that street asked, and its request is set for a day."""
    one, _words = asked(address=street, area="Longfellow", needs=[need])
    return the_request(one, need)


def held(request: Request, by: Person) -> Request:
    """The driver has the request in hand, as publishing leaves it."""
    Request.objects.filter(pk=request.pk).update(state="scheduled", held_by=by.code)
    request.refresh_from_db()
    return request


def trip(request: Request, to: Destination, way: Way, **more: Any) -> Trip:
    """A trip of the request that was planned for today."""
    given: dict[str, Any] = {"purpose": Purpose.DELIVERY, "boxes": 2} | more
    return Trip.objects.create(
        request=request,
        household=request.household,
        zone=request.zone,
        day=timezone.localdate(),
        way=way,
        destination=to,
        state=TripState.PLANNED,
        state_since=clock.now(),
        **given,
    )


def child(household: Household) -> Rider:
    """A child of the household, with a name and who may receive them, sealed as the household's other words are."""
    one = Rider.objects.create(household=household, is_child=True, restraint="booster")
    until = (clock.now() + timedelta(days=60)).date()
    seal(
        kind=RIDER,
        record=one.code,
        group=Group.NOTES,
        zone=household.zone,
        role=Role.COORDINATOR,
        fields=CHILD,
        expires=until,
    )
    return one


def run_of(who: Person, ends: list[tuple[Trip, Side]], *, begins: datetime | None = None) -> Run:
    """A run of these stops, ten minutes apart, which its driver was told."""
    start = begins or clock.now() + timedelta(minutes=20)
    purpose = Purpose(ends[0][0].purpose)
    car, _new = Car.objects.get_or_create(
        member=who.code, name="Blue car", defaults={"seatings": [{"name": "all", "seats": 4, "boxes": 8, "booster": 2}]}
    )
    one = Run.objects.create(
        plan=plan(start, purpose),
        member=who.code,
        car=car,
        seating="all",
        version=1,
        state_since=clock.now(),
        begins=start,
        ends=start + timedelta(minutes=10 * len(ends) + 10),
        metres=9400,
    )
    for turn, (each, side) in enumerate(ends):
        at = start + timedelta(minutes=10 * turn)
        Stop.objects.create(code=new_code(), run=one, turn=turn, trip=each, side=side, at=at)
    return one


def deliveries(who: Person, streets: tuple[str, ...] = STREETS[:3], item: str = "", **more: Any) -> Run:
    """Boxes from the hub to these streets: loaded all at once, then door by door; of an item where its hub keeps stock of it."""
    hub = place()
    trips = [trip(held(house(street), who), hub, Way.TO_HOME, item=item) for street in streets]
    return run_of(who, [*((t, Side.PICKUP) for t in trips), *((t, Side.DROP) for t in trips)], **more)


def school_run(who: Person, streets: tuple[str, ...] = STREETS[:2], **more: Any) -> Run:
    """A child from each of these streets to school."""
    school, trips = place("Maple School", "school"), []
    for street in streets:
        one = held(house(street, "ride_school"), who)
        made = trip(one, school, Way.FROM_HOME, purpose=Purpose.SCHOOL, boxes=0)
        made.riders.add(child(one.household))
        trips.append(made)
    return run_of(who, [*((t, Side.PICKUP) for t in trips), *((t, Side.DROP) for t in trips)], **more)
