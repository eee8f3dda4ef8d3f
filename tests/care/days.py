"""A day to plan, for tests: a hub, homes, deliveries and rides, and drivers with their cars."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.cast import NORTH, Person, admit
from wekeep.care.models import Availability, Car, DayPlan, Destination, Helper, Household, Request, Rider, Trip
from wekeep.care.rules.run import KEPT_AFTER
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.places.rules.cell import cell_of

LAT, LON = 44.95, -93.26
PLAIN = [{"name": "plain", "seats": 4, "boxes": 8}]


def tomorrow() -> date:
    """The day after the test's."""
    return timezone.localdate(clock.now()) + timedelta(days=1)


def at_km(north: float, east: float = 0.0) -> tuple[float, float]:
    """A point so far from the hub."""
    return LAT + north / 111.195, LON + east / 78.7


def hub(kind: str = "hub", name: str = "North hub", km: tuple[float, float] = (0, 0), **said: Any) -> Destination:
    """A destination, open all day."""
    lat, lon = at_km(*km)
    return Destination.objects.create(zone=NORTH, kind=kind, name=name, lat=lat, lon=lon, **said)


def home(km: tuple[float, float] = (1, 0), **said: Any) -> Household:
    """A household in a part of town, as coarse as it is kept."""
    now = clock.now()
    facts = {"zone": NORTH, "language": "en", "area": "Longfellow", "cell": cell_of(*at_km(*km))} | said
    marks = {"receipt_mark": new_code(), "key_mark": new_code(), "likeness": "0000"}
    return Household.objects.create(source="web", asked_at=now, **(marks | facts))


def request_of(household: Household, need: str = "groceries", **said: Any) -> Request:
    """What it asks for, ready for somebody."""
    now = clock.now()
    facts = {"zone": household.zone, "language": household.language, "area": household.area, "urgency": "week"}
    times = {"help_by": now + timedelta(days=3), "asked_at": now, "state_since": now, "due_at": now + timedelta(days=3)}
    return Request.objects.create(household=household, need=need, **facts | times | {"state": "ready"} | said)


def delivery(to: Household, hub: Destination, **said: Any) -> Trip:
    """Boxes from the hub to a home."""
    facts = {"purpose": "delivery", "way": "to_home", "day": tomorrow(), "boxes": 1, "item": "food_box"} | said
    given = {"request": facts.pop("request", None) or request_of(to), "state_since": clock.now()}
    return Trip.objects.create(household=to, zone=NORTH, destination=hub, **given, **facts)


def ride(of: Household, to: Destination, *riders: str, **said: Any) -> Trip:
    """Children of a household, by their restraints, on the way there."""
    facts = {"purpose": "school", "way": "from_home", "day": tomorrow()} | said
    given = {"request": facts.pop("request", None) or request_of(of, "ride_school"), "state_since": clock.now()}
    trip = Trip.objects.create(household=of, zone=NORTH, destination=to, **given, **facts)
    trip.riders.set([Rider.objects.create(household=of, is_child=True, restraint=one) for one in riders])
    return trip


def drives(name: str, km: tuple[float, float] = (0, 0), role: Role = Role.DRIVER, **said: Any) -> Person:
    """A member who can drive tomorrow from 8 to 18."""
    person = admit(name, role)
    lasting = {"languages": said.pop("languages", []), "cell": cell_of(*at_km(*km))}
    Helper.objects.create(member=person.code, **lasting)
    kept = {
        key: said.pop(key) for key in ("seatings", "aboard", "adults", "keeps_cold", "insured_until") if key in said
    }
    car = Car.objects.create(member=person.code, name="blue", **({"seatings": PLAIN} | kept))
    times = {"day": tomorrow(), "begins": 8 * 60, "ends": 18 * 60} | said
    Availability.objects.create(car=car, member=person.code, **times)
    return person


def a_plan(purpose: str = "delivery", **said: Any) -> DayPlan:
    """An empty plan of that day."""
    now = clock.now()
    facts = {"zone": NORTH, "day": tomorrow(), "made_by": "cora", "made_at": now, "forget_at": now + KEPT_AFTER} | said
    return DayPlan.objects.create(purpose=purpose, **facts)
