"""Each sighting joins an incident or opens one: the one writer of that."""

from collections.abc import Iterable, Sequence

import h3
from django.db import transaction
from django.db.models import Count, Max, Min, Q

from wekeep.alerts.actions.watches import tell_watch
from wekeep.journal import actions as journal
from wekeep.journal.rules.kind import Kind
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.watch.actions.rows import write_rows
from wekeep.watch.actions.shelf import open_book, touch
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.observations import BY_RULES, calls_for_a_look, latest_of, observation_of
from wekeep.watch.queries.positions import position_of
from wekeep.watch.rules import incident as rules
from wekeep.watch.rules import incident_kinds as kinds
from wekeep.watch.rules.merging import Reason, Verdict
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Observation
from wekeep.watch.rules.standing import Lane, Standing
from wekeep.watch.rules.status import Status

# An incident is added up from its latest sightings; a flood of a thousand says no more than these.
_SUMMED_UP = 60
_OUTCOME = ("outcome", "outcome_kind", "outcome_at", "outcome_by", "verified_seen_at", "method", "level", "crossing")
_VERIFIED = ("lat", "lon", "cell", "zone", "neighbourhood", "activity", "people_low", "people_high", "vehicles")
_ADDED_UP = (
    *("lat", "lon", "cell", "zone", "neighbourhood", "crossing", "activity", "people_low", "people_high", "vehicles"),
    *("sightings_count", "first_seen_at", "last_seen_at", "urgency", "standing", "verify_by", "forget_at", "over_at"),
)


@transaction.atomic
def place_sightings(*, codes: Sequence[str]) -> None:
    """Put each sighting, in this order, where the rules say it belongs; those placed, withdrawn, held or gone are passed over.

    The verdicts' joins and moves are carried out with them. However many sightings one incident gains here, it is added
    up once and the boards hear of it once.
    """
    waiting = Sighting.objects.filter(code__in=codes, incident=None, withdrawn_at=None, lane=Lane.OPEN)
    found = sorted(waiting, key=lambda sighting: codes.index(sighting.code))
    for status in Status:
        chosen = [sighting for sighting in found if sighting.status == status]
        if chosen:
            _place(status, chosen)


def place_sighting(*, code: str) -> Incident | None:
    """Place one sighting; returns its incident, or None where it has none."""
    place_sightings(codes=[code])
    sighting = Sighting.objects.filter(code=code).select_related("incident").first()
    return sighting.incident if sighting else None


def _place(status: Status, sightings: Sequence[Sighting]) -> None:
    opened: set[int] = set()
    changed: set[int] = set()
    with open_book(status) as book:
        waiting: list[Sighting] = []
        for sighting in sightings:
            verdict = book.place(observation_of(sighting))
            waiting.append(_put(sighting, verdict))
            if verdict.joins or verdict.moves:
                waiting = _write(waiting)
                changed |= _carry_out(verdict)
            changed.add(verdict.incident)
            opened |= {verdict.incident} if verdict.opened else set()
        _write(waiting)
        stirred = _stirred(changed, opened, sightings) if status is Status.ACTUAL else frozenset()
        for incident in refresh(changed):
            _tell(incident, is_new=incident.pk in opened, stirs=incident.pk in stirred)


def _stirred(changed: set[int], opened: set[int], placed: Sequence[Sighting]) -> frozenset[int]:
    """The incidents that someone should now look at, and that nothing said before: a record of other days wakes nobody,
    and the first live report that joins such a record does. Nobody is woken for what only weak sources tell."""
    strong = Sighting.objects.filter(standing__gt=Standing.WEAK, incident__in=changed)
    live = strong.filter(calls_for_a_look(clock.now())).values_list("incident")
    new = Q(pk__in=[one.pk for one in placed])
    counts = live.annotate(there=Count("pk"), arrived=Count("pk", filter=new))
    return frozenset(pk for pk, there, arrived in counts if arrived and (pk in opened or arrived == there))


def _tell(incident: Incident, *, is_new: bool, stirs: bool) -> None:
    if incident.merged_into:
        return
    _record(kinds.INCIDENT_OPENED if is_new else kinds.INCIDENT_CHANGED, incident)
    if stirs and incident.zone:
        tell_watch(actor=SYSTEM, zone=incident.zone, about=incident.code, path=f"/board/{incident.code}/")


@transaction.atomic
def reconsider_sighting(*, code: str) -> None:
    """A sighting was corrected, withdrawn or held again: take it out of its incident and, if it still stands, place it anew.

    One that a person placed stays where that person put it.
    """
    status = Sighting.objects.filter(code=code).values_list("status", flat=True).first()
    if status is None:
        return
    # the shelf before the rows, as everyone does who takes both
    touch(Status(status))
    sighting = Sighting.objects.select_for_update().filter(code=code).first()
    if sighting is None or sighting.incident_id is None:
        return
    left = sighting.incident_id
    stays = sighting.withdrawn_at is None and sighting.lane == Lane.OPEN
    if stays and sighting.placed_by != BY_RULES:
        refresh([left])
        return
    Sighting.objects.filter(pk=sighting.pk).update(incident=None, reasons=[])
    for incident in refresh([left]):
        _record(kinds.INCIDENT_CHANGED, incident)
    place_sighting(code=code)


def _put(sighting: Sighting, verdict: Verdict) -> Sighting:
    sighting.incident_id = verdict.incident
    sighting.placed_by = BY_RULES
    sighting.reasons = [_stored(reason) for reason in verdict.reasons]
    return sighting


