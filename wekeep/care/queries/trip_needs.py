"""What a trip asks of whoever plans it: its times, who may drive it, whose language has to be spoken, and the other half of its way."""

from collections.abc import Iterable, Iterator, Sequence

from wekeep.care.models import Trip
from wekeep.care.queries.drivers import Wheel, Wheels, asked_in, load_from, seatings_of
from wekeep.care.queries.trips import load_of
from wekeep.care.rules.day_plan import DAY_ENDS
from wekeep.care.rules.planning.breach import Phrase
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.problem import Window
from wekeep.care.rules.trip import TripState, Way
from wekeep.kit.abilities import Role


def windows_of(trip: Trip) -> tuple[Window, Window]:
    """When the pick-up and the drop may begin; at a destination only while it is open."""
    leaves, arrives = _window(trip.leaves_from, trip.leaves_until), _window(trip.arrives_from, trip.arrives_until)
    there = trip.destination
    early, late = there.opens * 60, there.closes * 60
    if trip.way == Way.FROM_HOME:
        return leaves, Window(max(arrives.early, early), min(arrives.late, late))
    return Window(max(leaves.early, early), min(leaves.late, late)), arrives


def _window(begins: int | None, ends: int | None) -> Window:
    return Window((begins or 0) * 60, DAY_ENDS if ends is None else ends * 60)


def may_meet(one: Trip, other: Trip) -> bool:
    """Whether the times of two trips let both be in one car."""
    return all(_share(mine, theirs) for mine, theirs in zip(windows_of(one), windows_of(other), strict=True))


def _share(one: Window, other: Window) -> bool:
    return max(one.early, other.early) <= min(one.late, other.late)


def roles_of(trip: Trip, whole: bool) -> frozenset[str]:
    """Riders take a driver, and in a plan of every zone each trip one who may drive in its own."""
    role = Role.DRIVER if trip.riders.all() else None
    if whole:
        return frozenset({asked_in(trip.zone, role)})
    return frozenset({role.value} if role else ())


def halves(trips: Sequence[Trip], aside: set[str]) -> Iterator[tuple[str, Phrase]]:
    """Of a way there and its way back, of which one cannot be planned, the other: nobody is driven there and left, and nobody is fetched who
    was not driven. Whoever is on their way already is fetched."""
    by_key = {trip.pk: trip for trip in trips}
    for back in trips:
        there = by_key.get(back.back_of_id or 0)
        if there is None or there.state == TripState.ABOARD or (there.code in aside) == (back.code in aside):
            continue
        if there.code in aside:
            yield back.code, Phrase("Its way there cannot be planned, so nobody would be there to fetch.")
        else:
            yield there.code, Phrase("Its way back cannot be planned, so nobody is driven there.")


def unspoken_among(trips: Iterable[Trip], wheels: Wheels, *, whole: bool) -> frozenset[str]:
    """Trips of riders whose language nobody speaks of those who may drive them, then, and have the seats: better with an interpreter on
    the telephone than not at all."""
    rooms = {wheel: [one.room for one in seatings_of(wheel.day)] for wheel in wheels.ready.values()}
    return frozenset(
        trip.code
        for trip in trips
        if trip.riders.all() and not any(_speaks(wheel, room, trip, whole) for wheel, room in rooms.items())
    )


def _speaks(wheel: Wheel, rooms: Iterable[Load], trip: Trip, whole: bool) -> bool:
    if trip.household.language not in wheel.languages or trip.household.code in wheel.no_go:
        return False
    if not all(_share(wheel.window, window) for window in windows_of(trip)):
        return False
    taken = load_of(trip).plus(load_from(wheel.day.car.aboard))
    return wheel.reads and roles_of(trip, whole) <= wheel.roles and any(taken.fits(room) for room in rooms)
