"""Asking helpers for a request: in turn, by one tap on a letter's link, with the household's yes where it wants that."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.asking import DESK, PHONE, RIDE, STREET, asked, coordinator, moved, step, the_request
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions.lifetime import forget_over, turn_clocks
from wekeep.care.models import Helper, Offer, Request
from wekeep.care.queries.matching import candidates_for
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.people.models import Member
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

HELPS: dict[str, Any] = {"languages": ["so"], "most_km": "5", "brings": [], "most_a_week": "3"}
Sent = list[tuple[NewLetter, list[Recipient]]]


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """The letters that were handed over."""
    sent: Sent = []
    monkeypatch.setattr(outbox, "hand_over", lambda letter, to: sent.append((letter, list(to))))
    return sent


def helper(name: str, role: Role = Role.CARER, zone: str = "north", **said: Any) -> Person:
    """A helper who has said how they help."""
    person = admit(name, role, zone=zone)
    assert person.client().post(f"{DESK}helping/", HELPS | said).status_code == 302
    return person


def ready(cora: Person, **changed: Any) -> tuple[Request, str]:
    """A request that needs a helper, and its household's words."""
    one, words = asked(**changed)
    row = one.requests.get()
    for move in ("look", "ready"):
        assert moved(cora.client(), row, move) == 302
    return row, words


def ask(cora: Person, row: Request, **more: str) -> int:
    return cora.client().post(f"{DESK}{row.code}/ask/", more).status_code


def now_is(row: Request) -> Request:
    return Request.objects.get(pk=row.pk)


def handle_of(code: str) -> str:
    return Member.objects.get(code=code).handle


def link_of(letters: Sent) -> str:
    return "/" + letters[-1][0].url.split("/", 3)[3]


def test_the_page_names_who_could_help_and_why(cora: Person) -> None:
    helper("carl")
    helper("elsewhere", zone=SOUTH)
    helper("away", most_a_week="0")
    helper("drives", Role.DRIVER)
    row, _words = ready(cora)
    page = cora.client().get(f"{DESK}{row.code}/").content.decode()
    assert "carl" in page and "speaks Soomaali · was never asked" in page
    for other in ("elsewhere", "away", "drives"):
        assert other not in page, other


def test_who_has_time_then_is_named_first_and_who_is_away_not_at_all(cora: Person) -> None:
    helper("carl", parts=["morning"])
    helper("dora", parts=["evening"])
    away = helper("emil", away_until=(clock.now() + timedelta(days=3)).date().isoformat())
    row, _words = ready(cora)
    page = cora.client().get(f"{DESK}{row.code}/").content.decode()
    assert page.index("has time: Evening") < page.index("has time otherwise: Morning") and "emil" not in page
    kept = away.client().get(f"{DESK}helping/").content.decode()
    assert 'name="away_until"' in kept and (clock.now() + timedelta(days=3)).date().isoformat() in kept
    with clock.simulated(clock.now() + timedelta(days=4)):
        assert "emil" in {found.code and handle_of(found.code) for found in candidates_for(now_is(row))}
    assert away.client().post(f"{DESK}helping/", HELPS | {"parts": ["midnight"]}).status_code == 422


def test_a_ride_asks_drivers_who_bring_the_seat(cora: Person) -> None:
    helper("without", Role.DRIVER)
    helper("with", Role.DRIVER, brings=["booster"])
    row, _words = ready(cora, **RIDE)
    page = cora.client().get(f"{DESK}{row.code}/").content.decode()
    assert "brings: Booster seat" in page and ">without<" not in page


def test_one_tap_without_signing_in_takes_it_and_the_link_is_good_once(cora: Person, letters: Sent) -> None:
    carl = helper("carl")
    row, _words = ready(cora)
    assert ask(cora, row) == 302 and now_is(row).state == "offered"
    link = link_of(letters)
    for secret in ("Groceries", "Longfellow", PHONE, STREET, row.code):
        assert secret not in str(letters[-1][0].texts) and secret not in link
    shown = Client().get(link).content.decode()
    assert "Groceries" in shown and "Soomaali" in shown and PHONE not in shown and "Hodan" not in shown
    assert now_is(row).state == "offered", "a scanner that follows links answers nothing"
    assert "in your hands" in Client().post(link, {"answer": "yes"}).content.decode()
    assert (now_is(row).state, now_is(row).held_by) == ("claimed", carl.code)
    assert Client().post(link, {"answer": "no"}).status_code == 409
    assert (now_is(row).state, now_is(row).held_by) == ("claimed", carl.code)
    assert Client().get("/requests/asked/no0such0link/").status_code == 404


