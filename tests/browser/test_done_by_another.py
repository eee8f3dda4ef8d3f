"""Whoever would do an errand that somebody else does already is asked first, on a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import Guard, Open
from tests.browser.pictures import look_at, snap
from tests.browser.test_a_run_without_signal import Accessible, cora
from tests.browser.test_requests import wide
from tests.care.asking import DESK, asked, navigator, the_request
from tests.cast import Person
from wekeep.care.actions.desk import act
from wekeep.care.models import Request
from wekeep.care.rules.request import Move

__all__ = ["cora"]


def test_the_second_to_take_an_errand_reads_of_the_first_and_goes_on_or_leaves_it(
    open_page: Open, guard: Guard, cora: Person, accessible: Accessible
) -> None:
    # the question is an answer to what was pressed, and nothing was done
    guard.expected.append("409 (Conflict)")
    nadia = navigator()
    first, again = (the_request(asked()[0]) for _each in range(2))
    Request.objects.update(state="ready")
    act(actor=cora.actor, code=first.code, what=Move.CLAIM)
    page = open_page(f"{DESK}{again.code}/", person=nadia)
    expect(page.get_by_text("The same is being done already")).to_be_visible()
    look_at(page, "twice-request")
    page.get_by_role("button", name="I take it").click()
    expect(page.get_by_role("heading", name="Is this being done already?")).to_be_visible()
    accessible(page)
    assert wide(page) == []
    snap(page, "twice-en")
    other = open_page(f"{DESK}{again.code}/", person=nadia, language="ar")
    other.locator('form:has([value="claim"]) button').click()
    expect(other.locator("[name=twice]")).to_be_visible()
    assert wide(other) == []
    snap(other, "twice-ar")
    page.get_by_role("link", name="Leave it").click()
    page.get_by_role("button", name="I take it").click()
    page.get_by_role("button", name="It is another errand: go on").click()
    expect(page.get_by_text("Written down.").first).to_be_visible()
    again.refresh_from_db()
    assert again.state == "claimed"
