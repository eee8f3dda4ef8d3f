"""A run that should be over and of whose driver nothing is heard: somebody is asked, and the desk writes down what the driver says."""

from datetime import timedelta
from typing import Any

import pytest

from tests.care.asking import coordinator
from tests.care.driving_stage import deliveries, driver, held, house, place, run_of, school_run, trip
from tests.care.test_driving import ends, sheet
from tests.care.test_run_ends import letters
from tests.care.test_told_late import told
from tests.cast import NORTH, SOUTH, Person, admit
from wekeep.care.actions.driving import Told, tell, tell_for
from wekeep.care.actions.silent_runs import remind_silent
from wekeep.care.actions.stop_openings import close_over
from wekeep.care.models import DayPlan, PastStop, Request, Run, StockEvent, Stop, StopOpening, Trip, Turn
from wekeep.care.queries.sent import touched_by
from wekeep.care.rules.driving import BY_DESK
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import Outcome
from wekeep.care.rules.trip import Way
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotFound, Refused

__all__ = ["letters"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]
ASKS, PRESS = "nobody says how it ended", "Say how it ended"


@pytest.fixture
def drew(cora: Person) -> Person:
    """A driver of the north."""
    return driver()


def over(run: Run, minutes: int = 31) -> Any:
    """So long after the run should have been over."""
    return clock.simulated(run.ends + timedelta(minutes=minutes))


def desk(by: Person, run: Run) -> str:
    return by.client().get(f"/runs/day/?day={run.plan.day:%Y-%m-%d}").content.decode()


def page(by: Person, run: Run) -> str:
    answer = by.client().get(f"/runs/day/end/{run.code}/")
    return f"{answer.status_code} {answer.content.decode()}"


def say(by: Person, run: Run, **said: str) -> int:
    """What the coordinator writes down; `said` by the code of a trip."""
    fields = {name if name in ("rest", "do") else f"said-{name}": value for name, value in said.items()}
    return by.client().post(f"/runs/day/end/{run.code}/", {"do": "say"} | fields).status_code


def codes(run: Run) -> list[str]:
    """The codes of its trips, in the turn in which they end."""
    return [one.trip.code for one in ends(run, Side.DROP)]


def states(run: Run) -> list[str]:
    """Where the requests of its trips stand."""
    return [Request.objects.get(pk=one.trip.request_id).state for one in ends(run, Side.DROP)]


def test_the_desk_is_asked_once_nothing_was_heard_for_half_an_hour_after_a_run_should_be_over(
    cora: Person, drew: Person, letters: list[str]
) -> None:
    run = deliveries(drew)
    for minutes, asked in ((-1, False), (29, False), (30, True)):
        with over(run, minutes):
            assert (ASKS in desk(cora, run)) is asked
            assert (PRESS in desk(cora, run)) is (minutes > 0), "whoever has the driver on the telephone need not wait"
            assert remind_silent() == int(asked)
    assert letters == [f"silent-{run.code}"]
    with over(run, 20):
        assert told(drew.client(), run, ends(run, Side.PICKUP), "loaded")[0] == 200
    with over(run, 49):
        assert ASKS not in desk(cora, run) and remind_silent() == 0, "they are late, and not silent"
    with over(run, 50):
        assert ASKS in desk(cora, run) and remind_silent() == 1


def test_what_was_brought_and_what_was_not_is_written_down_as_the_driver_would_have(cora: Person, drew: Person) -> None:
    run = deliveries(drew, item="box")
    StockEvent.objects.create(hub=place(), item="box", there=10, reason="came_in", by=cora.code, at=clock.now())
    first, second, third = codes(run)
    with over(run):
        shown = page(cora, run)
        assert "drew" in shown and "Nothing was heard of them." in shown and shown.count('name="said-') == 3
        assert "Never in the car" in shown and "Still in the car" not in shown, "boxes come to a door or go back"
        said = {first: "drop-failed-not_home", second: "pickup-failed-not_ready", "rest": "left"}
        assert say(cora, run, **said) == 302
        assert PRESS not in desk(cora, run) and "All done" in sheet(drew.client(), run)
    assert Run.objects.get().state == "done"
    assert [one.trip.state for one in ends(run, Side.DROP)] == ["failed", "failed", "done"]
    assert states(run) == ["no_answer", "ready", "done_reported"]
    assert [one.outcome for one in ends(run, Side.PICKUP)] == ["loaded", "failed", "loaded"], "made good"
    assert sum(StockEvent.objects.values_list("there", flat=True)) == 8, "one home's boxes left, two of them came back"
    assert Turn.objects.filter(request=Trip.objects.get(code=third).request).last().by == cora.code  # type: ignore[union-attr]


