"""Reading sightings: by the words of a receipt for the reporter, by zone for those who work the board."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Q, QuerySet

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.codes import same
from wekeep.kit.errors import NotFound
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules.outcome import NotEnforcement, Outcome
from wekeep.watch.rules.receipt import Marks, SentBefore, mark_of_words
from wekeep.watch.rules.sighting import LIVE, is_live

_STEPS_OF_A_JOIN = 20


class Stage(StrEnum):
    """How far a report has come, as its reporter is told."""

    RECEIVED = "received"
    CHECKING = "checking"
    ANSWERED = "answered"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a report: no code, no handle and no place of anyone else's is in it."""

    stage: Stage
    received_at: datetime
    others: int
    outcome: Outcome | None
    outcome_kind: NotEnforcement | None
    outcome_at: datetime | None
    may_change: bool
    forget_at: datetime


def code_filed_under(marks: Marks) -> str | None:
    """The code of the sighting that was filed with these marks; SentBefore where its key was used for another body."""
    found = Sighting.objects.filter(idempotency_key=marks.key).values_list("code", "body_mark").first()
    if found is None:
        return None
    if not same(found[1], marks.body):
        raise SentBefore("A report was sent from this form already. If this is another one, send it again.")
    return found[0]


def sighting_by_receipt(words: str) -> Sighting:
    """The sighting whose receipt is `words`; NotFound where there is none (any more)."""
    return _found(Sighting.objects.select_related("incident"), words)


def lock_by_receipt(words: str) -> Sighting:
    """Like `sighting_by_receipt`, its row locked for the caller's transaction."""
    return _found(Sighting.objects.select_for_update(), words)


def _found(rows: QuerySet[Sighting], words: str) -> Sighting:
    mark = mark_of_words(settings.SECRET_KEY, words)
    sighting = rows.filter(receipt_mark=mark, forget_at__gt=clock.now()).first()
    if sighting is None:
        raise NotFound
    return sighting


def progress_of(sighting: Sighting) -> Progress:
    """What its reporter may know of it now."""
    incident = _standing(sighting.incident)
    now = clock.now()
    return Progress(
        stage=_stage(sighting, incident),
        received_at=sighting.received_at,
        others=max(0, incident.sightings_count - 1) if incident else 0,
        outcome=Outcome(incident.outcome) if incident and incident.outcome else None,
        outcome_kind=NotEnforcement(incident.outcome_kind) if incident and incident.outcome_kind else None,
        outcome_at=incident.outcome_at if incident else None,
        may_change=sighting.withdrawn_at is None and is_live(sighting.received_at, now),
        forget_at=sighting.forget_at,
    )


def _stage(sighting: Sighting, incident: Incident | None) -> Stage:
    if sighting.withdrawn_at is not None:
        return Stage.WITHDRAWN
    if incident is None:
        return Stage.RECEIVED
    if incident.over_at is not None:
        return Stage.ENDED
    return Stage.ANSWERED if incident.outcome else Stage.CHECKING


def _standing(incident: Incident | None) -> Incident | None:
    """The incident itself, or the one it was joined into."""
    for _step in range(_STEPS_OF_A_JOIN):
        if incident is None or not incident.merged_into:
            break
        incident = Incident.objects.filter(code=incident.merged_into).first()
    return incident


def sightings_visible_to(actor: Actor) -> QuerySet[Sighting]:
    """The standing sightings of the last four hours in the zones whose board the actor sees, those outside every zone
    included; newest first."""
    zones = actor.zones_where(Ability.SEE_BOARD)
    recent = Sighting.objects.filter(withdrawn_at__isnull=True, received_at__gt=clock.now() - LIVE)
    recent = recent.prefetch_related("additions").order_by("-received_at", "-pk")
    if EVERY_ZONE in zones:
        return recent
    return recent.filter(Q(zone__in=zones) | Q(zone="")) if zones else recent.none()


def get_sighting(actor: Actor, code: str) -> Sighting:
    """The sighting with `code` if the actor sees its board; NotFound otherwise."""
    sighting = sightings_visible_to(actor).filter(code=code).first()
    if sighting is None:
        raise NotFound
    return sighting
