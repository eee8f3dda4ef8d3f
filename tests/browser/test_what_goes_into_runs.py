"""What goes into runs, in a browser: no page of it shuts anyone out, and a driver says by keyboard alone when they have time."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Guard, Open, violations
from tests.browser.test_first_pages import DIRECTIONS, TOO_WIDE
from tests.care.asking import coordinator
from tests.care.fleet import a_car, a_household, a_place, a_request, a_trip
from tests.care.test_stock import unlocked_stock
from tests.cast import Cast, Person, admit
from wekeep.care.actions import pick_ups, stock
from wekeep.care.actions.riders import RiderTold, keep_bond, keep_rider
from wekeep.care.models import Availability
from wekeep.care.rules.restraint import Child
from wekeep.care.rules.stock import StockReason
from wekeep.care.rules.trip import BondKind
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.places.queries.today import today

__all__ = ["unlocked_stock"]
NARROW = (320, 640)


@pytest.fixture
def cora(people: Cast, zones: object) -> Person:
    one = coordinator()
    one.unlocked()
    return one


@pytest.fixture
def dora(people: Cast) -> Person:
    return admit("dora", Role.DRIVER)


@pytest.fixture
def paths(unlocked_stock: None, cora: Person, dora: Person) -> dict[str, tuple[Person, list[str]]]:
    """Pages with something of everything on them, and who looks at them."""
    hub, school = a_place(address="12 Mill Street"), a_place("Elm school", "school")
    for item, number in (("food_box", 9), ("diapers", 3)):
        stock.keep(actor=SYSTEM, hub=hub.code, item=item, reason=StockReason.CAME_IN, number=number)
    house = a_household()
    ride, brought, fetched = a_request("ride_school", household=house), a_request(), a_request()
    child = keep_rider(actor=cora.actor, code=ride.code, told=RiderTold(Child(3), sealed={"name": "Ayaan"}))
    keep_bond(actor=cora.actor, code=ride.code, kind=BondKind.NOT_WITH, other=brought.code)
    a_trip(school, request=ride, riders=(child,), purpose="school", day=today(), arrives_from=475, arrives_until=500)
    a_trip(hub, request=brought, day=today(), state="left_out", arrives_from=540, arrives_until=1080)
    now = clock.now()
    times = now + timedelta(hours=2), now + timedelta(hours=4)
    pick_ups.let_fetch(
        actor=cora.actor, code=fetched.code, wish=pick_ups.Fetching(hub.code, "food_box", 2, times[0], times[1])
    )
    day = today() + timedelta(days=1)
    Availability.objects.create(car=a_car(dora.code), member=dora.code, day=day, begins=420, ends=540)
    of = [f"/requests/{one.code}/trips/" for one in (ride, brought, fetched)]
    desk = ["/trips/", "/destinations/", f"/destinations/{hub.code}/", "/drivers/", f"/drivers/{dora.code}/"]
    desk += [f"/hubs/{hub.code}/", *of, f"/requests/{ride.code}/riders/", f"/requests/{ride.code}/"]
    return {"cora": (cora, desk), "dora": (dora, ["/my-cars/", f"/drivers/{dora.code}/car/new/", "/my-runs/"])}


@pytest.mark.long
@pytest.mark.parametrize("who", ["cora", "dora"])
def test_no_page_of_what_goes_into_runs_shuts_someone_out(
    who: str, open_page: Open, paths: dict[str, tuple[Person, list[str]]], guard: Guard
) -> None:
    guard.expected += ["404"]  # a browser asks the plain page that it begins on for an icon
    person, asked = paths[who]
    faults: dict[str, Any] = {}
    for language in DIRECTIONS:
        page = open_page("/healthz", language=language, person=person, dark=language == "ar")
        for number, path in enumerate(asked, start=language == "ar"):
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, path
            page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            for width, height in (NARROW, PHONE, DESK):
                page.set_viewport_size({"width": width, "height": height})
                if wide := page.evaluate(TOO_WIDE):
                    faults[f"{path} {language} {width}"] = wide
            if language != "es":
                width, height = (PHONE, DESK)[number % 2]
                page.set_viewport_size({"width": width, "height": height})
                if found := violations(page):
                    faults[f"{path} {language} axe"] = found
        page.context.close()
    assert faults == {}


def test_a_driver_says_by_keyboard_alone_when_they_have_time(open_page: Open, dora: Person) -> None:
    page = open_page("/my-cars/", person=dora)
    page.get_by_role("link", name="Add a car").press("Enter")
    typed(page, "What do you call the car?", "Blue one")
    typed(page, "People who can ride along", "4")
    page.get_by_role("button", name="Keep").press("Enter")
    expect(page.get_by_role("heading", name="Blue one")).to_be_visible()
    typed(page, "From", "0700AM")
    typed(page, "Until", "0900AM")
    page.get_by_role("button", name="Keep this time").press("Enter")
    expect(page.get_by_text("07:00–09:00")).to_be_visible()
    one = Availability.objects.get(member=dora.code)
    assert (one.begins, one.ends, one.day) == (420, 540, today() + timedelta(days=1))


def typed(page: Page, label: str, words: str) -> None:
    """Type into the first field of that name, as fingers do."""
    field = page.get_by_label(label, exact=False).first
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
