"""The public pages in a real browser are whole without scripts; tests/browser/test_every_page.py reads them with scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Open
from tests.cast import Cast
from tests.desk.stage import Street


def test_without_scripts_everything_is_there_and_a_rumour_can_be_checked(open_page: Open, people: Cast) -> None:
    street = Street(people)
    incident, alert = street.alerted(rings=1)
    street.updated(incident, alert)
    street.answered("film")
    page = open_page("/", size=PHONE, javascript=False)
    page.get_by_role("link", name="Powderhorn").click()
    expect(page.get_by_text("More have come.").first).to_be_visible()
    expect(page.get_by_text("Keep your distance.").first).to_be_visible()
    page.goto("/rumours/")
    page.get_by_label("Street or crossing").fill("cedar")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("It was a film crew.")).to_be_visible()
    assert page.url.endswith("/rumours/")
