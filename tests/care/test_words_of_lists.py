"""Six words for families whom somebody else brought in with a list: handed out by slips or on the telephone, shown once, kept nowhere."""

import re

import pytest

from tests.care.asking import DESK, PHONE, asked, coordinator, navigator, step, the_request
from tests.care.test_lists import do, handed_in
from tests.cast import Person
from wekeep.care.actions.apart import keep_apart
from wekeep.care.models import BroughtList, Household, Request, Turn
from wekeep.journal.models import Entry
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import SLOW

ROWS = [
    ["phone", "name", "address", "need", "language"],
    ["612 555 0101", "Hodan", "12 Elm St", "groceries", "Somali"],
    ["", "Nobody", "13 Elm St", "groceries", ""],
    ["612 555 0102", "Luz", "14 Elm St", "groceries", "Spanish"],
]
SLIP = re.compile(r'lang="(\w+)"><p class="soft">[^<0-9]*([0-9]+)</p>.*?<bdi dir="ltr">([a-z -]+)</bdi>', re.DOTALL)


@pytest.fixture
def brought(cora: Person) -> BroughtList:
    one = handed_in(cora.client(), ROWS)
    assert do(cora.client(), one, "start") == 302
    drain(SLOW)
    return one


def slips(cora: Person, one: BroughtList, **said: str) -> list[tuple[str, str, str]]:
    """Language, line and words of each slip on the page that is printed."""
    answer = cora.client().post(f"/requests/lists/{one.code}/", {"do": "slips", **said})
    assert answer.status_code == 200, answer.content.decode()
    return SLIP.findall(answer.content.decode())


def works(words: str) -> bool:
    return bool(step(words).status_code == 200)


def test_each_family_has_a_slip_by_its_line_in_its_language_and_its_words_open_its_page(
    cora: Person, brought: BroughtList
) -> None:
    page = cora.client().get(f"/requests/lists/{brought.code}/").content.decode()
    assert "2 families have none yet" in page
    found = slips(cora, brought)
    assert [(language, line) for language, line, _words in found] == [("so", "2"), ("es", "4")]
    for _language, _line, words in found:
        assert works(words)
    assert step(found[1][2], "withdraw").status_code == 200
    assert Household.objects.get(language="es").is_sealed is False
    assert Household.objects.get(language="so").is_sealed


def test_no_name_and_no_number_stands_on_a_slip_and_the_words_stand_nowhere_else(
    cora: Person, brought: BroughtList
) -> None:
    answer = cora.client().post(f"/requests/lists/{brought.code}/", {"do": "slips"})
    page = answer.content.decode()
    for secret in ("Hodan", "Luz", "555", "Elm"):
        assert secret not in page, secret
    assert answer.headers["Cache-Control"] == "no-store"
    everything = str([list(model.objects.values()) for model in (Household, Request, Turn, Entry, BroughtList)])
    assert not any(words in everything for _language, _line, words in SLIP.findall(page))


def test_slips_come_once_and_a_lost_one_is_drawn_anew_by_its_line(cora: Person, brought: BroughtList) -> None:
    first = slips(cora, brought)
    client, at = cora.client(), f"/requests/lists/{brought.code}/"
    assert client.post(at, {"do": "slips"}).status_code == 409
    assert [client.post(at, {"do": "slip", "line": line}).status_code for line in ("3", "77", "²", "")] == [404] * 4
    again = slips(cora, brought, do="slip", line="2")
    assert [line for _language, line, _words in again] == ["2"]
    assert works(again[0][2]) and not works(first[0][2]) and works(first[1][2])


def test_nobody_else_draws_them_nor_for_a_household_they_are_to_stay_apart_from(
    cora: Person, brought: BroughtList
) -> None:
    other = coordinator("otis")
    other.unlocked()
    assert other.client().post(f"/requests/lists/{brought.code}/", {"do": "slips"}).status_code == 404
    keep_apart(household=Household.objects.get(language="so"), members=[cora.code])
    assert [line for _language, line, _words in slips(cora, brought)] == ["4"]


def test_whoever_telephones_with_a_family_of_a_list_reads_its_words_out(cora: Person, brought: BroughtList) -> None:
    nadia = navigator()
    nadia.unlocked()
    row = Request.objects.get(language="so")
    assert "Draw new words" in nadia.client().get(f"{DESK}{row.code}/").content.decode()
    answer = nadia.client().post(f"{DESK}{row.code}/words/")
    words = re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', answer.content.decode())[0]
    assert works(words) and Household.objects.get(language="so").words_at is not None


def test_who_asked_for_themselves_keeps_their_words_and_a_helper_draws_none(cora: Person, brought: BroughtList) -> None:
    own, words = asked(contact="612 555 0199")
    assert cora.client().post(f"{DESK}{the_request(own).code}/words/").status_code == 409 and works(words)
    row = Request.objects.get(household__brought=brought, language="so")
    Request.objects.filter(pk=row.pk).update(state="claimed", held_by=cora.code)
    assert cora.client().post(f"{DESK}{row.code}/words/").status_code == 409
    assert PHONE not in cora.client().get(f"{DESK}{row.code}/").content.decode()
