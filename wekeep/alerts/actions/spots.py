"""Keeping people's places: sealed as they are written, or by a job once the keeper's keys are known."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from wekeep.alerts.actions import changes, packs
from wekeep.alerts.models import Spot, Subscription
from wekeep.alerts.queries.spots import KIND, NamedSpot, sealed_as
from wekeep.alerts.rules import subscription as rules
from wekeep.alerts.rules.coarse import coarse_cell
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.text import clean_line
from wekeep.vault.actions import serving
from wekeep.vault.actions.buckets import cut_log

BATCH = 500
# Confirming prolongs a subscription from a day to a year, without its places: they are sealed for the longest it can be.
SEALED_FOR = rules.KEPT_FOR + rules.CONFIRM_WITHIN + timedelta(days=1)


def sealed_until() -> date:
    """The day with which everything of a subscription written now ends at the latest."""
    return (clock.now() + SEALED_FOR).date()


def keep_spots(one: Subscription, spots: Iterable[NamedSpot]) -> None:
    """Write down the places of a subscription, in its transaction."""
    rows = []
    for spot in spots:
        row = Spot(
            subscription=one,
            name=clean_line(spot.name, rules.NAME_LIMIT),
            lat=spot.lat,
            lon=spot.lon,
            radius=spot.radius,
            expires_at=one.expires_at,
        )
        _seal(row)
        rows.append(row)
    Spot.objects.bulk_create(rows)


def drop_spots(one: Subscription) -> None:
    """Delete the places of a subscription, and with them every pack that one of them is in. Packs last: whoever makes one
    holds the rows that it is made of, so that by then it is there to be found."""
    places = list(one.spots.values_list("cell", "pk"))
    one.spots.all().delete()
    packs.drop(places)


@transaction.atomic
def seal_clear() -> int:
    """Seal a batch of the places that still lie in clear; returns how many."""
    rows = list(
        Spot.objects.select_for_update(of=("self",))
        .filter(sealed=None)
        .select_related("subscription")
        .order_by("id")[:BATCH]
    )
    done = [row for row in rows if _seal(row)]
    Spot.objects.bulk_update(done, ["code", "cell", "bucket", "sealed", "name", "lat", "lon", "radius"], batch_size=100)
    if done:
        transaction.on_commit(cut_log)
    changes.note(row.subscription_id for row in done)
    return len(done)


def _seal(row: Spot) -> bool:
    """Seal the row in place, unsaved; False where the keys are not known yet."""
    if row.lat is None or row.lon is None or row.radius is None:
        return False
    code = new_code()
    spot = NamedSpot(row.name, row.lat, row.lon, row.radius)
    record = sealed_as(row.subscription.code, code)
    sealed = serving.seal_for_sending(kind=KIND, record=record, fields=spot.fields(), until=sealed_until())
    if sealed is None:
        return False
    row.code, row.cell = code, coarse_cell(spot.lat, spot.lon, spot.radius)
    row.bucket, row.sealed = sealed.bucket, sealed.sealed
    row.name, row.lat, row.lon, row.radius = "", None, None, None
    return True
