"""Writing down what was seen about a person, and striking it out."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.actions.moving import locked
from wekeep.people.actions.standing import recompute
from wekeep.people.models import Seen
from wekeep.people.queries.applications import get_application, get_wishing
from wekeep.people.rules import kinds
from wekeep.people.rules.application import ENDED, State
from wekeep.people.rules.evidence import BY_HAND, OF_A_ZONE, WITH_A_LAST_DAY, Kind
from wekeep.people.rules.policy import policy_on
from wekeep.places.queries.today import today

REFERENCES = ("1", "2")


@transaction.atomic
def write_evidence(*, actor: Actor, code: str, kind: Kind, reference: str = "", last_day: date | None = None) -> Seen:
    """The actor has seen it today. Papers carry their own last day; of the rest the policy says how long it holds."""
    actor.require(Ability.SCREEN)
    # of another zone's applicants a vetter judges whether they may help in their own, and writes down nothing else
    get = get_wishing if kind is Kind.VETTED else get_application
    one = locked(get(actor, code).code)
    if kind not in BY_HAND:
        raise Refused("This is written down by the step itself, never by hand.")
    if State(one.state) in ENDED:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    of = actor.code if kind is Kind.VETTED else _which(reference) if kind is Kind.REFERENCE else ""
    row = keep_evidence(
        person=one.code,
        kind=kind,
        of=of,
        seen_by=actor.code,
        last_day=_last(kind, last_day),
        zones=actor.zones_where(Ability.SCREEN),
    )
    journal.record(kinds.EVIDENCE_SEEN, about=one.code, actor=actor, evidence=kind.value)
    recompute(person=one.code)
    return row


def _which(reference: str) -> str:
    if reference not in REFERENCES:
        raise Refused("Say which of the two references it was.")
    return reference


def _last(kind: Kind, last_day: date | None) -> date | None:
    if kind not in WITH_A_LAST_DAY:
        return None
    if last_day is None or last_day < today():
        raise Refused("Say until when the paper is valid: a day that is still to come.")
    return last_day


def keep_evidence(
    *,
    person: str,
    kind: Kind,
    of: str = "",
    seen_by: str = "",
    last_day: date | None = None,
    in_person: bool = False,
    zones: Iterable[str] = (),
) -> Seen:
    """Keep one piece of evidence from today, in place of an older one of the same; never longer than the policy says.
    `zones` are those that the one who saw it vets; they are kept of a judgement only."""
    ends = policy_on(today()).valid_until(kind, today())
    row, _new = Seen.objects.update_or_create(
        person=person,
        kind=kind,
        of=of,
        defaults={
            "seen_by": seen_by,
            "on": today(),
            "valid_until": min(last_day, ends) if last_day else ends,
            "in_person": in_person,
            "zones": sorted(zones) if kind in OF_A_ZONE else [],
        },
    )
    return row


@transaction.atomic
def strike_evidence(*, actor: Actor, code: str, number: int) -> None:
    """What the actor wrote down was wrong: it is gone, and what it opened closes."""
    actor.require(Ability.SCREEN)
    one = locked(get_wishing(actor, code).code)
    row = Seen.objects.filter(person=one.code, pk=number, seen_by=actor.code, kind__in=BY_HAND).first()
    if row is None:
        raise NotFound
    row.delete()
    journal.record(kinds.EVIDENCE_STRUCK, about=one.code, actor=actor, evidence=row.kind)
    recompute(person=one.code)