def test_a_no_needs_no_reason_and_the_next_is_asked_by_itself(cora: Person, letters: Sent) -> None:
    first, second = helper("anna"), helper("bert")
    row, _words = ready(cora)
    ask(cora, row, member=first.code)
    assert "ask somebody else" in Client().post(link_of(letters), {"answer": "no"}).content.decode()
    drain(DEFAULT)
    assert (now_is(row).state, now_is(row).held_by) == ("offered", second.code)
    assert len(letters) == 2 and Offer.objects.filter(said="declined").count() == 1


def test_silence_is_passed_over_by_the_clock_and_after_four_a_coordinator_looks(cora: Person, letters: Sent) -> None:
    for n in range(6):
        helper(f"helper-{'abcdef'[n]}")
    row, _words = ready(cora)
    ask(cora, row)
    begun = clock.now()
    for hours in range(1, 8):
        with clock.simulated(begun + timedelta(hours=7 * hours)):
            turn_clocks()
            drain(DEFAULT)
    assert len(letters) == 4 and len({offer.member for offer in Offer.objects.all()}) == 4
    assert now_is(row).state == "ready" and set(Offer.objects.values_list("said", flat=True)) == {"lapsed"}


def test_a_household_that_wants_to_says_yes_to_the_person_first(cora: Person, letters: Sent) -> None:
    helper("anna"), helper("bert")
    row, words = ready(cora, asks_first="on")
    ask(cora, row)
    asked_first = now_is(row).held_by
    Client().post(link_of(letters), {"answer": "yes"})
    assert now_is(row).state == "offered"
    page = step(words).content.decode()
    assert "can come: a vetted neighbour, who speaks Soomaali" in page
    step(words, "no_person", code=row.code)
    drain(DEFAULT)
    assert now_is(row).state == "offered" and now_is(row).held_by != asked_first
    Client().post(link_of(letters), {"answer": "yes"})
    step(words, "yes_person", code=row.code)
    assert now_is(row).state == "claimed"
    assert step(words, "yes_person", code=row.code).status_code == 404


def test_whoever_is_asked_answers_on_their_own_page_too_and_cannot_take_it_past_the_household(
    cora: Person, letters: Sent
) -> None:
    carl = helper("carl")
    row, _words = ready(cora, asks_first="on")
    ask(cora, row)
    page = carl.client().get(f"{DESK}mine/").content.decode()
    code = re.findall(r"/requests/answer/(\w+)/", page)[0]
    assert "Can you help?" in page and moved(carl.client(), row, "claim") == 409
    assert helper("other").client().post(f"{DESK}answer/{code}/", {"answer": "yes"}).status_code == 404
    assert carl.client().post(f"{DESK}answer/{code}/", {"answer": "yes"}).status_code == 302
    assert now_is(row).state == "offered" and Offer.objects.get().said == "willing"


def test_words_of_the_household_end_an_offer_and_nobody_is_asked_before_they_are_read(
    cora: Person, letters: Sent
) -> None:
    helper("anna"), helper("bert")
    row, words = ready(cora)
    ask(cora, row)
    step(words, "tell", text="We are five now.")
    drain(DEFAULT)
    assert now_is(row).state == "received" and len(letters) == 1
    assert Client().post(link_of(letters), {"answer": "yes"}).status_code == 409


def test_how_a_member_helps_goes_with_their_access(cora: Person) -> None:
    carl = helper("carl")
    helper("stays")
    Member.objects.filter(code=carl.code).update(is_active=False)
    forget_over()
    assert Helper.objects.count() == 1 and not Helper.objects.filter(member=carl.code).exists()


def test_only_coordinators_of_the_zone_ask(cora: Person, cast: Cast) -> None:
    carl = helper("carl")
    row, _words = ready(cora)
    assert coordinator("south", zone=SOUTH).client().post(f"{DESK}{row.code}/ask/").status_code == 404
    assert carl.client().post(f"{DESK}{row.code}/ask/").status_code == 403
    assert ask(cora, row, member="nobody0nobody000") == 409
    assert the_request(row.household).state == "ready" and Helper.objects.get(member=carl.code).asked_at is None
