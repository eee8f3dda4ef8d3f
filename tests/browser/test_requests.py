"""The pages of requests and lists, as those see them who ask and who coordinate: nobody is shut out, in any language."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Guard, Open, violations
from tests.browser.test_first_pages import TOO_WIDE
from tests.care.asking import RECEIPT, coordinator
from tests.care.days import home, request_of
from tests.care.money import committed
from tests.care.test_stock import unlocked_stock
from tests.care.whole_day import WholeDay, whole_day
from tests.cast import NORTH, Cast, Person, admit
from wekeep.care.forms import source
from wekeep.care.models import Household, RentCase, Request
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.throttle import Throttle

__all__ = ["committed", "unlocked_stock"]
NARROW = (320, 640)
REQUESTS, MONEY = "/requests/flood/", "/money/flood/"
# axe looks at a bright page in English and at a dark one that runs the other way; the other languages are measured
LOOKED_AT, MEASURED = ("en", "ar"), ("so", "es", "hmn")
OF_RUNS = re.compile("/(trips|riders|runs|hubs)/")
MORE: dict[str, list[str]] = {
    "visitor": ["/ask/", RECEIPT, "/help/rent/", "/help/rent/receipt/"],
    "cora": ["/requests/", "/requests/?show=all", "/requests/?show=unproved", "/requests/phone/", "/requests/lists/", "/trips/"],
}  # fmt: skip

OF_MEMBERS: dict[str, list[str]] = {
    "cora": ["/runs/", "/runs/day/", "/requests/confidence/"],
    "drew": ["/my-runs/", "/my-cars/"],
    "kay": ["/money/"],
    "flo": ["/money/funds/"],
    "cleo": ["/money/spent/"],
    "tom": ["/money/book/"],
}


@pytest.fixture
def day(people: Cast, unlocked_stock: None, committed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDay]:
    for name in ("_FORMS", "_WORDS"):
        monkeypatch.setattr(source, name, Throttle(burst=500, per_minute=500))
    yield whole_day()


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("WEKEEP_TEST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name.strip('/').replace('/', '-')}.png"), full_page=True)


def wide(page: Page) -> list[str]:
    """What stands beyond the window at the two widths of phones, with all that is folded open."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    found = []
    for width, height in (NARROW, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}: {one}" for one in page.evaluate(TOO_WIDE)]
    return found


@pytest.mark.long
@pytest.mark.parametrize("who", list(MORE))
def test_no_page_of_requests_shuts_someone_out(who: str, open_page: Open, day: WholeDay, guard: Guard) -> None:
    guard.expected += ["404"]  # a browser asks the plain page that it begins on for an icon
    faults: dict[str, Any] = {}
    for language in (*LOOKED_AT, *MEASURED):
        page = open_page("/healthz", language=language, person=day.people.get(who), dark=language == "ar")
        # runs and what goes into them have tests of their own
        mine = [path for path in day.paths.get(who, []) if not OF_RUNS.search(path)]
        for number, path in enumerate([*MORE[who], *mine], start=language == "ar"):
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, f"{path} {answer and answer.status}"
            if found := wide(page):
                faults[f"{path} {language}"] = found
            if language in LOOKED_AT:
                width, height = (PHONE, DESK)[number % 2]
                page.set_viewport_size({"width": width, "height": height})
                if found := violations(page):
                    faults[f"{path} {language} axe"] = found
            picture(page, f"{who}-{language}-{path}")
        page.context.close()
    assert faults == {}


def two_of_each(paths: list[str]) -> list[str]:
    """Of pages that are alike but for their codes the first and the last."""
    alike: dict[str, list[str]] = {}
    for path in paths:
        alike.setdefault(re.sub(r"[0-9a-z]{16}", "CODE", path), []).append(path)
    return [path for some in alike.values() for path in dict.fromkeys((some[0], some[-1]))]


