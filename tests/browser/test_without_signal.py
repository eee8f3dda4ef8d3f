"""The site as an app: what was opened once opens without signal, and what is written there is sent once."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Guard, Open
from tests.cast import Cast
from tests.running import until
from wekeep.watch.models import Sighting

READY = "navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')"

KEPT_PAGES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            const kind = answer.headers.get("content-type") ?? "";
            if (kind.includes("html")) found[new URL(request.url).pathname] = await answer.text();
        }
    }
    return found;
}"""


def installed(page: Page) -> Page:
    """The page, once its service worker has taken over, on a phone that knows where it is and may say so."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 45.0, "longitude": -93.0, "accuracy": 10})
    until(lambda: page.evaluate(READY), "the service worker did not start")
    return page


def lose_signal(page: Page, guard: Guard) -> None:
    guard.expected += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"]
    page.context.set_offline(True)


def signal_returns(page: Page) -> None:
    """The network is back. The browser says so to the page, which may at once go elsewhere."""
    page.context.set_offline(False)


def write(page: Page, words: str) -> None:
    """Wait for the phone's own place, which it was allowed before, say what is seen, and press send."""
    expect(page.get_by_text("Your place is used")).to_be_visible()
    page.locator("summary", has_text="More:").click()
    page.fill("[name=text]", words)
    page.get_by_role("button", name="Send report").click()


def texts() -> list[str]:
    """What reports say that are in the database; what was acknowledged comes there a moment later."""
    return sorted(one.text for one in Sighting.objects.all())


def test_a_report_written_without_signal_waits_and_is_sent_exactly_once(open_page: Open, guard: Guard) -> None:
    page = installed(open_page("/"))
    lose_signal(page, guard)
    page.goto("/report/")
    write(page, "Four people in vests by two black cars")
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    assert Sighting.objects.count() == 0
    signal_returns(page)
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator(".words")).to_be_visible()
    until(lambda: texts() == ["Four people in vests by two black cars"], "it is not in the database, once")


def test_two_reports_written_on_the_same_kept_page_are_two(open_page: Open, guard: Guard) -> None:
    page = installed(open_page("/"))
    lose_signal(page, guard)
    for words in ("Two people at the corner", "A van with its lights off"):
        page.goto("/report/")
        write(page, words)
        expect(page.get_by_text("Not sent yet").first).to_be_visible()
    signal_returns(page)
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_have_count(2)
    until(lambda: texts() == ["A van with its lights off", "Two people at the corner"], "they are not in the database")


def test_a_page_that_is_not_kept_says_what_works_without_signal(open_page: Open, guard: Guard) -> None:
    page = installed(open_page("/"))
    lose_signal(page, guard)
    page.goto("/alerts/")
    expect(page.get_by_role("heading", name="No signal right now")).to_be_visible()
    page.get_by_role("link", name="Report what you see").click()
    expect(page.get_by_role("button", name="Send report")).to_be_visible()


def test_the_page_that_was_asked_for_comes_by_itself_once_there_is_signal_again(open_page: Open, guard: Guard) -> None:
    page = installed(open_page("/"))
    lose_signal(page, guard)
    page.goto("/alerts/")
    expect(page.get_by_role("heading", name="No signal right now")).to_be_visible()
    signal_returns(page)
    expect(page.get_by_role("heading", name="No signal right now")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    # asked for by its own name it is what was asked for, and stays
    page.goto("/offline/")
    page.wait_for_timeout(3_500)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"


def test_what_is_kept_on_a_members_phone_does_not_tell_that_they_are_one(open_page: Open, cast: Cast) -> None:
    page = installed(open_page("/people/me/", person=cast.omar, language="es"))
    kept = page.evaluate(KEPT_PAGES)
    assert set(kept) == {"/report/", "/offline/"}
    for text in kept.values():
        assert 'lang="es"' in text
        assert "omar" not in text and "/desk/" not in text and "sign-out" not in text
