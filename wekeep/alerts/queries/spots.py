"""People's places: the only module that reads them, opened by the keeper for one owner or for one alert's audience."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from wekeep.alerts.models import Spot, Subscription
from wekeep.alerts.queries import packs
from wekeep.alerts.rules import audience
from wekeep.alerts.rules.coarse import coarse_cell
from wekeep.alerts.rules.points import Packed, Points, as_packed, looked_up, unknown
from wekeep.alerts.rules.roll import Column
from wekeep.kit import clock
from wekeep.kit.keeper_messages import Use
from wekeep.vault.queries.serving import Fields, open_for
from wekeep.vault.rules.serviced import Kept

KIND = "spot"
AT_ONCE = 500
_COLUMNS = ("subscription_id", "subscription__code", "code", "bucket", "sealed", "name", "lat", "lon", "radius")
Row = tuple[int, str, str, str, bytes | None, str, float, float, int]


@dataclass(frozen=True, slots=True)
class NamedSpot:
    """A place as its owner sees it."""

    name: str
    lat: float
    lon: float
    radius: int

    def fields(self) -> dict[str, str]:
        """As it is sealed; `repr` gives back the very same numbers."""
        return {"name": self.name, "lat": repr(self.lat), "lon": repr(self.lon), "radius": str(self.radius)}


def sealed_as(subscription: str, code: str) -> str:
    """What a place is sealed for: this place of this subscription, and no other."""
    return f"{subscription}.{code}"


def spots_of(one: Subscription) -> list[NamedSpot]:
    """The places of one subscription for its owner, who showed the six words. Refused while the keeper is away or sealed,
    or where more owners looked in this hour than ever do."""
    rows = _rows(_live().filter(subscription=one))
    return _spots(rows, Use.OWNER).get(one.pk, [])


def count_of(one: Subscription) -> int:
    """How many places a subscription has, without opening any."""
    return _live().filter(subscription=one).count()


def cells_of(one: Subscription) -> list[str]:
    """The coarse cells in which a subscription's places lie, in the order of the places, without opening any."""
    rows = one.spots.order_by("id").values_list("cell", "lat", "lon", "radius")
    return [cell or coarse_cell(lat or 0.0, lon or 0.0, radius or 0) for cell, lat, lon, radius in rows]


def points_of(numbers: Column, cells: Sequence[int]) -> Points:
    """Where the sealed places with these numbers (primary keys) are, which all lie in these coarse cells (h3 as whole
    numbers). Those in a pack are opened with it, all others one by one. Refused while the keeper is away or sealed."""
    if not len(numbers):
        return unknown(0)
    points = looked_up(packs.opened_near(cells), numbers)
    _open_missing(points, numbers, Use.AUDIENCE)
    return points


def packed(numbers: Column, known: Packed) -> Packed:
    """The places with these numbers as they are sealed together, but for those that do not open; those that are not among
    the `known` are opened one by one. Refused while the keeper is away or sealed."""
    points = looked_up(known, numbers)
    _open_missing(points, numbers, Use.PACKING)
    return as_packed(numbers, points)


def clear_points() -> list[tuple[int, audience.Spot]]:
    """The places that are not sealed yet, each with the primary key of its subscription."""
    rows = _live().filter(sealed=None).values_list("subscription_id", "lat", "lon", "radius")
    return [
        (owner, audience.Spot(lat, lon, radius))
        for owner, lat, lon, radius in rows
        if lat is not None and lon is not None and radius is not None
    ]


def _open_missing(points: Points, numbers: Column, use: Use) -> None:
    missing = np.flatnonzero(np.isnan(points.lat))
    for start in range(0, len(missing), AT_ONCE):
        _open(points, missing[start : start + AT_ONCE], numbers, use)


def _open(points: Points, at: Column, numbers: Column, use: Use) -> None:
    """Open those at these positions one by one, and write them down."""
    wanted = {int(numbers[position]): int(position) for position in at}
    rows = Spot.objects.filter(pk__in=list(wanted), sealed__isnull=False)
    found = [
        (pk, Kept(sealed_as(owner, code), bucket, bytes(sealed)))
        for pk, owner, code, bucket, sealed in rows.values_list("pk", "subscription__code", "code", "bucket", "sealed")
        if sealed is not None
    ]
    opened = open_for(use, KIND, [kept for _pk, kept in found])
    for pk, kept in found:
        if fields := opened.get(kept.record):
            spot = _spot(fields)
            points.put(wanted[pk], spot.lat, spot.lon, spot.radius)


def _live() -> QuerySet[Spot]:
    return Spot.objects.filter(Q(expires_at__gt=clock.now()))


def _rows(found: QuerySet[Spot]) -> list[Row]:
    return list(found.order_by("id").values_list(*_COLUMNS))


def _spots(rows: list[Row], use: Use) -> dict[int, list[NamedSpot]]:
    kept = [
        Kept(sealed_as(owner, code), bucket, bytes(sealed)) for _, owner, code, bucket, sealed, *_ in rows if sealed
    ]
    opened = open_for(use, KIND, kept)
    spots: dict[int, list[NamedSpot]] = defaultdict(list)
    for key, owner, code, _bucket, sealed, name, lat, lon, radius in rows:
        fields = opened.get(sealed_as(owner, code)) if sealed else None
        if fields is not None:
            spots[key].append(_spot(fields))
        elif not sealed:
            spots[key].append(NamedSpot(name, lat, lon, radius))
    return spots


def _spot(fields: Fields) -> NamedSpot:
    return NamedSpot(fields["name"], float(fields["lat"]), float(fields["lon"]), int(fields["radius"]))
