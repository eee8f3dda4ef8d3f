"""A plan: for each driver who goes out, the stops in order with their times, and what nobody serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Side(StrEnum):
    """Which end of a task is handled."""

    PICKUP = "pickup"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Visit:
    """Handling of one end of a task begins at `begins`."""

    task: str
    side: Side
    begins: float


@dataclass(frozen=True, slots=True)
class Route:
    """One driver's run in one seating: leaves the start at `begins`, is done and at the end place at `ends`."""

    driver: str
    seating: str
    begins: float
    visits: tuple[Visit, ...]
    ends: float


@dataclass(frozen=True)
class Plan:
    """Routes with at least one visit each, and the codes of the tasks that nobody serves."""

    routes: tuple[Route, ...]
    unserved: tuple[str, ...] = ()

    @cached_property
    def route(self) -> Mapping[str, Route]:
        """The route of each driver who goes out."""
        return {one.driver: one for one in self.routes}

    @cached_property
    def served_by(self) -> Mapping[str, str]:
        """The driver of each task that is picked up."""
        return {visit.task: one.driver for one in self.routes for visit in one.visits if visit.side is Side.PICKUP}


EMPTY = Plan(())
