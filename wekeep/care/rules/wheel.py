"""Who is at the wheel at which time of a day: whoever gave several times for it drives at each of them, and plans tell them apart."""

from collections.abc import Iterable, Sequence
from itertools import count

from wekeep.care.rules.day_plan import overlap
from wekeep.care.rules.planning.problem import Window

# What parts the code of a member from the number of their time of the day; no code has it.
_TIMES = "."


def wheel_of(member: str, number: int) -> str:
    """What a plan calls a member at the wheel: at the first of the times that they gave for a day by their own code, at the others by that and
    the number."""
    return member if number == 1 else f"{member}{_TIMES}{number}"


def member_at(wheel: str) -> str:
    """Who drives."""
    return wheel.partition(_TIMES)[0]


def number_at(wheel: str) -> int:
    """The how manieth of their times of the day; 1 where it is told by no number."""
    number = wheel.partition(_TIMES)[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1


def numbered(windows: Sequence[Window], before: Iterable[tuple[int, Window]]) -> list[int]:
    """A number for each time of a day, from 1 on: the one of `before` (numbers, and from when to when they were driven) that shares most with
    it, so that a run that was told stays the same when its driver changes their times; else the least that is free."""
    found: dict[int, int] = {}
    for number, told in before:
        near = [place for place, one in enumerate(windows) if place not in found and overlap(one, told) > 0]
        if number not in found.values() and near:
            found[max(near, key=lambda place: (overlap(windows[place], told), -place))] = number
    free = (number for number in count(1) if number not in set(found.values()))
    return [found[place] if place in found else next(free) for place in range(len(windows))]
