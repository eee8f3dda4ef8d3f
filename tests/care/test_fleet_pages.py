"""The pages of places, drivers, stock, trips and riders, as coordinators, drivers and households use them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.care.asking import PHONE, RIDE, STREET, asked, coordinator, moved, step, the_request
from tests.care.fleet import a_household, a_place, a_request, a_trip
from tests.cast import SOUTH, Person, admit
from wekeep.care.actions import stock
from wekeep.care.models import Bond, Car, Destination, PickUp, Request, Rider, Trip
from wekeep.care.queries.fleet import cars_of, days_of
from wekeep.care.rules.stock import StockReason
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.places.queries.today import today

TOMORROW = timedelta(days=1)


@pytest.fixture
def desk(cora: Person, zones: object) -> Client:
    return cora.client()


def page(answer: Any, status: int = 200) -> str:
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:3000]
    return text


def ready(desk: Client, need: str = "groceries", **more: Any) -> tuple[Request, str]:
    """A request that was sorted, and the household's words."""
    house, words = asked(**{"needs": [need]} | more)
    one = the_request(house, need)
    assert [moved(desk, one, move) for move in ("look", "ready")] == [302, 302]
    return one, words


def brought(hub: Destination, **changed: Any) -> dict[str, Any]:
    said = {"do": "deliver", "hub": hub.code, "item": "food_box", "boxes": "2", "day": today() + TOMORROW}
    return said | {"begins": "09:00", "ends": "18:00"} | changed


def test_a_place_is_found_in_the_city_or_by_its_point_and_nobody_else_is_asked(desk: Client) -> None:
    said = {"zone": "north", "kind": "hub", "name": "Bread house", "address": "44.95, -93.26", "handling": "5"}
    assert desk.post("/destinations/", said | {"opens": "08:00", "is_used": "on"}).status_code == 302
    one = Destination.objects.get()
    assert (round(one.lat, 2), round(one.lon, 2), one.opens, one.closes) == (44.95, -93.26, 480, 1440)
    assert "Bread house" in page(desk.get("/destinations/"))
    wrong = page(desk.post("/destinations/", said | {"address": "nowhere at all"}), 422)
    assert "This city has no such place" in wrong and "nowhere at all" in wrong
    assert "of this name already" in page(desk.post("/destinations/", said | {"is_used": "on"}), 422)
    changed = said | {"name": "Soup house", "opens": "", "is_used": "on"}
    assert desk.post(f"/destinations/{one.code}/", changed).status_code == 302
    assert "Soup house" in page(desk.get(f"/destinations/{one.code}/"))


def test_a_driver_says_tomorrow_seven_to_nine_and_again_for_weeks(desk: Client) -> None:
    dora = admit("dora", Role.DRIVER)
    hers = dora.client()
    assert "First say which car" in page(hers.get("/my-cars/"))
    car = {"name": "Blue one", "adults": "1", "usual-seats": "4", "usual-booster": "1", "second-boxes": "20"}
    assert hers.post(f"/drivers/{dora.code}/car/new/", car | {"aboard-seats": "1"}).status_code == 302
    (kept,) = cars_of(dora.code)
    assert kept.seatings == [{"name": "usual", "seats": 4, "booster": 1}, {"name": "second", "boxes": 20}]
    assert "needs seats that this car" in page(
        hers.post(f"/drivers/{dora.code}/car/{kept.code}/", car | {"aboard-harness": "1"}), 422
    ).replace("need seats", "needs seats")
    day = {"car": kept.code, "day": today() + TOMORROW, "begins": "07:00", "ends": "09:00"}
    assert hers.post("/my-cars/", day | {"weeks": "4"}).status_code == 302
    assert [(one.begins, one.ends) for one in days_of(dora.code)] == [(420, 540)] * 4
    assert "The time ends before it begins" in page(hers.post("/my-cars/", day | {"ends": "06:00"}), 422)
    shown = page(desk.get(f"/drivers/?day={today() + TOMORROW}"))
    assert "dora" in shown and "07:00–09:00" in shown
    assert "Blue one" in page(desk.get(f"/drivers/{dora.code}/"))
    drop = {"what": "day", "code": days_of(dora.code)[0].code}
    assert desk.post(f"/drivers/{dora.code}/drop/", drop).status_code == 302 and len(days_of(dora.code)) == 3
    assert hers.post(f"/drivers/{dora.code}/drop/", {"what": "car", "code": kept.code}).status_code == 302
    assert not Car.objects.exists()


