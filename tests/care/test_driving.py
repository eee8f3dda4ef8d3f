"""A driver's run over HTTP: the sheet, what is opened of it and closed again, and what every press brings about."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from tests.care.asking import asked, coordinator, step, the_request
from tests.care.driving_stage import (
    CHILD,
    STREETS,
    child,
    deliveries,
    driver,
    held,
    house,
    place,
    run_of,
    school_run,
    trip,
)
from tests.cast import SOUTH, Cast, Person
from tests.keeping import Keeping
from wekeep.care.actions.intake import seal_for_desk
from wekeep.care.actions.stock import reserve
from wekeep.care.actions.stop_openings import close_over
from wekeep.care.models import DayPlan, Household, Request, Run, RunCall, StockEvent, Stop, StopOpening, Trip
from wekeep.care.queries.sent import touched_by
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.trip import Way
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.envelope import Group
from wekeep.vault.models import Assignment

pytestmark = pytest.mark.django_db


def sheet(by: Client, run: Run, **posted: Any) -> str:
    """The run's sheet as its driver sees it, with its doors where something is posted."""
    address = f"/my-runs/{run.code}/"
    answer = by.post(address, posted) if posted else by.get(address)
    return f"{answer.status_code} {answer.content.decode()}"


def told(by: Client, run: Run, stops: list[Stop], outcome: str, **more: Any) -> int:
    """What became of stops, as a phone tells it."""
    said = {"stop": [one.code for one in stops], "outcome": outcome, "idempotency_key": more.pop("key", ""), **more}
    return by.post(f"/my-runs/{run.code}/tell/", said, headers={"Accept": "application/json"}).status_code


def ends(run: Run, side: Side) -> list[Stop]:
    """The run's pick-ups or drops in their turn, as they are now."""
    return list(run.stops.filter(side=side).order_by("turn"))


def opened(by: Person, run: Run) -> int:
    """The coordinator opens the run's doors to its driver."""
    return by.client().post(f"/runs/day/open/{run.code}/").status_code


def streets_on(page: str) -> list[str]:
    return [one for one in STREETS if one in page]


@pytest.fixture
def drew(cora: Person) -> Person:
    """A driver of the north."""
    return driver()


def test_the_driver_says_yes_loads_brings_and_is_done(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew, item="food_box"), drew.client()
    assert "Deliveries" in client.get("/my-runs/").content.decode()
    assert "Can you drive this?" in sheet(client, run)
    client.post(f"/my-runs/{run.code}/step/", {"do": "accept"})
    assert "I set out" in sheet(client, run)
    client.post(f"/my-runs/{run.code}/step/", {"do": "out"})
    assert set(Request.objects.values_list("state", flat=True)) == {"in_progress"}
    page = sheet(client, run)
    assert "Food box" in page and "Load 6 boxes" in page and page.index("Bread House") < page.index("A home")
    assert told(client, run, ends(run, Side.PICKUP), "loaded") == 200
    assert set(Trip.objects.values_list("state", flat=True)) == {"aboard"}
    for number, one in enumerate(ends(run, Side.DROP)):
        assert told(client, run, [one], ("handed", "left")[number % 2]) == 200
    run.refresh_from_db()
    assert run.state == "done" and set(Trip.objects.values_list("state", flat=True)) == {"done"}
    assert set(Request.objects.values_list("state", flat=True)) == {"done_reported"}
    assert "All done" in sheet(client, run)


