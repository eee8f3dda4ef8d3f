"""What becomes of alerts as time passes: what was held is sent, they run out, they are forgotten."""

from django.db import transaction

from wekeep.alerts.actions import audiences, handing
from wekeep.alerts.models import Alert, Message, ToldState
from wekeep.alerts.queries import rolls
from wekeep.alerts.queries.alerts import standing_of
from wekeep.alerts.queries.reach import Decided, hearers_of
from wekeep.alerts.queries.signed import is_verified
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import crowd, kinds
from wekeep.alerts.rules.alert import Level, State
from wekeep.alerts.rules.numbers import as_array, bitmap
from wekeep.alerts.rules.statement import read
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM


@transaction.atomic
def reach_waiting(*, code: str) -> None:
    """Find out whom a signed alert reaches whose audience waits for the keeper, and hand it over; one that ended meanwhile
    reaches nobody. Until the keeper answers it waits on."""
    alert = Alert.objects.select_for_update().filter(code=code, audience_waits=True).first()
    latest = _latest(alert) if alert else None
    if alert is None or latest is None:
        return
    if is_verified(latest) and rules.is_live(standing_of(alert), clock.now()):
        handing.reach(latest, hearers_of(read(latest.statement)))
    else:
        Alert.objects.filter(pk=alert.pk).update(audience_waits=False)


@transaction.atomic
def release_held(*, code: str) -> int:
    """Send an alert to those whose quiet hours are over, if it still warns and is signed; returns how many were told."""
    alert = Alert.objects.select_for_update().filter(code=code).first()
    if alert is None:
        return 0
    now, latest = clock.now(), _latest(alert)
    live = latest is not None and is_verified(latest) and rules.is_live(standing_of(alert), now)
    due, roll = audiences.take_due(alert, now), rolls.current()
    there = rolls.people(roll, as_array(due))
    audiences.add(alert, ToldState.DROPPED, due - bitmap(there["number"]) if live else due)
    if not live or latest is None:
        return 0
    # their hours may have changed meanwhile; a place of their own is not looked at anew
    timed = crowd.timed(there["quiet"], there["number"] < 0, Level.CONFIRMED, roll.words, now)
    decided = Decided(roll, there, timed.held, timed.untils)
    handing.freeze(latest, decided, first=False)
    return len(decided.now)


@transaction.atomic
def expire() -> int:
    """Write down which alerts have run out, and drop what was held for them; returns how many. They vanished from public
    at that second by themselves."""
    run_out = list(Alert.objects.select_for_update().filter(state=State.LIVE, expires_at__lte=clock.now()))
    for alert in run_out:
        alert.state, alert.ended_at = State.EXPIRED, alert.expires_at
        alert.save(update_fields=["state", "ended_at"])
        audiences.drop_held(alert)
        journal.record(kinds.ALERT_EXPIRED, about=alert.code, of=alert.about, actor=SYSTEM, zone=alert.zone)
    return len(run_out)


def forget_alerts() -> int:
    """Delete alerts three days after their end, with who was told; returns how many rows."""
    return Alert.objects.filter(forget_at__lt=clock.now()).delete()[0]


def _latest(alert: Alert) -> Message | None:
    return Message.objects.filter(alert=alert).order_by("-number").first()
