"""Switching alerts on, changing them, and stopping them, without an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.actions import audiences, changes, mornings
from wekeep.alerts.actions.spots import drop_spots, keep_spots, sealed_until
from wekeep.alerts.models import FollowedZone, Subscription
from wekeep.alerts.queries import spots, subscribers
from wekeep.alerts.queries.spots import NamedSpot
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules import subscription as rules
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.coarse import nearness
from wekeep.alerts.rules.summary import USUAL_HOUR, Summary
from wekeep.alerts.rules.summary import check as check_summary
from wekeep.channels import queries as channel_queries
from wekeep.channels.actions import addresses, making_ready, outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.words import RECEIPT_WORDS, draw
from wekeep.places.queries.zones import zone_names
from wekeep.work import actions as work

MOST_WAITING_AN_ADDRESS = 3
# Two people at one address would be two subscriptions there; forgetting happens in batches of this size.
BATCH = 500
# each reminder is a letter of its own, and no writer waits long for them
REMINDED_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Choices:
    """What someone chose. Quiet hours are none where both times are equal or missing."""

    language: str
    level: Level
    spots: tuple[NamedSpot, ...]
    zones: tuple[str, ...]
    quiet_from: time | None = None
    quiet_until: time | None = None
    time_zone: str = ""
    active_breaks_quiet: bool = True
    show_text: bool = False
    receipts: bool = False
    summary: Summary = Summary.NONE
    summary_hour: int = USUAL_HOUR


@dataclass(frozen=True, slots=True)
class SignedUp:
    """A new subscription, and the six words by which its owner comes back, which are shown once and kept nowhere."""

    subscription: Subscription
    words: str


@transaction.atomic
def sign_up(*, kind: str, given: Mapping[str, str], choices: Choices, member: str = "") -> SignedUp:
    """A subscription that tells nobody anything until its owner has confirmed the address, to which a link goes now.

    `given` is the address as `channels` reads it. Refused, in words, for an address or a choice that cannot be.
    """
    _check(kind, choices)
    ends = rules.ends_at(confirmed=False, now=clock.now())
    address, _new = addresses.keep_address(
        kind_name=kind, given=given, expires_at=ends, sealed_until=sealed_until() + timedelta(days=1)
    )
    words, confirmation = draw(RECEIPT_WORDS), new_code()
    one = Subscription(
        address=address,
        kind=kind,
        member=member,
        words_mark=subscribers.words_mark(words),
        confirm_mark=subscribers.confirm_mark(confirmation),
        expires_at=ends,
    )
    _write(one, choices)
    if _may_ask_again(address):
        _ask_to_confirm(one, confirmation)
    return SignedUp(one, words)


@transaction.atomic
def confirm(*, code: str) -> Subscription:
    """Switch on the subscription whose owner was sent `code`, or keep it for another year where it is on already."""
    one = subscribers.by_confirmation(code)
    if one is None:
        raise NotFound
    return switch_on(one)


def switch_on(one: Subscription) -> Subscription:
    """On from now for a year, because its owner said yes; in the caller's transaction."""
    ended = _begin(one) if one.confirmed_at is None else []
    _keep_a_year(one, clock.now())
    _make_ready(one)
    mornings.plan(one)
    changes.note([one.pk, *ended])
    return one


def _begin(one: Subscription) -> list[int]:
    """An older one of the same address, or of the same endpoint with keys of before, ends; what it was told counts as told
    to this one, so that no correction is lost on the way. Returns the primary keys of those that ended."""
    one.confirmed_at = clock.now()
    one.save(update_fields=["confirmed_at"])
    same = Subscription.objects.filter(address__in=channel_queries.same_endpoint(one.address)).exclude(pk=one.pk)
    ended = [older.pk for older in same]
    for older in same:
        audiences.follow(older.pk, one.pk)
        mornings.follow(older, one)
        drop_spots(older)
        older.delete()
    addresses.take_over(code=one.address)
    journal.record(kinds.SUBSCRIBED, about=one.kind, actor=VISITOR)
    return ended


@transaction.atomic
def remind() -> int:
    """Ask some of the owners whose year is over in two weeks, once each, whether it goes on; returns how many were asked."""
    now = clock.now()
    ending = subscribers.live().filter(expires_at__lte=now + rules.REMIND_BEFORE, confirm_mark=None)
    asked = list(ending.select_for_update(skip_locked=True).order_by("expires_at")[:REMINDED_AT_ONCE])
    for one in asked:
        code = new_code()
        one.confirm_mark = subscribers.confirm_mark(code)
        one.save(update_fields=["confirm_mark"])
        _ask_to_renew(one, code)
    return len(asked)


@transaction.atomic
def change(*, code: str, choices: Choices) -> Subscription:
    """Put new choices in place of the old; what is held is kept for a year from now."""
    one = Subscription.objects.select_for_update().filter(code=code).first()
    if one is None:
        raise NotFound
    _check(one.kind, choices)
    drop_spots(one)
    one.followed_zones.all().delete()
    work.empty_log_soon()
    _write(one, choices)
    if one.confirmed_at:
        _keep_a_year(one, clock.now())
        _make_ready(one)
    mornings.plan(one)
    changes.note([one.pk])
    return one


