"""A steward whose session is locked, in a browser: led to unlock in a tab beside what they typed, which is still there."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Guard, Open
from tests.cast import Cast, Person
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import issue_passphrase

Accessible = Callable[[Page], None]


def test_a_locked_steward_unlocks_beside_the_form_and_loses_nothing_of_it(
    people: Cast, open_page: Open, accessible: Accessible, guard: Guard
) -> None:
    guard.expected.append("409 (Conflict)")
    with override_settings(PASSWORD_HASHERS=["config.passphrases.PassphraseHasher"]):  # as the server has it
        issued = issue_passphrase(actor=SYSTEM, code=people.sol.code)
        page = open_page("/people/members/admit/", person=Person(issued.member, issued.passphrase))
    page.context.clear_cookies(name=settings.UNLOCK_COOKIE_NAME)
    page.get_by_label("Handle").fill("rosalind")
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("Unlock with your passphrase first.")).to_be_visible()
    accessible(page)
    if folder := os.environ.get("WEKEEP_TEST_PICTURES"):
        page.screenshot(path=str(Path(folder) / "locked-steward.png"), full_page=True)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Unlock in a new tab").click()
    beside = opened.value
    beside.locator("[name=passphrase]").fill(issued.passphrase)
    beside.get_by_role("button", name="Unlock", exact=True).click()
    expect(beside.get_by_text("You can open what is sealed for your roles")).to_be_visible()
    beside.close()
    page.go_back()
    expect(page.get_by_label("Handle")).to_have_value("rosalind")
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("rosalind")).to_be_visible()
    expect(page.get_by_text("once").first).to_be_visible()


def test_a_locked_steward_still_locks_everyone_with_one_press(people: Cast, open_page: Open) -> None:
    dana = open_page("/people/unlock/", person=people.dana)
    page = open_page("/people/unlock/", person=people.sol)
    page.context.clear_cookies(name=settings.UNLOCK_COOKIE_NAME)
    page.reload()
    expect(page.get_by_text("Locked.").first).to_be_visible()
    page.get_by_role("button", name="Lock everyone").click()
    expect(page.get_by_text("Everyone is locked.")).to_be_visible()
    dana.reload()
    expect(dana.get_by_role("button", name="Unlock", exact=True)).to_be_visible()
