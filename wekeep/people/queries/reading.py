"""What a vetter reads of an application: the clear part, and the sealed part where the session is unlocked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.models import Application, Seen
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.sealed import APPLICATION
from wekeep.vault.queries.closed import Closed, why_closed
from wekeep.vault.queries.opening import read_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked


@dataclass(frozen=True, slots=True)
class Card:
    """One application as it stands on the screen. `is_open` says whether the sealed words could be read."""

    one: Application
    is_open: bool
    vouches: int = 0
    said: dict[str, str] = field(default_factory=dict)


def cards_of(unlocked: Unlocked, batch: Sequence[Application]) -> list[Card]:
    """The batch, opened at once: only what the applicants wrote, never how to reach them."""
    opened = _open(unlocked, [Asked(APPLICATION, one.code, Group.TRIAGE) for one in batch], "screening")
    found = {one.code: opened.get((one.code, Group.TRIAGE)) for one in batch}
    rows = Seen.objects.filter(person__in=[one.code for one in batch], kind=Kind.VOUCH)
    vouches = dict(rows.values_list("person").annotate(Count("id")))
    return [Card(one, found[one.code] is not None, vouches.get(one.code, 0), found[one.code] or {}) for one in batch]


def read_group(unlocked: Unlocked, code: str, group: Group, reason: str) -> dict[str, str] | None:
    """One sealed group of one application; None where it does not open, and `why_not` says why. Refused in a locked
    session."""
    return read_groups(unlocked, [Asked(APPLICATION, code, group)], reason=reason).get((code, group))


def why_not(actor: Actor, code: str, group: Group) -> Closed:
    """Why that group did not open for the actor."""
    return why_closed(actor, Asked(APPLICATION, code, group))


def _open(unlocked: Unlocked, asked: list[Asked], reason: str) -> dict[tuple[str, str], dict[str, str]]:
    try:
        return read_groups(unlocked, asked, reason=reason) if asked else {}
    except Refused:
        return {}
