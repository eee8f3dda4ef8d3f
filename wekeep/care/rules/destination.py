"""Places that are no secret: where runs begin or end that is nobody's home."""

from enum import StrEnum


class DestinationKind(StrEnum):
    """What is there. A hub packs food and keeps stock."""

    HUB = "hub"
    SCHOOL = "school"
    CLINIC = "clinic"
    WORK = "work"
    COURT = "court"
    WORSHIP = "worship"
    OTHER = "other"
