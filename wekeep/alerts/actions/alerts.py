"""Sending an alert, and everything that follows it to the same people: update, cancel, all clear, widening."""

from datetime import datetime

from django.db import transaction

from wekeep.alerts.actions import handing
from wekeep.alerts.models import Alert
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries.alerts import standing_of
from wekeep.alerts.queries.reach import decide, newly_touched
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.area import Area, of_cells
from wekeep.alerts.rules.parts import Parts, check
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import NotFound
from wekeep.places.queries.zones import zone_names

_JOURNAL = {Type.UPDATE: kinds.ALERT_UPDATED, Type.CANCEL: kinds.ALERT_CANCELLED, Type.ALL_CLEAR: kinds.ALERT_CLEARED}


@transaction.atomic
def send_alert(
    *,
    actor: Actor,
    about: str,
    zone: str,
    area: Area,
    level: Level,
    parts: Parts,
    given_by: str,
    expires: datetime | None = None,
    status: Status = Status.ACTUAL,
) -> queries.Chain:
    """Send a new alert to everyone it touches, and freeze who that is. `given_by` is the code of the member who gave the
    outcome, which must be another than the actor; `about` the code of what it is about.

    Those in quiet hours are held; everything else is in the outbox when this returns and its transaction commits.
    """
    actor.require(Ability.RUN_DRILLS if status is Status.EXERCISE else Ability.SEND_ALERTS, zone)
    rules.check_sender(actor.code, given_by)
    if zone not in zone_names():
        raise NotFound
    now = clock.now()
    until = rules.expiry(level, now, expires)
    alert = Alert.objects.create(
        about=about,
        zone=zone,
        status=status,
        level=level,
        cells=sorted(area.cells),
        sent_at=now,
        expires_at=until,
        forget_at=until + rules.KEPT_AFTER,
    )
    message = handing.say(alert, Type.ALERT, area=area, parts=check(parts), by=actor.code)
    handing.freeze(message, decide(area, level, status, zone))
    journal.record(kinds.ALERT_SENT, about=alert.code, of=alert.about, actor=actor, zone=zone, level=level.value)
    return queries.chain(SYSTEM, alert.code)


@transaction.atomic
def widen(
    *,
    actor: Actor,
    code: str,
    area: Area,
    parts: Parts,
    given_by: str,
    level: Level | None = None,
    expires: datetime | None = None,
) -> queries.Chain:
    """Send a live alert on to those whom a wider area, or a graver level, newly touches, and to nobody who was told.

    From then on they are among those whom corrections reach.
    """
    alert = _locked(actor, code)
    now = clock.now()
    rules.check_sender(actor.code, given_by)
    rules.state_after(standing_of(alert), Type.UPDATE, now)
    rules.check_widening(alert.cells, area.cells, Level(alert.level), level or Level(alert.level))
    alert.level = level or Level(alert.level)
    _prolong(alert, expires, now)
    alert.cells = sorted({*alert.cells, *area.cells})
    alert.save(update_fields=["level", "expires_at", "forget_at", "cells"])
    message = handing.say(alert, Type.ALERT, area=area, parts=check(parts), by=actor.code)
    handing.freeze(message, newly_touched(alert.code, area, Level(alert.level)))
    journal.record(
        kinds.ALERT_WIDENED, about=alert.code, of=alert.about, actor=actor, zone=alert.zone, level=str(alert.level)
    )
    return queries.chain(SYSTEM, alert.code)


def send_update(
    *, actor: Actor, code: str, parts: Parts, level: Level | None = None, expires: datetime | None = None
) -> queries.Chain:
    """Tell those who were told that something changed, and nobody else."""
    return _correct(actor=actor, code=code, said=Type.UPDATE, parts=parts, level=level, expires=expires)


def send_cancel(*, actor: Actor, code: str, parts: Parts) -> queries.Chain:
    """Tell those who were told that it was sent in error; whoever it was still on its way to never hears of it."""
    return _correct(actor=actor, code=code, said=Type.CANCEL, parts=parts)


def send_all_clear(*, actor: Actor, code: str, parts: Parts) -> queries.Chain:
    """Tell those who were told that it is over; whoever it was still on its way to never hears of it."""
    return _correct(actor=actor, code=code, said=Type.ALL_CLEAR, parts=parts)


@transaction.atomic
def _correct(
    *,
    actor: Actor,
    code: str,
    said: Type,
    parts: Parts,
    level: Level | None = None,
    expires: datetime | None = None,
) -> queries.Chain:
    alert = _locked(actor, code)
    now = clock.now()
    alert.state = rules.state_after(standing_of(alert), said, now)
    alert.level = level or Level(alert.level)
    if said in rules.ENDS:
        alert.ended_at = now
        handing.take_back(alert)
    else:
        _prolong(alert, expires, now)
    alert.save(update_fields=["state", "level", "ended_at", "expires_at", "forget_at"])
    message = handing.say(alert, said, area=of_cells(alert.cells), parts=check(parts), by=actor.code)
    handing.tell_the_told(message, now)
    journal.record(
        _JOURNAL[said], about=alert.code, of=alert.about, actor=actor, zone=alert.zone, level=str(alert.level)
    )
    return queries.chain(SYSTEM, alert.code)


def _locked(actor: Actor, code: str) -> Alert:
    """The alert, locked so that a correction and a release at the same moment come one after the other."""
    alert = Alert.objects.select_for_update().filter(code=code).first()
    if alert is None:
        raise NotFound
    actor.require(Ability.RUN_DRILLS if alert.status == Status.EXERCISE else Ability.SEND_ALERTS, alert.zone)
    return alert


def _prolong(alert: Alert, expires: datetime | None, now: datetime) -> None:
    """What is renewed lasts from now on; without a wish it never ends earlier than it would have."""
    usual = rules.expiry(Level(alert.level), now, expires)
    alert.expires_at = usual if expires else max(usual, alert.expires_at)
    alert.forget_at = alert.expires_at + rules.KEPT_AFTER
