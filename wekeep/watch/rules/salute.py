"""The six letters of a SALUTE report (Size, Activity, Location, Uniform, Time, Equipment) as plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Activity(StrEnum):
    """What is being done, as seen; the values are the spelling of the API, of imports and of files.

    EVERYWHERE is what people write of many parties at once ("they are all over the south side"): no one scene.
    """

    SURVEILLING = "surveilling"
    STAGING = "staging"
    APPROACHING_HOME = "approaching_home"
    VEHICLE_STOP = "vehicle_stop"
    QUESTIONING = "questioning"
    DETAINING = "detaining"
    LOADING = "loading"
    CHECKPOINT = "checkpoint"
    LEAVING = "leaving"
    EVERYWHERE = "everywhere"


# What is done to someone who is not free to go.
DETENTIONS = frozenset({Activity.DETAINING, Activity.LOADING})


@dataclass(frozen=True, slots=True)
class Count:
    """How many were seen: between `low` and `high`; `high` is None for "at least `low`"."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Observation:
    """One sighting as merging sees it: where, when and what, and nothing about who reported it.

    `observed_at` and `received_at` are aware datetimes, `lat` and `lon` degrees (WGS 84), `language` a code such as "es";
    `coarse` says that the place stands for a neighbourhood and not for a point.
    """

    id: str
    observed_at: datetime
    received_at: datetime
    lat: float
    lon: float
    people: Count | None = None
    vehicles: int | None = None
    activity: Activity | None = None
    uniform: str = ""
    equipment: str = ""
    text: str = ""
    language: str = "en"
    coarse: bool = False
