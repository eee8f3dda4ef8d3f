"""Sending an alert, and everything that follows it to the same people: update, cancel, all clear, widening."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.actions import signing
from wekeep.alerts.models import Alert, Message, Subscription, Told, ToldState
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries import subscribers
from wekeep.alerts.queries.signed import is_verified
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import audience, kinds
from wekeep.alerts.rules.alert import Level, State, Status, Type
from wekeep.alerts.rules.area import Area, of_cells
from wekeep.alerts.rules.audience import When
from wekeep.alerts.rules.parts import Parts, check, from_json
from wekeep.alerts.rules.statement import Statement, mark_of_subject, read
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.places.queries.zones import zone_names
from wekeep.vault.keeper import KeeperAway, KeeperSays
from wekeep.vault.rules.unlocked import Unlocked

INSERT_BATCH = 1_000
Decided = Sequence[tuple[Subscription, audience.Decision]]
_JOURNAL = {Type.UPDATE: kinds.ALERT_UPDATED, Type.CANCEL: kinds.ALERT_CANCELLED, Type.ALL_CLEAR: kinds.ALERT_CLEARED}


@dataclass(frozen=True, slots=True)
class Hearers:
    """Whom a message newly reaches, and when they hear of it. `waits`: that could not be found out, because the keeper does
    not open their places now; `reach` then counts everyone whom it could reach."""

    decided: Decided
    reach: int
    waits: bool = False


def preview(*, area: Area, level: Level, zone: str, status: Status = Status.ACTUAL) -> queries.Reach:
    """How many an alert sent now would reach, by channel; nothing is written."""
    try:
        decided = queries.decide(area, level, status, zone)
    except (KeeperAway, KeeperSays):
        return queries.Reach({}, held=0, drill=status is Status.EXERCISE, waits=True)
    by_kind, held = _counted(decided)
    return queries.Reach(
        by_kind,
        held=held,
        only_active=0 if decided else len(queries.decide(area, Level.ACTIVE, status, zone)),
        drill=status is Status.EXERCISE,
    )


def preview_widening(*, code: str, area: Area, level: Level) -> queries.Reach:
    """How many who were not told yet this area and level would reach now, by channel; nothing is written."""
    try:
        by_kind, held = _counted(queries.newly_touched(code, area, level))
    except (KeeperAway, KeeperSays):
        return queries.Reach({}, held=0, waits=True)
    return queries.Reach(by_kind, held=held)


def _counted(decided: Decided) -> tuple[dict[str, int], int]:
    """How many of them there are by channel, and how many are held until their quiet hours end."""
    held = sum(decision.when is When.HOLD for _one, decision in decided)
    return dict(Counter(one.kind for one, _decision in decided)), held


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

    Those in quiet hours are held; everything else is in the outbox when this returns and its transaction commits.
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


def hearers_of(draft: Statement) -> Hearers:
    """Whom this message would newly reach now, or would wait for."""
    area = of_cells(draft.cells)
    try:
        if draft.number == 1:
            decided = queries.decide(area, draft.level, draft.status, draft.zone)
        else:
            decided = queries.newly_touched(draft.alert, area, draft.level)
    except (KeeperAway, KeeperSays):
        return Hearers((), queries.candidates(draft.status, draft.zone).count(), waits=True)
    return Hearers(decided, len(decided))


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
    _reach(message, hearers)
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
    rules.state_after(_standing(alert), Type.UPDATE, now)
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
    _reach(signing.write(draft, signature, alert=alert.pk, by=sender or by.code), hearers)
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
def reach_waiting(*, code: str) -> None:
    """Find out whom a signed alert reaches whose audience waits for the keeper, and hand it over; one that ended meanwhile
    reaches nobody. Until the keeper answers it waits on."""
    alert = Alert.objects.select_for_update().filter(code=code, audience_waits=True).first()
    latest = Message.objects.filter(alert=alert).order_by("-number").first() if alert else None
    if alert is None or latest is None:
        return
    if is_verified(latest) and rules.is_live(_standing(alert), clock.now()):
        _reach(latest, hearers_of(read(latest.statement)))
    else:
        Alert.objects.filter(pk=alert.pk).update(audience_waits=False)


@transaction.atomic
def release_held(*, code: str) -> int:
    """Send an alert to those whose quiet hours are over, if it still warns and is signed; returns how many were told."""
    alert = Alert.objects.select_for_update().filter(code=code).first()
    if alert is None:
        return 0
    now, latest = clock.now(), Message.objects.filter(alert=alert).order_by("-number").first()
    live = latest is not None and is_verified(latest) and rules.is_live(_standing(alert), now)
    due = list(Told.objects.filter(alert=alert, state=ToldState.HELD, hold_until__lte=now))
    present = subscribers.by_codes(row.subscription for row in due)
    told: list[Subscription] = []
    for row in due:
        one = present.get(row.subscription)
        decision = audience.after_hold(
            live=live and one is not None, quiet=subscribers.quiet_of(one) if one else None, now=now
        )
        _move(row, decision)
        if one is not None and decision.when is When.NOW:
            told.append(one)
    Told.objects.bulk_update(due, ["state", "hold_until"], batch_size=200)
    if told and latest is not None:
        outbox.hand_over(_letter(latest), [_recipient(one, silent=False) for one in told])
    return len(told)


@transaction.atomic
def expire() -> int:
    """Write down which alerts have run out, and drop what was held for them; returns how many. They vanished from public
    at that second by themselves."""
    run_out = list(Alert.objects.select_for_update().filter(state=State.LIVE, expires_at__lte=clock.now()))
    for alert in run_out:
        alert.state, alert.ended_at = State.EXPIRED, alert.expires_at
        alert.save(update_fields=["state", "ended_at"])
        Told.objects.filter(alert=alert, state=ToldState.HELD).update(state=ToldState.DROPPED, hold_until=None)
        journal.record(kinds.ALERT_EXPIRED, about=alert.code, of=alert.about, actor=SYSTEM, zone=alert.zone)
    return len(run_out)


def forget_alerts() -> int:
    """Delete alerts three days after their end, with who was told; returns how many rows."""
    return Alert.objects.filter(forget_at__lt=clock.now()).delete()[0]


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
    alert = _locked(unlocked.actor, code)
    now = clock.now()
    alert.state = rules.state_after(_standing(alert), said, now)
    alert.level = level or Level(alert.level)
    if said in rules.ENDS:
        alert.ended_at = now
        _take_back(alert)
    else:
        _prolong(alert, expires, now)
    alert.save(update_fields=["state", "level", "ended_at", "expires_at", "forget_at"])
    draft = _next(alert, said, of_cells(alert.cells), check(parts), now)
    # a correction reaches nobody new, so it never waits for a second person
    signature = signing.sign(draft, unlocked=unlocked, reach=0)
    _tell_the_told(signing.write(draft, signature, alert=alert.pk, by=unlocked.actor.code), now)
    journal.record(
        _JOURNAL[said], about=alert.code, of=alert.about, actor=unlocked.actor, zone=alert.zone, level=str(alert.level)
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


def _standing(alert: Alert) -> rules.Standing:
    return rules.Standing(State(alert.state), alert.expires_at)


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


def _reach(message: Message, hearers: Hearers) -> None:
    """Freeze whom the message newly reaches, and hand it over; where they could not be found out, the alert is public all
    the same, and the job finds them as soon as it can."""
    alert = message.alert
    if not hearers.waits:
        _freeze(message, hearers.decided)
    if alert.audience_waits != hearers.waits:
        Alert.objects.filter(pk=alert.pk).update(audience_waits=hearers.waits)


def _freeze(message: Message, decided: Decided) -> None:
    """Write down the audience and hand the message over for those who may hear it now."""
    rows = [
        Told(
            alert=message.alert,
            subscription=one.code,
            state=ToldState.HELD if decision.when is When.HOLD else ToldState.TOLD,
            hold_until=decision.until,
        )
        for one, decision in decided
    ]
    Told.objects.bulk_create(rows, batch_size=INSERT_BATCH)
    now = [_recipient(one, silent=False) for one, decision in decided if decision.when is When.NOW]
    outbox.hand_over(_letter(message), now)


def _tell_the_told(message: Message, now: datetime) -> None:
    """Hand the correction over for all who were told and have not left."""
    told = Told.objects.filter(alert=message.alert, state=ToldState.TOLD).values_list("subscription", flat=True)
    to = [
        _recipient(one, silent=audience.for_correction(subscribers.quiet_of(one), now).when is When.SILENT)
        for one in subscribers.by_codes(told).values()
    ]
    outbox.hand_over(_letter(message), to)


def _take_back(alert: Alert) -> None:
    """Nobody hears first of something that is over: what waits is dropped, what no channel took yet is withdrawn."""
    untold = outbox.withdraw(thread=alert.code)
    Told.objects.filter(alert=alert, state=ToldState.HELD).update(state=ToldState.DROPPED, hold_until=None)
    for codes in _in_batches(sorted(untold)):
        of_address = list(Subscription.objects.filter(address__in=codes).values_list("code", flat=True))
        Told.objects.filter(alert=alert, subscription__in=of_address).update(state=ToldState.WITHDRAWN)


def _in_batches(codes: list[str]) -> Iterable[list[str]]:
    return (codes[start : start + 500] for start in range(0, len(codes), 500))


def _move(row: Told, decision: audience.Decision) -> None:
    states = {When.NOW: ToldState.TOLD, When.HOLD: ToldState.HELD, When.NEVER: ToldState.DROPPED}
    row.state, row.hold_until = states[decision.when], decision.until


def _recipient(one: Subscription, *, silent: bool) -> Recipient:
    return Recipient(one.address, one.kind, one.language, silent, one.show_text)


def _letter(message: Message) -> NewLetter:
    alert, said, level = message.alert, Type(message.type), Level(message.level)
    texts = notices.in_every_language(said, level, from_json(message.parts), message.expires_at, Status(alert.status))
    readable_until = clock.now() + rules.LONGEST if said in rules.ENDS else message.expires_at
    return NewLetter(
        code=message.code,
        thread=alert.code,
        texts=texts,
        url=f"{settings.SITE_URL}/alerts/a/{alert.code}/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=level is Level.ACTIVE,
        expires_at=readable_until,
    )
