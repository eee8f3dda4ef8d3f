"""A hub's stock: what comes and goes, what planned runs and pick-ups are promised, what was taken and brought back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Sum

from wekeep.care.actions.holding import hold_hubs, hold_runs
from wekeep.care.models import Destination, PickUp, Run, StockEvent, Stop
from wekeep.care.queries.stock import Short, get_hub, shortages
from wekeep.care.rules import kinds
from wekeep.care.rules.item import items
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.stock import StockReason, by_hand
from wekeep.care.rules.trip import TripState, Way
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused

# a hub's key and an item's code
Shelf = tuple[int, str]


@transaction.atomic
def keep(*, actor: Actor, hub: str, item: str, reason: StockReason, number: int) -> None:
    """Write down by hand that boxes came in, were counted, spoiled or were sent on. A count that finds what the book says adds nothing."""
    one = get_hub(actor, hub)
    actor.require(Ability.KEEP_STOCK, one.zone)
    if item not in items():
        raise Refused("Choose one of the things this hub can keep.")
    hold_hubs([one.pk])
    there = sum(StockEvent.objects.filter(hub=one, item=item).values_list("there", flat=True))
    change = by_hand(reason, number, there)
    if change:
        _add(actor, (one.pk, item), reason, there=change)
        _tell(actor, one)


@transaction.atomic
def reserve(*, actor: Actor, run: Run) -> list[Short]:
    """Promise the run what its stops take, and give back what they no longer take; as often as it is called, once. For a run that nobody
    drives any more nothing stays promised. Returns of what its hubs now promised more than they have."""
    return reserve_all(actor=actor, runs=Run.objects.filter(pk=run.pk))


@transaction.atomic
def reserve_all(*, actor: Actor, runs: QuerySet[Run], hubs: Iterable[int] = ()) -> list[Short]:
    """The same for several; `hubs` (keys) are held with theirs, for what follows in this transaction."""
    wanted = {one.code: _still_wanted(one) for one in hold_runs(runs)}
    shelves = [shelf for code, boxes in wanted.items() for shelf in (*boxes, *_promised(code))]
    hold_hubs([*hubs, *(hub for hub, _item in shelves)])
    return [short for code, boxes in wanted.items() for short in _promise(actor, code, boxes)]


def _still_wanted(one: Run) -> Counter[Shelf]:
    boxes = _boxes(one) if one.state in STILL_DRIVEN else Counter[Shelf]()
    return boxes - _taken(one.code)


@transaction.atomic
def free(*, actor: Actor, run: Run) -> None:
    """The run is promised nothing any more."""
    (one,) = hold_runs(Run.objects.filter(pk=run.pk))
    _promise(actor, one.code, {})


@transaction.atomic
def load(*, actor: Actor, run: Run) -> None:
    """The driver has loaded what the run's stops take: it is there no more, and promised no more. Twice is once; stops that were added
    since are loaded by the next call."""
    (one,) = hold_runs(Run.objects.filter(pk=run.pk))
    wanted, before = _boxes(one), _taken(one.code)
    shelves = set(wanted) | set(before)
    hold_hubs(hub for hub, _item in shelves)
    for shelf in sorted(wanted - before):
        _add(actor, shelf, StockReason.LOADED, about=one.code, there=before[shelf] - wanted[shelf])
    _promise(actor, one.code, {})


@transaction.atomic
def bring_back(*, actor: Actor, stop: Stop) -> None:
    """What a delivery that failed at the door took along comes back to its hub; where the driver corrects that, it goes again. Nothing where
    the run never loaded it. Twice is once."""
    hold_runs(Run.objects.filter(pk=stop.run_id))
    one = Stop.objects.select_related("trip", "run").get(pk=stop.pk)
    trip, shelf = one.trip, (one.trip.destination_id, one.trip.item)
    if one.side != Side.DROP or not trip.item or not _taken(one.run.code)[shelf]:
        return
    hold_hubs([trip.destination_id])
    wanted = trip.boxes if one.outcome == Outcome.FAILED else 0
    back = sum(StockEvent.objects.filter(about=one.code).values_list("there", flat=True))
    if wanted != back:
        _add(actor, shelf, StockReason.BROUGHT_BACK, about=one.code, there=wanted - back)


@transaction.atomic
def promise_pick_up(*, actor: Actor, one: PickUp, boxes: int) -> None:
    """Promise a household that fetches its own so many boxes, 0 to give them back. Refused where fewer are free: nobody comes for
    nothing."""
    shelf = (one.hub_id, one.item)
    short = _promise(actor, one.code, {shelf: boxes} if boxes else {})
    if boxes and any((row.hub, row.item) == (one.hub.code, one.item) for row in short):
        raise Refused("The hub does not have so many free. Choose fewer, another hub, or a later day.")


@transaction.atomic
def hand_out(*, actor: Actor, one: PickUp) -> None:
    """A household fetched what it was promised."""
    hold_hubs([one.hub_id])
    promised = _promised(one.code)[one.hub_id, one.item]
    if promised:
        shelf = (one.hub_id, one.item)
        _add(actor, shelf, StockReason.PICKED_UP, about=one.code, there=-promised, promised=-promised)


def _promise(actor: Actor, about: str, wanted: Mapping[Shelf, int]) -> list[Short]:
    """Promise exactly that, by the difference to what is promised now. The row of what it is about is locked by the caller."""
    hubs = {hub for hub, _item in [*wanted, *_promised(about)]}
    hold_hubs(hubs)
    before = _promised(about)
    for shelf in sorted(set(wanted) | set(before)):
        change = wanted.get(shelf, 0) - before[shelf]
        if change:
            reason = StockReason.RESERVED if change > 0 else StockReason.FREED
            _add(actor, shelf, reason, about=about, promised=change)
    return shortages(hubs)


def _boxes(run: Run) -> Counter[Shelf]:
    """What the run's stops take from which hub; a stop that failed at the hub takes nothing, nor does a trip that was called off or left
    out since."""
    rows = run.stops.filter(side=Side.PICKUP, trip__way=Way.TO_HOME, trip__boxes__gt=0).exclude(trip__item="")
    rows = (
        rows.exclude(trip__state__in=[TripState.CANCELLED, TripState.LEFT_OUT])
        .exclude(outcome=Outcome.FAILED)
        .order_by()
    )
    sums = rows.values_list("trip__destination", "trip__item").annotate(Sum("trip__boxes"))
    return Counter({(hub, item): int(boxes) for hub, item, boxes in sums})


def _promised(about: str) -> Counter[Shelf]:
    rows = StockEvent.objects.filter(about=about).order_by().values_list("hub", "item").annotate(Sum("promised"))
    return Counter({(hub, item): int(boxes) for hub, item, boxes in rows if boxes})


def _taken(about: str) -> Counter[Shelf]:
    rows = StockEvent.objects.filter(about=about, reason=StockReason.LOADED).order_by()
    return Counter(
        {(hub, item): -int(sum_) for hub, item, sum_ in rows.values_list("hub", "item").annotate(Sum("there"))}
    )


def _add(
    actor: Actor, shelf: Shelf, reason: StockReason, *, about: str = "", there: int = 0, promised: int = 0
) -> StockEvent:
    now: datetime = clock.now()
    return StockEvent.objects.create(
        hub_id=shelf[0],
        item=shelf[1],
        there=there,
        promised=promised,
        reason=reason,
        about=about,
        by=actor.code,
        at=now,
    )


def _tell(actor: Actor, hub: Destination) -> None:
    zone = "" if hub.zone == "*" else hub.zone
    journal.record(kinds.STOCK_MOVED, about=hub.code, actor=actor, zone=zone)
