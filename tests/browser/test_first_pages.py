"""Signing in by keyboard alone and with wrong words, and the guard that watches every page of these tests."""

from urllib.parse import urlsplit

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Guard, Open, violations
from tests.cast import Cast
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import issue_passphrase

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
# what stands outside the window, but for what scrolls by itself
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
        .map(e => e.tagName + "." + e.className).slice(0, 8)"""
DIRECTIONS = {"en": "ltr", "es": "ltr", "ar": "rtl"}


def test_the_keyboard_alone_signs_in(open_page: Open, people: Cast) -> None:
    with override_settings(PASSWORD_HASHERS=["config.passphrases.PassphraseHasher"]):  # as the server has it
        dana = issue_passphrase(actor=SYSTEM, code=people.dana.code)
    page = open_page("/people/sign-in/?next=/desk/", size=DESK)
    tab_to(page, "[name=handle]")
    page.keyboard.type(dana.member.handle)
    tab_to(page, "[name=passphrase]")
    page.keyboard.type(dana.passphrase)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/desk/")
    expect(page.locator("h1")).to_be_visible()


def test_wrong_words_are_said_beside_the_form_and_the_handle_is_kept(open_page: Open, guard: Guard) -> None:
    guard.expected.append("status of 400")
    page = open_page("/people/sign-in/", javascript=False)
    page.fill("[name=handle]", "nobody")
    page.fill("[name=passphrase]", "one two three four five")
    page.locator("form:has([name=passphrase]) button").click()
    expect(page.locator("main")).to_contain_text("do not belong together")
    assert page.input_value("[name=handle]") == "nobody"


def test_the_guard_sees_another_host_an_inline_script_and_a_failing_one(open_page: Open, guard: Guard) -> None:
    page = open_page("/")
    page.evaluate("""() => {
        const picture = new Image(); picture.src = "http://127.0.0.1:9/elsewhere.png"; document.body.append(picture);
        const script = document.createElement("script"); script.textContent = "window.ran = 1"; document.body.append(script);
        setTimeout(() => { throw new Error("planted") }, 0);
    }""")
    wanted = {"asked another host", "Content Security Policy", "planted"}
    for _look in range(200):
        if all(any(words in fault for fault in guard.faults) for words in wanted):
            break
        page.wait_for_timeout(100)
    told = "\n".join(guard.faults)
    guard.faults.clear()
    assert {words for words in wanted if words in told} == wanted
    assert page.evaluate("window.ran") is None
    assert [one for one in violations(page) if one.startswith("image-alt")], "axe does not see a picture without words"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until that element has the focus."""
    for _press in range(40):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {selector}")


@pytest.mark.parametrize("language", ["en", "es", "so", "ar"])
def test_with_text_twice_as_large_no_first_page_is_wider_than_a_small_phone_nor_hides_its_menu(
    language: str, open_page: Open
) -> None:
    page = open_page("/", size=(320, 640), language=language)
    for path in ("/", "/report/", "/now/"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(TOO_WIDE) == [], path
        for link in page.locator(".site-nav a").all():
            box = link.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320, link.inner_text()
