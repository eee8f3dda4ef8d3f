"""Reading incidents: the board's list, one incident, the verification queue, the public's answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When, prefetch_related_objects

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.watch.models import Addition, Incident, Sighting
from wekeep.watch.queries.observations import calls_for_a_look
from wekeep.watch.rules.incident import ANSWER_KEPT
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.sighting import LIVE
from wekeep.watch.rules.standing import Standing
from wekeep.watch.rules.status import Source, Status
from wekeep.work.prepared import Prepared

BOARD_LIMIT = 500
# Whatever a flood brought past the gate comes after what anyone else told of.
_WEAK_LAST = Case(When(standing=Standing.WEAK, then=Value(1)), default=Value(0))


def incidents_visible_to(actor: Actor) -> QuerySet[Incident]:
    """The incidents of the zones whose board the actor may see; those outside every zone are seen by all of them."""
    zones = actor.zones_where(Ability.SEE_BOARD)
    if EVERY_ZONE in zones:
        return Incident.objects.all()
    return _of_zones(zones) if zones else Incident.objects.none()


def _of_zones(zones: Iterable[str]) -> QuerySet[Incident]:
    return Incident.objects.filter(Q(zone__in=zones) | Q(zone=""))


def _visible(
    actor: Actor, everywhere: Prepared[Incident], in_zones: Prepared[Incident], value: str | datetime
) -> list[Incident]:
    """As `incidents_visible_to` narrows, of a question that is asked with every page."""
    zones = actor.zones_where(Ability.SEE_BOARD)
    if EVERY_ZONE in zones:
        return everywhere.objects(value)
    return in_zones.objects(value, tuple(sorted(zones))) if zones else []


def _sees(actor: Actor, incident: Incident) -> bool:
    """The same for one that was read."""
    zones = actor.zones_where(Ability.SEE_BOARD)
    return EVERY_ZONE in zones or (bool(zones) and incident.zone in (*zones, ""))


def get_incident(actor: Actor, code: str) -> Incident:
    """The incident with `code`, or the one it was joined into; NotFound where absent or in another zone."""
    found = _visible(actor, _ONE, _ONE_OF_ZONES, code)
    for _step in range(20):
        if not found or not found[0].merged_into:
            break
        found = _visible(actor, _ONE, _ONE_OF_ZONES, found[0].merged_into)
    if not found:
        raise NotFound
    return found[0]


_ONE: Prepared[Incident] = Prepared(lambda code: Incident.objects.filter(code=code))
_ONE_OF_ZONES: Prepared[Incident] = Prepared(lambda code, zones: _of_zones(zones).filter(code=code))


def board(actor: Actor) -> list[Incident]:
    """What the board lists: incidents that go on, and those over in the last hour; the most urgent first, and what only
    weak sources tell of last."""
    return _visible(actor, _BOARD, _BOARD_OF_ZONES, clock.now() - timedelta(hours=1))


def _on_board(rows: QuerySet[Incident], over_since: datetime) -> QuerySet[Incident]:
    going_on = Q(over_at__isnull=True) | Q(over_at__gt=over_since)
    # what a verifier confirmed stands even if whoever reported it takes that back
    standing = Q(sightings_count__gt=0) | Q(outcome=Outcome.CONFIRMED)
    rows = rows.filter(going_on, standing, merged_into="")
    return rows.order_by("over_at", _WEAK_LAST, "-urgency", "-last_seen_at")[:BOARD_LIMIT]


_BOARD: Prepared[Incident] = Prepared(lambda since: _on_board(Incident.objects.all(), since))
_BOARD_OF_ZONES: Prepared[Incident] = Prepared(lambda since, zones: _on_board(_of_zones(zones), since))


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
    """The standing sightings of an incident, in the order they were made; NotFound where the actor may not see it."""
    if not _sees(actor, incident):
        raise NotFound
    seen = _SEEN.objects(incident.pk)
    if _ADDED_TO.exists(incident.pk):
        prefetch_related_objects(seen, "additions")
    else:
        nothing = Addition.objects.none()
        for one in seen:  # known without asking for them
            one._prefetched_objects_cache = {"additions": nothing}  # type: ignore[attr-defined]
    return seen


_SEEN: Prepared[Sighting] = Prepared(
    lambda incident: Sighting.objects.filter(incident=incident, withdrawn_at__isnull=True).order_by(
        "observed_at", "pk"
    )[:500]
)
_ADDED_TO: Prepared[Addition] = Prepared(
    lambda incident: Addition.objects.filter(sighting__incident=incident).values_list("pk")[:1]
)


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
