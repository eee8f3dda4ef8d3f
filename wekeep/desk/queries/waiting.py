"""What waits for a second person, as the one who may agree reads it."""

from dataclasses import dataclass

from wekeep.alerts.queries.proposals import Proposed as ProposedAlert
from wekeep.alerts.queries.proposals import as_alert
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import BrakeIs
from wekeep.people.queries import handles_of
from wekeep.people.queries.put_back import with_powers
from wekeep.vault.queries.powers import proposals_visible_to
from wekeep.vault.queries.sending import brake
from wekeep.vault.rules.power import Power, Proposed


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal. `by` and `whom` are what its people are called in its zone; `mine` and `about_me` say why the reader
    cannot be the second person."""

    one: Proposed
    by: str
    whom: str
    mine: bool
    about_me: bool
    alert: ProposedAlert | None
    # where everybody's roles would run again: who holds one of those that take two
    powerful: tuple[str, ...] = ()
    # of an alert: how much goes out just now
    pace: BrakeIs | None = None


def waiting_for(actor: Actor) -> list[Waiting]:
    """All that the actor may agree to, and what they asked for themselves, oldest first."""
    found = proposals_visible_to(actor)
    names = handles_of({(code, one.zone) for one in found for code in (one.by, one.about)})
    return [
        Waiting(
            one,
            names.get((one.by, one.zone), ""),
            names.get((one.about, one.zone), ""),
            one.by == actor.code,
            one.about == actor.code,
            as_alert(one, reader=actor.code) if one.power is Power.ALERT else None,
            tuple(with_powers()) if one.power is Power.RESTORE else (),
            _pace() if one.power is Power.ALERT else None,
        )
        for one in found
    ]


def _pace() -> BrakeIs | None:
    try:
        return brake()
    except Refused:
        return None


def get_waiting(actor: Actor, code: str) -> Proposed:
    """The proposal, for one who may agree or who asked; NotFound otherwise."""
    for one in proposals_visible_to(actor):
        if one.code == code:
            return one
    raise NotFound
