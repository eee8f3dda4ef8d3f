"""People's places: the only module that reads them, opened by the keeper for one owner or for one alert's audience."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wekeep.alerts.models import Spot, Subscription
from wekeep.alerts.rules.area import Area
from wekeep.alerts.rules.coarse import may_touch
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


def spots_near(found: Iterable[Subscription], area: Area) -> dict[int, list[NamedSpot]]:
    """By primary key, those places of these subscriptions that `area` may touch: every one that it does touch, and only
    those that lie near are opened. Refused while the keeper is away or sealed."""
    wanted = {one.pk for one in found}
    cells = _live().exclude(cell="").order_by().values_list("cell", flat=True).distinct()
    near = [cell for cell in cells if may_touch(area, cell)]
    rows = [row for row in _rows(_live().filter(sealed=None)) if row[0] in wanted]
    for start in range(0, len(near), AT_ONCE):
        part = _rows(_live().filter(cell__in=near[start : start + AT_ONCE], sealed__isnull=False))
        rows += [row for row in part if row[0] in wanted]
    return _spots(rows, Use.AUDIENCE)


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
