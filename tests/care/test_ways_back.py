"""A way there did not work: somebody is asked whether the way back is needed, and until a no it is driven."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.care.asking import asked, coordinator, step, the_request
from tests.care.driving_stage import STREETS, child, driver, held, place, run_of, trip
from tests.care.test_driving import ends, sheet, told
from tests.care.test_run_ends import letters
from tests.cast import SOUTH, Person
from wekeep.care.actions.ways_back import ask_unheard, remind_late
from wekeep.care.models import DayPlan, Household, Request, Run, Trip
from wekeep.care.rules.planning.plan import Plan, Route, Side, Visit
from wekeep.care.rules.planning.written import written
from wekeep.care.rules.trip import Way
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

__all__ = ["letters"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]
ASKS_DESK, ASKS_HOME = "Is the way back still needed?", "Do you need the way back?"
WAITS = "ways back that wait for an answer: 1"
ON_THE_SHEET, RIDES_BACK = "we ask whether they ride back", "they do ride back"


class Day:
    """A child's day: to school in twenty minutes with one driver, home in six hours with another; or there and back with one."""

    def __init__(self, need: str = "ride_school", *, linked: bool = False, alone: bool = False) -> None:
        self.home, self.words = asked(address=STREETS[0], needs=[need])
        Household.objects.filter(pk=self.home.pk).update(area="Longfellow")
        self.there_by, begins = driver("drew"), clock.now() + timedelta(hours=6)
        self.back_by = self.there_by if alone else driver("dee")
        purpose, kind = ("school", "school") if need == "ride_school" else ("medical", "clinic")
        request, to = held(the_request(self.home, need), self.there_by), place("Maple School", kind)
        self.there = trip(request, to, Way.FROM_HOME, purpose=purpose, boxes=0)
        self.back = trip(request, to, Way.TO_HOME, purpose=purpose, boxes=0, back_of=self.there if linked else None)
        for one in (self.there, self.back):
            one.riders.add(child(self.home))
        self.day = timezone.localdate(begins)
        Trip.objects.update(day=self.day)
        stops_there, stops_back = ([(one, Side.PICKUP), (one, Side.DROP)] for one in (self.there, self.back))
        self.run_there = run_of(self.there_by, [*stops_there, *(stops_back if alone else [])])
        self.run_back = self.run_there if alone else run_of(self.back_by, stops_back, begins=begins)

    def fails(self, side: Side = Side.PICKUP, why: str = "no_show") -> int:
        """The driver of the way there tells that it did not work."""
        stop = next(one for one in ends(self.run_there, side) if one.trip_id == self.there.pk)
        return told(self.there_by.client(), self.run_there, [stop], "failed", failure=why)

    def desk(self, by: Person) -> str:
        return by.client().get(f"/runs/day/?day={self.day:%Y-%m-%d}").content.decode()

    def sheet(self) -> str:
        return sheet(self.back_by.client(), self.run_back)

    def mark(self) -> str:
        return str(self.back_by.client().get(f"/my-runs/{self.run_back.code}/mark/").json()["mark"])

    def page(self) -> str:
        return str(step(self.words).content.decode())

    def state(self) -> tuple[str, str]:
        """Where the way back stands, and what is known of it."""
        self.back.refresh_from_db()
        return self.back.state, self.back.still_rides

    def answer(self, by: Person, rides: str) -> int:
        data = {"rides": rides, "day": f"{self.day:%Y-%m-%d}"}
        return by.client().post(f"/runs/day/back/{self.back.code}/", data).status_code


