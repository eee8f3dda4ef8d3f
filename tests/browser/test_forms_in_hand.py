"""Forms as a hand or a keyboard meets them: nothing covered, little to press, and only what belongs to the choice made."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Guard, Open
from tests.cast import Cast
from tests.channels.peers import PushPeer
from tests.desk.stage import Street
from wekeep.alerts.models import Alert, Subscription
from wekeep.watch.models import Incident
from wekeep.watch.rules.outcome import Outcome

CORNER = "45.0012, -92.9988"
COVERED = """() => {
    const focused = document.activeElement, bar = document.querySelector(".bottom");
    if (bar.contains(focused)) return false;
    const shown = focused.closest(".choice") ?? focused;
    return shown.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
}"""
# Chromium without an account cannot reach any push service, so the address is given by the test; all else is real.
SUBSCRIBED = """address => {
    PushManager.prototype.subscribe = async (asked) => {
        window.asked = [asked.userVisibleOnly, asked.applicationServerKey.length];
        return { toJSON: () => ({ endpoint: address.endpoint, keys: { p256dh: address.p256dh, auth: address.auth } }) };
    };
}"""


def tab_stops(page: Page, target: str, most: int = 60) -> int:
    """How often Tab is pressed from the field of the place until `target` has the focus; nothing is covered on the way."""
    page.locator("[name=place_text]").focus()
    for stops in range(most):
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("s => document.activeElement.matches(s)", target):
            return stops
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")


def test_the_bar_that_sends_never_covers_the_field_one_is_in(open_page: Open, people: Cast) -> None:
    page = open_page("/report/", size=PHONE)
    page.locator("summary", has_text="More:").click()
    assert tab_stops(page, "#send") > 10


def test_where_and_what_are_sent_after_a_few_presses_of_tab(open_page: Open, people: Cast) -> None:
    page = open_page("/report/", size=PHONE)
    page.locator("[name=place_text]").fill(CORNER)
    assert tab_stops(page, "a[href='#send']") <= 4
    page.locator("[name=activity][value=detaining]").check()
    page.locator("a[href='#send']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".words").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_the_outcome_asks_only_for_what_belongs_to_it(javascript: bool, open_page: Open, people: Cast) -> None:
    incident = Street(people).incident("waiting")
    page = open_page(f"/board/{incident.code}/", size=PHONE, person=people.amina, javascript=javascript)
    page.locator("summary", has_text="Give the outcome").click()
    grave, kind = page.get_by_text("If confirmed (you can skip"), page.get_by_label("If it was something else, what")
    expect(grave).to_be_hidden()
    expect(kind).to_be_hidden()
    page.get_by_label("Confirmed", exact=True).check()
    expect(grave).to_be_visible()
    expect(kind).to_be_hidden()
    page.get_by_label("Not enforcement", exact=True).check()
    expect(grave).to_be_hidden()
    kind.select_option("film_crew")
    page.get_by_label("Seen in person").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The outcome is written down.")).to_be_visible()
    assert Incident.objects.get().outcome == Outcome.NOT_ENFORCEMENT


@pytest.mark.sends
def test_notices_are_allowed_and_switched_on_by_the_message_that_comes(
    open_page: Open, people: Cast, push: PushPeer
) -> None:
    address = push.new_address()
    page = open_page("/alerts/", size=PHONE)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(SUBSCRIBED, address)
    page.locator("[name=spot0-place]").fill(CORNER)
    page.get_by_label("Notices on this phone or computer").check()
    page.get_by_role("button", name="Allow notices on this device").click()
    expect(page.get_by_text("Notices are allowed on this device.")).to_be_visible()
    assert page.evaluate("window.asked") == [True, 65]
    page.get_by_role("button", name="Switch on notices").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    (code,) = arrived(page, push, address)
    told = page.evaluate("code => fetch(`/alerts/${code}/text/`).then((answer) => answer.json())", code)
    page.goto(told["url"])
    page.get_by_role("button", name="Switch on notices").click()
    expect(page.get_by_role("heading", name="Your notices are on")).to_be_visible()
    assert Subscription.objects.get().confirmed_at is not None


def arrived(page: Page, push: PushPeer, address: dict[str, str]) -> list[str]:
    """The codes that the phone has read, once the first is there."""
    for _look in range(200):
        if push.came(address):
            break
        page.wait_for_timeout(100)
    return push.came(address)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_verifier_on_a_phone_goes_from_the_queue_to_an_incident_and_takes_it(
    javascript: bool, open_page: Open, people: Cast
) -> None:
    Street(people).incident("waiting")
    page = open_page("/board/queue/", size=PHONE, person=people.amina, javascript=javascript)
    page.get_by_role("link", name="Detaining someone").click()
    page.get_by_role("button", name="I look at this").click()
    expect(page.get_by_role("button", name="Hand over")).to_be_visible()
    assert Incident.objects.get().claimed_by == people.amina.code


def test_a_refusal_on_a_phone_is_seen_and_leaves_what_was_filled_in(
    open_page: Open, people: Cast, guard: Guard
) -> None:
    guard.expected.append("status of 409")
    incident = Street(people).incident("waiting")
    page = open_page(f"/board/{incident.code}/", size=PHONE, person=people.amina)
    page.locator("summary", has_text="Give the outcome").click()
    page.get_by_label("Not enforcement", exact=True).check()
    page.get_by_label("Seen in person").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Say what it was instead")).to_be_in_viewport()
    assert page.get_by_label("Not enforcement", exact=True).is_checked()


def test_the_bar_to_send_covers_no_option_before_there_is_something_to_send(open_page: Open, people: Cast) -> None:
    page = open_page("/report/", size=(360, 740))
    send = page.get_by_role("button", name="Send report")
    expect(send).not_to_be_in_viewport()
    page.get_by_label("Questioning people").check()
    expect(send).to_be_in_viewport()


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_an_alert_is_read_and_sent_without_scripts(
    open_page: Open, people: Cast, accessible: Callable[[Page], None], size: tuple[int, int]
) -> None:
    incident = Street(people).confirmed("seen")
    page = open_page(f"/board/{incident.code}/", person=people.dana, size=size, javascript=False)
    page.get_by_label("You may film from a public place.").check()
    page.get_by_role("button", name="Send the alert").click()
    expect(page.get_by_text("The alert still stands on the public page and in the feeds.")).to_be_visible()
    expect(page.get_by_text("They are detaining someone.")).to_be_visible()
    assert Alert.objects.count() == 0
    page.get_by_label("Show it also in").select_option("so")
    page.get_by_role("button", name="Show it in that language").click()
    expect(page.locator('.card[lang="so"]')).to_be_visible()
    page.get_by_role("button", name="Send the alert").click()
    expect(page.get_by_text("The alert is on its way.")).to_be_visible()
    assert Alert.objects.count() == 1
