"""When an incident may become an alert, and what the alert says of it."""

from dataclasses import dataclass
from datetime import datetime

from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.parts import Advice, Change, Ending, Parts, What
from wekeep.kit.errors import Refused
from wekeep.watch.rules.outcome import Level as Found
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import DETENTIONS, Activity

# Rings of h3 cells around the incident's own: about 0.7, 1.6, 2.5 and 3.4 kilometres from its middle.
WIDEST_RINGS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an incident, as far as an alert may speak of it. `found` is how grave the verifier found it;
    `place` is a neighbourhood's name."""

    outcome: Outcome | None
    found: Found
    over: bool
    activity: Activity | None
    place: str
    people: tuple[int, int | None] | None
    vehicles: int | None
    seen_at: datetime


def check_sendable(facts: Facts) -> None:
    """Refuse an alert about what nobody confirmed, or about what is over."""
    if facts.outcome is not Outcome.CONFIRMED:
        raise Refused("Only what a verifier confirmed becomes an alert.")
    if facts.over:
        raise Refused("This is over. There is nothing left to warn of.")


def check_change(change: Change, verified_at: datetime | None, last_said: datetime) -> None:
    """Refuse to say that they moved before a verifier has said, since the last message, where they are now."""
    if change is Change.MOVED and (verified_at is None or verified_at <= last_said):
        raise Refused(
            "First a verifier says where they are now: ask for a look, and verify it anew. Then send this, and widen the area."
        )


def level_of(found: Found) -> Level:
    """The gravest level an alert may have: active only where the verifier found that someone is being detained."""
    return Level.ACTIVE if found is Found.ACTIVE else Level.CONFIRMED


def levels_permitted(found: Found) -> tuple[Level, ...]:
    """The levels an alert may have. One that says less than was found is true all the same."""
    return tuple(level for level in Level if level is not Level.ACTIVE or found is Found.ACTIVE)


def changes_permitted(found: Found) -> tuple[Change, ...]:
    """What an update may say has changed."""
    return tuple(change for change in Change if change is not Change.DETENTION or found is Found.ACTIVE)


def check_said(facts: Facts, level: Level, change: Change | None = None) -> None:
    """Refuse to say that someone is being detained where the verifier did not find that."""
    if level not in levels_permitted(facts.found) or (change and change not in changes_permitted(facts.found)):
        raise Refused(
            "The verifier found that no one is detained, so no alert says that someone is. If that has changed, have it"
            " verified anew first."
        )


def parts_of(
    facts: Facts, *, advice: tuple[Advice, ...] = (), change: Change | None = None, ending: Ending | None = None
) -> Parts:
    """The parts an alert is made of, all chosen or counted, none typed, so that it exists in every language at once."""
    return Parts(
        what=_what(facts.activity, facts.found),
        place=facts.place,
        people=facts.people,
        vehicles=facts.vehicles,
        seen_at=facts.seen_at,
        advice=advice,
        change=change,
        ending=ending,
    )


def _what(activity: Activity | None, found: Found) -> What:
    """An alert speaks of one scene: many places at once, or nothing said, is people who are present; so is a detention
    that was reported and not found."""
    unfound = activity in DETENTIONS and found is not Found.ACTIVE
    return What.PRESENT if unfound or activity in (None, Activity.EVERYWHERE) else What(activity)