def test_after_nobody_came_out_the_desk_the_household_and_the_next_driver_know_that_it_is_asked(
    cora: Person,
) -> None:
    day = Day()
    before = day.mark()
    assert ASKS_DESK not in day.desk(cora) and ASKS_HOME not in day.page() and ON_THE_SHEET not in day.sheet()
    assert day.fails() == 200
    assert day.state() == ("planned", "asked"), "it is held, and not lost"
    page = day.desk(cora)
    assert ASKS_DESK in page and "Longfellow" in page and "Maple School" in page
    assert ASKS_HOME in day.page() and "Until you say no, the driver comes." in day.page()
    assert ON_THE_SHEET in day.sheet() and day.mark() != before, "the phone looks again"
    assert ON_THE_SHEET in day.back_by.client().get(f"/my-runs/{day.run_back.code}/paper/").content.decode()
    assert (
        "It is asked whether this way back is needed."
        in cora.client().get(f"/requests/{day.back.request.code}/trips/").content.decode()
    )
    assert day.back.answer_by == ends(day.run_back, Side.PICKUP)[0].at - timedelta(hours=2)
    assert Entry.objects.filter(kind="run.back_asked", about=day.back.code).count() == 1
    assert day.fails() == 200 and Entry.objects.filter(kind="run.back_asked").count() == 1, "told again it is one"


def test_the_household_says_that_somebody_else_brought_the_child_and_it_is_fetched(
    cora: Person, letters: list[str]
) -> None:
    day = Day()
    day.fails()
    drain(DEFAULT)
    letters.clear()
    assert "We have written it down." in step(day.words, "back_yes", code=day.back.code).content.decode()
    assert day.state() == ("planned", "yes")
    drain(DEFAULT)
    assert letters == [f"{day.run_back.code}-back-{day.back.code[:8]}"] and len(letters[0]) <= 32
    assert RIDES_BACK in day.sheet() and ON_THE_SHEET not in day.sheet()
    assert ASKS_DESK not in day.desk(cora) and ASKS_HOME not in day.page()
    assert day.answer(cora, "no") == 409, "it is settled"
    assert step(day.words, "back_no", code=day.back.code).status_code == 409
    assert day.state() == ("planned", "yes")
    client = day.back_by.client()
    with clock.simulated(day.run_back.begins):
        assert told(client, day.run_back, ends(day.run_back, Side.PICKUP), "boarded") == 200
        assert told(client, day.run_back, ends(day.run_back, Side.DROP), "dropped") == 200
    assert day.state()[0] == "done"


def test_the_desk_calls_off_what_nobody_needs_and_its_driver_need_not_go(cora: Person, letters: list[str]) -> None:
    day = Day()
    day.fails()
    drain(DEFAULT)
    letters.clear()
    assert day.answer(cora, "perhaps") == 409 and day.state() == ("planned", "asked")
    assert day.answer(cora, "no") == 302
    assert day.state() == ("cancelled", "no")
    assert Run.objects.get(pk=day.run_back.pk).state == "withdrawn", "nothing else was on it"
    drain(DEFAULT)
    assert letters == [f"{day.run_back.code}-ended-1"], "one letter, and not two"
    request = Request.objects.get(pk=day.back.request_id)
    assert (request.state, request.held_by) == ("no_answer", ""), "the desk tries them again"
    assert ASKS_DESK not in day.desk(cora) and ASKS_HOME not in day.page()


def test_a_driver_with_others_to_fetch_reads_that_one_is_called_off(cora: Person, letters: list[str]) -> None:
    day = Day()
    other = trip(day.back.request, day.back.destination, Way.TO_HOME, purpose="school", boxes=0)
    Trip.objects.filter(pk=other.pk).update(day=day.day - timedelta(days=1))
    day.run_back.stops.create(turn=9, trip=other, side=Side.DROP, at=day.run_back.ends)
    day.fails()
    drain(DEFAULT)
    letters.clear()
    assert step(day.words, "back_no", code=day.back.code).status_code == 200
    drain(DEFAULT)
    assert day.state() == ("cancelled", "no") and letters == [f"{day.run_back.code}-back-{day.back.code[:8]}"]
    assert "Called off" in day.sheet() and Request.objects.get(pk=day.back.request_id).state == "scheduled"


