"""A passkey in a real browser: added, used as the second step, and alone."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.test import override_settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.cast import Cast
from tests.people.test_sign_in import REAL_HASHERS
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import issue_passphrase

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("WEKEEP_TEST_PICTURES")
    if folder:
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.screenshot(path=str(Path(folder) / f"{name}-{size[0]}.png"), full_page=True)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_a_passkey_is_added_and_then_is_the_second_step_and_enough_alone(
    people: Cast, open_page: Open, accessible: Callable[[Page], None]
) -> None:
    with override_settings(PASSWORD_HASHERS=REAL_HASHERS):
        words = issue_passphrase(actor=SYSTEM, code=people.dana.code).passphrase
        people.dana.member.refresh_from_db()
        page = open_page("/people/factor/", person=replace(people.dana, passphrase=words))
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
    accessible(page)
    _picture(page, "factor-none")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    accessible(page)
    _picture(page, "recovery")
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Your passkey works.")).to_be_visible()
    _picture(page, "factor-one")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/people/sign-in/")
    _picture(page, "sign-in")
    page.get_by_label("Handle").fill(people.dana.handle)
    page.get_by_label("Passphrase").fill(words)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    accessible(page)
    _picture(page, "second-step")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/people/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("What is sealed stays closed")).to_be_visible()
