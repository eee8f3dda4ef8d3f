"""In a real browser: the verifier says what an alert may say, and the dispatcher reads it before sending."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.cast import Cast
from tests.desk.stage import Street
from wekeep.kit import clock
from wekeep.watch.models import Incident, Sighting


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_a_verified_scene_is_read_in_two_languages_before_it_is_sent(
    open_page: Open, people: Cast, accessible: Callable[[Page], None], size: tuple[int, int]
) -> None:
    incident = Street(people).incident("seen")
    path = f"/board/{incident.code}/"
    page = open_page(path, person=people.amina, size=size)
    page.get_by_text("Give the outcome").click()
    expect(page.get_by_label("Agents, at least")).to_be_hidden()
    page.get_by_label("Confirmed", exact=True).check()
    page.get_by_label("Present, no one detained").check()
    page.get_by_label("What is being done").select_option("staging")
    expect(page.get_by_label("Agents, at least")).to_have_value("4")
    page.get_by_label("Seen in person").check()
    accessible(page)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The outcome is written down.")).to_be_visible()
    later = Street(people).sighting(Incident.objects.get(), "later", people_low=40, activity="detaining")
    Sighting.objects.filter(pk=later.pk).update(received_at=clock.now() + timedelta(seconds=2), lat=45.004)

    page = open_page(path, person=people.dana, size=size)
    expect(page.get_by_text("New since it was verified: 1 report")).to_be_visible()
    expect(page.get_by_text("They are gathering.")).to_be_visible()
    expect(page.get_by_text("4 to 5 officers were seen.")).to_be_visible()
    page.get_by_label("Show it also in").select_option("so")
    expect(page.locator('.card[lang="so"]')).to_be_visible()
    accessible(page)
