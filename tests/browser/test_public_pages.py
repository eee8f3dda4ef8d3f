"""The public pages in a real browser: light, within reach of everyone, and whole without scripts."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.test_first_pages import DIRECTIONS, SIZES, TOO_WIDE
from tests.cast import Cast
from tests.desk.stage import Street

PAGES = ("/", "/now/", "/rumours/", "/now/{alert}/")
NARROW = (320, 640)


@dataclass(frozen=True)
class Staged:
    """A street on which one alert is out and one rumour answered."""

    alert: str

    def pages(self) -> list[str]:
        return [page.format(alert=self.alert) for page in PAGES]


@pytest.fixture
def staged(people: Cast) -> Staged:
    street = Street(people)
    incident, alert = street.alerted(rings=1)
    street.updated(incident, alert)
    street.answered("film")
    return Staged(alert.code)


@SIZES
def test_every_public_page_is_open_to_everyone_in_every_direction(
    size: tuple[int, int], open_page: Open, staged: Staged, accessible: Callable[[Page], None]
) -> None:
    for language, direction in DIRECTIONS.items():
        for path in staged.pages():
            page = open_page(path, size=size, language=language)
            assert page.locator("html").get_attribute("dir") == direction
            assert page.evaluate(TOO_WIDE) == [], f"{path} scrolls sideways in {language} at {size}"
            accessible(page)
            page.close()


def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_page: Open, staged: Staged) -> None:
    for path in staged.pages():
        assert open_page(path, size=NARROW).evaluate(TOO_WIDE) == [], path


def test_without_scripts_everything_is_there_and_a_rumour_can_be_checked(open_page: Open, staged: Staged) -> None:
    page = open_page("/", size=PHONE, javascript=False)
    page.get_by_role("link", name="Powderhorn").click()
    expect(page.get_by_text("More have come.").first).to_be_visible()
    expect(page.get_by_text("Keep your distance.").first).to_be_visible()
    page.goto("/rumours/")
    page.get_by_label("Street or crossing").fill("cedar")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("It was a film crew.")).to_be_visible()
    assert page.url.endswith("/rumours/")
