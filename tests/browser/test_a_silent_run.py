"""The desk writes down how a run ended whose driver says nothing more, on a phone: children one by one, boxes in one form."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.pictures import look_at
from tests.browser.test_a_run_without_signal import Accessible, cora, outcomes
from tests.browser.test_requests import wide
from tests.care.driving_stage import STREETS, deliveries, driver, school_run
from tests.cast import Person
from wekeep.care.models import Household, Run
from wekeep.kit import clock

__all__ = ["cora"]


def test_children_are_asked_after_one_by_one_and_boxes_written_down_at_once(
    open_page: Open, cora: Person, accessible: Accessible
) -> None:
    begins = clock.now() - timedelta(hours=2)
    rides, boxes = school_run(driver("drew"), begins=begins), deliveries(driver("dee"), STREETS, begins=begins)
    Household.objects.update(area="Longfellow")
    page = open_page(f"/runs/day/?day={rides.plan.day:%Y-%m-%d}", person=cora)
    expect(page.get_by_text("nobody says how it ended")).to_have_count(2)
    accessible(page)
    look_at(page, "silent-day")
    assert wide(page) == []
    page.goto(f"/runs/day/end/{rides.code}/")
    accessible(page)
    look_at(page, "silent-children")
    assert wide(page) == []
    for label in ("Still in the car", "Got out", "Got out"):
        page.locator("main select").first.select_option(label=label)
        page.get_by_role("button", name="Write it down").first.click()
        expect(page.locator(".notice, [role=status]").get_by_text("Written down.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Runs of the day")).to_be_visible()
    assert Run.objects.get(pk=rides.pk).state == "done"
    page.goto(f"/runs/day/end/{boxes.code}/")
    page.get_by_text("They did not do the rest").click()
    accessible(page)
    look_at(page, "silent-boxes")
    assert wide(page) == []
    page.locator("main select").first.select_option(label="Nobody there")
    page.get_by_label("All of which nothing else is said").select_option(label="Handed over")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="Runs of the day")).to_be_visible()
    assert outcomes(boxes)[4:] == ["failed", "handed", "handed", "handed"]