def test_the_journal_says_that_the_desk_said_it(cora: Person, drew: Person) -> None:
    run = deliveries(drew)
    with over(run):
        say(cora, run, rest="handed")
    said = {(one.kind, one.actor) for one in Entry.objects.filter(about=run.code)}
    assert {("run.said_for_driver", cora.code), ("run.ended", cora.code)} <= said
    assert not {kind for kind, _by in said} & {"run.stops_told", "run.finished"}
    assert not Entry.objects.filter(about=run.code, actor=drew.code).exists()


def test_who_spoke_for_a_driver_does_not_hear_what_is_wrong_about_the_desk(cora: Person, drew: Person) -> None:
    run, otis = school_run(drew), coordinator("otis")
    first, second = (one.trip.request for one in ends(run, Side.DROP))
    drew.client().post(f"/my-runs/{run.code}/step/", {"do": "out"})
    with over(run):
        assert otis.code not in touched_by(first)
        say(otis, run, **{codes(run)[0]: "pickup-boarded"})
    assert otis.code in touched_by(first) and otis.code not in touched_by(second)


def test_of_children_it_is_said_of_each_by_themselves_where_they_are(cora: Person, drew: Person) -> None:
    run = school_run(drew)
    first, second = codes(run)
    with over(run, -20):
        assert told(drew.client(), run, ends(run, Side.PICKUP)[:1], "boarded")[0] == 200
    with over(run):
        assert "In the car, as the driver said" in page(cora, run)
        both = {first: "drop-dropped", second: "drop-dropped"}
        assert say(cora, run, **both) == 409, "nobody is counted in with others"
        assert say(cora, run, rest="dropped") == 409, "nor said of all at once"
        assert {one.outcome for one in ends(run, Side.DROP)} == {"waiting"}
        assert say(cora, run, do="drop") == 409, "nor does a run with them end"
        assert say(cora, run, **{second: "pickup-boarded"}) == 302
        assert Trip.objects.get(code=second).state == "aboard" and Run.objects.get().state == "out"
        assert page(cora, run).count("In the car, as the driver said") == 2
        assert ASKS in desk(cora, run), "what the desk wrote down is no word of the driver"
        assert say(cora, run, **{first: "drop-dropped"}) == 302
        assert Run.objects.get().state == "out"
        assert say(cora, run, **{second: "drop-failed-not_home"}) == 302
    assert Run.objects.get().state == "done" and states(run) == ["done_reported", "no_answer"]


def test_what_was_not_done_waits_for_somebody_else(cora: Person, drew: Person) -> None:
    run = deliveries(drew, item="box")
    first, *_rest = codes(run)
    with over(run):
        say(cora, run, **{first: "drop-handed"})
        assert say(cora, run, do="drop") == 302
        assert Run.objects.get().state == "dropped_out" and "Dropped out" in desk(cora, run)
        assert sheet(drew.client(), run).startswith("404")
    assert [one.trip.state for one in ends(run, Side.DROP)] == ["done", "wanted", "wanted"]
    assert states(run) == ["done_reported", "ready", "ready"]
    assert not Request.objects.filter(held_by=drew.code).exists()
    assert Entry.objects.get(kind="run.dropped_out").actor == cora.code


