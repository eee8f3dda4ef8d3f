"""From a confirmed incident to an alert, and to its update, cancel and all clear."""

from collections.abc import Collection
from typing import TypedDict

import h3
from django.db import transaction

from wekeep.alerts.actions import alerts, proposals
from wekeep.alerts.queries.alerts import Chain, last_said_in
from wekeep.alerts.queries.proposals import Proposed, proposals_visible_to
from wekeep.alerts.rules import alert as alert_rules
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.area import Area, of_cells
from wekeep.alerts.rules.parts import Advice, Change, Ending, Parts
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.watch.models import Incident
from wekeep.watch.queries.incidents import get_incident
from wekeep.watch.queries.warnings import codes_of_alerts_about, open_alerts_about
from wekeep.watch.rules import incident_kinds as kinds
from wekeep.watch.rules.outcome import Level as Found
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.status import Status
from wekeep.watch.rules.warning import WIDEST_RINGS, Facts, check_change, check_said, check_sendable, parts_of


@transaction.atomic
def send_alert(*, unlocked: Unlocked, code: str, level: Level, rings: int, advice: Collection[Advice]) -> Chain:
    """Warn everyone whose places the area touches. The sender is not the one who gave the outcome; a second alert about
    the same incident while one is live is refused (AlreadyOut): that one is updated or widened. NeedsSecond where it reaches more than
    one person may tell: then `propose_alert` takes the same."""
    new = _new_alert(unlocked.actor, code, level, rings, advice)
    return alerts.send_alert(unlocked=unlocked, **new)


@transaction.atomic
def propose_alert(*, unlocked: Unlocked, code: str, level: Level, rings: int, advice: Collection[Advice]) -> Proposed:
    """Ask for a second person to agree to the alert."""
    return proposals.propose_alert(unlocked=unlocked, **_new_alert(unlocked.actor, code, level, rings, advice))


@transaction.atomic
def widen_alert(*, unlocked: Unlocked, code: str, alert: str, rings: int, level: Level) -> Chain:
    """Warn also those whom the wider area newly touches, and nobody twice. NeedsSecond as in `send_alert`."""
    return alerts.widen(unlocked=unlocked, **_wider(unlocked.actor, code, alert, rings, level))


@transaction.atomic
def propose_widening(*, unlocked: Unlocked, code: str, alert: str, rings: int, level: Level) -> Proposed:
    """Ask for a second person to agree to telling many more."""
    return proposals.propose_widening(unlocked=unlocked, **_wider(unlocked.actor, code, alert, rings, level))


@transaction.atomic
def agree_to_alert(*, unlocked: Unlocked, code: str, proposal: str) -> Chain:
    """Agree, as the second person, to what waits about this incident; it is sent unless it holds no longer."""
    unlocked.actor.require(Ability.AGREE_TO_ALERTS)
    incident = Incident.objects.select_for_update().get(pk=get_incident(unlocked.actor, code).pk)
    waiting = {one.code: one for one in proposals_visible_to(unlocked.actor, incident.code)}
    if proposal not in waiting:
        raise NotFound
    facts = facts_of(incident)
    check_sendable(facts)
    check_said(facts, waiting[proposal].statement.level)
    return proposals.agree(unlocked=unlocked, code=proposal)


@transaction.atomic
def update_alert(*, unlocked: Unlocked, code: str, alert: str, change: Change, level: Level) -> Chain:
    """Tell those who were told what changed, as far as it was verified. NeedsSecond where more goes out than is usual: then
    `propose_update` takes the same."""
    parts = _update_parts(unlocked.actor, code, alert, change, level)
    return alerts.send_update(unlocked=unlocked, code=alert, parts=parts, level=level)


@transaction.atomic
def propose_update(*, unlocked: Unlocked, code: str, alert: str, change: Change, level: Level) -> Proposed:
    """Ask for a second person to agree to the update."""
    parts = _update_parts(unlocked.actor, code, alert, change, level)
    return proposals.propose_update(unlocked=unlocked, code=alert, parts=parts, level=level)


@transaction.atomic
def cancel_alert(*, unlocked: Unlocked, code: str, alert: str, ending: Ending) -> Chain:
    """Tell those who were told that it was sent in error."""
    incident = _about(unlocked.actor, code, alert)
    return alerts.send_cancel(unlocked=unlocked, code=alert, parts=parts_of(facts_of(incident), ending=ending))


