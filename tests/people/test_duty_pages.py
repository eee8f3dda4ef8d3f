"""Going on duty and off again, on one's own desk."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from tests.cast import NORTH, Cast
from wekeep.kit import clock
from wekeep.people import jobs
from wekeep.people.models import Duty, Member
from wekeep.people.queries import on_duty


def test_a_member_goes_on_duty_and_off_again(cast: Cast) -> None:
    browser = cast.omar.client()
    page = browser.post("/people/duty/begin/", {"zone": NORTH, "hours": "4"}, follow=True).content.decode()
    assert [one.handle for one in on_duty(NORTH)] == ["omar"]
    assert "North Side" in page and "Go off duty" in page
    page = browser.post("/people/duty/end/", {"zone": NORTH}, follow=True).content.decode()
    assert on_duty(NORTH) == []
    assert "Go off duty" not in page


def test_nobody_is_on_duty_in_a_zone_that_is_not_theirs(cast: Cast) -> None:
    assert cast.omar.client().post("/people/duty/begin/", {"zone": "south", "hours": "4"}).status_code == 409
    assert on_duty("south") == []


def test_a_member_without_a_role_is_not_offered_duty(cast: Cast) -> None:
    assert "On duty" not in cast.mai.client().get("/desk/").content.decode()


@pytest.mark.both
def test_when_a_duty_or_a_session_is_over_nothing_stays_that_tells_of_it(cast: Cast) -> None:
    cast.omar.client().post("/people/duty/begin/", {"zone": NORTH, "hours": "4"})
    cast.amina.client().post("/people/duty/begin/", {"zone": NORTH, "hours": "12"})
    with clock.simulated(clock.now() + timedelta(hours=9)):
        jobs.forget_times.call()
    assert [duty.member.handle for duty in Duty.objects.all()] == ["amina"]
    assert Member.objects.get(handle="omar").tasks_done == 1
    assert not Session.objects.exists()
