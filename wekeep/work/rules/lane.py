"""The lanes jobs run in, so that slow work never stands before a warning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """`priority`: lower goes first. `ordered`: one job at a time across all workers, by rank and then in the
    order they were queued; one that failed is overtaken by a better rank only while it waits for its next try, and the lane
    goes on once its tries are used up.
    `gather`: seconds from one taking of jobs to the next while there are some; what comes meanwhile is done together.
    `at_once`: how many one thread takes; those it has not begun wait for the one it has."""

    name: str
    priority: int
    ordered: bool = False
    gather: float = 0.0
    at_once: int = 4

    def pause(self, took: float) -> float:
        """Seconds until jobs are taken again, where taking the last and doing them `took` so many."""
        return max(0.0, self.gather - took)


# one at once, because each may wait for a server that never answers, and nothing must wait behind it
ALERTS = Lane("alerts", 0, at_once=1)
# a sighting placed by itself costs eight times what it costs among others, and a flood has no time to lose
MERGING = Lane("merging", 1, ordered=True, gather=0.15, at_once=50)
# letters that failed before: they wait for no first try, and no first try waits for them
RETRIES = Lane("retries", 3, at_once=1)
DEFAULT = Lane("default", 5)
SLOW = Lane("slow", 9)

EVERY_LANE = (ALERTS, MERGING, RETRIES, DEFAULT, SLOW)
# what the process that sends runs, and what all others leave to it
SENDING = (ALERTS, RETRIES)
THE_REST = (MERGING, DEFAULT, SLOW)

LANES: dict[str, Lane] = {lane.name: lane for lane in EVERY_LANE}
