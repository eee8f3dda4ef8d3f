"""The map of a plan as a drawing of lines and numbers: it needs no script, and knows the middles of cells alone."""

from dataclasses import dataclass
from math import cos, radians

from wekeep.care.queries.plan_cards import Board, Card, StopRow
from wekeep.places.rules.cell import centre_of

WIDE, HIGH, EDGE = 1000, 640, 40
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One stop on the drawing, by its turn in the run."""

    x: int
    y: int
    turn: int
    is_home: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One run on the drawing; `shade` picks one of its line's looks."""

    driver: str
    name: str
    points: str
    spots: tuple[Spot, ...]
    shade: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All runs, in a frame of that size."""

    lines: tuple[Line, ...]
    wide: int = WIDE
    high: int = HIGH


def drawing_of(board: Board) -> Drawing | None:
    """The runs drawn to fill the frame, north at the top; None where there is nothing to draw."""
    runs = [(card, [(_place(row), row) for row in card.rows if _is_placed(row)]) for card in board.cards]
    points = [point for _card, placed in runs for point, _row in placed]
    if not points:
        return None
    south, west = min(lat for lat, _ in points), min(lon for _, lon in points)
    north, east = max(lat for lat, _ in points), max(lon for _, lon in points)
    narrow = cos(radians((south + north) / 2))
    scale = min((WIDE - 2 * EDGE) / ((east - west) * narrow or 1e-3), (HIGH - 2 * EDGE) / ((north - south) or 1e-3))

    def put(point: Point) -> tuple[int, int]:
        lat, lon = point
        return round(EDGE + (lon - west) * narrow * scale), round(EDGE + (north - lat) * scale)

    lines = []
    for shade, (card, placed) in enumerate(runs):
        spots = tuple(Spot(*put(point), turn, row.is_home) for turn, (point, row) in enumerate(placed, 1))
        lines.append(_line(card, spots, shade % 6))
    return Drawing(tuple(lines))


def _line(card: Card, spots: tuple[Spot, ...], shade: int) -> Line:
    return Line(card.driver, card.name, " ".join(f"{spot.x},{spot.y}" for spot in spots), spots, shade)


def _is_placed(row: StopRow) -> bool:
    return not row.is_home or bool(row.first.cell)


def _place(row: StopRow) -> Point:
    return centre_of(row.first.cell) if row.is_home else row.first.point