def test_where_nobody_answers_it_is_driven_and_those_who_plan_runs_are_told_once(
    cora: Person, letters: list[str]
) -> None:
    day, south = Day(), coordinator("sona", SOUTH)
    day.fails()
    drain(DEFAULT)
    letters.clear()
    day.back.refresh_from_db()
    assert remind_late() == 0 and "tone-alarm" not in day.desk(cora).split(ASKS_DESK)[0].rsplit("<section", 1)[1]
    assert day.back.answer_by is not None
    with clock.simulated(day.back.answer_by + timedelta(minutes=1)):
        assert remind_late() == 1 and letters == [f"way-back-{day.back.code}"]
        assert "tone-alarm" in day.desk(cora).split(ASKS_DESK)[0].rsplit("<section", 1)[1]
        assert ASKS_DESK not in day.desk(south)
    assert day.state() == ("planned", "asked")
    with clock.simulated(day.run_back.begins):
        assert told(day.back_by.client(), day.run_back, ends(day.run_back, Side.PICKUP), "boarded") == 200
        assert remind_late() == 0 and ASKS_DESK not in day.desk(cora), "who is in the car rides"
        assert day.answer(cora, "no") == 409
    assert day.state()[0] == "aboard"


def test_a_way_there_that_ends_before_the_door_of_the_clinic_is_asked_of_too(cora: Person) -> None:
    day = Day("ride_medical", linked=True, alone=True)
    client = day.there_by.client()
    first = next(one for one in ends(day.run_there, Side.PICKUP) if one.trip_id == day.there.pk)
    assert told(client, day.run_there, [first], "boarded") == 200
    assert day.fails(Side.DROP, "other") == 200
    assert day.state() == ("planned", "asked") and ON_THE_SHEET in day.sheet() and ASKS_DESK in day.desk(cora)
    assert day.back.answer_by is not None and day.back.answer_by <= ends(day.run_back, Side.PICKUP)[1].at
    assert day.answer(cora, "yes") == 302 and RIDES_BACK in day.sheet()


def silent(day: Day, minutes: int = 31) -> Any:
    """So long after the way there should be over."""
    return clock.simulated(day.run_there.ends + timedelta(minutes=minutes))


def test_of_a_way_there_of_which_its_driver_never_says_anything_it_is_asked_too(cora: Person) -> None:
    day = Day()
    with silent(day, 29):
        assert ask_unheard() == 0 and day.state() == ("planned", "")
    with silent(day):
        assert ask_unheard() == 1 and ask_unheard() == 0
        assert day.state() == ("planned", "asked") and ASKS_DESK in day.desk(cora) and ASKS_HOME in day.page()
        assert ON_THE_SHEET in day.sheet() and "nobody has said how it went" in day.sheet()
        assert WAITS in day.desk(cora), "it stands on the run that has the way back"
        assert day.back.answer_by == ends(day.run_back, Side.PICKUP)[0].at - timedelta(hours=2)
        assert day.answer(cora, "no") == 302
        assert day.state() == ("cancelled", "no")
    assert Entry.objects.filter(kind="run.back_asked", about=day.back.code).count() == 1


def test_it_is_asked_no_more_once_the_driver_tells_that_they_were_brought(cora: Person) -> None:
    day = Day()
    with silent(day):
        ask_unheard()
        before = day.mark()
        assert told(day.there_by.client(), day.run_there, ends(day.run_there, Side.DROP), "dropped") == 200
        assert day.state() == ("planned", "") and day.back.answer_by is None
        assert ASKS_DESK not in day.desk(cora) and ASKS_HOME not in day.page() and WAITS not in day.desk(cora)
        assert ON_THE_SHEET not in day.sheet() and day.mark() != before
        assert ask_unheard() == 0
    assert Entry.objects.get(kind="run.back_settled", about=day.back.code).actor == day.there_by.code


def test_what_the_driver_tells_of_it_later_keeps_the_question_where_it_did_not_work(cora: Person) -> None:
    day = Day()
    with silent(day):
        ask_unheard()
        assert day.fails() == 200
    assert day.state() == ("planned", "asked") and Entry.objects.filter(kind="run.back_asked").count() == 1


def test_of_who_is_said_to_have_got_in_nobody_asks(cora: Person) -> None:
    day = Day()
    with silent(day, 0):
        assert told(day.there_by.client(), day.run_there, ends(day.run_there, Side.PICKUP), "boarded") == 200
    with silent(day, 40):
        assert ask_unheard() == 0 and day.state() == ("planned", "")


