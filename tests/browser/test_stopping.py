"""One press on a phone stops everything; the open board says so by itself; two start again; a neighbour checks an alert."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_two_persons import two_stewards
from tests.cast import Cast
from tests.desk.stage import Street

Accessible = Callable[[Page], None]
BANNER = "Sending is stopped. Nothing goes out."


def test_a_stop_shows_on_every_open_board_by_itself_and_two_start_again(
    people: Cast, open_page: Open, accessible: Accessible
) -> None:
    _sol, sam = two_stewards(people)
    Street(people).alerted()
    board = open_page("/board/", person=people.amina, size=DESK)
    expect(board.get_by_text(BANNER)).to_have_count(0)
    phone = open_page("/alerts/sending/", person=people.dana, size=PHONE)
    phone.get_by_role("button", name="Stop everything that is sent").click()
    expect(phone.get_by_role("heading", name="Everything is stopped")).to_be_visible()
    accessible(phone)
    # the board was not loaded anew
    expect(board.get_by_text(BANNER)).to_be_visible()
    accessible(board)
    phone.get_by_role("button", name="Ask another to agree: send again").click()
    expect(phone.get_by_text("Someone else must agree within 15 minutes")).to_be_visible()
    other = open_page("/two-persons/", person=sam, size=PHONE)
    expect(other.get_by_role("heading", name="Send again what was stopped")).to_be_visible()
    accessible(other)
    other.get_by_role("button", name="Agree: do exactly this").click()
    expect(board.get_by_text(BANNER)).to_have_count(0)


def test_without_scripts_a_neighbour_finds_out_whether_an_alert_is_ours(
    people: Cast, open_page: Open, accessible: Accessible
) -> None:
    _incident, alert = Street(people).alerted()
    page = open_page("/alerts/sent/", size=PHONE, javascript=False)
    expect(page.get_by_text("Did you get an alert that is not here? It is not from us.")).to_be_visible()
    expect(page.get_by_text("Someone is being detained")).to_be_visible()
    box = page.get_by_label("The link of the alert, the code at its end, or the whole message")
    here = page.url.partition("/alerts")[0]
    box.fill(f"Someone is being detained {here}/alerts/a/{alert.code}/")
    page.get_by_role("button", name="Is it ours?").click()
    expect(page.get_by_text("Yes, an alert of ours has this code.")).to_be_visible()
    expect(page.get_by_role("link", name="Read what we said")).to_be_visible()
    box.fill(f"https://evil.example/alerts/a/{alert.code}/")
    page.get_by_role("button", name="Is it ours?").click()
    expect(page.get_by_text("No. This link does not lead to us.")).to_be_visible()
    box.fill("f0rged0a1ert0000")
    page.get_by_role("button", name="Is it ours?").click()
    expect(page.get_by_text("No. No alert with this code is from us.")).to_be_visible()
