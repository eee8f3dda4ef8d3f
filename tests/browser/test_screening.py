"""A vetter screens by keyboard alone: the next one at once, one key a decision, and back again."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open, cookies_of
from tests.cast import NORTH, Cast, Person, admit
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.people.models import Application, Decision
from wekeep.people.rules.screening import BATCH
from wekeep.people.rules.sealed import APPLICATION
from wekeep.vault.actions.members import lock
from wekeep.vault.actions.sealing import seal


@pytest.fixture
def petra(people: Cast) -> Person:
    """A vetter with more to screen than one batch."""
    found = admit("petra", Role.VETTER)
    found.unlocked()
    for number in range(BATCH + 2):
        waiting(number)
    return found


def waiting(number: int) -> None:
    now = clock.now()
    one = Application.objects.create(
        receipt_mark=new_code(),
        key_mark=new_code(),
        state="contact_confirmed",
        state_since=now,
        due_at=now,
        applied_at=now,
        zone=NORTH,
        language="en",
        roles=["observer" if number % 2 else "driver"],
        zones=[NORTH],
        languages=["en", "es"],
        times=["weekend"],
        contact_kind="phone",
    )
    says(one, "I live by the lake.")


def says(one: Application, words: str) -> None:
    """What they wrote, sealed."""
    seal(
        kind=APPLICATION,
        record=one.code,
        group=Group.TRIAGE,
        zone=NORTH,
        role=Role.VETTER,
        fields={"about": words},
        expires=clock.now().date() + timedelta(days=9),
    )


def states() -> list[str]:
    return list(Application.objects.order_by("applied_at", "id").values_list("state", flat=True))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_a_vetter_screens_batch_after_batch_with_the_keyboard_alone(
    size: tuple[int, int], petra: Person, open_page: Open, accessible: Callable[[Page], None]
) -> None:
    page = open_page("/people/screening/", size=size, person=petra)
    page.keyboard.press("Enter")
    now = page.locator("[data-current]")
    expect(now).to_have_count(1)
    expect(page.locator("[data-screening-place]")).to_have_text(f"1 of {BATCH} on your screen")
    accessible(page)
    first = now.get_attribute("data-code")
    page.keyboard.press("j")
    second = now.get_attribute("data-code")
    page.keyboard.press("k")
    assert first != second and now.get_attribute("data-code") == first
    page.keyboard.press("y")
    expect(now).to_have_attribute("data-code", second or "")
    page.keyboard.press("n")
    expect(page.locator("[data-screening-said]")).to_have_text("Declined")
    page.keyboard.press("u")
    expect(now).to_have_attribute("data-code", second or "")
    assert states()[:2] == ["screened", "contact_confirmed"]
    for left in range(BATCH - 1, 0, -1):
        expect(page.locator("[data-screening-place]")).to_contain_text(f"of {left} ")
        page.keyboard.press("y")
    expect(page.locator("[data-screening-place]")).to_have_text("1 of 2 on your screen")
    assert Decision.objects.filter(move="screen", undone_at=None).count() == BATCH
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_decision_that_somebody_else_made_first_comes_back_to_the_screen(
    petra: Person, open_page: Open, guard: object
) -> None:
    guard.expected.append("409")  # type: ignore[attr-defined]
    page = open_page("/people/screening/", size=DESK, person=petra)
    page.keyboard.press("Enter")
    code = page.locator("[data-current]").get_attribute("data-code")
    Application.objects.filter(code=code).update(claimed_by="another")
    page.keyboard.press("y")
    expect(page.locator("[data-screening-said]")).to_have_text("It was not kept. It is back on your screen.")
    expect(page.locator("[data-current]")).to_have_attribute("data-code", code or "")


def test_what_was_changed_while_it_was_read_comes_back_as_it_is_now(
    petra: Person, open_page: Open, guard: object, accessible: Callable[[Page], None]
) -> None:
    guard.expected.append("409")  # type: ignore[attr-defined]
    page = open_page("/people/screening/", size=DESK, person=petra)
    page.keyboard.press("Enter")
    now = page.locator("[data-current]")
    code = now.get_attribute("data-code") or ""
    one = Application.objects.get(code=code)
    says(one, "I would rather watch the courts.")
    Application.objects.filter(code=code).update(version=2, claimed_by="", claimed_until=None)
    page.keyboard.press("y")
    expect(page.get_by_role("alert")).to_contain_text("They changed their application while you read it")
    expect(now).to_have_attribute("data-code", code)
    expect(now).to_contain_text("I would rather watch the courts")
    accessible(page)
    page.keyboard.press("y")
    expect(page.locator("[data-screening-said]")).to_have_text("References and vouches")
    one.refresh_from_db()
    assert one.state == "screened"


def test_what_was_decided_in_a_locked_session_is_sent_by_itself_after_unlocking(
    petra: Person, open_page: Open, guard: object, accessible: Callable[[Page], None]
) -> None:
    guard.expected.append("409")  # type: ignore[attr-defined]
    page = open_page("/people/screening/", size=DESK, person=petra)
    page.keyboard.press("Enter")
    now = page.locator("[data-current]")
    first = now.get_attribute("data-code")
    lock(key=key_in(page))
    for key in "yn":
        page.keyboard.press(key)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Your session is locked")
    expect(alert).to_contain_text("Decisions that wait: 2")
    accessible(page)
    page.keyboard.press("u")
    expect(alert).to_contain_text("Decisions that wait: 1")
    assert states()[:2] == ["contact_confirmed"] * 2
    unlock_beside(page, petra)
    page.get_by_role("button", name="Send them now").click()
    expect(alert).to_have_count(0)
    assert Application.objects.get(code=first).state == "screened" and states()[1] == "contact_confirmed"


def key_in(page: Page) -> bytes:
    """The key of the session in this browser."""
    return urlsafe_b64decode(next(one["value"] for one in page.context.cookies() if "unlock" in one["name"]))


def unlock_beside(page: Page, person: Person) -> None:
    """As if the vetter had unlocked in another tab: the browser has the key of a session that is unlocked."""
    fresh = cookies_of(person)
    address = page.evaluate("location.origin")
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in fresh.items()])


def test_without_scripts_every_application_has_its_buttons(petra: Person, open_page: Open) -> None:
    page = open_page("/people/screening/", person=petra, javascript=False)
    page.get_by_role("button", name="Take the next ten").click()
    expect(page.get_by_role("button", name="Go on")).to_have_count(BATCH)
    page.get_by_role("button", name="Go on").first.click()
    expect(page.get_by_role("button", name="Go on")).to_have_count(BATCH - 1)
    page.get_by_role("button", name="Take the last one back").click()
    expect(page.get_by_role("button", name="Go on")).to_have_count(BATCH)