def _write(placed: list[Sighting]) -> list[Sighting]:
    """Write where these were put; returns the empty list of those still to be written."""
    write_rows(placed, ["incident", "placed_by", "reasons"])
    return []


def _stored(reason: Reason) -> list[object]:
    return [reason.code.value, list(reason.values), round(reason.weight, 2)]


def _carry_out(verdict: Verdict) -> set[int]:
    """Write the joins and moves of a verdict; returns the incidents whose sightings changed."""
    target = Incident.objects.select_for_update().get(pk=verdict.incident)
    for gone in Incident.objects.select_for_update().filter(pk__in=verdict.joins).order_by("pk"):
        gone.sightings.update(incident=target)
        _end_as_joined(gone, target)
    touched: set[int] = set()
    for move in verdict.moves:
        reasons = [_stored(reason) for reason in move.reasons]
        sighting = Sighting.objects.filter(pk=int(move.sighting))
        sighting.update(incident_id=move.target, placed_by=BY_RULES, reasons=reasons)
        touched |= {move.origin, move.target}
    return touched


def _end_as_joined(gone: Incident, target: Incident) -> None:
    """`gone` is part of `target` now; what a verifier found of it is not lost."""
    if take_outcome(gone, target):
        target.save()
    if gone.claimed_by and not target.claimed_by:
        target.claimed_by, target.claimed_at = gone.claimed_by, gone.claimed_at
        target.save(update_fields=["claimed_by", "claimed_at"])
    gone.merged_into, gone.over_at, gone.sightings_count = target.code, clock.now(), 0
    _forget_where(gone)
    gone.save()
    journal.record(kinds.INCIDENT_JOINED, about=gone.code, actor=SYSTEM, zone=gone.zone, into=target.code)


def take_outcome(gone: Incident, target: Incident) -> bool:
    """Give `target`, unsaved, the outcome of `gone` and all that was verified with it, unless it has one that weighs as
    much; returns whether it did."""
    if target.is_settled or not gone.outcome or (target.outcome and not gone.is_settled):
        return False
    for name in (*_OUTCOME, *(_VERIFIED if gone.is_settled else ())):
        setattr(target, name, getattr(gone, name))
    return True


def refresh(keys: Iterable[int]) -> list[Incident]:
    """Add the incidents up again from their sightings, and return them; one that has none left is over.

    Their rows are locked, in the order of their keys, so that what a verifier writes at the same moment is not written
    over.
    """
    incidents = list(Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    standing = Sighting.objects.filter(incident__in=incidents, withdrawn_at__isnull=True)
    sums = {
        key: (count, first, best)
        for key, count, first, best in standing.values_list("incident").annotate(
            Count("pk"), Min("observed_at"), Max("standing")
        )
    }
    latest = latest_of(standing, _SUMMED_UP)
    for incident in incidents:
        incident.sightings_count, first_seen, incident.standing = sums.get(incident.pk, (0, None, incident.standing))
        if first_seen is not None:
            incident.first_seen_at = first_seen
            _add_up(incident, latest[incident.pk])
        else:
            _forget_where(incident)
            if not incident.merged_into and incident.outcome != Outcome.CONFIRMED:
                incident.over_at = incident.over_at or clock.now()
    write_rows(incidents, _ADDED_UP)
    return incidents


def _forget_where(incident: Incident) -> None:
    """What an incident drew from reports that were all taken back, or that another has now, goes with them. One whose
    outcome is settled stands on its verifier's word: of it only the exact place and the crossing go."""
    incident.crossing = ""
    if incident.is_settled:
        incident.lat, incident.lon = h3.cell_to_latlng(incident.cell)
        return
    incident.people_low = incident.people_high = incident.vehicles = None
    incident.lat = incident.lon = 0
    incident.cell = incident.neighbourhood = incident.activity = ""
    incident.first_seen_at = incident.last_seen_at = incident.opened_at


def _add_up(incident: Incident, latest: list[Observation]) -> None:
    total = rules.summarise(latest)
    if not incident.is_settled:
        _say_as_reported(incident, total)
    incident.last_seen_at = total.last_seen
    incident.urgency = rules.urgency(total.gravest, incident.sightings_count, total.last_seen, clock.now())
    incident.verify_by = rules.verify_by(rules.Urgency(incident.urgency), incident.opened_at)
    incident.forget_at = rules.forget_at(total.last_seen, Outcome(incident.outcome) if incident.outcome else None)
    if not incident.merged_into and not incident.outcome:
        # what was last seen hours ago is on record and over, not news
        is_stale = total.last_seen < clock.now() - rules.STALE_AFTER
        incident.over_at = (incident.over_at or clock.now()) if is_stale else None


def _say_as_reported(incident: Incident, total: rules.Summary) -> None:
    where = position_of(total.lat, total.lon)
    incident.lat, incident.lon, incident.cell = total.lat, total.lon, where.cell
    incident.zone, incident.neighbourhood = where.zone, where.neighbourhood
    incident.activity = total.activity or ""
    incident.people_low, incident.people_high, incident.vehicles = total.people_low, total.people_high, total.vehicles


def _record(kind: Kind, incident: Incident) -> None:
    journal.record(kind, about=incident.code, actor=SYSTEM, zone=incident.zone, sightings=incident.sightings_count)
