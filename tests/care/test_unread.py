"""Where everybody who could read a request is to stay apart from its household somebody else hears of it, and they do not; and a link that
was sent before shows them nothing any more."""

from typing import Any

import pytest
from django.test import Client

from tests.care.asking import PHONE, STREET, asked, coordinator, step, the_request
from tests.care.test_apart import barred
from tests.care.test_matching import Sent, ask, helper, letters, link_of, now_is, ready
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions.unread import tell_of_unread
from wekeep.care.queries.unread import hears_of, unread
from wekeep.channels.models import Letter
from wekeep.kit.abilities import Role

__all__ = ["letters"]
CONFIDENCE = "/requests/confidence/"
UNREAD = "no coordinator may read it"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[frozenset[str], str, str]]:
    """Whom the program told something, by the codes of letters."""
    found: list[tuple[frozenset[str], str, str]] = []

    def tell(*, members: frozenset[str], code: str, page: str, until: object) -> int:
        found.append((frozenset(members), code, page))
        return len(members)

    monkeypatch.setattr("wekeep.care.actions.unread.tell_these", tell)
    return found


@pytest.mark.both
def test_where_the_only_coordinator_is_to_stay_apart_the_stewards_hear_that_something_waits(
    cora: Person, cast: Cast, told: list[Any]
) -> None:
    sol = cast.sol
    one, _words = asked()
    asked(contact="651 555 0199")
    assert unread() == [] and tell_of_unread() == 0
    barred(one, cora)
    assert tell_of_unread() == 1
    ((members, _code, page),) = told
    assert members == {sol.code} and page == "confidence"
    shown = sol.client().get(CONFIDENCE).content.decode()
    assert UNREAD in shown
    for secret in (PHONE, STREET, "Longfellow", "Groceries", the_request(one).code, one.code, "cora"):
        assert secret not in shown, secret
    assert UNREAD not in cora.client().get(CONFIDENCE).content.decode()


def test_the_letter_goes_out_once_and_says_nothing_of_whom(cora: Person, cast: Cast) -> None:
    one, _words = asked()
    barred(one, cora)
    for _time in range(3):
        tell_of_unread()
    letter = Letter.objects.get()
    assert letter.url.endswith(CONFIDENCE)
    for secret in (PHONE, STREET, "Longfellow", "roceries", "cora"):
        assert secret not in str(letter.texts) + letter.url


def test_another_coordinator_with_the_key_is_enough_and_so_is_one_who_is_appointed(cora: Person, cast: Cast) -> None:
    one, _words = asked()
    otis = coordinator("otis")
    otis.unlocked()
    barred(one, cora)
    assert unread() == []
    barred(one, otis)
    assert [found.apart for found in unread()] == [frozenset({cora.code, otis.code})]
    coordinator("third").unlocked()
    assert unread() == []


def test_what_is_over_waits_for_nobody(cora: Person) -> None:
    one, words = asked()
    barred(one, cora)
    assert len(unread()) == 1
    assert step(words, "withdraw").status_code == 200
    assert unread() == []


def test_a_steward_who_is_to_stay_apart_is_not_told_and_where_none_is_left_other_zones_are(
    cora: Person, cast: Cast
) -> None:
    one, _words = asked()
    south = coordinator("sora", SOUTH)
    far = admit("stew", Role.STEWARD, zone=SOUTH)
    barred(one, cora, cast.sol)
    (found,) = unread()
    assert hears_of(found) == {far.code}
    assert UNREAD not in cast.sol.client().get(CONFIDENCE).content.decode()
    barred(one, far)
    (found,) = unread()
    assert hears_of(found) == {south.code}
    assert UNREAD in south.client().get(CONFIDENCE).content.decode()


@pytest.mark.both
def test_a_link_shows_nothing_of_a_household_to_whoever_is_to_stay_apart_from_it_since(
    cora: Person, letters: Sent
) -> None:
    carl = helper("carl")
    row, _words = ready(cora)
    assert ask(cora, row) == 302
    link = link_of(letters)
    assert "Groceries" in Client().get(link).content.decode()
    barred(row.household, carl)
    mine = carl.client().get("/requests/mine/").content.decode()
    for page in (Client().get(link).content.decode(), mine):
        for told_before in ("Groceries", "Longfellow", "Soomaali"):
            assert f"<h2>{told_before}" not in page and f"<dd>{told_before}" not in page, told_before
    assert "This needs no answer any more." in Client().get(link).content.decode()
    answer = Client().post(link, {"answer": "yes"})
    assert "This needs no answer any more." in answer.content.decode() and "Groceries" not in answer.content.decode()
    assert now_is(row).held_by != carl.code


def test_a_link_that_was_answered_shows_nothing_of_what_was_asked_for(cora: Person, letters: Sent) -> None:
    helper("carl")
    row, _words = ready(cora)
    assert ask(cora, row) == 302
    link = link_of(letters)
    assert Client().post(link, {"answer": "yes"}).status_code == 200
    assert "Groceries" not in Client().get(link).content.decode()
    again = Client().post(link, {"answer": "yes"})
    assert (
        again.status_code == 409
        and "Groceries" not in again.content.decode()
        and "Longfellow" not in again.content.decode()
    )
