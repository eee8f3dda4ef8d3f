"""Whoever was shown a family's six words does not help it: with the words a family says who may come, and reads what became of what it told."""

from typing import Any

import pytest

from tests.care.asking import DESK, asked, coordinator, moved, navigator, step, the_request
from tests.care.driving_stage import child, deliveries, driver
from tests.cast import Person, admit
from wekeep.care.actions.desk import act, answer_over, ask_over
from wekeep.care.models import Helper, Household, Trip
from wekeep.care.queries.matching import candidates_for
from wekeep.care.queries.sent import touched_by
from wekeep.care.rules.request import Move
from wekeep.kit.abilities import Role

PHONE = "/requests/phone/"


def ready(cora: Person, by: Person) -> tuple[Household, str]:
    """A family whose call somebody took, sorted and waiting for whoever brings it."""
    one, words = asked(by.client(), PHONE)
    for move in ("look", "ready"):
        assert moved(cora.client(), the_request(one), move) == 302
    return one, words


def test_a_navigator_who_took_the_call_does_not_take_the_request(cora: Person) -> None:
    nadia, nora = navigator(), navigator("nora")
    one, _words = ready(cora, nadia)
    row = the_request(one)
    page = f"{DESK}{row.code}/"
    assert 'value="claim"' not in nadia.client().get(page).content.decode()
    assert 'value="claim"' in nora.client().get(page).content.decode()
    refused = nadia.client().post(f"{page}step/", {"move": "claim"}, follow=True).content.decode()
    assert "You have had this family&#x27;s six words." in refused and the_request(one).held_by == ""
    assert moved(nora.client(), row, "claim") == 302 and the_request(one).held_by == nora.code
    assert nadia.client().post(f"{page}over/").status_code == 409


def test_a_coordinator_who_took_the_call_may_take_over_the_sorting_of_it(cora: Person) -> None:
    otis = coordinator("otis")
    one, _words = asked(cora.client(), PHONE)
    code = the_request(one).code
    act(actor=otis.actor, code=code, what=Move.LOOK)
    ask_over(actor=cora.actor, code=code)
    answer_over(actor=otis.actor, code=code, yes=True)
    assert the_request(one).held_by == cora.code
    assert moved(cora.client(), the_request(one), "ready") == 302


def test_who_took_the_call_is_not_offered_for_it(cora: Person) -> None:
    ida, cleo = admit("ida", Role.NAVIGATOR, Role.CARER), admit("cleo", Role.CARER)
    for member in (ida, cleo):
        Helper.objects.create(member=member.code, languages=["en"])
    one, _words = ready(cora, ida)
    assert [found.code for found in candidates_for(the_request(one))] == [cleo.code]


def test_whoever_asked_by_themselves_may_be_helped_by_all_at_the_desk(cora: Person) -> None:
    """A member who is signed in and fills in the public form is a neighbour like any other, and no record says who they are."""
    one, words = asked(cora.client())
    for move in ("look", "ready", "claim"):
        assert moved(cora.client(), the_request(one), move) == 302
    assert step(words).status_code == 200


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("/requests/{}/", {"part": "words"}),
        ("/requests/{}/trips/", {"do": "read"}),
        ("/requests/{}/riders/", {"do": "open"}),
    ],
)
def test_whoever_opens_something_of_a_family_on_any_page_is_known_as_one_who_read_it(
    cora: Person, page: str, sent: dict[str, str]
) -> None:
    otis = coordinator("otis")
    otis.unlocked()
    where: dict[str, Any] = {"ride_medical-where": "the clinic on Lake"}
    one, _words = asked(needs=["ride_medical"], **where)
    row = the_request(one, "ride_medical")
    child(one)
    at = page.format(row.code)
    assert otis.client().get(at).status_code == 200 and otis.code not in touched_by(row), "looking opens nothing"
    assert otis.client().post(at, sent).status_code == 200
    assert otis.code in touched_by(row)


def test_whoever_prints_the_doors_of_a_run_has_read_them_too(cora: Person) -> None:
    otis, drew = coordinator("otis"), driver()
    otis.unlocked()
    run = deliveries(drew)
    row = Trip.objects.filter(stops__run=run).earliest("pk").request
    otis.client().get(f"/my-runs/{run.code}/paper/")
    assert otis.code not in touched_by(row)
    otis.client().post(f"/my-runs/{run.code}/paper/")
    assert otis.code in touched_by(row)


def test_a_keeper_of_the_fund_who_opens_what_a_family_told_has_read_it(cora: Person) -> None:
    kay, pat = (admit(name, role, zone="*") for name, role in (("kay", Role.FUND_KEEPER), ("pat", Role.PAYER)))
    for who in (kay, pat):
        who.unlocked()
    one, _words = asked(needs=["groceries", "rent"])
    case = f"/money/cases/{one.rents.get().code}/"
    assert kay.client().get(case).status_code == 200 and kay.code not in touched_by(the_request(one))
    assert "Hodan" in kay.client().post(case, {"group": "contact"}).content.decode()
    assert kay.code in touched_by(the_request(one))
