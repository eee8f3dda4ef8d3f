"""Telling a stand-in where a zone's group could not be reached, and telling stewards that a group's year is over soon."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.actions import outlets
from wekeep.alerts.models import Alert, Message, Outlet, Posted
from wekeep.alerts.queries import outlets as queries
from wekeep.alerts.queries import subscribers
from wekeep.alerts.queries.alerts import standing_of
from wekeep.alerts.queries.signed import is_verified
from wekeep.alerts.rules import alert as alert_rules
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules import outlet as rules
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.audience import wants
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.channels.queries import how_far, stop_code
from wekeep.channels.rules.delivery import Rank, State
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM
from wekeep.kit.codes import new_code
from wekeep.people.queries import who_may

HOLDS_FOR = timedelta(days=7)


@transaction.atomic
def stand_in(*, message: str) -> None:
    """Tell the stand-in of each outlet that this message did not come to in time, once, with what is said now; look again
    while some are on their way. Who stands in is told of the alert's corrections from then on. Nothing is posted of what is
    over."""
    said = Message.objects.filter(code=message).first()
    alert = Alert.objects.select_for_update().filter(pk=said.alert_id).first() if said else None
    if said is None or alert is None or not alert_rules.is_live(standing_of(alert), clock.now()):
        return
    latest = Message.objects.filter(alert=alert).order_by("-number").select_related("alert").first()
    if latest is None or not is_verified(latest):
        return
    if stop_code():
        # nothing was tried, and a stand-in would wait as its group does: who reads what waits must not find it twice
        outlets.look_for_stand_ins(message)
        return
    waits = False
    for other in _stand_ins(alert, latest):
        missed, on_its_way = _standing(said, other.stands_in_for)
        waits = waits or on_its_way
        if missed:
            _use(latest, alert, other)
    if waits:
        outlets.look_for_stand_ins(message)


@transaction.atomic
def remind() -> int:
    """Tell the stewards of each outlet whose year is over soon, once; returns how many outlets."""
    now = clock.now()
    ending = queries.live().filter(expires_at__lte=now + rules.REMIND_BEFORE, reminded_at=None)
    found = list(ending.select_for_update(skip_locked=True).order_by("pk"))
    for zone in sorted({one.zone for one in found}):
        _tell_stewards(zone)
    Outlet.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=now)
    return len(found)


def _stand_ins(alert: Alert, latest: Message) -> list[Outlet]:
    """Those that might be told: of the outlets the alert was posted to, and not told yet."""
    posted = Posted.objects.filter(alert=alert).values_list("outlet", "outlet__code")
    mains, heard = {code for _pk, code in posted}, {pk for pk, _code in posted}
    rows = queries.live().filter(zone=alert.zone, stands_in_for__in=mains).exclude(pk__in=heard)
    return [one for one in rows.order_by("pk") if wants(Level(latest.level), Level(one.level))]


def _standing(said: Message, code: str) -> tuple[bool, bool]:
    """Whether the post to the outlet with this code counts as not come, and whether it is still on its way."""
    address = Outlet.objects.filter(code=code).values_list("address", flat=True).first()
    far = how_far(outlets.letter_code(said), address) if address else None
    if far is None:
        return False, False
    missed = rules.is_given_up(far.state, far.due, said.sent_at, clock.now())
    return missed, far.state is State.QUEUED and not missed


def _use(latest: Message, alert: Alert, other: Outlet) -> None:
    Posted.objects.create(alert=alert, outlet=other, stood_in_at=clock.now())
    outlets.hand_to(latest, [other])
    journal.record(kinds.OUTLET_STOOD_IN, about=alert.about, actor=SYSTEM, zone=alert.zone, channel=other.kind)


def _tell_stewards(zone: str) -> None:
    """On the channels they chose; the words name no group."""
    stewards = subscribers.of_members(who_may(Ability.KEEP_OUTLETS, zone))
    letter = NewLetter(
        code=new_code(),
        thread=new_code(),
        texts=notices.outlet_ends(),
        url=f"{settings.SITE_URL}/alerts/outlets/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=False,
        expires_at=clock.now() + HOLDS_FOR,
        rank=Rank.OWN,
    )
    outbox.hand_over(letter, [Recipient(one.address, one.kind, one.language, silent=True) for one in stewards])