def test_nobody_is_asked_of_a_way_back_that_should_be_over_too(cora: Person) -> None:
    alone = Day("ride_medical", linked=True, alone=True)
    with silent(alone):
        assert ask_unheard() == 0 and alone.state() == ("planned", "")


def test_a_plan_shows_of_whom_it_is_not_known_whether_they_ride_back(cora: Person) -> None:
    day, label = Day(), "way back: not sure"
    plan = day.run_back.plan
    at = f"/runs/{plan.code}/"
    DayPlan.objects.filter(pk=plan.pk).update(draft=drawn(day))
    assert label not in cora.client().get(at).content.decode()
    day.fails()
    page = cora.client().get(at).content.decode()
    assert page.count(label) == 1 and label in page.split('id="run-')[1], "at the home where they get out"
    day.answer(cora, "yes")
    assert label not in cora.client().get(at).content.decode()


def drawn(day: Day) -> dict[str, Any]:
    """A draft in which the second driver brings the child home."""
    visits = tuple(Visit(day.back.code, side, 50_000 + 600 * n) for n, side in enumerate((Side.PICKUP, Side.DROP)))
    return written(Plan((Route(day.back_by.code, "all", 49_000, visits, 53_000),)))


def test_nobody_is_asked_of_what_is_not_a_way_back(cora: Person) -> None:
    day = Day()
    other, _words = asked(address=STREETS[1], needs=["ride_school"])
    theirs = trip(the_request(other, "ride_school"), day.back.destination, Way.TO_HOME, purpose="school", boxes=0)
    elsewhere = trip(day.back.request, place("Oak School", "school"), Way.TO_HOME, purpose="school", boxes=0)
    Trip.objects.filter(pk__in=[theirs.pk, elsewhere.pk]).update(day=day.day)
    tomorrow = trip(day.back.request, day.back.destination, Way.TO_HOME, purpose="school", boxes=0)
    Trip.objects.filter(pk=tomorrow.pk).update(day=day.day + timedelta(days=1))
    Trip.objects.filter(pk=day.back.pk).update(state="cancelled")
    day.fails()
    assert set(Trip.objects.values_list("still_rides", flat=True)) == {""}
    assert ASKS_DESK not in day.desk(cora)


def test_a_way_there_that_worked_asks_nothing(cora: Person) -> None:
    day = Day()
    client = day.there_by.client()
    assert told(client, day.run_there, ends(day.run_there, Side.PICKUP), "boarded") == 200
    assert told(client, day.run_there, ends(day.run_there, Side.DROP), "dropped") == 200
    assert day.state() == ("planned", "") and ASKS_DESK not in day.desk(cora)


def test_nobody_else_answers_for_a_household_or_a_zone(cora: Person) -> None:
    day, south = Day(), coordinator("sona", SOUTH)
    day.fails()
    _other, words = asked(address=STREETS[1])
    assert step(words, "back_no", code=day.back.code).status_code == 404
    assert step(day.words, "back_no", code=day.there.code).status_code == 404
    assert day.answer(south, "no") == 404 and day.answer(day.back_by, "no") in (403, 404)
    assert day.state() == ("planned", "asked")


def test_a_request_that_two_drivers_drive_for_one_plan_is_done_when_the_second_has_brought_them_home(
    cora: Person,
) -> None:
    day = Day()
    Request.objects.filter(pk=day.back.request_id).update(given_by=day.run_back.plan.code)
    day.run_there.plan = day.run_back.plan
    day.run_there.save()
    for by, run in ((day.there_by, day.run_there), (day.back_by, day.run_back)):
        with clock.simulated(run.begins):
            assert told(by.client(), run, ends(run, Side.PICKUP), "boarded") == 200
            assert Request.objects.get(pk=day.back.request_id).state != "done_reported"
            assert told(by.client(), run, ends(run, Side.DROP), "dropped") == 200
    assert Request.objects.get(pk=day.back.request_id).state == "done_reported"
