"""What a hub has, what of it is promised, and how that came about."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum

from wekeep.care.models import Destination, PickUp, StockEvent
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.item import items
from wekeep.care.rules.stock import PickUpState, Shelf
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound

PAGE = 50
MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class Short:
    """More of an item is promised than a hub has, by `missing` boxes."""

    hub: str
    item: str
    missing: int


def hubs_visible_to(actor: Actor) -> QuerySet[Destination]:
    """The hubs of the zones in which the actor keeps stock."""
    zones = actor.zones_where(Ability.KEEP_STOCK)
    rows = Destination.objects.filter(kind=DestinationKind.HUB)
    return rows if EVERY_ZONE in zones else rows.filter(zone__in=zones)


def get_hub(actor: Actor, code: str) -> Destination:
    """One of those; NotFound otherwise."""
    found = hubs_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def stock_of(hub: Destination) -> list[Shelf]:
    """Every item that ships or that the hub ever had, with what is there and promised; one question."""
    sums = {
        row["item"]: Shelf(row["item"], int(row["on"]), int(row["kept"]))
        for row in hub.stock.order_by().values("item").annotate(on=Sum("there"), kept=Sum("promised"))
    }
    return [sums.get(code) or Shelf(code, 0, 0) for code in [*items(), *sorted(set(sums) - set(items()))]]


def shortages(hubs: Collection[int]) -> list[Short]:
    """Of which items these hubs (by key) promised more than they have; one question."""
    rows = StockEvent.objects.filter(hub__in=hubs).order_by("hub", "item").values_list("hub__code", "item")
    sums = rows.annotate(on=Sum("there"), kept=Sum("promised")).filter(kept__gt=F("on"))
    return [Short(code, item, kept - on) for code, item, on, kept in sums]


def events_of(hub: Destination) -> list[StockEvent]:
    """The last events of a hub, the newest first."""
    return list(hub.stock.order_by("-pk")[:PAGE])


def waiting_at(hub: Destination) -> list[PickUp]:
    """Who is still to fetch their own here, the nearest first."""
    rows = hub.pick_ups.filter(state=PickUpState.WAITING).select_related("request")
    return list(rows.order_by("begins", "pk")[:MOST_WAITING])