def test_a_hub_counts_what_is_there_and_says_where_it_promised_too_much(desk: Client) -> None:
    hub = a_place()
    assert desk.get("/hubs/").headers["Location"] == f"/hubs/{hub.code}/"
    said = {"item": "food_box", "reason": "came_in", "number": "12"}
    assert desk.post(f"/hubs/{hub.code}/", said).status_code == 302
    text = page(desk.get(f"/hubs/{hub.code}/"))
    assert "12" in text and "Came in" in text and "cora" in text
    assert "not so many in the book" in page(
        desk.post(f"/hubs/{hub.code}/", said | {"reason": "spoiled", "number": "13"}), 422
    )
    a_place("Second hub")
    assert "Second hub" in page(desk.get("/hubs/"))


def test_a_request_becomes_a_delivery_filled_in_from_what_was_answered_and_is_called_off(desk: Client) -> None:
    hub, (one, _words) = a_place(), ready(desk, **{"groceries-people": "9"})
    there = f"/requests/{one.code}/trips/"
    assert "Make trips of it" in page(desk.get(f"/requests/{one.code}/"))
    plain = page(desk.get(there))
    assert 'name="boxes" value="1"' in plain and 'value="17:00"' in plain, "the household may be met in the evening"
    read = page(desk.post(there, {"do": "read"}))
    assert 'name="boxes" value="3"' in read and "For how many people?" in read
    assert PHONE not in read and STREET not in read
    assert desk.post(there, brought(hub)).status_code == 302
    trip = Trip.objects.get()
    assert (trip.boxes, trip.arrives_from, trip.request) == (2, 540, one)
    assert "on that day already" in page(desk.post(there, brought(hub)), 422)
    assert desk.post(f"/trips/{trip.code}/cancel/").status_code == 302
    assert "Call off" not in page(desk.get(there))


def test_tomorrows_deliveries_are_made_at_once_and_the_day_shows_no_one(desk: Client) -> None:
    hub = a_place()
    rows = [ready(desk)[0] for _each in range(3)]
    asks_first, _words = ready(desk, asks_first="on")
    assert "Groceries: 4" in page(desk.get("/trips/"))
    said = brought(hub, need="groceries") | {"ends": "20:00"}
    text = page(desk.post("/trips/", said, follow=True))
    assert "4 deliveries were made. Homes among them that want to say yes to their driver first: 1." in text
    shown = page(desk.get(f"/trips/?day={today() + TOMORROW}"))
    assert shown.count("Bread house") >= 3 and "17:00–20:00" in shown
    for secret in (PHONE, "Hodan", STREET, "bakery", "a cold"):
        assert secret not in shown
    assert Trip.objects.count() == len(rows) + 1 and asks_first.trips.count() == 1


def test_a_ride_to_the_doctor_is_there_and_back_with_whoever_was_written_down(desk: Client) -> None:
    clinic, (one, _words) = a_place("Clinic", "clinic"), ready(desk, "ride_medical", **RIDE)
    there, riders = f"/requests/{one.code}/trips/", f"/requests/{one.code}/riders/"
    child = {"who": "child", "name": "Ayaan", "years": "3", "receivers": "aunt Fadumo", "do": "ask"}
    asked_first = page(desk.post(riders, child))
    assert "Rear-facing child seat" in asked_first and "too heavy for the rear-facing seat" in asked_first
    assert not Rider.objects.exists(), "which seat it is can be asked without keeping anything"
    assert desk.post(riders, child | {"do": "keep", "outgrown_rear_facing": "on"}).status_code == 302
    shown = page(desk.get(riders))
    assert "Child seat with harness" in shown and "US-MN 1" in shown and "Ayaan" not in shown
    opened = page(desk.post(riders, {"do": "open"}))
    assert "Ayaan" in opened and "Fadumo" in opened
    rider = Rider.objects.get()
    ride = {"do": "ride", "destination": clinic.code, "day": today() + TOMORROW, "adults": "1", "escorts": "0"}
    wish = ride | {"there_by": "09:30", "back_at": "11:00", "riders": [rider.code], "weeks": "1"}
    assert desk.post(there, wish).status_code == 302
    go, back = Trip.objects.order_by("pk")
    assert (go.arrives_until, back.leaves_from, back.back_of) == (570, 660, go) and go.riders.count() == 2
    text = page(desk.get(there))
    assert "with its way there" in text and "Ayaan" not in text
    assert "Call off their trips first" in page(desk.post(f"{riders}drop/", {"rider": rider.code}), 409)


def test_where_the_network_rules_it_the_page_says_that_two_grown_ups_ride(desk: Client, settings: Settings) -> None:
    one, _words = ready(desk, "ride_school")
    child = Rider.objects.create(household=one.household, is_child=True, restraint="belt")
    a_trip(a_place("Elm", "school"), request=one, riders=(child,), purpose="school", arrives_until=540)
    there = f"/requests/{one.code}/trips/"
    assert "two grown-ups in the car" not in page(desk.get(there))
    settings.TWO_ADULTS = "children"
    text = page(desk.get(there))
    assert "two grown-ups in the car" in text and "By the rule of this network" in text


