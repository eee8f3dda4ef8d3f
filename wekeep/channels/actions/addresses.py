"""Keeping and forgetting the addresses people gave."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from wekeep.channels.actions.making_ready import drop_for
from wekeep.channels.actions.outbox import forget_gone_addresses, redirect, stop_waiting
from wekeep.channels.models import Address
from wekeep.channels.queries import ADDRESS, same_endpoint
from wekeep.channels.registry import kind
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark
from wekeep.vault.actions import serving
from wekeep.vault.actions.buckets import cut_log
from wekeep.vault.rules.serviced import Kept

BATCH = 500


@transaction.atomic
def keep_address(
    *,
    kind_name: str,
    given: Mapping[str, str],
    expires_at: datetime,
    purpose: str = "",
    sealed_until: date | None = None,
) -> tuple[str, bool]:
    """Keep the address of a channel until `expires_at`; returns its code, and whether it is new here.

    It is sealed as soon as the keeper's keys are known here, until the end of `sealed_until` (else of the day on which it
    expires): a later end that is foreseen spares the keeper from moving it.

    The same address for another `purpose` is another row: forgetting the one never takes the other.
    Refused, in words for its owner, where it cannot be an address of that channel.
    """
    value = kind(kind_name).read_address(given)
    kept = {
        "kind": kind_name,
        "value": value,
        "endpoint_mark": endpoint_mark(kind_name, value),
        "expires_at": expires_at,
    }
    address, new = Address.objects.get_or_create(mark=address_mark(kind_name, value, purpose), defaults=kept)
    _seal(address, max(sealed_until or expires_at.date(), expires_at.date()))
    return address.code, new


@transaction.atomic
def seal_clear() -> int:
    """Seal a batch of the addresses that still lie in clear; returns how many."""
    rows = Address.objects.select_for_update().filter(sealed=None).order_by("id")[:BATCH]
    done = sum(_seal(one, one.expires_at.date()) for one in rows)
    if done:
        transaction.on_commit(cut_log)
    return done


@transaction.atomic
def prolong() -> int:
    """Have the keeper move those addresses whose day is over before they expire; returns how many."""
    by_day: dict[date, list[Address]] = defaultdict(list)
    for one in Address.objects.select_for_update().filter(id__in=_too_short()):
        by_day[one.expires_at.date()].append(one)
    return sum(_move(rows, day) for day, rows in by_day.items())


def _too_short() -> list[int]:
    rows = Address.objects.exclude(bucket="").values_list("id", "bucket", "expires_at")
    return [key for key, bucket, ends in rows.iterator() if bucket < ends.date().isoformat()][:BATCH]


def _move(rows: list[Address], day: date) -> int:
    kept = [Kept(one.code, one.bucket, bytes(one.sealed or b"")) for one in rows]
    moved = serving.prolong(ADDRESS, kept, until=day)
    for one in rows:
        if one.code in moved:
            one.bucket, one.sealed = moved[one.code].bucket, moved[one.code].sealed
    Address.objects.bulk_update(rows, ["bucket", "sealed"], batch_size=200)
    return len(moved)


def _seal(address: Address, until: date) -> bool:
    """Seal the address, unless it is or no key is known; whether it was sealed now."""
    if address.value is None:
        return False
    sealed = serving.seal_for_sending(kind=ADDRESS, record=address.code, fields=address.value, until=until)
    if sealed is None:
        return False
    address.value, address.bucket, address.sealed = None, sealed.bucket, sealed.sealed
    address.save(update_fields=["value", "bucket", "sealed"])
    return True


def keep_until(*, code: str, expires_at: datetime) -> None:
    """Keep the address until `expires_at` instead."""
    Address.objects.filter(code=code).update(expires_at=expires_at)


@transaction.atomic
def take_over(*, code: str) -> None:
    """Its owner has opened what was sent to the address: the same endpoint's other keys open nothing any more. What waits
    for those goes to this one, and they are forgotten."""
    for older in same_endpoint(code) - {code}:
        redirect(older, code)
        forget_address(code=older)


@transaction.atomic
def forget_address(*, code: str) -> None:
    """Delete the address at once, and whatever was still on its way to it."""
    # batches first and then the address, as whoever settles an answer has them: two that wait for each other end both
    stop_waiting(code)
    forget_gone_addresses([code])


def forget_expired_addresses() -> int:
    """Delete the addresses whose time is over; returns how many."""
    over = list(Address.objects.filter(expires_at__lt=clock.now()).values_list("id", flat=True))
    with transaction.atomic():
        drop_for(over)
        return sum(
            Address.objects.filter(id__in=over[start : start + BATCH]).delete()[0]
            for start in range(0, len(over), BATCH)
        )


def address_mark(kind_name: str, value: Mapping[str, str], purpose: str = "") -> str:
    """The keyed mark by which the same address is known again, keys and all."""
    words = f"{kind_name} {json.dumps(dict(value), sort_keys=True)}"
    return keyed_mark(settings.SECRET_KEY, "address", f"{purpose}: {words}" if purpose else words)


def endpoint_mark(kind_name: str, value: Mapping[str, str]) -> str:
    """The keyed mark by which the same endpoint is known again, whatever keys came with it.

    Whoever knows an endpoint can give keys of their own for it. They take effect once something that only those keys open
    was opened, which the phone behind the endpoint alone can do.
    """
    return address_mark(kind_name, {name: part for name, part in value.items() if name not in ("p256dh", "auth")})
