"""The five outcomes a verifier can give, how they know, and what a thing was when it was not enforcement."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a verifier found."""

    CONFIRMED = "confirmed"
    NOT_ENFORCEMENT = "not_enforcement"
    NOTHING_FOUND = "nothing_found"
    UNCERTAIN = "uncertain"
    UNABLE = "unable"


# What the public may hear of: from then on the incident says what the verifier said, whatever else is reported.
SETTLED = frozenset({Outcome.CONFIRMED, Outcome.NOT_ENFORCEMENT, Outcome.NOTHING_FOUND})


class Method(StrEnum):
    """How a verifier knows."""

    IN_PERSON = "in_person"
    LIVE_VIDEO = "live_video"
    TWO_REPORTS = "two_reports"
    MEDIA_CHECK = "media_check"
    PARTNER = "partner"
    OTHER = "other"


class NotEnforcement(StrEnum):
    """What it was instead."""

    LOCAL_POLICE = "local_police"
    SHERIFF = "sheriff"
    SECURITY = "security"
    DELIVERY = "delivery"
    UTILITY = "utility"
    FILM_CREW = "film_crew"
    TOW_TRUCK = "tow_truck"
    RESIDENT = "resident"
    OTHER = "other"


class Level(StrEnum):
    """How grave a confirmed incident is; a watch is unconfirmed and never an alert."""

    WATCH = "watch"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
