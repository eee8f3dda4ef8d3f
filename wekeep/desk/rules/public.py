"""Whether an alert may be shown to everyone, and which words may stand for its place."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """What an alert is about, as it stands now."""

    real: bool
    confirmed: bool


def may_show(event: Event | None, live: bool) -> bool:
    """Whether everyone may see an alert about `event`.

    A drill never. What is gone or never was confirmed never. While the alert warns (`live`), the outcome must still be
    "confirmed": if a verifier takes it back, the warning leaves the public pages at once, before anyone cancels it. The
    cancellation or the all clear that follows is shown whatever the outcome is by then.
    """
    return event is not None and event.real and (event.confirmed or not live)


def public_place(said: str, known: Collection[str], fallback: str) -> str:
    """The name for everyone: `said` only if it is the name of a neighbourhood or zone, so that no address slips through."""
    return said if said in known else fallback
