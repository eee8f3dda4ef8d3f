"""The lanes jobs run in, so that slow work never stands before a warning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """`priority`: lower goes first. `ordered`: one job at a time across all workers, in the order they were queued; one
    that failed is not overtaken while it waits for its next try, and the lane goes on once its tries are used up."""

    name: str
    priority: int
    ordered: bool = False


ALERTS = Lane("alerts", 0)
MERGING = Lane("merging", 1, ordered=True)
DEFAULT = Lane("default", 5)
SLOW = Lane("slow", 9)

LANES: dict[str, Lane] = {lane.name: lane for lane in (ALERTS, MERGING, DEFAULT, SLOW)}
