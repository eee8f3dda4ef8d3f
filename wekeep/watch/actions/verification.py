"""Asking a verifier, claiming, handing over, and giving one of the five outcomes."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.people.actions.tasks import count_task
from wekeep.watch.actions.intake import learn
from wekeep.watch.actions.shelf import touch
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.incidents import get_incident
from wekeep.watch.queries.positions import crossing_near, position_of
from wekeep.watch.rules import incident as incident_rules
from wekeep.watch.rules import incident_kinds as kinds
from wekeep.watch.rules import verification as rules
from wekeep.watch.rules.outcome import Level, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.status import Status
from wekeep.watch.rules.verification import Answer, Approach, Claim, LookFor, Scene

_CLOSED_BY = frozenset({Outcome.NOT_ENFORCEMENT, Outcome.NOTHING_FOUND})
_TEACHES = _CLOSED_BY | {Outcome.CONFIRMED}
_TAUGHT = 500


@transaction.atomic
def ask_verifier(
    *, actor: Actor, code: str, approach: Approach, look_for: Collection[LookFor], minutes: int
) -> Incident:
    """Ask the verifiers of the zone to look, how to approach, what to look for, and to report within `minutes` (3 to 60)."""
    incident = _locked(actor, Ability.ASK_VERIFIER, code)
    if not 3 <= minutes <= 60:
        raise Refused("Ask for a report within 3 to 60 minutes.")
    now = clock.now()
    incident.asked_by, incident.asked_at = actor.code, now
    incident.approach, incident.look_for = approach, sorted(look_for)
    incident.report_by = now + timedelta(minutes=minutes)
    incident.save(update_fields=["asked_by", "asked_at", "approach", "look_for", "report_by"])
    journal.record(kinds.VERIFIER_ASKED, about=incident.code, actor=actor, zone=incident.zone, minutes=minutes)
    return incident


@transaction.atomic
def claim_verification(*, actor: Actor, code: str) -> Incident:
    """The actor looks at this one; nobody else can claim it for twenty minutes."""
    incident = _locked(actor, Ability.VERIFY, code)
    now = clock.now()
    rules.check_claim(_claim(incident), actor.code, now)
    incident.claimed_by, incident.claimed_at = actor.code, now
    incident.save(update_fields=["claimed_by", "claimed_at"])
    journal.record(kinds.VERIFICATION_CLAIMED, about=incident.code, actor=actor, zone=incident.zone)
    return incident


@transaction.atomic
def hand_over_verification(*, actor: Actor, code: str) -> Incident:
    """The actor lets go of the claim; it is back in the queue at once."""
    incident = _locked(actor, Ability.VERIFY, code)
    rules.check_hand_over(_claim(incident), actor.code, clock.now())
    incident.claimed_by, incident.claimed_at = "", None
    incident.save(update_fields=["claimed_by", "claimed_at"])
    journal.record(kinds.VERIFICATION_HANDED_OVER, about=incident.code, actor=actor, zone=incident.zone)
    return incident


@transaction.atomic
def give_outcome(*, actor: Actor, code: str, answer: Answer) -> Incident:
    """Write down what the verifier found, and freeze with it what is known of the scene: no later report changes that, a
    later outcome does. A "no" ends the incident and becomes an answer to the rumour; a later outcome
    replaces an earlier one, and the journal keeps both."""
    actor.require(Ability.VERIFY)
    # the shelf before the incident, as everyone does who takes both
    touch(Status(get_incident(actor, code).status))
    incident = _locked(actor, Ability.VERIFY, code)
    now = clock.now()
    rules.check_answer(_claim(incident), actor.code, answer, now)
    rules.check_scene(answer, Activity(incident.activity) if incident.activity else None)
    if answer.outcome is Outcome.CONFIRMED and answer.scene is not None:
        _set_scene(actor, incident, answer.scene)
    incident.outcome, incident.outcome_kind, incident.method = answer.outcome, answer.kind or "", answer.method
    incident.level = answer.level if answer.outcome is Outcome.CONFIRMED else Level.WATCH
    incident.outcome_at, incident.outcome_by = now, actor.code
    incident.verified_seen_at = min(now, incident.last_seen_at) if incident.is_settled else None
    incident.claimed_by, incident.claimed_at, incident.report_by = "", None, None
    incident.crossing = crossing_near(incident.lat, incident.lon) if answer.outcome in _CLOSED_BY else ""
    incident.over_at = now if answer.outcome in _CLOSED_BY else None
    incident.forget_at = incident_rules.forget_at(max(now, incident.last_seen_at), answer.outcome)
    incident.save()
    count_task(code=actor.code)
    if answer.outcome in _TEACHES:
        told = Sighting.objects.filter(incident=incident, withdrawn_at=None).order_by("-pk")[:_TAUGHT]
        learn(told, right=answer.outcome is Outcome.CONFIRMED)
    journal.record(
        kinds.OUTCOME_GIVEN,
        about=incident.code,
        actor=actor,
        zone=incident.zone,
        outcome=answer.outcome.value,
        level=incident.level,
    )
    return incident


def _set_scene(actor: Actor, incident: Incident, scene: Scene) -> None:
    people = scene.people
    incident.activity, incident.vehicles = scene.activity or "", scene.vehicles
    incident.people_low, incident.people_high = (people.low, people.high) if people else (None, None)
    if scene.lat_lon is None:
        return
    incident.lat, incident.lon = scene.lat_lon
    where = position_of(*scene.lat_lon)
    actor.require(Ability.VERIFY, where.zone or None)
    incident.cell, incident.zone, incident.neighbourhood = where.cell, where.zone, where.neighbourhood


def _locked(actor: Actor, ability: Ability, code: str) -> Incident:
    """Ability first, then the incident, then its zone: who lacks the role learns nothing of what exists."""
    actor.require(ability)
    incident = Incident.objects.select_for_update().get(pk=get_incident(actor, code).pk)
    actor.require(ability, incident.zone or None)
    return incident


def _claim(incident: Incident) -> Claim:
    return Claim(incident.claimed_by, incident.claimed_at)
