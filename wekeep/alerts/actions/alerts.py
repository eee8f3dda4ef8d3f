"""Sending an alert, and everything that follows it to the same people: update, cancel, all clear, widening."""

from datetime import datetime

from django.db import transaction

from wekeep.alerts.actions import handing, signing
from wekeep.alerts.models import Alert, Message
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries.alerts import standing_of
from wekeep.alerts.queries.reach import Hearers, hearers_of
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.area import Area, of_cells
from wekeep.alerts.rules.parts import Parts, check
from wekeep.alerts.rules.statement import Statement, check_adds, mark_of_subject
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.places.queries.zones import zone_names
from wekeep.vault.rules.unlocked import Unlocked

_JOURNAL = {Type.UPDATE: kinds.ALERT_UPDATED, Type.CANCEL: kinds.ALERT_CANCELLED, Type.ALL_CLEAR: kinds.ALERT_CLEARED}


@transaction.atomic
def send_alert(
    *,
    unlocked: Unlocked,
    about: str,
    zone: str,
    area: Area,
    level: Level,
    parts: Parts,
    given_by: str,
    expires: datetime | None = None,
    status: Status = Status.ACTUAL,
) -> queries.Chain:
    """Send a new alert to everyone it touches, signed, and freeze who that is. `given_by` is the code of the member who
    gave the outcome, which must be another than the actor; `about` the code of what it is about.

    AlreadyOut where a live one about the same is out: the caller holds the lock of what it is about, so that of two
    dispatchers at once one is first. Those in quiet hours are held; everything else is in the outbox when this returns and its transaction commits.
    NeedsSecond where it reaches more than one person may tell: then `proposals.propose_alert` takes the same.
    """
    draft = new_alert(
        actor=unlocked.actor,
        about=about,
        zone=zone,
        area=area,
        level=level,
        parts=parts,
        given_by=given_by,
        expires=expires,
        status=status,
    )
    hearers = hearers_of(draft)
    signature = signing.sign(draft, unlocked=unlocked, reach=hearers.reach)
    return begin(draft, signature, about=about, by=unlocked.actor, hearers=hearers)


def new_alert(
    *,
    actor: Actor,
    about: str,
    zone: str,
    area: Area,
    level: Level,
    parts: Parts,
    given_by: str,
    expires: datetime | None,
    status: Status,
) -> Statement:
    """The first message of a new alert, as it is to be signed; nothing is written."""
    actor.require(Ability.RUN_DRILLS if status is Status.EXERCISE else Ability.SEND_ALERTS, zone)
    rules.check_sender(actor.code, given_by)
    rules.check_none_is_out(queries.is_out(about))
    if zone not in zone_names():
        raise NotFound
    now = clock.now()
    return signing.worded(
        Statement(
            code=new_code(),
            alert=new_code(),
            number=1,
            about=mark_of_subject(about),
            zone=zone,
            status=status,
            type=Type.ALERT,
            level=level,
            cells=tuple(sorted(area.cells)),
            parts=check(parts),
            sent_at=now,
            expires_at=rules.expiry(level, now, expires),
            words={},
        )
    )


def begin(
    draft: Statement, signature: bytes, *, about: str, by: Actor, hearers: Hearers, sender: str = ""
) -> queries.Chain:
    """Write a signed new alert down and hand it over. `sender` is who asked for it, where another person agreed."""
    alert = Alert.objects.create(
        code=draft.alert,
        about=about,
        zone=draft.zone,
        status=draft.status,
        level=draft.level,
        cells=list(draft.cells),
        sent_at=draft.sent_at,
        expires_at=draft.expires_at,
        forget_at=draft.expires_at + rules.KEPT_AFTER,
    )
    message = signing.write(draft, signature, alert=alert.pk, by=sender or by.code)
    handing.reach(message, hearers)
    journal.record(kinds.ALERT_SENT, about=alert.code, of=about, actor=by, zone=alert.zone, level=draft.level.value)
    return queries.chain(SYSTEM, alert.code)


@transaction.atomic
def widen(
    *,
    unlocked: Unlocked,
    code: str,
    area: Area,
    parts: Parts,
    given_by: str,
    level: Level | None = None,
    expires: datetime | None = None,
) -> queries.Chain:
    """Send a live alert on to those whom a wider area, or a graver level, newly touches, and to nobody who was told.

    From then on they are among those whom corrections reach. NeedsSecond as in `send_alert`.
    """
    draft = wider_alert(
        actor=unlocked.actor, code=code, area=area, parts=parts, given_by=given_by, level=level, expires=expires
    )
    newly = hearers_of(draft)
    signature = signing.sign(draft, unlocked=unlocked, reach=newly.reach)
    return go_wider(draft, signature, by=unlocked.actor, hearers=newly)


def wider_alert(
    *,
    actor: Actor,
    code: str,
    area: Area,
    parts: Parts,
    given_by: str,
    level: Level | None,
    expires: datetime | None,
) -> Statement:
    """The message that widens a live alert, as it is to be signed; nothing is written."""
    alert = _locked(actor, code)
    now = clock.now()
    rules.check_sender(actor.code, given_by)
    rules.state_after(standing_of(alert), Type.UPDATE, now)
    rules.check_widening(alert.cells, area.cells, Level(alert.level), level or Level(alert.level))
    alert.level = level or Level(alert.level)
    _prolong(alert, expires, now)
    return _next(alert, Type.ALERT, area, check(parts), now)


