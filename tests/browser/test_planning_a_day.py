"""A coordinator plans a day in the browser: one press, the plan as it gets better, then by mouse, by keys and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Guard, Open
from tests.care.asking import coordinator
from tests.care.days import a_plan, delivery, drives, home, hub
from tests.cast import Cast, Person
from tests.running import until
from wekeep.care.models import DayPlan, Run
from wekeep.care.rules.planning.written import plan_of


@pytest.fixture
def nora(people: Cast) -> Person:
    """A coordinator, on the database that the server serves."""
    return coordinator("nora")


def a_day() -> DayPlan:
    """Ten homes, three cars."""
    place = hub()
    for n in range(10):
        delivery(home((1 + n / 2, n % 3 - 1), area=f"Part {n}"), place, boxes=2, item="")
    for n in range(3):
        drives(f"driver-{'abc'[n]}", (n, n))
    return a_plan()


def drawn(plan: DayPlan) -> dict[str, list[str]]:
    """Of each driver the homes of the draft in turn."""
    routes = plan_of(DayPlan.objects.get(pk=plan.pk).draft).routes
    return {one.driver: [visit.task for visit in one.visits if visit.side == "drop"] for one in routes}


def opened(page: Page) -> None:
    """Every run opened."""
    for one in page.locator("[data-run]").all():
        if one.locator("details[open]").count() == 0:
            one.locator("summary").click()


def stays_open(page: Page, plan: DayPlan) -> None:
    """Once the page shows the newest draft, every run of it is as open as its coordinator had left it."""
    edition = DayPlan.objects.get(pk=plan.pk).edition
    expect(page.locator("#plan-head")).to_have_attribute("data-edition", str(edition))
    expect(page.locator("[data-run]")).to_have_count(len(drawn(plan)))
    expect(page.locator("[data-run] > details:not([open])")).to_have_count(0)


def test_a_day_is_planned_by_one_press_and_changed_by_mouse_and_keys(
    nora: Person, open_page: Open, accessible: Callable[[Page], None], guard: Guard
) -> None:
    guard.expected.append("422")
    plan = a_day()
    page = open_page(f"/runs/{plan.code}/", size=DESK, person=nora)
    page.get_by_role("button", name="Plan this day").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("[data-run]").first).to_be_visible()
    page.get_by_role("button", name="Stop this").click()
    looked = page.locator("[data-run]").first
    looked.locator("summary").click()
    expect(page.get_by_role("button", name="Look for a better plan")).to_be_visible()
    # the end of the search loads nothing anew: who looked into a run goes on looking, and may move what stands in it
    expect(looked.get_by_role("link", name="Move").first).to_be_visible()
    runs = drawn(plan)
    assert sum(map(len, runs.values())) == 10
    opened(page)
    accessible(page)
    # by mouse: the last home of the first run before its first
    homes = max(runs.values(), key=len)
    page.locator(f'[data-trip="{homes[-1]}"]').drag_to(page.locator(f'[data-trip="{homes[0]}"]'))
    until(
        lambda: next(one for one in drawn(plan).values() if homes[-1] in one).index(homes[-1]) == 0, "it moved nowhere"
    )
    expect(page.locator(f'[data-trip="{homes[-1]}"].is-picked')).to_have_count(0)
    stays_open(page, plan)
    # by keys: down by one, and what would break a rule is said and not kept
    now = next(one for one in drawn(plan).values() if homes[-1] in one)
    edition = DayPlan.objects.get(pk=plan.pk).edition
    expect(page.locator("#plan-head")).to_have_attribute("data-edition", str(edition))
    row = page.locator(f'[data-trip="{now[0]}"]')
    row.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(lambda: next(one for one in drawn(plan).values() if now[0] in one).index(now[0]) == 1, "it moved nowhere")
    expect(page.locator("#plan-head")).to_have_attribute("data-edition", str(edition + 1))
    stays_open(page, plan)
    page.get_by_role("button", name="Tell it").click()
    expect(page.get_by_text("Version 1 is told")).to_be_visible()
    assert Run.objects.filter(version=1).count() == len(drawn(plan))


def test_without_a_script_each_home_has_a_page_to_move_it(nora: Person, open_page: Open) -> None:
    plan = a_day()
    page = open_page(f"/runs/{plan.code}/", person=nora, javascript=False)
    page.get_by_role("link", name="Move").first.click()
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("[data-run]")).to_have_count(1)
    page.locator("[data-run] summary").click()
    page.locator("[data-run]").get_by_role("link", name="Move").click()
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator("[data-run]")).to_have_count(0)
    page.get_by_label("Search for").select_option("10")
    page.get_by_role("button", name="Plan this day").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    until(lambda: DayPlan.objects.get(pk=plan.pk).state == "draft", "the search did not end")
    page.goto(f"/runs/{plan.code}/")
    assert page.locator("[data-run]").count() == len(drawn(plan)) > 0