def test_a_grown_up_says_nothing_of_seats_and_a_childs_age_is_needed(desk: Client) -> None:
    one, _words = ready(desk, "ride_court")
    riders = f"/requests/{one.code}/riders/"
    assert "age in whole years" in page(desk.post(riders, {"who": "child", "do": "keep"}), 422)
    wheelchair = {"who": "grown_up", "in_wheelchair": "on", "do": "keep", "notes": "folds by itself"}
    assert desk.post(riders, wheelchair).status_code == 302
    assert "In a wheelchair" in page(desk.get(riders))


def test_two_households_are_bound_and_unbound_on_the_page(desk: Client) -> None:
    one, other = a_request("ride_school"), a_request("ride_school")
    riders, bonds = f"/requests/{one.code}/riders/", f"/requests/{one.code}/bonds/"
    assert desk.post(bonds, {"kind": "not_with", "other": other.code.upper()}).status_code == 302
    assert other.code in page(desk.get(riders))
    assert one.code in page(desk.get(f"/requests/{other.code}/riders/"))
    assert "Choose the driver" in page(desk.post(bonds, {"kind": "no_go"}), 422)
    assert desk.post(bonds, {"bond": Bond.objects.get().pk}).status_code == 302 and not Bond.objects.exists()


def test_a_household_fetches_its_own_with_six_digits_that_both_sides_see(desk: Client) -> None:
    hub, (one, words) = a_place(), ready(desk)
    stock.keep(actor=SYSTEM, hub=hub.code, item="food_box", reason=StockReason.CAME_IN, number=2)
    fetch = {"do": "fetch", "fetch_hub": hub.code, "fetch_item": "food_box", "fetch_day": today() + TOMORROW}
    fetch |= {"fetch_begins": "15:00", "fetch_ends": "18:00"}
    there = f"/requests/{one.code}/trips/"
    assert "not have so many free" in page(desk.post(there, fetch | {"fetch_boxes": "3"}), 422)
    assert desk.post(there, fetch | {"fetch_boxes": "2"}).status_code == 302
    theirs = page(step(words))
    (digits,) = set(re.findall(r"\d{3} \d{3}(?!\d)", theirs)) & set(
        re.findall(r"\d{3} \d{3}(?!\d)", page(desk.get(there)))
    )
    assert "Bread house" in theirs
    at_the_hub = page(desk.get(f"/hubs/{hub.code}/"))
    assert digits in at_the_hub and "Hodan" not in at_the_hub and one.code not in at_the_hub
    waits = PickUp.objects.get()
    assert desk.post(f"/hubs/fetched/{waits.code}/").status_code == 302
    assert digits not in page(desk.get(f"/hubs/{hub.code}/")) and digits not in page(step(words))
    assert the_request(one.household).state == "done_reported"


def test_nobody_of_another_zone_or_role_opens_any_of_it(desk: Client) -> None:
    hub, one, dora = a_place(), a_request(), admit("dora", Role.DRIVER)
    trip = a_trip(hub, request=one)
    doors = ["/destinations/", f"/destinations/{hub.code}/", "/trips/", "/drivers/", f"/drivers/{dora.code}/"]
    doors += ["/hubs/", f"/hubs/{hub.code}/", f"/requests/{one.code}/trips/", f"/requests/{one.code}/riders/"]
    elsewhere = coordinator("sue", SOUTH).client()
    answers = {door: elsewhere.get(door).status_code for door in doors}
    assert {door for door, status in answers.items() if status == 200} == {
        "/destinations/",
        "/trips/",
        "/drivers/",
        "/hubs/",
    }
    for door in ("/destinations/", "/hubs/"):
        assert "Bread house" not in page(elsewhere.get(door))
    assert "dora" not in page(elsewhere.get("/drivers/"))
    assert elsewhere.post(f"/trips/{trip.code}/cancel/").status_code == 404
    for who in (dora, admit("nadia", Role.NAVIGATOR)):
        client = who.client()
        assert {client.get(door).status_code for door in doors} <= {403, 404}
        assert client.post(f"/drivers/{dora.code}/car/new/", {}).status_code == (422 if who is dora else 403)
    assert admit("drew", Role.DRIVER).client().get(f"/drivers/{dora.code}/car/new/").status_code == 404


def test_a_request_that_nobody_drives_says_so(desk: Client) -> None:
    one = a_request("rent", household=a_household())
    assert "Nothing is driven for this" in page(desk.get(f"/requests/{one.code}/trips/"))
    waits = a_request(state="received")
    assert "Sort this request first" in page(desk.get(f"/requests/{waits.code}/trips/"))
