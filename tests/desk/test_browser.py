"""The public pages in a real browser: light, within reach of everyone, and whole without scripts."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.cast import Cast
from tests.desk.stage import Street
from wekeep.alerts.models import Alert

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PAGES = ("/", "/now/", "/rumours/", "/now/{alert}/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        made = started.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        yield made
        made.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def alert(cast: Cast) -> Alert:
    cache.clear()
    street = Street(cast)
    incident, made = street.alerted(rings=1)
    street.updated(incident, made)
    street.answered("film")
    return made


def opened(browser: Browser, live_server: Any, view: ViewportSize, language: str = "en", **more: Any) -> Page:
    """A page that remembers in `page.wrong` whatever leaves the origin or breaks the policy."""
    page = browser.new_context(viewport=view, base_url=live_server.url, locale=language, **more).new_page()
    wrong: list[str] = []
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((live_server.url, "data:", "blob:")) else wrong.append(asked.url),
    )
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda trouble: wrong.append(str(trouble)))
    vars(page)["wrong"] = wrong
    return page


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
def test_every_public_page_is_open_to_everyone(
    browser: Browser, live_server: Any, alert: Alert, view: ViewportSize, language: str
) -> None:
    page = opened(browser, live_server, view, language)
    for address in PAGES:
        page.goto(address.format(alert=alert.code))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    assert vars(page)["wrong"] == []
    page.context.close()


def test_without_scripts_everything_is_there_and_a_rumour_can_be_checked(
    browser: Browser, live_server: Any, alert: Alert
) -> None:
    page = opened(browser, live_server, PHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Powderhorn").click()
    assert page.get_by_text("More have come.").first.is_visible()
    page.goto("/rumours/")
    page.get_by_label("Street or crossing").fill("cedar")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_text("It was a film crew.").is_visible()
    assert page.url.endswith("/rumours/") and page.context.cookies() == []
    page.context.close()


def test_the_map_draws_the_area_when_asked_and_nothing_leaves_us(
    browser: Browser, live_server: Any, alert: Alert
) -> None:
    page = opened(browser, live_server, DESK)
    page.goto("/now/")
    page.get_by_role("button", name="Show the map").click()
    page.wait_for_selector("map-view[drawn]", timeout=30_000)
    assert vars(page)["wrong"] == []
    page.context.close()
