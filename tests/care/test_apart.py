"""Whom a household wants nobody to bring to it again: at every door nothing of it opens to them, and nothing of it stays in their hands."""

from typing import Any

import pytest

from tests.care.asking import DESK, PHONE, asked, coordinator, moved, navigator, opened, step, the_request
from tests.care.driving_stage import STREETS, child, deliveries, driver
from tests.care.test_concerns import helped_by, says
from tests.cast import Person, admit
from wekeep.care.actions.apart import keep_apart, part_ways
from wekeep.care.actions.openings import open_to_holder
from wekeep.care.actions.stop_openings import open_run
from wekeep.care.models import Apart, Household, Opening, Request, Run, Stop, Trip
from wekeep.care.queries.rent_reading import read_part
from wekeep.care.queries.runs import get_my_run
from wekeep.care.queries.stop_reading import read_stops
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

NOT_TO_YOU = "opens to others at the desk"


@pytest.fixture
def otis(cora: Person) -> Person:
    """Another coordinator of the zone."""
    one = coordinator("otis")
    one.unlocked()
    return one


@pytest.fixture
def nadia(cora: Person) -> Person:
    """A navigator who helps herself."""
    one = navigator()
    one.unlocked()
    return one


def barred(one: Household, *people: Person) -> None:
    keep_apart(household=one, members=[who.code for who in people])


def told_to(drew: Person) -> Run:
    """A run to three households, each with a number of its own."""
    run = deliveries(drew)
    for number, trip in enumerate(Trip.objects.filter(stops__run=run).distinct()):
        Household.objects.filter(pk=trip.household_id).update(likeness=f"{number:04x}")
    return run


def now_is(row: Request) -> Request:
    return Request.objects.get(pk=row.pk)


def test_nothing_sealed_of_the_household_opens_to_a_coordinator_who_is_kept_apart(cora: Person, otis: Person) -> None:
    one, _words = asked(needs=["ride_school"])
    other, _words = asked(contact="651 555 0199", needs=["ride_school"])
    row, rider = the_request(one, "ride_school"), child(one)
    barred(one, otis)
    client, why = otis.client(), {"reason": "to call them back"}
    for part in ("words", "contact", "place", "how"):
        page = opened(client, row, part, **why)
        assert NOT_TO_YOU in page and PHONE not in page and "baby" not in page, part
    assert "Little Ilwad" not in client.post(f"{DESK}{row.code}/riders/", {"do": "open"}).content.decode()
    assert client.post(f"{DESK}{row.code}/riders/", {"do": "open"}).status_code == 409
    assert client.post(f"{DESK}{row.code}/trips/", {"do": "read"}).status_code == 409
    assert "651 555 0199" in opened(client, the_request(other, "ride_school"), "contact", **why)
    assert PHONE in opened(cora.client(), row, "contact", **why) and rider.household == one


def test_whoever_is_kept_apart_takes_it_in_no_way(cora: Person, otis: Person, nadia: Person) -> None:
    one, _words = asked()
    row = the_request(one)
    for move in ("look", "ready"):
        assert moved(cora.client(), row, move) == 302
    barred(one, otis, nadia)
    assert [moved(who.client(), row, "claim") for who in (otis, nadia)] == [409, 409]
    assert moved(cora.client(), row, "claim") == 302
    assert otis.client().post(f"{DESK}{row.code}/over/").status_code == 409
    assert now_is(row).handover_to == "" and now_is(row).held_by == cora.code


def test_a_household_that_wants_somebody_else_has_it_taken_from_whoever_holds_it(
    cora: Person, otis: Person, nadia: Person
) -> None:
    one, words = asked()
    row = the_request(one)
    for move in ("look", "ready"):
        assert moved(cora.client(), row, move) == 302
    assert moved(nadia.client(), row, "claim") == 302
    open_to_holder(unlocked=cora.unlocked(), code=row.code)
    assert PHONE in opened(nadia.client(), row, "contact", reason="to bring the food") and Opening.objects.exists()
    assert step(words, "how", code=row.code, was="somebody_else").status_code == 200
    assert PHONE not in opened(nadia.client(), row, "contact", reason="to bring the food"), "at once, before any job"
    with pytest.raises(Refused):
        open_to_holder(unlocked=otis.unlocked(), code=row.code)
    drain(DEFAULT)
    assert (now_is(row).state, now_is(row).held_by) == ("ready", "") and not Opening.objects.exists()
    assert f'{DESK}{row.code}/"' not in nadia.client().get(f"{DESK}mine/").content.decode()
    part_ways(member=nadia.code, household=one.code)
    assert now_is(row).state == "ready", "twice is once"


def test_another_form_of_the_same_household_is_as_closed_to_them(cora: Person, otis: Person) -> None:
    one, _words = asked()
    barred(one, otis)
    again, _words = asked(contact=PHONE.replace(" ", "-"))
    assert PHONE not in opened(otis.client(), the_request(again), "contact", reason="to call them back")


def test_whoever_a_concern_names_is_kept_apart_and_not_from_hearing_it_alone(
    cora: Person, otis: Person, nadia: Person
) -> None:
    admit("vic", Role.VETTER).unlocked()
    one, words = helped_by(nadia, cora)
    assert says(words, one, kind="rude", keep_from="Please not Otis, he is her cousin").status_code == 200
    assert set(Apart.objects.values_list("member", flat=True)) == {nadia.code, otis.code}
    assert PHONE not in opened(otis.client(), the_request(one), "contact", reason="to call them back")


def test_a_driver_drives_the_others_of_the_run_and_not_to_that_household(cora: Person) -> None:
    drew = driver()
    run = told_to(drew)
    assert open_run(unlocked=cora.unlocked(), code=run.code).stops == 3
    mine = Trip.objects.filter(stops__run=run).distinct().order_by("pk")
    first = mine[0]
    barred(first.household, drew)
    seen = str(read_stops(drew.unlocked(), get_my_run(drew.actor, run.code), whole=True))
    assert STREETS[0] not in seen and STREETS[1] in seen, "at once, before any job"
    drain(DEFAULT)
    assert not Stop.objects.filter(run=run, trip=first).exists() and Stop.objects.filter(run=run).count() == 4
    first.refresh_from_db()
    assert (first.state, now_is(first.request).state, now_is(first.request).held_by) == ("wanted", "ready", "")
    assert drew.client().get(f"/my-runs/{run.code}/").status_code == 200
    for trip in mine:
        barred(trip.household, drew)
    drain(DEFAULT)
    run.refresh_from_db()
    assert run.state == "done", "it begins within two hours: what the phone still keeps is heard"


def test_what_the_family_told_the_fund_opens_to_other_keepers(cora: Person) -> None:
    people: list[Any] = [admit(name, role, zone="*") for name, role in (("kay", Role.FUND_KEEPER), ("pat", Role.PAYER))]
    for who in people:
        who.unlocked()
    one, _words = asked(needs=["rent"])
    case = one.rents.get()
    assert read_part(people[0].unlocked(), case, "contact")
    barred(one, people[0])
    with pytest.raises(Refused):
        read_part(people[0].unlocked(), case, "contact")


def test_nobody_opens_to_a_driver_the_door_of_a_household_they_stay_apart_from(cora: Person) -> None:
    drew = driver()
    run = told_to(drew)
    barred(Trip.objects.filter(stops__run=run).order_by("pk")[0].household, drew)
    assert open_run(unlocked=cora.unlocked(), code=run.code).stops == 2