@transaction.atomic
def stop(*, code: str) -> None:
    """End one subscription and delete what was held about it, at once."""
    one = Subscription.objects.filter(code=code).first()
    if one is not None:
        _end([one])


@transaction.atomic
def stop_address(*, address: str) -> bool:
    """End every subscription of an address, as its stop link asks; False where it was stopped already."""
    found = subscribers.by_address(address)
    _end(found)
    return bool(found)


@transaction.atomic
def forget_expired() -> int:
    """End the subscriptions that were not confirmed in a day or not renewed in a year; returns how many."""
    over = list(Subscription.objects.filter(expires_at__lt=clock.now())[:BATCH])
    _end(over)
    return len(over)


def forget_gone() -> int:
    """End the subscriptions whose address a channel found to be no more, some at a time; returns how many."""
    ended, last = 0, 0
    while batch := list(Subscription.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        ended += _end_gone(batch)
    return ended


@transaction.atomic
def _end_gone(batch: list[Subscription]) -> int:
    kept = channel_queries.still_kept(one.address for one in batch)
    gone = [one for one in batch if one.address not in kept]
    _end(gone)
    return len(gone)


def _check(kind: str, choices: Choices) -> None:
    check_summary(kind, choices.summary, choices.summary_hour)
    rules.check_places(len(choices.spots), len(choices.zones), [spot.radius for spot in choices.spots])
    if not set(choices.zones) <= zone_names().keys():
        raise Refused("Choose one of the zones that are offered.")
    if choices.language not in dict(settings.LANGUAGES):
        raise Refused("Choose one of the languages that are offered.")


def _write(one: Subscription, choices: Choices) -> None:
    one.language, one.level = choices.language, choices.level
    one.quiet_from, one.quiet_until = choices.quiet_from, choices.quiet_until
    one.time_zone = choices.time_zone or settings.TIME_ZONE
    one.active_breaks_quiet, one.show_text = choices.active_breaks_quiet, choices.show_text
    one.receipts, one.summary, one.summary_hour = choices.receipts, choices.summary, choices.summary_hour
    one.save()
    keep_spots(one, choices.spots)
    FollowedZone.objects.bulk_create(FollowedZone(subscription=one, zone=zone) for zone in choices.zones)


def _make_ready(one: Subscription) -> None:
    """What an alert will be sent with is made ahead for people who live close together: they are told together."""
    zones = list(one.followed_zones.values_list("zone", flat=True))
    making_ready.make_ready_for(code=one.address, near=nearness(spots.cells_of(one), zones))


def _may_ask_again(address: str) -> bool:
    """Nobody can use us to fill a stranger's letter box: a few unanswered questions a day, then silence."""
    same = channel_queries.same_endpoint(address)
    return Subscription.objects.filter(address__in=same, confirmed_at=None).count() <= MOST_WAITING_AN_ADDRESS


def _ask_to_confirm(one: Subscription, confirmation: str) -> None:
    letter = NewLetter(
        code=confirmation,
        thread=one.code,
        texts=notices.confirmation(),
        url=f"{settings.SITE_URL}/alerts/confirm/{confirmation}/",
        stop_prefix="",
        urgent=True,
        expires_at=one.expires_at,
    )
    outbox.hand_over(letter, [Recipient(one.address, one.kind, one.language, show_text=True)])


def _ask_to_renew(one: Subscription, code: str) -> None:
    """Without a sound, because it comes at any hour and nothing has happened."""
    letter = NewLetter(
        code=code,
        thread=one.code,
        texts=notices.renewal(one.expires_at),
        url=f"{settings.SITE_URL}/alerts/confirm/{code}/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=False,
        expires_at=one.expires_at,
    )
    outbox.hand_over(letter, [Recipient(one.address, one.kind, one.language, silent=True, show_text=True)])


def _keep_a_year(one: Subscription, now: datetime) -> None:
    """From now on; a reminder that was sent is answered by it."""
    one.expires_at, one.confirm_mark = rules.ends_at(confirmed=True, now=now), None
    one.save(update_fields=["expires_at", "confirm_mark"])
    one.spots.update(expires_at=one.expires_at)
    # the address outlives its subscription by a day, so that neither is ever found without the other
    addresses.keep_until(code=one.address, expires_at=one.expires_at + timedelta(days=1))


def _end(found: list[Subscription]) -> None:
    if found:
        work.empty_log_soon()
    numbers = [one.pk for one in found]
    for one in found:
        drop_spots(one)
        one.delete()
        if not Subscription.objects.filter(address=one.address).exists():
            addresses.forget_address(code=one.address)
        if one.confirmed_at:
            journal.record(kinds.STOPPED, about=one.kind, actor=VISITOR)
    changes.note(numbers)
