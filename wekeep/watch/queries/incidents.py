"""Reading incidents: the board's list, one incident, the verification queue, the public's answers."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.observations import calls_for_a_look
from wekeep.watch.rules.incident import ANSWER_KEPT
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.sighting import LIVE
from wekeep.watch.rules.standing import Standing
from wekeep.watch.rules.status import Source, Status

BOARD_LIMIT = 500
# Whatever a flood brought past the gate comes after what anyone else told of.
_WEAK_LAST = Case(When(standing=Standing.WEAK, then=Value(1)), default=Value(0))


def incidents_visible_to(actor: Actor) -> QuerySet[Incident]:
    """The incidents of the zones whose board the actor may see; those outside every zone are seen by all of them."""
    zones = actor.zones_where(Ability.SEE_BOARD)
    if EVERY_ZONE in zones:
        return Incident.objects.all()
    return Incident.objects.filter(Q(zone__in=zones) | Q(zone="")) if zones else Incident.objects.none()


def get_incident(actor: Actor, code: str) -> Incident:
    """The incident with `code`, or the one it was joined into; NotFound where absent or in another zone."""
    visible = incidents_visible_to(actor)
    incident = visible.filter(code=code).first()
    for _step in range(20):
        if incident is None or not incident.merged_into:
            break
        incident = visible.filter(code=incident.merged_into).first()
    if incident is None:
        raise NotFound
    return incident


def board(actor: Actor) -> list[Incident]:
    """What the board lists: incidents that go on, and those over in the last hour; the most urgent first, and what only
    weak sources tell of last."""
    now = clock.now()
    going_on = Q(over_at__isnull=True) | Q(over_at__gt=now - timedelta(hours=1))
    # what a verifier confirmed stands even if whoever reported it takes that back
    standing = Q(sightings_count__gt=0) | Q(outcome=Outcome.CONFIRMED)
    rows = incidents_visible_to(actor).filter(going_on, standing, merged_into="")
    return list(rows.order_by("over_at", _WEAK_LAST, "-urgency", "-last_seen_at")[:BOARD_LIMIT])


def queue(actor: Actor) -> list[Incident]:
    """What waits for a verifier in the actor's zones: no outcome yet, the most urgent and then the longest waiting first.
    What stands on imported or hours-old sightings alone is on record, and nobody is sent to look at it."""
    now = clock.now()
    live = Sighting.objects.filter(calls_for_a_look(now), incident=OuterRef("pk"))
    brought_in = Sighting.objects.filter(incident=OuterRef("pk"), source=Source.IMPORT)
    waiting = incidents_visible_to(actor).filter(
        Exists(live) | ~Exists(brought_in),
        last_seen_at__gt=now - LIVE,
        outcome__in=["", Outcome.UNCERTAIN],
        over_at__isnull=True,
        merged_into="",
        sightings_count__gt=0,
    )
    return list(waiting.order_by(_WEAK_LAST, "-urgency", "verify_by")[:BOARD_LIMIT])


def sightings_of(actor: Actor, incident: Incident) -> list[Sighting]:
    """The standing sightings of an incident the actor may see, in the order they were made."""
    get_incident(actor, incident.code)
    standing = Sighting.objects.filter(incident=incident, withdrawn_at__isnull=True)
    return list(standing.prefetch_related("additions").order_by("observed_at", "pk")[:500])


def since_verified(incident: Incident, sightings: Iterable[Sighting]) -> list[Sighting]:
    """Those of the incident's sightings that came, or were added to, after its outcome was settled; none before that."""
    at = incident.outcome_at
    if at is None or not incident.is_settled:
        return []
    return [s for s in sightings if s.received_at > at or any(one.added_at > at for one in s.additions.all())]


def answers(limit: int = 100) -> list[Incident]:
    """The rumours of the last week that have an answer fit for all: it was something else, or nothing was there."""
    rows = Incident.objects.filter(
        status=Status.ACTUAL,
        outcome__in=[Outcome.NOT_ENFORCEMENT, Outcome.NOTHING_FOUND],
        merged_into="",
        outcome_at__gt=clock.now() - ANSWER_KEPT,
    )
    return list(rows.order_by("-outcome_at")[:limit])
