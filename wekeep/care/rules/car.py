"""Cars: how they can be seated, and who rides all the way in them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from wekeep.care.rules.planning.load import Load
from wekeep.kit.errors import Refused

MOST_CARS, MOST_SEATINGS, MOST_AHEAD = 5, 3, timedelta(days=60)
# What a seating is called where it is kept; pages say it in words.
SEATINGS = ("usual", "second", "third")
# No car that a neighbour drives has more.
_MOST = Load(seats=8, rear_facing=4, harness=4, booster=6, wheelchair=2, boxes=80)


def check_seatings(seatings: Sequence[Mapping[str, int]], aboard: Mapping[str, int]) -> None:
    """Refused where there is no seating, one that no car has, or own riders whom no seating holds."""
    rooms = [room_of(one) for one in seatings]
    if not 1 <= len(rooms) <= MOST_SEATINGS or not all(_is_a_car(room) for room in rooms):
        raise Refused("Say how many people or boxes fit into the car.")
    if not any(room_of(aboard).fits(room) for room in rooms):
        raise Refused("Your own children need seats that this car does not have.")


def room_of(said: Mapping[str, int]) -> Load:
    """The numbers of each kind of room, those not said being none."""
    return Load(**{name: int(said.get(name, 0)) for name in Load._fields})


def _is_a_car(room: Load) -> bool:
    on_seats = room.rear_facing + room.harness + room.booster
    held = all(0 <= mine <= most for mine, most in zip(room, _MOST, strict=True))
    # a seat for a child stands on a seat; which of several stand at one time the seatings say
    return held and any(room) and (not on_seats or room.seats > 0) and max(room[1:4]) <= room.seats


def check_hours(day: date, today: date, begins: int, ends: int) -> None:
    """Refused where the day is over or too far ahead, or the time is none."""
    if not today <= day <= today + MOST_AHEAD:
        raise Refused("Choose a day from today on, within two months.")
    if not 0 <= begins < ends <= 1440:
        raise Refused("The time ends before it begins.")
