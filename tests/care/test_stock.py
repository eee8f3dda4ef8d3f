"""A hub's stock: what is there, what is promised, and what several at one moment make of it."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from tests.care.fleet import a_place, a_run, a_trip, add_stops, the_stop
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions import stock
from wekeep.care.models import Destination, Run, StockEvent, Stop
from wekeep.care.models.stock import STOCK_LOCKS
from wekeep.care.queries.stock import stock_of
from wekeep.care.rules.stock import StockReason
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotAllowed, NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(cast: Cast) -> Person:
    return admit("cora", Role.COORDINATOR)


@pytest.fixture
def hub() -> Destination:
    return a_place()


def shelf(hub: Destination, item: str = "food_box") -> tuple[int, int]:
    """What is there and what is promised."""
    found = next(row for row in stock_of(hub) if row.item == item)
    return found.there, found.promised


def came(hub: Destination, number: int) -> None:
    stock.keep(actor=SYSTEM, hub=hub.code, item="food_box", reason=StockReason.CAME_IN, number=number)


def test_boxes_come_spoil_are_sent_on_and_a_count_has_the_last_word(cora: Person, hub: Destination) -> None:
    for reason, number, there in (
        (StockReason.CAME_IN, 20, 20),
        (StockReason.SPOILED, 3, 17),
        (StockReason.SENT_ON, 5, 12),
        (StockReason.COUNTED, 14, 14),
        (StockReason.COUNTED, 0, 0),
    ):
        stock.keep(actor=cora.actor, hub=hub.code, item="food_box", reason=reason, number=number)
        assert shelf(hub) == (there, 0)
    assert [one.there for one in hub.stock.order_by("pk")] == [20, -3, -5, 2, -14]
    stock.keep(actor=cora.actor, hub=hub.code, item="food_box", reason=StockReason.COUNTED, number=0)
    assert hub.stock.count() == 5, "a count that agrees writes nothing"


@pytest.mark.parametrize(
    ("reason", "number", "item"),
    [
        (StockReason.SPOILED, 1, "food_box"),
        (StockReason.CAME_IN, -1, "food_box"),
        (StockReason.CAME_IN, 100_001, "food_box"),
        (StockReason.RESERVED, 1, "food_box"),
        (StockReason.CAME_IN, 1, "gold"),
    ],
)
def test_nothing_is_written_that_cannot_be(
    cora: Person, hub: Destination, reason: StockReason, number: int, item: str
) -> None:
    with pytest.raises(Refused):
        stock.keep(actor=cora.actor, hub=hub.code, item=item, reason=reason, number=number)
    assert not hub.stock.exists()


def test_only_who_keeps_stock_of_the_zone_writes_there(cast: Cast, hub: Destination) -> None:
    for who in (admit("carl", Role.CARER), admit("south", Role.COORDINATOR, zone=SOUTH)):
        with pytest.raises((NotAllowed, NotFound)):
            stock.keep(actor=who.actor, hub=hub.code, item="food_box", reason=StockReason.CAME_IN, number=1)


def test_a_run_is_promised_what_it_takes_once_and_corrected_by_the_difference(hub: Destination) -> None:
    came(hub, 10)
    first, second = a_trip(hub, boxes=2), a_trip(hub, boxes=3)
    run = a_run(first, second)
    assert stock.reserve(actor=SYSTEM, run=run) == [] and shelf(hub) == (10, 5)
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (10, 5) and StockEvent.objects.filter(about=run.code).count() == 1
    add_stops(run, a_trip(hub, boxes=4))
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (10, 9)
    Stop.objects.filter(trip=second).delete()
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (10, 6)
    type(first).objects.filter(pk=first.pk).update(state="cancelled")
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (10, 4)
    stock.free(actor=SYSTEM, run=run)
    stock.free(actor=SYSTEM, run=run)
    assert shelf(hub) == (10, 0)


def test_a_run_that_nobody_drives_any_more_is_promised_nothing(hub: Destination) -> None:
    came(hub, 10)
    run = a_run(a_trip(hub, boxes=2))
    stock.reserve(actor=SYSTEM, run=run)
    Run.objects.filter(pk=run.pk).update(state="dropped_out")
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (10, 0)


def test_a_hub_that_promised_more_than_it_has_is_told_of(hub: Destination) -> None:
    came(hub, 1)
    short = stock.reserve(actor=SYSTEM, run=a_run(a_trip(hub, boxes=3)))
    assert [(one.hub, one.item, one.missing) for one in short] == [(hub.code, "food_box", 2)]


def test_what_was_loaded_is_gone_and_what_failed_at_the_door_comes_back_once(hub: Destination) -> None:
    came(hub, 10)
    left, failed = a_trip(hub, boxes=2), a_trip(hub, boxes=3)
    run = a_run(left, failed)
    stock.reserve(actor=SYSTEM, run=run)
    for _twice in range(2):
        stock.load(actor=SYSTEM, run=run)
        assert shelf(hub) == (5, 0)
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (5, 0), "what is in the car is promised no more"
    add_stops(run, a_trip(hub, boxes=1))
    stock.reserve(actor=SYSTEM, run=run)
    assert shelf(hub) == (5, 1)
    stock.load(actor=SYSTEM, run=run)
    assert shelf(hub) == (4, 0)
    stop = the_stop(run, failed)
    stock.bring_back(actor=SYSTEM, stop=stop)
    assert shelf(hub) == (4, 0), "it did not fail"
    Stop.objects.filter(pk=stop.pk).update(outcome="failed", failure="not_home")
    for _twice in range(2):
        stock.bring_back(actor=SYSTEM, stop=stop)
        assert shelf(hub) == (7, 0)
    Stop.objects.filter(pk=stop.pk).update(outcome="left", failure="")
    stock.bring_back(actor=SYSTEM, stop=stop)
    assert shelf(hub) == (4, 0)


def test_what_was_never_loaded_does_not_come_back(hub: Destination) -> None:
    trip = a_trip(hub, boxes=3)
    run = a_run(trip)
    Stop.objects.filter(run=run).update(outcome="failed", failure="not_ready")
    stock.bring_back(actor=SYSTEM, stop=the_stop(run, trip))
    stock.load(actor=SYSTEM, run=run)
    assert not StockEvent.objects.exists()


def test_the_database_itself_refuses_to_change_or_drop_an_event(hub: Destination) -> None:
    came(hub, 1)
    event = StockEvent.objects.get()
    for write in (lambda: StockEvent.objects.update(there=100), lambda: event.delete()):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            write()
    with pytest.raises(DatabaseError), transaction.atomic():
        stock._add(SYSTEM, (hub.pk, "food_box"), StockReason.COUNTED)


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """All at once, each on a line of its own; what went wrong."""
    wrong: list[BaseException] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except (Refused, DatabaseError) as trouble:
            wrong.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_two_at_one_moment_promise_a_run_once_and_spoil_no_box_twice(unlocked_stock: None) -> None:
    hub = a_place()
    came(hub, 10)
    run = a_run(a_trip(hub, boxes=4), a_trip(hub, boxes=1))

    def promise() -> None:
        stock.reserve(actor=SYSTEM, run=run)

    def spoil() -> None:
        stock.keep(actor=SYSTEM, hub=hub.code, item="food_box", reason=StockReason.SPOILED, number=6)

    assert [str(one) for one in together(promise, promise, promise, spoil, spoil)] == [
        "There are not so many in the book. Count what is there first."
    ]
    assert shelf(hub) == (4, 5)
    assert not together(lambda: stock.load(actor=SYSTEM, run=run), lambda: stock.load(actor=SYSTEM, run=run))
    assert shelf(hub) == (-1, 0)


@pytest.fixture
def unlocked_stock(transactional_db: None) -> object:
    """The locks open while a test that commits clears away."""
    yield
    with connection.cursor() as cursor:
        for name in sorted(STOCK_LOCKS):
            table = " ON care_stockevent" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{table}")
    StockEvent.objects.all().delete()
    _lock_again()


def _lock_again() -> None:
    from importlib import import_module

    with connection.schema_editor() as editor:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for name in sorted(STOCK_LOCKS):
                    cursor.execute(f"DROP FUNCTION {name}()")
        import_module("wekeep.care.migrations.0006_stock_locks").lock(None, editor)
