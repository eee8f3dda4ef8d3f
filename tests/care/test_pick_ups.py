"""Households that fetch their own from a hub."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.care.fleet import a_place, a_request, a_trip
from tests.care.test_stock import shelf, unlocked_stock
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions import stock
from wekeep.care.actions.desk import act
from wekeep.care.actions.pick_ups import Fetching, end_over, fetched, let_fetch
from wekeep.care.models import Destination, PickUp, Request
from wekeep.care.rules.pick_up import spoken_code
from wekeep.care.rules.request import Close, Move
from wekeep.care.rules.stock import StockReason
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotFound, Refused

__all__ = ["unlocked_stock"]
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cora(cast: Cast) -> Person:
    return admit("cora", Role.COORDINATOR)


@pytest.fixture
def hub() -> Destination:
    return stocked(5)


def stocked(boxes: int) -> Destination:
    hub = a_place()
    stock.keep(actor=SYSTEM, hub=hub.code, item="food_box", reason=StockReason.CAME_IN, number=boxes)
    return hub


def wish(hub: Destination, **changed: Any) -> Fetching:
    now = clock.now()
    said: dict[str, Any] = {"item": "food_box", "boxes": 2, "begins": now + HOUR, "ends": now + 3 * HOUR}
    return Fetching(hub=hub.code, **(said | changed))


def state(one: Request) -> str:
    return Request.objects.get(pk=one.pk).state


def test_a_household_is_promised_its_boxes_and_they_are_gone_once_it_came(cora: Person, hub: Destination) -> None:
    one = a_request()
    waits = let_fetch(actor=cora.actor, code=one.code, wish=wish(hub))
    assert shelf(hub) == (5, 2) and state(one) == "scheduled"
    fetched(actor=cora.actor, code=waits.code)
    assert shelf(hub) == (3, 0) and state(one) == "done_reported"
    with pytest.raises(Refused):
        fetched(actor=cora.actor, code=waits.code)
    assert shelf(hub) == (3, 0)


def test_who_does_not_come_is_waited_for_an_hour_and_then_asked_anew(cora: Person, hub: Destination) -> None:
    one = a_request()
    waits = let_fetch(actor=cora.actor, code=one.code, wish=wish(hub))
    with clock.simulated(waits.ends + HOUR):
        assert end_over() == 0
    with clock.simulated(waits.ends + HOUR + timedelta(minutes=1)):
        assert (end_over(), end_over()) == (1, 0)
    assert shelf(hub) == (5, 0) and state(one) == "ready"
    again = let_fetch(actor=cora.actor, code=one.code, wish=wish(hub, boxes=3))
    assert again.code == waits.code and shelf(hub) == (5, 3)


@pytest.mark.parametrize("move", [Move.CLOSE, Move.RELEASE])
def test_a_request_that_moves_on_gives_its_boxes_back(cora: Person, hub: Destination, move: Move) -> None:
    one = a_request()
    waits = let_fetch(actor=cora.actor, code=one.code, wish=wish(hub))
    act(actor=cora.actor, code=one.code, what=move, close=Close.NOT_WANTED if move is Move.CLOSE else None)
    assert shelf(hub) == (5, 0) and PickUp.objects.get().state == "cancelled"
    with pytest.raises(Refused):
        fetched(actor=cora.actor, code=waits.code)


@pytest.mark.parametrize(
    "changed",
    [{"boxes": 6}, {"boxes": 0}, {"item": "meals"}, {"ends": "past"}, {"begins": "far"}, {"ends": "long"}],
)
def test_nobody_is_sent_to_a_hub_for_nothing(cora: Person, hub: Destination, changed: dict[str, Any]) -> None:
    now, one = clock.now(), a_request()
    times: dict[str, dict[str, Any]] = {
        "past": {"begins": now - 3 * HOUR, "ends": now - HOUR},
        "far": {"begins": now + 400 * HOUR, "ends": now + 401 * HOUR},
        "long": {"ends": now + 14 * HOUR},
    }
    said = next((times[value] for value in changed.values() if value in times), changed)
    with pytest.raises(Refused):
        let_fetch(actor=cora.actor, code=one.code, wish=wish(hub, **said))
    assert shelf(hub) == (5, 0) and state(one) == "ready" and not PickUp.objects.exists()


def test_what_is_delivered_is_not_fetched_too(cora: Person, hub: Destination) -> None:
    one = a_request()
    a_trip(hub, request=one)
    with pytest.raises(Refused, match="planned"):
        let_fetch(actor=cora.actor, code=one.code, wish=wish(hub))


def test_only_the_hubs_own_coordinators_hand_out(cora: Person, hub: Destination) -> None:
    waits = let_fetch(actor=cora.actor, code=a_request().code, wish=wish(hub))
    for who in (admit("carl", Role.CARER), admit("sue", Role.COORDINATOR, zone=SOUTH)):
        with pytest.raises(NotFound):
            fetched(actor=who.actor, code=waits.code)


def test_the_spoken_code_is_six_digits_that_change_with_the_time() -> None:
    now = clock.now()
    said = spoken_code("secret", "a pick-up", now)
    assert said == spoken_code("secret", "a pick-up", now) and len(said) == 7 and said.replace(" ", "").isdigit()
    assert said not in {spoken_code("other", "a pick-up", now), spoken_code("secret", "a pick-up", now + HOUR)}


@pytest.mark.django_db(transaction=True)
def test_the_last_boxes_are_promised_to_one_of_two(unlocked_stock: None) -> None:
    hub, cora = stocked(3), admit("cora", Role.COORDINATOR)
    asked, gate, refused = [a_request(), a_request()], threading.Barrier(2), list[str]()

    def fetch(one: Request) -> None:
        gate.wait()
        try:
            let_fetch(actor=cora.actor, code=one.code, wish=wish(hub))
        except Refused as words:
            refused.append(str(words))
        finally:
            connection.close()

    threads = [threading.Thread(target=fetch, args=(one,)) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1 and "not have so many free" in refused[0]
    assert shelf(hub) == (3, 2) and sorted(map(state, asked)) == ["ready", "scheduled"]