def go_wider(draft: Statement, signature: bytes, *, by: Actor, hearers: Hearers, sender: str = "") -> queries.Chain:
    """Write a signed widening down and hand it over."""
    alert = _locked_by_code(draft.alert)
    if draft.number != _next_number(alert):
        raise Refused("Something else was said about this alert meanwhile. Look at it again.")
    alert.level, alert.cells = draft.level, sorted({*alert.cells, *draft.cells})
    alert.expires_at, alert.forget_at = draft.expires_at, draft.expires_at + rules.KEPT_AFTER
    alert.save(update_fields=["level", "expires_at", "forget_at", "cells"])
    handing.reach(signing.write(draft, signature, alert=alert.pk, by=sender or by.code), hearers)
    journal.record(
        kinds.ALERT_WIDENED, about=alert.code, of=alert.about, actor=by, zone=alert.zone, level=str(alert.level)
    )
    return queries.chain(SYSTEM, alert.code)


def send_update(
    *, unlocked: Unlocked, code: str, parts: Parts, level: Level | None = None, expires: datetime | None = None
) -> queries.Chain:
    """Tell those who were told that something changed, and nobody else."""
    return _correct(unlocked=unlocked, code=code, said=Type.UPDATE, parts=parts, level=level, expires=expires)


def send_cancel(*, unlocked: Unlocked, code: str, parts: Parts) -> queries.Chain:
    """Tell those who were told that it was sent in error; whoever it was still on its way to never hears of it."""
    return _correct(unlocked=unlocked, code=code, said=Type.CANCEL, parts=parts)


def send_all_clear(*, unlocked: Unlocked, code: str, parts: Parts) -> queries.Chain:
    """Tell those who were told that it is over; whoever it was still on its way to never hears of it."""
    return _correct(unlocked=unlocked, code=code, said=Type.ALL_CLEAR, parts=parts)


@transaction.atomic
def _correct(
    *,
    unlocked: Unlocked,
    code: str,
    said: Type,
    parts: Parts,
    level: Level | None = None,
    expires: datetime | None = None,
) -> queries.Chain:
    draft = correction(actor=unlocked.actor, code=code, said=said, parts=parts, level=level, expires=expires)
    # it reaches nobody new; the end of an alert waits for nobody, and of updates only those that are unusually many
    signature = signing.sign(draft, unlocked=unlocked, reach=0)
    return correct(draft, signature, by=unlocked.actor)


def correction(
    *, actor: Actor, code: str, said: Type, parts: Parts, level: Level | None = None, expires: datetime | None = None
) -> Statement:
    """The message that corrects an alert, as it is to be signed; nothing is written."""
    alert = _locked(actor, code)
    now = clock.now()
    rules.state_after(standing_of(alert), said, now)
    alert.level = level or Level(alert.level)
    if said not in rules.ENDS:
        _prolong(alert, expires, now)
    draft = _next(alert, said, of_cells(alert.cells), check(parts), now)
    if said is Type.UPDATE and (before := signing.last_said(alert)):
        check_adds(before, draft)
    return draft


def correct(draft: Statement, signature: bytes, *, by: Actor, sender: str = "") -> queries.Chain:
    """Write a signed correction down and hand it over to those who were told."""
    alert, now = _locked_by_code(draft.alert), clock.now()
    if draft.number != _next_number(alert):
        raise Refused("Something else was said about this alert meanwhile. Look at it again.")
    alert.state = rules.state_after(standing_of(alert), draft.type, now)
    alert.level = draft.level
    if draft.type in rules.ENDS:
        alert.ended_at = now
        handing.take_back(alert)
    else:
        alert.expires_at, alert.forget_at = draft.expires_at, draft.expires_at + rules.KEPT_AFTER
    alert.save(update_fields=["state", "level", "ended_at", "expires_at", "forget_at"])
    handing.tell_the_told(signing.write(draft, signature, alert=alert.pk, by=sender or by.code), now)
    journal.record(
        _JOURNAL[draft.type], about=alert.code, of=alert.about, actor=by, zone=alert.zone, level=str(alert.level)
    )
    return queries.chain(SYSTEM, alert.code)


def _locked(actor: Actor, code: str) -> Alert:
    """The alert, locked so that a correction and a release at the same moment come one after the other."""
    alert = _locked_by_code(code)
    actor.require(Ability.RUN_DRILLS if alert.status == Status.EXERCISE else Ability.SEND_ALERTS, alert.zone)
    return alert


def _locked_by_code(code: str) -> Alert:
    alert = Alert.objects.select_for_update().filter(code=code).first()
    if alert is None:
        raise NotFound
    return alert


def _prolong(alert: Alert, expires: datetime | None, now: datetime) -> None:
    """What is renewed lasts from now on; without a wish it never ends earlier than it would have."""
    usual = rules.expiry(Level(alert.level), now, expires)
    alert.expires_at = usual if expires else max(usual, alert.expires_at)
    alert.forget_at = alert.expires_at + rules.KEPT_AFTER


def _next(alert: Alert, said: Type, area: Area, parts: Parts, now: datetime) -> Statement:
    """The alert's next message, as it is to be signed."""
    return signing.worded(
        Statement(
            code=new_code(),
            alert=alert.code,
            number=_next_number(alert),
            about=mark_of_subject(alert.about),
            zone=alert.zone,
            status=Status(alert.status),
            type=said,
            level=Level(alert.level),
            cells=tuple(sorted(area.cells)),
            parts=parts,
            sent_at=now,
            expires_at=alert.expires_at,
            words={},
        )
    )


def _next_number(alert: Alert) -> int:
    return Message.objects.filter(alert=alert).count() + 1
