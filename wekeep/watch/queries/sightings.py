"""Reading sightings: by the words of a receipt for the reporter, by zone for those who work the board."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from wekeep.alerts.queries.alerts import was_public
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules.outcome import NotEnforcement, Outcome
from wekeep.watch.rules.receipt import Marks, check_body, mark_of_words
from wekeep.watch.rules.sighting import LIVE, is_live
from wekeep.watch.rules.standing import MENDABLE, Lane
from wekeep.watch.rules.status import Status

_STEPS_OF_A_JOIN = 20
# in SQL of our own: every report asks it
_FILED_UNDER = f"SELECT code, body_mark FROM {Sighting._meta.db_table} WHERE idempotency_key = %s"
_KEYS = f"SELECT idempotency_key FROM {Sighting._meta.db_table} ORDER BY id DESC LIMIT %s"


class Stage(StrEnum):
    """How far a report has come, as its reporter is told."""

    RECEIVED = "received"
    CHECKING = "checking"
    ANSWERED = "answered"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a report: no code, no handle and no place of anyone else's is in it, and nothing before it is public,
    so that whoever is being watched learns from a report of their own neither that they were seen nor that someone looked.
    `others_told` says that other people told of this too, never how many."""

    stage: Stage
    received_at: datetime
    others_told: bool
    outcome: Outcome | None
    outcome_kind: NotEnforcement | None
    outcome_at: datetime | None
    may_change: bool
    forget_at: datetime


def code_filed_under(marks: Marks) -> str | None:
    """The code of the sighting that was filed with these marks; SentBefore where its key was used for another body."""
    with connection.cursor() as cursor:
        cursor.execute(_FILED_UNDER, [marks.key])
        found = cursor.fetchone()
    if found is None:
        return None
    check_body(found[1], marks.body)
    return str(found[0])


def filed_with(key_mark: str) -> str | None:
    """The mark of the body that was filed under a key, by the key's own mark; None where nothing was."""
    with connection.cursor() as cursor:
        cursor.execute(_FILED_UNDER, [key_mark])
        found = cursor.fetchone()
    return str(found[1]) if found else None


def keys_filed(most: int) -> list[str]:
    """The marks of the keys of the newest `most` reports."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [most])
        return [key for (key,) in cursor.fetchall() if key]


def held_for_want_of_a_proof(**found_by: str) -> QuerySet[Sighting]:
    """Those among the sightings found so that wait for a person and would go on with a proof."""
    return Sighting.objects.filter(**found_by, lane=Lane.HELD, held_for__in=MENDABLE, withdrawn_at=None)


def is_filed(words: str) -> bool:
    """Whether there is a sighting whose receipt is `words`."""
    mark = mark_of_words(settings.SECRET_KEY, words)
    return Sighting.objects.filter(receipt_mark=mark, forget_at__gt=clock.now()).exists()


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
    public = incident if incident and _is_public(incident) else None
    now = clock.now()
    return Progress(
        stage=_stage(sighting, public),
        received_at=sighting.received_at,
        others_told=public is not None and public.sightings_count > 1,
        outcome=Outcome(public.outcome) if public else None,
        outcome_kind=NotEnforcement(public.outcome_kind) if public and public.outcome_kind else None,
        outcome_at=public.outcome_at if public else None,
        may_change=sighting.withdrawn_at is None and is_live(sighting.received_at, now),
        forget_at=sighting.forget_at,
    )


def _is_public(incident: Incident) -> bool:
    """Whether anyone may know what was found: an answer to a rumour at once, enforcement once an alert was sent."""
    if incident.status != Status.ACTUAL or not incident.is_settled:
        return False
    if incident.outcome != Outcome.CONFIRMED:
        return True
    joined = Incident.objects.filter(merged_into=incident.code).values_list("code", flat=True)
    return was_public([incident.code, *joined])


def _stage(sighting: Sighting, public: Incident | None) -> Stage:
    if sighting.withdrawn_at is not None:
        return Stage.WITHDRAWN
    if sighting.incident_id is None and sighting.lane == Lane.OPEN:
        return Stage.RECEIVED
    if public is None:
        return Stage.CHECKING
    return Stage.ENDED if public.over_at is not None else Stage.ANSWERED


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
    recent = Sighting.objects.filter(withdrawn_at__isnull=True, received_at__gt=clock.now() - LIVE, lane=Lane.OPEN)
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
