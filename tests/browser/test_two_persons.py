"""What nobody does alone, in a browser: two stewards, each in their own, on a phone."""

import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.cast import Cast, Person, admit
from wekeep.channels.models import Credentials
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.actions.restoring import put_back

# stewards agree to what a sender says it has
pytestmark = pytest.mark.sends
Accessible = Callable[[Page], None]


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("WEKEEP_TEST_PICTURES")
    if folder:
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.screenshot(path=str(Path(folder) / f"{name}-{size[0]}.png"), full_page=True)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def agrees(page: Page, to: str, accessible: Accessible, name: str) -> None:
    """The second person, on the page of what waits: reads what would happen, and agrees to exactly that."""
    expect(page.get_by_role("heading", name=to)).to_be_visible()
    accessible(page)
    _picture(page, name)
    page.get_by_role("button", name="Agree: do exactly this").click()


def two_stewards(people: Cast) -> tuple[Person, Person]:
    second = admit("sam", Role.STEWARD, zone=EVERY_ZONE)
    for one in (people.sol, second):
        one.unlocked()
    return people.sol, second


def test_a_steward_reads_which_roles_too_few_hold_and_gives_new_words_with_another(
    people: Cast, open_page: Open, accessible: Accessible
) -> None:
    sol, sam = two_stewards(people)
    people.dana.unlocked()
    desk = open_page("/desk/", person=sol)
    expect(desk.get_by_text("held by too few")).to_be_visible()
    accessible(desk)
    _picture(desk, "few-desk")
    desk.get_by_role("link", name="See what to do").click()
    expect(desk.get_by_text("Give it to 2 more people.").first).to_be_visible()
    accessible(desk)
    _picture(desk, "few-members")
    desk.get_by_role("link", name="dana").click()
    desk.get_by_role("button", name="Issue a new passphrase").click()
    expect(desk.get_by_text("Someone else must agree within 15 minutes")).to_be_visible()
    other = open_page("/two-persons/", person=sam)
    agrees(other, "Give dana a new passphrase", accessible, "words-asked")
    expect(other.get_by_text("once").first).to_be_visible()
    _picture(other, "words-shown")


def test_a_network_from_a_backup_waits_for_two_and_then_goes_on(
    people: Cast, open_page: Open, accessible: Accessible
) -> None:
    sol, sam = two_stewards(people)
    mark = blake2b(b"a backup", digest_size=32).hexdigest()
    assert people.dana.handle and put_back(mark=mark, made_at=clock.now() - timedelta(days=2))
    rests = open_page("/desk/", person=people.dana)
    expect(rests.get_by_text("Your roles rest until two stewards agree to go on.")).to_be_visible()
    accessible(rests)
    _picture(rests, "rests")
    first = open_page("/two-persons/", person=sol)
    accessible(first)
    _picture(first, "put-back")
    first.get_by_role("button", name="Ask another steward to agree").click()
    expect(first.get_by_text("Another steward must agree within 15 minutes.")).to_be_visible()
    other = open_page("/two-persons/", person=sam)
    agrees(other, "Let this network go on from a backup", accessible, "go-on-asked")
    expect(other.get_by_text("You agreed, and it is done.")).to_be_visible()
    rests.reload()
    expect(rests.get_by_text("Your roles rest")).to_have_count(0)


def test_a_channel_whose_credentials_changed_says_so_and_sends_again_after_two_agreed(
    people: Cast, open_page: Open, accessible: Accessible
) -> None:
    sol, sam = two_stewards(people)
    Credentials.objects.create(kind="webpush", agreed="")
    page = open_page("/alerts/channels/", person=sol)
    expect(page.get_by_text("held up")).to_be_visible()
    accessible(page)
    _picture(page, "channel-held")
    page.get_by_role("button", name="Ask another to agree").click()
    expect(page.get_by_text("Someone else must agree within 15 minutes")).to_be_visible()
    other = open_page("/two-persons/", person=sam)
    agrees(other, "Send with new credentials", accessible, "channel-asked")
    expect(other.get_by_text("You agreed, and it is done.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("held up")).to_have_count(0)