@transaction.atomic
def clear_incident(*, unlocked: Unlocked, code: str, ending: Ending) -> int:
    """It is over: the incident ends, and everyone who was told of it hears the all clear. Returns how many alerts it ended;
    with none of them, nobody hears anything."""
    incident = sendable(actor=unlocked.actor, code=code)
    if incident.over_at is not None:
        raise Refused("This is over already.")
    out = open_alerts_about(unlocked.actor, incident)
    for alert in out:
        alerts.send_all_clear(unlocked=unlocked, code=alert, parts=parts_of(facts_of(incident), ending=ending))
    incident.over_at = clock.now()
    incident.save(update_fields=["over_at"])
    journal.record(kinds.INCIDENT_CLOSED, about=incident.code, actor=unlocked.actor, zone=incident.zone, stale=False)
    return len(out)


class _New(TypedDict):
    """What a new alert is made of, whether it is sent or proposed."""

    about: str
    zone: str
    area: Area
    level: Level
    parts: Parts
    given_by: str
    status: alert_rules.Status


class _Wider(TypedDict):
    """What a wider alert is made of."""

    code: str
    area: Area
    parts: Parts
    given_by: str
    level: Level


def _new_alert(actor: Actor, code: str, level: Level, rings: int, advice: Collection[Advice]) -> _New:
    incident = sendable(actor=actor, code=code)
    facts = facts_of(incident)
    check_sendable(facts)
    check_said(facts, level)
    if not incident.zone:
        raise Refused("This lies outside every zone of the network, so no alert can be sent about it.")
    return _New(
        about=incident.code,
        zone=incident.zone,
        area=area_of(incident, rings),
        level=level,
        parts=parts_of(facts, advice=tuple(advice)),
        given_by=incident.outcome_by,
        status=status_of(incident),
    )


def _wider(actor: Actor, code: str, alert: str, rings: int, level: Level) -> _Wider:
    incident = _about(actor, code, alert)
    facts = facts_of(incident)
    check_sendable(facts)
    check_said(facts, level)
    area = area_of(incident, rings)
    return _Wider(code=alert, area=area, parts=parts_of(facts), given_by=incident.outcome_by, level=level)


def _update_parts(actor: Actor, code: str, alert: str, change: Change, level: Level) -> Parts:
    incident = _about(actor, code, alert)
    facts = facts_of(incident)
    check_sendable(facts)
    check_said(facts, level, change)
    check_change(change, incident.outcome_at, last_said_in(actor, alert))
    return parts_of(facts, change=change)


def sendable(*, actor: Actor, code: str) -> Incident:
    """The incident, locked, for one who may send alerts (of a drill: who may run drills) in its zone."""
    actor.require(Ability.SEND_ALERTS)
    incident = Incident.objects.select_for_update().get(pk=get_incident(actor, code).pk)
    ability = Ability.RUN_DRILLS if incident.status == Status.EXERCISE else Ability.SEND_ALERTS
    actor.require(ability, incident.zone or None)
    return incident


def _about(actor: Actor, code: str, alert: str) -> Incident:
    incident = sendable(actor=actor, code=code)
    if alert not in codes_of_alerts_about(actor, incident):
        raise NotFound
    return incident


def area_of(incident: Incident, rings: int) -> Area:
    """The incident's own cell and `rings` rings around it; Refused beyond three."""
    if not 0 <= rings <= WIDEST_RINGS:
        raise Refused("The area is not made of cells of this map.")
    return of_cells(h3.grid_disk(incident.cell, rings))


def status_of(incident: Incident) -> alert_rules.Status:
    """Whether an alert about it is a real one or a drill."""
    return alert_rules.Status(incident.status)


def facts_of(incident: Incident) -> Facts:
    """What an alert may say of it."""
    people = None if incident.people_low is None else (incident.people_low, incident.people_high)
    return Facts(
        outcome=Outcome(incident.outcome) if incident.outcome else None,
        found=Found(incident.level),
        over=incident.over_at is not None,
        activity=Activity(incident.activity) if incident.activity else None,
        place=incident.neighbourhood,
        people=people,
        vehicles=incident.vehicles,
        seen_at=incident.verified_seen_at or incident.last_seen_at,
    )