def test_what_the_drivers_phone_told_stands_and_what_it_tells_later_is_kept(cora: Person, drew: Person) -> None:
    run = deliveries(drew)
    first, second, _third = ends(run, Side.DROP)
    with over(run):
        shown = page(cora, run)
        assert told(drew.client(), run, [first], "handed")[0] == 200
        assert first.trip.code in shown
        say(cora, run, **{first.trip.code: "drop-left", second.trip.code: "drop-failed-not_home", "rest": "handed"})
    now = [(one.outcome, one.key == BY_DESK) for one in ends(run, Side.DROP)]
    assert now == [("handed", False), ("failed", True), ("handed", True)]
    with over(run, 60):
        client = drew.client()
        status, words = told(client, run, [second], "left")
        assert status == 200 and words.startswith("The desk had written down something else: ")
        assert told(client, run, ends(run, Side.DROP)[2:], "handed") == (200, ""), "the same is no news"
        assert PastStop.objects.get().outcome == "left" and Stop.objects.get(pk=second.pk).outcome == "failed"
        shown = desk(cora, run)
        assert "Told later" in shown and "The desk had: It did not work" in shown


def test_nobody_writes_down_what_is_not_theirs_to_say(cora: Person, drew: Person, letters: list[str]) -> None:
    run = deliveries(drew)
    one = codes(run)[0]
    with over(run, -1):
        assert page(cora, run).startswith("409") and say(cora, run, **{one: "drop-left"}) == 409
    with over(run):
        assert page(coordinator("south", zone=SOUTH), run).startswith("404")
        assert say(coordinator("souther", zone=SOUTH), run, **{one: "drop-left"}) == 404
        assert say(drew, run, **{one: "drop-left"}) == 403
        assert say(driver("dee"), run, **{one: "drop-left"}) == 403
        for wrong in ("drop-boarded", "pickup-left", "drop-failed", "drop-failed-no_show", "x"):
            assert say(cora, run, **{one: wrong}) == 409
        assert say(cora, run) == 409, "nothing was said"
        with pytest.raises(NotFound):
            tell(actor=drew.actor, code=run.code, told=Told((ends(run, Side.DROP)[0].code,), Outcome.LEFT, key=BY_DESK))
        assert set(Stop.objects.values_list("outcome", flat=True)) == {"waiting"}
        say(cora, run, rest="handed")
        assert page(cora, run).startswith("409") and remind_silent() == 0
        with pytest.raises(Refused):
            tell_for(actor=cora.actor, code=run.code, told=[Told((ends(run, Side.DROP)[0].code,), Outcome.LEFT)])


def test_a_coordinator_who_drives_says_it_on_their_own_sheet(cora: Person) -> None:
    both = admit("both", Role.COORDINATOR, Role.DRIVER, zone=NORTH)
    both.unlocked()
    run = deliveries(both)
    with over(run):
        assert page(both, run).startswith("409")
        assert say(both, run, rest="handed") == 409
        shown = desk(both, run)
        assert PRESS in shown and f"/runs/day/end/{run.code}/" not in shown and f"/my-runs/{run.code}/" in shown
        assert f"/runs/day/end/{run.code}/" in desk(cora, run)


def test_what_was_opened_to_a_silent_driver_closes_with_what_is_written_down(cora: Person, drew: Person) -> None:
    run = deliveries(drew)
    cora.client().post(f"/runs/day/open/{run.code}/")
    assert StopOpening.objects.exists()
    with over(run, 0):
        say(cora, run, rest="handed")
        close_over()
    assert not StopOpening.objects.exists()


def test_of_several_silent_runs_the_desk_hears_first_of_the_one_with_people(
    cora: Person, drew: Person, letters: list[str]
) -> None:
    boxes = deliveries(drew)
    ride = school_run(driver("dee"), begins=boxes.begins + timedelta(hours=1))
    with over(ride):
        assert remind_silent() == 1 and letters == [f"silent-{ride.code}"]
        for code in codes(ride):
            say(cora, ride, **{code: "drop-dropped"})
        letters.clear()
        assert remind_silent() == 1 and letters == [f"silent-{boxes.code}"]
        DayPlan.objects.update(zone=SOUTH)
    with over(boxes, 60 * 49):
        assert remind_silent() == 0, "an alarm that never goes is one that nobody reads"


def test_a_run_that_nobody_ever_began_stands_on_the_page_of_the_next_day(cora: Person, drew: Person) -> None:
    hub = place()
    one = trip(held(house("88 Marmalade Row"), drew), hub, Way.TO_HOME)
    run = run_of(drew, [(one, Side.PICKUP), (one, Side.DROP)])
    with clock.simulated(run.begins + timedelta(days=1)):
        assert ASKS in cora.client().get("/runs/day/").content.decode()
