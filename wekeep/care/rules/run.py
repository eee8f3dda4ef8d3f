"""Runs as they are told and driven: what became of a run and of each of its stops, and what plans of a day are."""

from datetime import timedelta
from enum import StrEnum


class Shape(StrEnum):
    """Runs with an order and times; or bundles: what lies close together, in whatever order its carer likes."""

    ROUTES = "routes"
    BUNDLES = "bundles"


class PlanState(StrEnum):
    """Where a plan of a day stands. Published ones go on being changed; each change that is told is a version of its own."""

    DRAFT = "draft"
    SEARCHING = "searching"
    PUBLISHED = "published"
    OVER = "over"


class RunState(StrEnum):
    """Where a run stands, once it was told to its driver."""

    TOLD = "told"
    ACCEPTED = "accepted"
    OUT = "out"
    DONE = "done"
    # somebody else drives, or nobody
    DROPPED_OUT = "dropped_out"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of one stop. Left at the door, handed to somebody, a rider got in or out, or it failed (with a code)."""

    WAITING = "waiting"
    LOADED = "loaded"
    LEFT = "left"
    HANDED = "handed"
    BOARDED = "boarded"
    DROPPED = "dropped"
    FAILED = "failed"


STILL_DRIVEN = frozenset({RunState.TOLD, RunState.ACCEPTED, RunState.OUT})
# So long after its day a plan, its runs and their stops are kept.
KEPT_AFTER = timedelta(days=30)
