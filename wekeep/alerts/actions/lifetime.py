"""What becomes of alerts as time passes: what was held is sent, they run out, they are forgotten."""

from django.db import transaction

from wekeep.alerts.actions import handing
from wekeep.alerts.models import Alert, Message, Subscription, Told, ToldState
from wekeep.alerts.queries import subscribers
from wekeep.alerts.queries.alerts import standing_of
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import audience, kinds
from wekeep.alerts.rules.alert import State
from wekeep.alerts.rules.audience import When
from wekeep.channels.actions import outbox
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM


@transaction.atomic
def release_held(*, code: str) -> int:
    """Send an alert to those whose quiet hours are over, if it still warns; returns how many were told."""
    alert = Alert.objects.select_for_update().filter(code=code).first()
    if alert is None:
        return 0
    now, live = clock.now(), rules.is_live(standing_of(alert), clock.now())
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
    latest = Message.objects.filter(alert=alert).order_by("-number").first()
    if told and latest is not None:
        outbox.hand_over(handing.letter(latest), [handing.recipient(one, silent=False) for one in told])
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


def _move(row: Told, decision: audience.Decision) -> None:
    states = {When.NOW: ToldState.TOLD, When.HOLD: ToldState.HELD, When.NEVER: ToldState.DROPPED}
    row.state, row.hold_until = states[decision.when], decision.until
