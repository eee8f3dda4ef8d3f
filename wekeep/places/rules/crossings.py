"""Where streets meet: one point for each corner, however many carriageways cross there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wekeep.places.rules.cell import metres_between

ONE_CORNER_M = 30.0

Point = tuple[float, float]


def corners(meetings: Iterable[tuple[int, int, Point]]) -> Iterator[tuple[int, int, Point]]:
    """Return (street, other street, middle) for each corner, from every node where two streets meet.

    Nodes of one pair within 30 m of each other, directly or by way of others, are one corner: a dual carriageway crosses twice.
    """
    by_pair: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for one, other, point in meetings:
        by_pair[min(one, other), max(one, other)].append(point)
    for (one, other), points in sorted(by_pair.items()):
        for group in _groups(points):
            yield one, other, (sum(lat for lat, _ in group) / len(group), sum(lon for _, lon in group) / len(group))


def _groups(points: list[Point]) -> list[list[Point]]:
    groups: list[list[Point]] = []
    for point in sorted(set(points)):
        near = [group for group in groups if any(metres_between(point, other) <= ONE_CORNER_M for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([point, *(other for group in near for other in group)])
    return groups
