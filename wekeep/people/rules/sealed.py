"""What people seal: the groups of an application and of a vouch, in the shape that the vault takes."""

from dataclasses import dataclass
from enum import StrEnum

APPLICATION, VOUCH = "application", "vouch"


class Group(StrEnum):
    """The groups of fields that are opened apart from each other."""

    TRIAGE = "triage"
    CONTACT = "contact"
    NOTES = "notes"
    VOUCH = "vouch"


@dataclass(frozen=True, slots=True)
class Asked:
    """One group of one record that someone wants to read."""

    kind: str
    record: str
    group: Group