@pytest.mark.long
@pytest.mark.parametrize("who", ["cora", "drew", "kay", "flo", "tom", "cleo"])
def test_no_page_of_runs_or_money_shuts_someone_out(who: str, open_page: Open, day: WholeDay, guard: Guard) -> None:
    guard.expected += ["403", "404"]  # some of the day's pages are not theirs: what they read then is a page too
    faults: dict[str, Any] = {}
    for language in ("en", "so"):
        page = open_page("/healthz", language=language, person=day.people[who], dark=language == "so")
        for path in [*two_of_each(day.paths.get(who, [])), *OF_MEMBERS.get(who, [])]:
            answer = page.goto(path)
            assert answer is not None and answer.status in {200, 200 if path in OF_MEMBERS.get(who, []) else 403}, path
            if found := wide(page):
                faults[f"{path} {language}"] = found
            if found := violations(page) if language == "en" else []:
                faults[f"{path} {language} axe"] = found
            picture(page, f"{who}-{language}-{path}")
        page.context.close()
    assert faults == {}


def test_a_household_asks_and_comes_back_with_its_words_by_keyboard_alone(open_page: Open, day: WholeDay) -> None:
    page = open_page("/ask/")
    page.locator("details.need-group summary").first.press("Enter")
    page.locator("[name=needs][value=groceries]").press("Space")
    page.locator("[name=contact]").focus()
    page.keyboard.type("612 555 0188")
    page.locator("[name=address]").focus()
    page.keyboard.type("12 Elm Street")
    page.get_by_role("button", name="Ask for help").press("Enter")
    expect(page.get_by_role("heading", name="Your six words")).to_be_visible()
    words = page.locator(".words bdi").inner_text()
    assert Household.objects.latest("id").likeness and violations(page) == []
    page.goto(RECEIPT)
    page.locator("[name=words]").focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What you asked for")).to_be_visible()
    assert violations(page) == [] and wide(page) == []
    page.get_by_role("button", name="It is worse now", exact=True).press("Enter")
    expect(page.get_by_text("We see it now, and put it first.")).to_be_visible()
    assert Request.objects.latest("id").worse_at is not None


def came_in_a_flood(door: str) -> Person:
    """Three forms that brought no work stand behind that door, and who looks through them."""
    for number, months in enumerate((["2026-11"], ["2026-11"], ["2026-12"])):
        if door == REQUESTS:
            request_of(home(language="so" if number == 2 else "en"), state="received", is_unproved=True)
            continue
        RentCase.objects.create(
            **{name: new_code() for name in ("receipt_mark", "key_mark", "payee_mark")},
            **dict.fromkeys(("state_since", "due_at", "filed_at", "unproved_at"), clock.now()),
            state="submitted",
            kind="rent",
            payee_kind="landlord",
            zone=NORTH,
            desk=NORTH,
            household_mark="0000",
            address_mark="0000",
            language="so",
            asked=120_000,
            months=months,
        )
    return coordinator("nora") if door == REQUESTS else admit("kay", Role.FUND_KEEPER)


@pytest.mark.parametrize("door", [REQUESTS, MONEY])
def test_a_flood_is_put_away_and_brought_back_by_keyboard_alone(
    door: str, people: Cast, committed: None, open_page: Open
) -> None:
    person = came_in_a_flood(door)
    page = open_page(door, person=person)
    ticks = page.get_by_role("checkbox")
    expect(ticks).to_have_count(3)
    assert violations(page) == [] and wide(page) == []
    ticks.first.press("Space")
    page.get_by_role("button", name="Put away what is not ticked").press("Enter")
    expect(page.get_by_role("heading", name="Put these away?")).to_be_visible()
    assert page.locator("dd.number").all_inner_texts() == ["2", "1"]
    assert violations(page) == [] and wide(page) == []
    page.get_by_role("button", name="Put them away").press("Enter")
    expect(page.get_by_text("Put away: 2. Put among the others: 1.")).to_be_visible()
    expect(ticks).to_have_count(0)
    assert violations(page) == [] and wide(page) == []
    page.get_by_role("button", name="Bring them back").press("Enter")
    expect(page.get_by_text("Brought back.")).to_be_visible()
    expect(ticks).to_have_count(2)
    for language in ("so", "ar"):
        page = open_page(door, person=person, language=language, dark=True)
        assert page.get_by_role("checkbox").count() == 2 and wide(page) == []
        picture(page, f"flood-{language}-{door}")
