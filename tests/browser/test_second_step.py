"""A passkey in a real browser: added, used as the second step, and alone; and another beside it, told of and taken away."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.test import override_settings
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import DESK, PHONE, Guard, Open
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


def _at_the_page(people: Cast, open_page: Open) -> tuple[Page, str, CDPSession]:
    """Dana at her second steps, with a device in the browser: the page, her words, and the line to the devices."""
    with override_settings(PASSWORD_HASHERS=REAL_HASHERS):
        words = issue_passphrase(actor=SYSTEM, code=people.dana.code).passphrase
        people.dana.member.refresh_from_db()
        page = open_page("/people/factor/", person=replace(people.dana, passphrase=words))
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
    return page, words, line


def test_a_passkey_is_added_and_then_is_the_second_step_and_enough_alone(
    people: Cast, open_page: Open, accessible: Callable[[Page], None], guard: Guard
) -> None:
    guard.expected.append("400")  # the page says so where the words are wrong
    page, words, _devices = _at_the_page(people, open_page)
    accessible(page)
    _picture(page, "factor-none")
    page.get_by_label("Passphrase").fill("five words of someone else")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Those are not your words.").first).to_be_visible()
    expect(page.get_by_label("Passphrase")).to_have_value("")
    accessible(page)
    _picture(page, "factor-wrong-words")
    page.get_by_label("Passphrase").fill(words)
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


def test_another_passkey_takes_a_touch_is_told_of_and_goes_before_signing_out_everywhere(
    people: Cast, open_page: Open, accessible: Callable[[Page], None], guard: Guard
) -> None:
    guard.expected.append("409")  # the page that asks for a touch answers so
    page, words, line = _at_the_page(people, open_page)
    page.get_by_label("Passphrase").fill(words)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have written them down").click()
    key = line.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE | {"transport": "usb"}})
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("You are about to change your second steps.")).to_be_visible()
    accessible(page)
    _picture(page, "touch-to-change")
    line.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key["authenticatorId"]})
    page.get_by_role("button", name="Touch and go on").click()
    expect(page.get_by_text("Passkey 2, added")).to_be_visible()
    accessible(page)
    _picture(page, "factor-two")
    page.goto("/desk/")
    expect(page.get_by_text("Your second steps changed")).to_be_visible()
    accessible(page)
    _picture(page, "factor-told-desk")
    page.get_by_role("button", name="That was me").click()
    expect(page.get_by_role("heading", name="My page")).to_be_visible()
    expect(page.get_by_text("Your second steps changed")).to_have_count(0)
    page.goto("/people/sign-out/everywhere/")
    accessible(page)
    _picture(page, "sign-out-everywhere")
    page.get_by_role("button", name="Remove").nth(1).click()
    page.get_by_role("button", name="Touch and go on").click()
    expect(page.get_by_text("Removed.")).to_be_visible()
    expect(page.get_by_text("Passkey 2, added")).to_have_count(0)
    page.goto("/people/me/")
    expect(page.get_by_text("A passkey was removed")).to_be_visible()
    _picture(page, "factor-told-me")
    page.get_by_role("link", name="That was not me").click()
    page.get_by_role("button", name="Sign out everywhere now").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
