"""The rock in a real browser: what waits is sent once, what drops heals, what is left is left."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from nacl.signing import SigningKey
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect

from tests.browser.conftest import PATIENCE_MS, violations
from tests.look import pages
from tests.running import until
from wekeep.alerts.rules.statement import mark_of
from wekeep.kit.certificates import alert_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_look")]

SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    made = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", *SOFTWARE_GL]
    )
    yield made
    made.close()


@pytest.fixture
def server(live_server: Any) -> Any:
    """The live server with the files that finders find: nothing is collected for a test."""
    live_server.thread.httpd.set_app(StaticFilesHandler(WSGIHandler()))
    return live_server


@pytest.fixture
def phone(browser: Browser, server: Any) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=PHONE, base_url=server.url)
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


@pytest.fixture
def page(phone: BrowserContext, server: Any, settings: Any) -> Iterator[Page]:
    """A page that fails the test when anything leaves the origin or breaks the policy."""
    settings.QUICK_EXIT_URL = f"{server.url}/away"
    made = phone.new_page()
    off_origin: list[str] = []
    broken: list[str] = []
    made.on(
        "request",
        lambda asked: None if asked.url.startswith((server.url, "data:")) else off_origin.append(asked.url),
    )
    made.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    made.on("pageerror", lambda trouble: broken.append(str(trouble)))
    yield made
    assert off_origin == []
    assert broken == []


def ready_offline(page: Page) -> None:
    page.goto("/report")
    active = "navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')"
    until(lambda: page.evaluate(active), "the service worker did not start")
    page.reload()


def test_a_report_written_without_signal_is_sent_once_when_there_is_signal(page: Page, phone: BrowserContext) -> None:
    ready_offline(page)
    phone.set_offline(True)
    page.reload()
    page.get_by_label("Where?").fill("Lake and Bloomington")
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    assert pages.STORED == {}
    page.reload()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible()
    expect(page.get_by_text("lantern maple river copper bread window")).to_be_visible()
    assert list(pages.STORED.values()) == ["Lake and Bloomington"]
    assert len(set(pages.POSTS)) == 1


def test_what_waits_can_be_taken_off_the_phone(page: Page, phone: BrowserContext) -> None:
    ready_offline(page)
    phone.set_offline(True)
    page.get_by_label("Where?").fill("5th and Main")
    page.get_by_role("button", name="Send report").click()
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.get_by_role("heading", name="Not sent yet")).to_have_count(0)
    phone.set_offline(False)
    page.reload()
    expect(page.get_by_role("button", name="Send report")).to_be_visible()
    assert pages.POSTS == []


def test_a_refused_report_goes_the_plain_way_so_that_errors_are_seen(page: Page) -> None:
    page.goto("/report")
    page.get_by_label("Where?").fill("nowhere")
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_text("No such street.")).to_be_visible()
    assert pages.STORED == {}


def test_a_draft_outlives_a_closed_page_and_not_a_fast_exit(page: Page) -> None:
    page.goto("/report")
    page.get_by_label("Where?").fill("Lake")
    page.reload()
    expect(page.get_by_label("Where?")).to_have_value("Lake")
    page.get_by_role("link", name="Leave fast").click()
    expect(page).to_have_title("News")
    page.goto("/report")
    expect(page.get_by_label("Where?")).to_have_value("")


def test_three_presses_of_shift_leave_and_back_does_not_return(page: Page) -> None:
    page.goto("/away")
    page.goto("/report")
    expect(page.locator("html.scripted")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_title("News")
    page.go_back()
    expect(page).to_have_title("News")


def test_a_page_kept_for_no_signal_opens_and_others_say_what_works(page: Page, phone: BrowserContext) -> None:
    ready_offline(page)
    phone.set_offline(True)
    page.goto("/report?lang=en")
    expect(page.get_by_role("heading", name="Report what you see")).to_be_visible()
    page.goto("/board")
    expect(page.get_by_role("heading", name="No signal right now")).to_be_visible()


def test_a_push_shows_only_what_its_owner_chose_to_see(page: Page, phone: BrowserContext, server: Any) -> None:
    phone.grant_permissions(["notifications"], origin=server.url)
    ready_offline(page)
    worker = phone.service_workers[0]
    shown = worker.evaluate("""async () => {
        const said = [];
        self.registration.showNotification = async (title, options) => { said.push([title, options.body, options.data.url]); };
        await notify({ data: { json: () => ({ c: "opaque" }) } });
        await notify({ data: null });
        return said;
    }""")
    assert shown == [
        ["New notice near a place you chose", "", "/report"],
        ["New notice", "near a place you chose", "/"],
    ]


def test_a_notice_that_the_pinned_key_did_not_sign_is_never_shown_as_one(
    page: Page, phone: BrowserContext, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.grant_permissions(["notifications"], origin=server.url)
    ready_offline(page)
    worker = phone.service_workers[0]
    shows = """async () => {
        const said = [];
        self.registration.showNotification = async (title) => { said.push(title); };
        await notify({ data: { json: () => ({ c: "opaque-s" }) } });
        return said[0];
    }"""
    words = {"title": "Enforcement confirmed: Lake", "body": "They are there.", "url": "/report"}
    marks = {"en": mark_of(words["title"], words["body"])}
    facts = {"code": "opaque", "type": "alert", "expires_at": "2126-01-01T00:00:00+00:00", "words": marks}
    statement = json.dumps(facts)
    ours, theirs = (SigningKey(bytes([n]) * 32).sign(alert_statement(statement.encode())).signature for n in (0, 1))
    for signature, shown in ((ours, words["title"]), (theirs, "Not checked"), (b"", "Not checked")):
        monkeypatch.setattr(pages, "NOTICE", {**words, "statement": statement, "signature": signature.hex()})
        assert worker.evaluate(shows) == shown
    # a later worker that carries another key changes nothing
    worker.evaluate("key => wekeepSigned.pin(key)", SigningKey(bytes([1]) * 32).verify_key.encode().hex())
    monkeypatch.setattr(pages, "NOTICE", {**words, "statement": statement, "signature": theirs.hex()})
    assert worker.evaluate(shows) == "Not checked"


def test_a_dropped_stream_shows_at_once_heals_and_says_nothing_twice(page: Page) -> None:
    pages.STREAM.append("i-1")
    page.add_init_script(
        "window.heard = []; addEventListener('journal:incident.opened', (e) => window.heard.push(e.detail.about), true)"
    )
    page.goto("/live")
    expect(page.get_by_text("Connection lost. Trying again")).to_be_visible()
    pages.STREAM.append("i-2")
    expect(page.locator("#heard")).to_have_text("2")
    # each time it comes back all is said again, and it has heard it
    until(lambda: pages.STREAM_ASKED.count("2") >= 3, "it does not come back")
    assert page.evaluate("window.heard") == ["i-1", "i-2"]
    assert pages.STREAM_ASKED[0] == "" and pages.STREAM_ASKED[-1] == "2"


def test_a_map_is_drawn_only_when_asked_for_and_the_pin_moves_by_keys(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert not any("maplibre" in address for address in asked)
    page.get_by_role("button", name="Pick on a map").click()
    expect(page.locator("map-view[mode=pin][drawn]")).to_be_visible()
    before = page.get_by_label("Latitude").input_value()
    page.get_by_label("Pin", exact=True).focus()
    page.keyboard.press("ArrowUp")
    assert float(page.get_by_label("Latitude").input_value()) > float(before)
    assert page.get_by_label("Longitude").input_value() == "-93.29830"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}, DESK])
def test_every_element_is_free_of_faults_axe_can_find(page: Page, scheme: Any, language: str, viewport: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(viewport)
    page.goto(f"/?lang={language}")
    expect(page.locator("html.scripted")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_target_is_large_enough_for_a_cold_thumb(page: Page) -> None:
    page.goto("/?lang=en")
    small = page.evaluate("""() => [...document.querySelectorAll("a.button, button, .choice, summary, .tabs a, .list a, nav a, select")]
        .filter((one) => one.offsetParent && Math.min(one.offsetHeight, one.offsetWidth) < 44).map((one) => one.outerHTML.slice(0, 80))""")
    assert small == []


def test_the_way_past_the_header_is_seen_and_large_enough_once_the_keyboard_is_on_it(page: Page) -> None:
    page.goto("/?lang=en")
    skip = page.get_by_role("link", name="Skip to the page")
    skip.focus()
    box = skip.bounding_box()
    assert box and box["height"] >= 44 and box["y"] >= 0


def test_without_scripts_everything_that_matters_is_there(browser: Browser, server: Any) -> None:
    bare = browser.new_context(java_script_enabled=False, base_url=server.url, viewport=PHONE)
    page = bare.new_page()
    page.goto("/report")
    expect(page.get_by_role("link", name="Leave fast")).to_be_visible()
    page.locator("summary", has_text="Language:").click()
    page.get_by_role("link", name="Soomaali").click()
    expect(page.locator("html[lang=so]")).to_be_visible()
    page.goto("/?lang=en")
    expect(page.get_by_role("button", name="Show the map")).to_have_count(0)
    bare.close()
