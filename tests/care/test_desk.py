"""The desk of care: who sees what of a request, takes it, hands it over politely, and opens what is sealed."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.care.asking import (
    DESK,
    PHONE,
    RIDE,
    STREET,
    WHY,
    asked,
    coordinator,
    moved,
    navigator,
    opened,
    step,
    the_request,
)
from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from wekeep.care.actions.lifetime import turn_clocks
from wekeep.care.models import Household, Opening, Request
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.vault.queries.audit import read_log
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

_LATE = re.compile(r'badge tone-alarm">[^"]*(?:"[^"]*"[^"]*)*? Late</span>')


def test_the_queue_shows_need_area_language_and_window_and_nothing_of_anyone(cora: Person) -> None:
    one, _words = asked(**RIDE)
    for who in (cora, navigator()):
        page = who.client().get(DESK).content.decode()
        assert "A ride to a doctor" in page and "Soomaali" in page and "Booster seat" in page and "Evening" in page
        for secret in (PHONE, "Hodan", STREET, "bakery", "Ahmed", "a cold", one.code):
            assert secret not in page, secret


def test_nobody_of_another_zone_or_role_sees_it(cora: Person, cast: Cast) -> None:
    one, _words = asked()
    code = the_request(one).code
    elsewhere = coordinator("south", zone=SOUTH).client()
    assert "Groceries" not in elsewhere.get(DESK).content.decode()
    assert elsewhere.get(f"{DESK}{code}/").status_code == 404
    assert moved(elsewhere, the_request(one), "look") == 404
    for who in (cast.dana, cast.omar, cast.sol):
        assert who.client().get(DESK).status_code == 403
        assert who.client().get(f"{DESK}{code}/").status_code == 403
    carer = admit("carl", Role.CARER).client()
    assert carer.get(DESK).status_code == 403 and carer.get(f"{DESK}{code}/").status_code == 404


def test_a_coordinator_opens_what_is_sealed_part_by_part_and_each_look_is_logged(cora: Person, cast: Cast) -> None:
    cast.sol.unlocked()
    one, _words = asked()
    row, client = the_request(one), cora.client()
    assert PHONE not in client.get(f"{DESK}{row.code}/").content.decode()
    words = opened(client, row, "words")
    assert "a cold" in " ".join(words.split()) and "Halal, No nuts" in words and PHONE not in words
    assert opened(client, row, "contact").startswith("409")
    assert PHONE in opened(client, row, "contact", **WHY) and STREET not in opened(client, row, "contact", **WHY)
    assert STREET in opened(client, row, "place", **WHY)
    lines = [json.loads(line.words) for line in read_log(cast.sol.unlocked(), after=0) if line.words]
    looks = [line for line in lines if line.get("opened")]
    assert {line["who"] for line in looks} == {cora.code} and looks[-1]["reason"] == WHY["reason"]


def test_a_navigator_opens_nothing_until_a_coordinator_lets_them_and_no_longer_than_they_have_it(
    cora: Person, keeping: Keeping
) -> None:
    nadia = navigator()
    nadia.unlocked()
    one, _words = asked()
    row, desk, hers = the_request(one), cora.client(), nadia.client()
    for move in ("look", "ready"):
        assert moved(desk, row, move) == 302
    assert moved(hers, row, "claim") == 302
    assert "another role" in opened(hers, row, "contact", **WHY)
    assert desk.post(f"{DESK}{row.code}/open/").status_code == 302
    assert PHONE in opened(hers, row, "contact", **WHY) and STREET in opened(hers, row, "place", **WHY)
    assert "a cold" in " ".join(opened(hers, row, "words").split())
    assert Opening.objects.count() == 4
    assert moved(hers, row, "release") == 302
    drain(DEFAULT)
    assert not Opening.objects.exists()
    assert PHONE not in opened(hers, row, "contact", **WHY)


def test_what_was_opened_closes_with_its_time(cora: Person, keeping: Keeping) -> None:
    nadia = navigator()
    nadia.unlocked()
    one, _words = asked()
    row, desk = the_request(one), cora.client()
    for move in ("look", "ready"):
        moved(desk, row, move)
    moved(nadia.client(), row, "claim")
    desk.post(f"{DESK}{row.code}/open/")
    with clock.simulated(clock.now() + timedelta(hours=37)):
        assert PHONE not in opened(nadia.client(), row, "contact", **WHY)


def test_a_navigator_takes_a_call_on_the_same_form(cora: Person) -> None:
    nadia = navigator()
    one, words = asked(nadia.client(), f"{DESK}phone/")
    assert one.source == "phone" and "Groceries" in step(words).content.decode()
    assert Client().get(f"{DESK}phone/").status_code == 302
    assert admit("carl", Role.CARER).client().get(f"{DESK}phone/").status_code == 403


def test_what_another_has_in_hand_is_theirs_until_they_give_it_back(cora: Person) -> None:
    other = coordinator("otis").client()
    one, words = asked()
    row, client = the_request(one), cora.client()
    assert moved(client, row, "look") == 302
    for move in ("ready", "ask_more", "put_back", "close"):
        assert moved(other, row, move, close="unsafe") == 409, move
    assert the_request(one).held_by == cora.code
    step(words, "worse", code=row.code)
    assert moved(other, row, "look") == 302 and the_request(one).held_by != cora.code


def test_a_claim_that_nobody_moves_goes_back_by_itself(cora: Person) -> None:
    one, _words = asked()
    row, client = the_request(one), cora.client()
    for move in ("look", "ready", "claim"):
        moved(client, row, move)
    begun = clock.now()
    with clock.simulated(begun + timedelta(hours=35)):
        assert turn_clocks() == 0
    with clock.simulated(begun + timedelta(hours=37)):
        assert turn_clocks() == 1
    assert (the_request(one).state, the_request(one).held_by) == ("ready", "")


def test_one_who_offers_to_take_over_is_answered_or_has_it_after_36_hours_of_silence(cora: Person) -> None:
    otis = coordinator("otis")
    one, _words = asked()
    row, client, other = the_request(one), cora.client(), otis.client()
    for move in ("look", "ready", "claim"):
        moved(client, row, move)
    over = f"{DESK}{row.code}/over/"
    other.post(over)
    assert "offers to take it over from you" in client.get(f"{DESK}{row.code}/").content.decode()
    client.post(over, {"answer": "no"})
    assert (the_request(one).held_by, the_request(one).handover_to) == (cora.code, "")
    other.post(over)
    client.post(over, {"answer": "yes"})
    assert (the_request(one).held_by, the_request(one).state) == (otis.code, "claimed")
    client.post(over)
    Request.objects.update(due_at=clock.now() + timedelta(days=9))
    with clock.simulated(clock.now() + timedelta(hours=37)):
        turn_clocks()
    assert the_request(one).held_by == cora.code


def test_a_duplicate_is_closed_with_the_request_it_is_the_same_as(cora: Person) -> None:
    one, _words = asked()
    other, _words = asked(contact=PHONE)
    row, client = the_request(other), cora.client()
    moved(client, row, "look")
    closing = {"close": "duplicate_of", "same_as": the_request(one).code}
    assert f'<option value="{the_request(one).code}">Groceries' in client.get(f"{DESK}{row.code}/").content.decode()
    assert moved(client, row, "close", close="duplicate_of", same_as=row.code) == 409
    assert moved(client, row, "close", **closing) == 302
    assert (the_request(other).close, the_request(other).linked_to) == ("duplicate_of", the_request(one))


def test_stale_requests_list_themselves_and_filters_narrow(cora: Person) -> None:
    asked(urgency="today")
    asked(needs=["laundry"], language="es", contact="651 555 9999")
    client = cora.client()
    assert "Laundry</strong>" not in client.get(f"{DESK}?need=groceries").content.decode()
    assert "Laundry</strong>" in client.get(f"{DESK}?language=es").content.decode()
    assert "Groceries</strong>" not in client.get(f"{DESK}?show=late").content.decode()
    with clock.simulated(clock.now() + timedelta(hours=2)):
        late = client.get(f"{DESK}?show=late").content.decode()
    assert "Groceries</strong>" in late and "Laundry</strong>" not in late
    assert _LATE.search(late) and not _LATE.search(client.get(f"{DESK}?show=all").content.decode())
    assert client.get(f"{DESK}?show=nonsense&page=99999999999999999999").status_code == 200


def many(first: int, count: int) -> None:
    """So many open requests, each of a household of its own."""
    one, _words = asked()
    row = the_request(one)
    for number in range(first, first + count):
        Household.objects.filter(pk=one.pk).update(linked_to=None)
        one.pk, one.code = None, f"house{number:011}"
        one.receipt_mark, one.key_mark, one.likeness = f"r{number}", f"k{number}", f"{number:04x}"
        one.save()
        row.pk, row.code, row.household = None, f"asked{number:011}", one
        row.save()


def test_the_queue_asks_as_many_questions_for_three_hundred_as_for_one(
    cora: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cora.client()
    many(0, 1)
    client.get(DESK)
    with django_assert_num_queries(8):
        client.get(DESK)
    many(1, 300)
    with django_assert_num_queries(8):
        page = client.get(DESK).content.decode()
    assert page.count("care-row") == 40 and "page=2" in page
    assert client.get(f"{DESK}?page=3").content.decode().count("care-row") == 40


def test_every_step_is_told_with_who_made_it(cora: Person) -> None:
    one, _words = asked()
    row, client = the_request(one), cora.client()
    moved(client, row, "look")
    page = client.get(f"{DESK}{row.code}/").content.decode()
    assert "Read it" in page.split("What happened so far")[1] and "cora" in page.split("What happened so far")[1]


def test_every_move_of_the_page_is_one_the_table_takes(cora: Person) -> None:
    """Whatever a page offers works: the whole way, pressing the first thing that is offered."""
    one, _words = asked()
    row, client = the_request(one), cora.client()
    seen = set()
    for _n in range(6):
        page = client.get(f"{DESK}{row.code}/").content.decode()
        if 'name="move" value="' not in page:
            break
        move = page.split('name="move" value="')[1].split('"')[0]
        assert moved(client, row, move) == 302, move
        seen.add(the_request(one).state)
    assert {"triage", "ready", "claimed", "in_progress", "done_reported", "confirmed"} <= seen


def test_what_a_helper_cannot_see_yet_is_the_next_step_of_the_queue_and_takes_one_press(
    cora: Person, keeping: Keeping
) -> None:
    nadia = navigator()
    nadia.unlocked()
    one, _words = asked()
    row, desk = the_request(one), cora.client()
    for move in ("look", "ready"):
        moved(desk, row, move)
    assert "Open the address" not in desk.get(f"{DESK}?show=all").content.decode()
    moved(nadia.client(), row, "claim")
    page = desk.get(f"{DESK}?show=to_open").content.decode()
    assert "Open the address to" in page and "nadia" in page and "Groceries</strong>" in page
    assert "Open the address" not in nadia.client().get(f"{DESK}?show=to_open").content.decode()
    answer = desk.post(f"{DESK}{row.code}/open/", {"from": "queue"})
    assert answer.status_code == 302 and answer["Location"] == f"{DESK}?show=to_open"
    assert "Groceries</strong>" not in desk.get(f"{DESK}?show=to_open").content.decode()
    assert PHONE in opened(nadia.client(), row, "contact", **WHY)


def test_who_can_open_it_by_their_own_role_needs_nobody_to_open_it(cora: Person, keeping: Keeping) -> None:
    one, _words = asked()
    for move in ("look", "ready", "claim"):
        moved(cora.client(), the_request(one), move)
    assert "Groceries</strong>" not in cora.client().get(f"{DESK}?show=to_open").content.decode()


def test_a_claim_that_sits_lists_itself_before_it_goes_back(cora: Person) -> None:
    one, _words = asked()
    client = cora.client()
    for move in ("look", "ready", "claim"):
        moved(client, the_request(one), move)
    assert "Groceries</strong>" not in client.get(f"{DESK}?show=sitting").content.decode()
    with clock.simulated(clock.now() + timedelta(hours=13)):
        assert "Groceries</strong>" in client.get(f"{DESK}?show=sitting").content.decode()


@pytest.mark.parametrize("state", ["received", "closed"])
def test_an_empty_hand_is_said_to_be_empty(cora: Person, state: str) -> None:
    page = cora.client().get(f"{DESK}mine/").content.decode()
    assert "nothing in hand" in page and NORTH not in page.split("<main")[1]
