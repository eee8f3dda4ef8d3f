"""Words copied out of a page with a real browser's clipboard still tell whose look they are."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.cast import NORTH, Cast, Person
from tests.people.applying import apply, vetter
from wekeep.kit.throttle import Throttle
from wekeep.people.actions import honey
from wekeep.people.actions.pseudonyms import choose_pseudonym
from wekeep.people.forms import source
from wekeep.people.models import Application
from wekeep.vault.actions.honey import tell_of_touches

SAID = (
    "I know Lake Street and the bakery on the corner, and most people in the blocks behind it. I have a van on "
    "weekends, I speak Spanish well, and my sister and I already drive neighbours to the clinic when they ask us."
)


@pytest.fixture
def petra(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A vetter, called maple-wren in the north, before whom six wait; and what nobody sent is among them."""
    monkeypatch.setattr(source, "_APPLICATIONS", Throttle(burst=500, per_minute=500))
    one = vetter()
    choose_pseudonym(actor=one.actor, zone=NORTH, handle="maple-wren")
    for person in (one, vetter("paul"), people.sol):
        person.unlocked()
    for number in range(6):
        apply(contact_kind="email", contact=f"ana{number}@people.example", about=SAID)
    return one


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("HONEY_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def copied(page: Page) -> str:
    """What lies in the clipboard after everything was marked and copied, as a text field receives it."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.locator("#pasted").focus()
    page.keyboard.press("Control+V")
    return page.locator("#pasted").input_value()


def at_every_size(page: Page, accessible: Callable[[Page], None], name: str) -> None:
    """As the page is on a phone and at a desk, it is not too wide, and axe finds nothing."""
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        accessible(page)
        shot(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_was_copied_from_a_page_finds_its_reader(
    petra: Person, people: Cast, open_page: Open, accessible: Callable[[Page], None]
) -> None:
    one = Application.objects.order_by("id").first()
    assert one is not None
    page = open_page(f"/people/vetting/{one.code}/", size=PHONE, person=petra)
    expect(page.get_by_text("It is their turn.")).to_be_visible()
    shot(page, "closed")
    page.get_by_text("Open it all the same").click()
    page.get_by_role("button", name="Words").click()
    expect(page.get_by_text("Opened by maple-wren")).to_be_visible()
    at_every_size(page, accessible, "opened")
    assert page.evaluate("window.find('bakery on the corner')"), "found as if its spaces were ordinary"
    leak = copied(page)
    assert "bakery" in leak
    honey.plant_in(zone=NORTH)
    hidden = Application.objects.latest("id")
    page = open_page(f"/people/vetting/{hidden.code}/", size=PHONE, person=petra)
    page.get_by_text("Open it all the same").click()
    page.get_by_role("button", name="Words").click()
    tell_of_touches()
    shot(open_page("/people/vetting/", size=PHONE, person=petra), "pipeline")
    shot(open_page("/desk/", size=PHONE, person=people.sol), "desk")
    page = open_page("/log/", size=PHONE, person=people.sol)
    expect(page.get_by_role("heading", name="Opened what nobody sent")).to_be_visible()
    page.get_by_label("The text, exactly as it was found").fill(leak)
    page.get_by_role("button", name="Find the look").click()
    expect(page.locator("#whose").get_by_text("petra")).to_be_visible()
    expect(page.locator("#whose .row-title")).to_have_count(1)
    at_every_size(page, accessible, "log")
