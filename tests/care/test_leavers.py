"""What a member had in hand, or was asked for, when their access ended: the letter's link is worth nothing any more, no family waits for
them, and it looks for somebody else at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.care.asking import asked, coordinator, moved, navigator, step, the_request
from tests.care.driving_stage import STREETS, child, driver, held, place, run_of, school_run, trip
from tests.care.test_driving import ends, told
from tests.care.test_matching import Sent, ask, helper, letters, link_of, now_is, ready
from tests.cast import NORTH, Person
from wekeep.care.actions.leavers import take_back
from wekeep.care.actions.lifetime import turn_clocks
from wekeep.care.actions.pick_ups import Fetching, let_fetch
from wekeep.care.actions.stock import keep
from wekeep.care.jobs import turn_clocks as every_five_minutes
from wekeep.care.models import Offer, PickUp, Request, Run, StopOpening, Trip
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.request import CLAIM_FOR
from wekeep.care.rules.stock import StockReason
from wekeep.care.rules.trip import Way
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import end_member
from wekeep.people.actions.roles import end_role
from wekeep.people.models import Member
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

__all__ = ["letters"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def gone(who: Person) -> None:
    """Their access ends."""
    end_member(actor=SYSTEM, code=who.code)


def without_role(who: Person) -> None:
    """They stay, and bring no help here any more."""
    end_role(actor=SYSTEM, code=who.code, role=Role.CARER, zone=NORTH)


@pytest.mark.parametrize("leaves", [gone, without_role])
def test_a_link_outlives_nobodys_access(cora: Person, letters: Sent, leaves: Callable[[Person], None]) -> None:
    carl, bert = helper("carl"), helper("bert")
    row, _words = ready(cora)
    ask(cora, row, member=carl.code)
    link = link_of(letters)
    assert "Groceries" in Client().get(link).content.decode()
    leaves(carl)
    shown = Client().get(link).content.decode()
    assert "Groceries" not in shown and "Longfellow" not in shown and "needs no answer" in shown
    assert "in your hands" not in Client().post(link, {"answer": "yes"}).content.decode()
    drain(DEFAULT)
    assert (now_is(row).state, now_is(row).held_by) == ("offered", bert.code)


def test_no_household_is_told_that_a_leaver_can_come(cora: Person, letters: Sent) -> None:
    carl = helper("carl")
    row, words = ready(cora, asks_first="on")
    ask(cora, row)
    Client().post(link_of(letters), {"answer": "yes"})
    assert "a vetted neighbour" in step(words).content.decode()
    gone(carl)
    assert "a vetted neighbour" not in step(words).content.decode()
    assert step(words, "yes_person", code=row.code).status_code == 200
    assert (now_is(row).state, now_is(row).held_by) == ("ready", "") and Offer.objects.get().said == "lapsed"


def test_what_a_leaver_had_in_hand_looks_for_somebody_else_and_nothing_of_others_does(cora: Person) -> None:
    nadia, otis = navigator(), coordinator("otis")
    rows = [the_request(asked(contact=f"612 555 014{n}")[0]) for n in range(3)]
    for row, who in zip(rows, (nadia, nadia, otis), strict=True):
        for move in ("look", "ready"):
            assert moved(cora.client(), row, move) == 302
        assert moved(who.client(), row, "claim") == 302
    assert moved(nadia.client(), rows[1], "start") == 302
    assert take_back() == 0
    gone(nadia)
    every_five_minutes.call()
    assert [(now_is(row).state, now_is(row).held_by) for row in rows] == [("ready", "")] * 2 + [("claimed", otis.code)]
    assert take_back() == 0, "twice is once"


def test_while_a_network_was_put_back_nobody_has_left(cora: Person) -> None:
    row = the_request(asked()[0])
    for move in ("look", "ready", "claim"):
        assert moved(cora.client(), row, move) == 302
    Member.objects.update(put_back=True)
    assert take_back() == 0 and now_is(row).held_by == cora.code


def test_whoever_asked_for_it_and_left_is_not_given_it_by_silence(cora: Person) -> None:
    nadia = navigator()
    row = the_request(asked()[0])
    for move in ("look", "ready", "claim", "start"):
        assert moved(cora.client(), row, move) == 302
    assert nadia.client().post(f"/requests/{row.code}/over/").status_code == 302
    gone(nadia)
    with clock.simulated(clock.now() + CLAIM_FOR + timedelta(minutes=1)):
        turn_clocks()
    assert (now_is(row).state, now_is(row).held_by, now_is(row).handover_to) == ("in_progress", cora.code, "")


def test_a_family_reads_no_word_and_no_time_of_a_driver_who_left(cora: Person) -> None:
    drew = driver()
    one, words = asked(address=STREETS[0], needs=["ride_school"])
    ride = trip(
        held(the_request(one, "ride_school"), drew),
        place("Maple School", "school"),
        Way.FROM_HOME,
        purpose="school",
        boxes=0,
    )
    ride.riders.add(child(one))
    run = run_of(drew, [(ride, Side.PICKUP), (ride, Side.DROP)])
    assert cora.client().post(f"/runs/day/open/{run.code}/").status_code == 302 and StopOpening.objects.exists()
    page = step(words).content.decode()
    assert "before anyone gets in" in page and "A driver comes" in page
    gone(drew)
    page = step(words).content.decode()
    assert "before anyone gets in" not in page and "A driver comes" not in page, "at once, before any job"
    every_five_minutes.call()
    drain(DEFAULT)
    assert Run.objects.get().state == "dropped_out" and not StopOpening.objects.exists()
    assert Trip.objects.get().state == "wanted"
    assert (now_is(ride.request).state, now_is(ride.request).held_by) == ("ready", "")
    assert "drew" in cora.client().get("/runs/day/").content.decode()


def test_whoever_has_a_child_in_the_car_keeps_the_run_until_a_day_is_over(cora: Person) -> None:
    drew = driver()
    run = school_run(drew)
    assert told(drew.client(), run, ends(run, Side.PICKUP)[:1], "boarded") == 200
    gone(drew)
    assert take_back() == 0 and Run.objects.get().state == "out"
    with clock.simulated(clock.now() + timedelta(hours=6)):
        assert "Late" in cora.client().get("/runs/day/").content.decode()
        assert take_back() == 0
    with clock.simulated(clock.now() + timedelta(hours=25)):
        assert take_back() == 3 and Run.objects.get().state == "dropped_out"


def test_a_request_of_which_a_leaver_brought_a_part_is_done_in_part(cora: Person) -> None:
    drew, hub = driver(), place()
    request = held(the_request(asked()[0]), drew)
    trips = [trip(request, hub, Way.TO_HOME) for _each in range(2)]
    run = run_of(drew, [*((one, Side.PICKUP) for one in trips), *((one, Side.DROP) for one in trips)])
    Request.objects.filter(pk=request.pk).update(given_by=run.plan.code)
    assert told(drew.client(), run, ends(run, Side.PICKUP), "loaded") == 200
    assert told(drew.client(), run, ends(run, Side.DROP)[:1], "handed") == 200
    gone(drew)
    assert take_back() == 1 and (now_is(request).state, now_is(request).held_by) == ("partly_done", "")


def test_whoever_fetches_their_own_is_not_sent_away_because_the_one_who_set_it_left(cora: Person) -> None:
    otis, box = coordinator("otis"), place()
    keep(actor=SYSTEM, hub=box.code, item="food_box", reason=StockReason.CAME_IN, number=5)
    row = the_request(asked()[0])
    for move in ("look", "ready"):
        assert moved(cora.client(), row, move) == 302
    begins = clock.now() + timedelta(hours=20)
    let_fetch(
        actor=otis.actor, code=row.code, wish=Fetching(box.code, "food_box", 1, begins, begins + timedelta(hours=1))
    )
    gone(otis)
    assert take_back() == 0 and PickUp.objects.get().state == "waiting"
