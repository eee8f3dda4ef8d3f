"""Pictures of pages for whoever wants to look at them: kept in the folder that WEKEEP_TEST_PICTURES names, and nowhere without it."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Open

LOOKS = (
    ("desk", DESK, "en", False),
    ("desk-dark", DESK, "en", True),
    ("so", PHONE, "so", False),
    ("ar", PHONE, "ar", True),
)


def snap(page: Page, name: str) -> None:
    """The whole page as it is now."""
    folder = os.environ.get("WEKEEP_TEST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def look_at(page: Page, name: str) -> None:
    """The same address in every look, in a tab beside it, by whoever is signed in on it."""
    if "WEKEEP_TEST_PICTURES" not in os.environ:
        return
    site = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
    before = next((one["value"] for one in page.context.cookies() if one.get("name") == "language"), "en")
    for look, size, language, dark in LOOKS:
        page.context.add_cookies([{"name": "language", "value": language, "url": site}])
        beside = page.context.new_page()
        beside.set_viewport_size({"width": size[0], "height": size[1]})
        beside.emulate_media(color_scheme="dark" if dark else "light")
        beside.goto(page.url)
        snap(beside, f"{name}-{look}")
        beside.close()
    page.context.add_cookies([{"name": "language", "value": before, "url": site}])


def look_by_words(open_page: Open, path: str, words: str, name: str) -> None:
    """What six words open, in every look."""
    if "WEKEEP_TEST_PICTURES" not in os.environ:
        return
    for look, size, language, dark in LOOKS:
        page = open_page(path, size=size, language=language, dark=dark)
        page.fill("[name=words]", words)
        page.locator("form:has([name=words]) button").first.click()
        page.wait_for_load_state()
        snap(page, f"{name}-{look}")
        page.context.close()