def test_doors_open_to_the_driver_alone_at_this_stop_and_the_next_and_close_when_it_is_done(
    cora: Person, drew: Person
) -> None:
    run, client, other = deliveries(drew), drew.client(), driver("dee").client()
    assert streets_on(sheet(client, run, do="open")) == [], "nobody has opened anything yet"
    assert opened(cora, run) == 302
    assert streets_on(sheet(client, run)) == [], "a look takes a press"
    assert streets_on(sheet(client, run, do="open")) == [STREETS[0]], "the hub and the first door"
    assert sheet(other, run).startswith("404") and sheet(other, run, do="open").startswith("404")
    assert told(other, run, ends(run, Side.PICKUP), "loaded") == 404
    told(client, run, ends(run, Side.PICKUP), "loaded")
    assert streets_on(sheet(client, run, do="open")) == [STREETS[0], STREETS[1]]
    told(client, run, ends(run, Side.DROP)[:1], "handed")
    assert streets_on(sheet(client, run, do="open")) == [STREETS[1], STREETS[2]]
    close_over()
    assert Assignment.objects.filter(member=drew.code).count() == 2
    for one in ends(run, Side.DROP)[1:]:
        told(client, run, [one], "left")
    assert streets_on(sheet(client, run, do="open")) == []
    close_over()
    assert not Assignment.objects.filter(member=drew.code).exists() and not StopOpening.objects.exists()


def test_no_other_page_opens_a_door_before_its_turn(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    opened(cora, run)
    last = ends(run, Side.DROP)[2].trip.request
    answer = client.post(f"/requests/{last.code}/", {"part": "place", "reason": "I am curious"})
    assert answer.status_code == 409 and STREETS[2] not in answer.content.decode()


def test_pages_ask_the_database_as_often_for_ten_stops_as_for_two(
    cora: Person, drew: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    school_run(drew, streets=STREETS)
    deliveries(drew, streets=STREETS * 2, begins=clock.now() + timedelta(hours=4))
    for client, address in ((drew.client(), "/my-runs/"), (cora.client(), "/runs/day/rows/")):
        client.get(address)
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_who_is_still_out_at_midnight_stays_on_the_page_of_the_day(cora: Person, drew: Person) -> None:
    # the next such evening: before now nobody here was a driver
    evening = timezone.localtime(clock.now()).replace(hour=22, minute=30)
    evening += timedelta(days=int(evening < clock.now()))
    run = school_run(drew, begins=evening)
    with clock.simulated(evening):
        assert told(drew.client(), run, ends(run, Side.PICKUP)[:1], "boarded") == 200
    with clock.simulated(evening + timedelta(hours=3)):
        page = cora.client().get("/runs/day/rows/").content.decode()
        assert "Late" in page and date_format(run.plan.day, "DATE_FORMAT") in page
    with clock.simulated(evening + timedelta(days=4)):
        assert "No run is told" in cora.client().get("/runs/day/rows/").content.decode()
    with clock.simulated(evening + timedelta(hours=3)):
        Run.objects.update(state="done")
        assert "No run is told" in cora.client().get("/runs/day/rows/").content.decode()


def test_no_list_and_no_page_of_the_desk_holds_a_door_or_a_name(cora: Person, drew: Person) -> None:
    deliveries(drew)
    run = school_run(drew, begins=clock.now() + timedelta(hours=5))
    opened(cora, run)
    pages = [drew.client().get(at).content.decode() for at in ("/my-runs/", f"/my-runs/{run.code}/", "/requests/mine/")]
    pages += [cora.client().get(at).content.decode() for at in ("/runs/day/", f"/my-runs/{run.code}/paper/")]
    for page in pages:
        for secret in (*STREETS, *CHILD.values(), "Hodan", "612 555 0142", "bakery"):
            assert secret not in page


def test_who_rides_and_receives_is_said_at_the_door_with_a_word_that_the_household_has_too(
    cora: Person, drew: Person
) -> None:
    school, client = place("Maple School", "school"), drew.client()
    house_of, six_words = asked(address=STREETS[0], needs=["ride_school"])
    ride = trip(held(the_request(house_of, "ride_school"), drew), school, Way.FROM_HOME, purpose="school", boxes=0)
    ride.riders.add(child(house_of))
    run = run_of(drew, [(ride, Side.PICKUP), (ride, Side.DROP)])
    opened(cora, run)
    page = " ".join(sheet(client, run, do="open").split())
    assert "Little Ilwad" in page and "Grandmother Faduma" in page and "Booster seat" in page
    assert "under 13 sits in the back" in " ".join(page.split())
    word = page.split("Say to each other")[1].split("<strong")[1].split(">")[1].split("<")[0]
    assert len(word.split()) == 2 and word in step(six_words).content.decode()
    Run.objects.filter(pk=run.pk).update(version=2)
    assert word not in sheet(client, run), "another version of the plan has another word"
    assert word not in step(six_words).content.decode()
    told(client, run, ends(run, Side.PICKUP), "boarded")
    assert "before anyone gets in" not in step(six_words).content.decode(), "who is in the car needs no word"


def test_a_phone_that_tells_twice_is_heard_once_and_its_own_time_is_kept(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    then = clock.now() - timedelta(minutes=40)
    pick_ups = ends(run, Side.PICKUP)
    for _n in range(2):
        assert told(client, run, pick_ups, "loaded", key="k1", phone_time=then.isoformat()) == 200
    assert {one.outcome_at for one in ends(run, Side.PICKUP)} == {then}
    first, second, _third = ends(run, Side.DROP)
    assert told(client, run, [first], "left", key="k2", phone_time="2031-01-01T00:00:00Z") == 200
    assert told(client, run, [first], "left", key="k3") == 200, "the same again with another key"
    at = Stop.objects.get(pk=first.pk).outcome_at
    assert at is not None and abs(at - clock.now()) < timedelta(minutes=5), "a time that cannot be is the server's"
    assert told(client, run, [first], "handed", key="k4") == 409
    assert told(client, run, [second], "boarded", key="k5") == 409, "nobody gets in where a box is brought"
    assert Stop.objects.get(pk=second.pk).outcome == "waiting"


def test_of_one_press_for_several_stops_only_what_is_not_the_drivers_any_more_is_refused(
    cora: Person, drew: Person
) -> None:
    run, client = deliveries(drew, streets=STREETS), drew.client()
    first, second, third, fourth = ends(run, Side.PICKUP)
    told(client, run, [second], "failed", failure="not_ready")
    names = {one.code: one.trip.code[:4].upper() for one in (first, second, third, fourth)}
    assert f'name="named" value="{third.code} {names[third.code]}"' in sheet(client, run)
    Stop.objects.filter(run=run, trip=third.trip).delete()
    named = [f"{code} {name}" for code, name in names.items()]
    said = {"stop": list(names), "named": [*named, "x <b>"], "outcome": "loaded", "idempotency_key": "k1"}
    for _n in range(2):
        answer = client.post(f"/my-runs/{run.code}/tell/", said, headers={"Accept": "application/json"})
        assert answer.status_code == 409
        gone, otherwise = answer.json()["errors"][""]
        assert f"Not taken: {names[third.code]}. This stop is with somebody else now" in gone
        assert f"Not taken: {names[second.code]}. You told us something else about this stop before" in otherwise
        assert answer.json()["keep"] == {"stop": [third.code, second.code], "named": [named[1], named[2]]}
    assert [one.outcome for one in ends(run, Side.PICKUP)] == ["loaded", "failed", "loaded"]
    plain = client.post(f"/my-runs/{run.code}/tell/", said | {"opened": ""}, follow=True).content.decode()
    assert f"Not taken: {names[third.code]}" in plain, "said on the sheet where there is no script"


def test_nothing_is_told_of_a_run_days_ahead_not_even_by_a_phone_that_kept_the_press(
    cora: Person, drew: Person
) -> None:
    run, client = deliveries(drew, begins=clock.now() + timedelta(days=4)), drew.client()
    client.post(f"/my-runs/{run.code}/step/", {"do": "accept"})
    page = sheet(client, run)
    assert "It is too early to set out" in page and "I set out" not in page
    pick_ups, kept_since = ends(run, Side.PICKUP), clock.now()
    assert told(client, run, pick_ups, "loaded") == 409
    assert client.post(f"/my-runs/{run.code}/step/", {"do": "out"}).status_code == 409
    with clock.simulated(run.begins - timedelta(minutes=119)):
        client = drew.client()
        assert told(client, run, pick_ups, "loaded", phone_time=kept_since.isoformat()) == 409
        assert {one.outcome for one in ends(run, Side.PICKUP)} == {"waiting"}
        assert Run.objects.get().state == "accepted" and "I set out" in sheet(client, run)
        assert told(client, run, pick_ups[:1], "loaded", phone_time="2020-01-01T00:00:00Z") == 200, (
            "a phone's clock that shows a time before the plan was made is wrong, and says nothing"
        )
        assert told(client, run, pick_ups[1:], "loaded", phone_time=clock.now().isoformat()) == 200


def test_what_failed_is_said_in_words_and_the_request_waits_again(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    told(client, run, ends(run, Side.PICKUP), "loaded")
    first, second, third = ends(run, Side.DROP)
    assert told(client, run, [first], "failed") == 409, "a failure without its reason"
    told(client, run, [first], "failed", failure="not_home")
    told(client, run, [second], "failed", failure="bad_address")
    told(client, run, [third], "handed")
    assert [one.trip.failure for one in ends(run, Side.DROP)] == ["not_home", "bad_address", ""]
    now = [Request.objects.get(pk=one.trip.request_id).state for one in (first, second, third)]
    assert now == ["no_answer", "ready", "done_reported"]
    page = cora.client().get("/runs/day/").content.decode()
    assert "Nobody there" in page and "The address is wrong" in page
    assert Run.objects.get(pk=run.pk).state == "done"


def test_a_child_who_did_not_get_in_is_not_waited_for_at_school(cora: Person, drew: Person) -> None:
    run, client = school_run(drew), drew.client()
    first, second = ends(run, Side.PICKUP)
    told(client, run, [first], "failed", failure="no_show")
    told(client, run, [second], "boarded")
    assert "1 person gets out" in sheet(client, run)
    told(client, run, ends(run, Side.DROP)[1:], "dropped")
    assert [(one.outcome, one.failure) for one in ends(run, Side.DROP)] == [("failed", "no_show"), ("dropped", "")]
    assert Run.objects.get(pk=run.pk).state == "done"


def test_who_has_somebody_in_the_car_drops_out_only_after_they_got_out(cora: Person, drew: Person) -> None:
    run, client = school_run(drew), drew.client()
    told(client, run, ends(run, Side.PICKUP)[:1], "boarded")
    assert client.post(f"/my-runs/{run.code}/step/", {"do": "drop_out"}).status_code == 409
    assert Run.objects.get(pk=run.pk).state == "out"


def test_who_drops_out_opens_nothing_and_the_desk_sees_it(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew, item="box"), drew.client()
    opened(cora, run)
    reserve(actor=cora.actor, run=run)
    client.post(f"/my-runs/{run.code}/step/", {"do": "accept"})
    assert client.post(f"/my-runs/{run.code}/step/", {"do": "drop_out"}).status_code == 302
    assert sheet(client, run).startswith("404")
    close_over()
    assert not Assignment.objects.filter(member=drew.code).exists()
    assert set(Trip.objects.values_list("state", flat=True)) == {"wanted"}
    assert sum(StockEvent.objects.values_list("promised", flat=True)) == 0
    assert set(Request.objects.values_list("state", "held_by")) == {("ready", "")}
    run.plan.refresh_from_db()
    page = cora.client().get("/runs/day/").content.decode()
    assert run.plan.without == [drew.code] and "Dropped out" in page and "0 of 4 stops" in page


def test_the_desk_calls_and_the_driver_hears_what_it_brought_without_a_number(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    told(client, run, ends(run, Side.PICKUP), "loaded")
    stop = ends(run, Side.DROP)[0]
    for _n in range(2):
        assert client.post(f"/my-runs/{run.code}/step/", {"do": "call", "stop": stop.code}).status_code == 302
    call = RunCall.objects.get()
    page = cora.client().get("/runs/day/").content.decode()
    assert "drew asks you to call" in page and f"/requests/{stop.trip.request.code}/" in page
    assert "The desk was asked to call" in sheet(client, run)
    assert driver("dee").client().post(f"/runs/day/call/{call.code}/", {"state": "coming"}).status_code == 403
    assert (
        coordinator("south", zone=SOUTH).client().post(f"/runs/day/call/{call.code}/", {"state": "coming"}).status_code
        == 404
    )
    cora.client().post(f"/runs/day/call/{call.code}/", {"state": "coming"})
    page = sheet(client, run)
    assert "They come to the door" in page and "612 555 0142" not in page
    assert cora.client().post(f"/runs/day/call/{call.code}/", {"state": "wait"}).status_code == 409


def test_who_telephoned_for_a_driver_does_not_hear_what_is_wrong_about_the_desk(cora: Person, drew: Person) -> None:
    otis, run = coordinator("otis"), deliveries(drew)
    one = ends(run, Side.DROP)[0]
    drew.client().post(f"/my-runs/{run.code}/step/", {"do": "call", "stop": one.code})
    assert otis.code not in touched_by(one.trip.request)
    otis.client().post(f"/runs/day/call/{RunCall.objects.get().code}/", {"state": "coming"})
    assert otis.code in touched_by(one.trip.request) and cora.code not in touched_by(one.trip.request)


def test_the_whole_run_is_taken_along_only_by_a_press_that_is_written_down(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    opened(cora, run)
    answer = client.post(f"/my-runs/{run.code}/step/", {"do": "take"})
    assert streets_on(answer.content.decode()) == list(STREETS[:3]) and Run.objects.get(pk=run.pk).takes_all
    assert Entry.objects.filter(kind="run.taken_along", about=run.code, actor=drew.code).count() == 1


def test_paper_holds_the_doors_only_where_they_were_asked_for(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    opened(cora, run)
    at = f"/my-runs/{run.code}/paper/"
    assert "Load first" in client.get(at).content.decode() and streets_on(client.get(at).content.decode()) == []
    assert streets_on(client.post(at).content.decode()) == list(STREETS[:3])
    assert driver("dee").client().get(at).status_code == 404
    assert coordinator("south", zone=SOUTH).client().get(at).status_code == 404
    assert streets_on(cora.client().get(at).content.decode()) == []


def test_a_corrected_address_closes_and_the_desk_is_told_to_open_it_again(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew, streets=STREETS[:1]), drew.client()
    assert "1 address is not open" in cora.client().get("/runs/day/").content.decode()
    opened(cora, run)
    assert "not open" not in cora.client().get("/runs/day/").content.decode()
    one = Household.objects.get()
    seal_for_desk(one, "household", one.code, Group.PLACE, {"address": STREETS[3]})
    assert streets_on(sheet(client, run, do="open")) == []
    assert "1 address is not open" in cora.client().get("/runs/day/").content.decode()
    opened(cora, run)
    assert streets_on(sheet(client, run, do="open")) == [STREETS[3]]


def test_a_hub_has_less_once_it_is_loaded_and_gets_back_what_nobody_took(cora: Person, drew: Person) -> None:
    run, client, hub = deliveries(drew, item="box"), drew.client(), place()

    def on_hand() -> tuple[int, int]:
        rows = list(StockEvent.objects.filter(hub=hub).values_list("there", "promised"))
        return sum(there for there, _promised in rows), sum(promised for _there, promised in rows)

    StockEvent.objects.create(hub=hub, item="box", there=10, reason="came_in", by=cora.code, at=clock.now())
    reserve(actor=cora.actor, run=run)
    assert on_hand() == (10, 6)
    one, *others = ends(run, Side.PICKUP)
    told(client, run, [one], "failed", failure="not_ready")
    told(client, run, others, "loaded")
    assert on_hand() == (6, 0)
    _none, second, third = ends(run, Side.DROP)
    told(client, run, [second], "failed", failure="not_home", key="f1")
    told(client, run, [second], "failed", failure="not_home", key="f1")
    told(client, run, [third], "left")
    assert on_hand() == (8, 0)


def test_what_nobody_took_comes_back_also_where_it_was_told_before_the_car_was_loaded(
    cora: Person, drew: Person
) -> None:
    run, client, hub = deliveries(drew, item="box"), drew.client(), place()
    StockEvent.objects.create(hub=hub, item="box", there=10, reason="came_in", by=cora.code, at=clock.now())
    first, _second, third = ends(run, Side.DROP)
    told(client, run, [first], "failed", failure="not_home")
    told(client, run, ends(run, Side.PICKUP)[1:2], "failed", failure="not_ready")
    told(client, run, [third], "handed")
    assert sum(StockEvent.objects.filter(hub=hub).values_list("there", flat=True)) == 8, "one home's boxes are gone"


def test_a_trip_that_was_called_off_is_passed_by(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    opened(cora, run)
    Trip.objects.filter(stops=ends(run, Side.DROP)[0]).update(state="cancelled")
    told(client, run, ends(run, Side.PICKUP), "loaded")
    page = sheet(client, run, do="open")
    assert "Called off" in page and streets_on(page) == [STREETS[1], STREETS[2]]
    for one in ends(run, Side.DROP)[1:]:
        told(client, run, [one], "left")
    assert Run.objects.get(pk=run.pk).state == "done"


def test_a_request_with_trips_on_other_days_goes_on(cora: Person, drew: Person) -> None:
    request, hub = held(house(STREETS[0]), drew), place()
    one, later = trip(request, hub, Way.TO_HOME), trip(request, hub, Way.TO_HOME)
    Trip.objects.filter(pk=later.pk).update(day=later.day + timedelta(days=1))
    run, client = run_of(drew, [(one, Side.PICKUP), (one, Side.DROP)]), drew.client()
    told(client, run, ends(run, Side.PICKUP), "loaded")
    told(client, run, ends(run, Side.DROP), "handed")
    request.refresh_from_db()
    assert (request.state, Run.objects.get(pk=run.pk).state) == ("scheduled", "done")


def test_a_run_in_a_plan_of_every_zone_is_its_drivers_as_long_as_they_drive_in_its_zones(
    cora: Person, drew: Person
) -> None:
    run = deliveries(drew)
    DayPlan.objects.update(zone="*")
    assert f"/my-runs/{run.code}/" in drew.client().get("/my-runs/").content.decode()
    assert sheet(drew.client(), run).startswith("200")
    assert told(drew.client(), run, ends(run, Side.PICKUP), "loaded") == 200
    Trip.objects.filter(stops__in=ends(run, Side.DROP)[:1]).update(zone=SOUTH)
    assert sheet(drew.client(), run).startswith("404")


def test_nobody_else_comes_in(cora: Person, drew: Person, cast: Cast) -> None:
    run = deliveries(drew)
    for who in (cast.dana, cast.sol, cast.mai):
        for at in ("/my-runs/", f"/my-runs/{run.code}/", f"/my-runs/{run.code}/mark/", "/runs/day/", "/runs/day/rows/"):
            assert who.client().get(at).status_code == 403
    assert "drew" not in coordinator("south", zone=SOUTH).client().get("/runs/day/").content.decode()
    assert coordinator("souther", zone=SOUTH).client().post(f"/runs/day/open/{run.code}/").status_code in (404, 409)


def test_in_a_locked_session_nothing_opens_and_everything_is_told(cora: Person, drew: Person, keeping: Keeping) -> None:
    run = deliveries(drew)
    opened(cora, run)
    locked = Client()
    locked.force_login(drew.member)
    assert sheet(locked, run, do="open").startswith("409")
    assert locked.post(f"/my-runs/{run.code}/step/", {"do": "take"}).status_code == 409
    assert not Run.objects.get(pk=run.pk).takes_all
    assert told(locked, run, ends(run, Side.PICKUP), "loaded") == 200
