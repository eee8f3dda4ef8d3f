"""Something is wrong: whom it reaches, whom never, and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.asking import DESK, asked, coordinator, moved, navigator, opened, step, the_request
from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from wekeep.care.actions.concern_clocks import forget_concerns, turn_concerns
from wekeep.care.actions.household import erase_sealed
from wekeep.care.models import Apart, Concern, ConcernCopy, ConcernEar, Helper, Household
from wekeep.care.queries.matching import candidates_for
from wekeep.channels.models import Letter
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.vault.actions.resealing import reseal_all
from wekeep.vault.models import Seal

CONFIDENCE = "/requests/confidence/"
WHAT = "He stood too close and asked for my husband's number."


def unlocked(*people: Person) -> None:
    for one in people:
        one.unlocked()


def helped_by(helper: Person, cora: Person, **changed: Any) -> tuple[Household, str]:
    """A household that asked, and whose request the helper took by hand and reported done."""
    one, words = asked(**changed)
    row = the_request(one)
    for move in ("look", "ready"):
        assert moved(cora.client(), row, move) == 302
    for move in ("claim", "start", "report"):
        assert moved(helper.client(), row, move) == 302
    return one, words


def says(words: str, one: Household, **more: Any) -> Any:
    """The household says that something is wrong."""
    form = {"code": the_request(one).code, "kind": "unsafe", "about": "helper", "text": WHAT}
    return step(words, "tell_wrong", **form | more)


def ears() -> set[str]:
    """Who is told now."""
    return set(ConcernEar.objects.filter(passed_at__isnull=True).values_list("member", flat=True))


def read(who: Person, code: str) -> str:
    answer = who.client().post(f"{CONFIDENCE}{code}/", {"do": "read"})
    return f"{answer.status_code} {answer.content.decode()}"


@pytest.fixture
def nadia(cora: Person) -> Person:
    """A navigator who helps herself, and is whom it will be about."""
    one = navigator()
    one.unlocked()
    return one


@pytest.fixture
def others(cora: Person) -> tuple[Person, Person]:
    """Another coordinator and a vetter of the zone."""
    found = coordinator("otis"), admit("vic", Role.VETTER)
    unlocked(*found)
    return found


def test_it_reaches_two_who_have_no_part_in_it_and_the_helper_sees_nothing(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    answer = says(words, one)
    assert "Two people who had no part in it were told" in answer.content.decode()
    found = Concern.objects.get()
    assert ears() == {cora.code, others[0].code} and nadia.code not in ears()
    for who in (cora, others[0]):
        page = who.client().get(CONFIDENCE).content.decode()
        assert "Somebody is afraid" in page and WHAT not in page
    opened_page = " ".join(read(cora, found.code).split())
    assert "He stood too close" in opened_page and "nadia" in opened_page
    for who in (nadia, others[1]):
        assert found.code not in who.client().get(CONFIDENCE).content.decode()
        assert who.client().get(f"{CONFIDENCE}{found.code}/").status_code == 404
    mine, row = nadia.client().get(f"{DESK}mine/").content.decode(), the_request(one)
    assert "afraid" not in mine and "You said that" not in nadia.client().get(f"{DESK}{row.code}/").content.decode()


def test_what_is_sent_about_it_names_nobody_and_no_matter(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    letter = Letter.objects.latest("id")
    said = str(letter.__dict__)
    assert CONFIDENCE in said
    for secret in ("He stood", "nadia", nadia.code, the_request(one).code, Concern.objects.get().code, "unsafe"):
        assert secret not in said, secret


def test_not_even_the_database_opens_it_to_one_whom_it_is_about(
    cora: Person, others: tuple[Person, Person], cast: Cast
) -> None:
    """Otis brings help and coordinates too: it is sealed for vetters and navigators, whose keys he lacks."""
    otis, second = others[0], navigator("nora")
    unlocked(second)
    one, words = helped_by(otis, cora)
    says(words, one)
    assert {(copy.zone, copy.role) for copy in ConcernCopy.objects.all()} == {(NORTH, "vetter"), (NORTH, "navigator")}
    assert ears() == {others[1].code, second.code}


def test_whoever_the_household_names_is_not_told(cora: Person, nadia: Person, others: tuple[Person, Person]) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one, keep_from="Please not Otis, he is her cousin")
    assert ears() == {cora.code, others[1].code}


def test_about_the_desk_nobody_hears_it_who_did_anything_with_the_request(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one, about="desk", kind="rude")
    assert ears() == {others[0].code, others[1].code}


def test_where_too_few_are_left_another_zone_hears_it_and_where_nobody_is_stewards_read_that(
    cora: Person, nadia: Person, cast: Cast
) -> None:
    cast.sol.unlocked()
    one, words = helped_by(nadia, cora)
    answer = says(words, one, kind="rude").content.decode()
    assert "One person was told; stewards look for a second" in answer
    assert ears() == {cora.code}
    page = cast.sol.client().get(CONFIDENCE).content.decode()
    assert "1 concern has nobody, or one person alone" in page and Concern.objects.get().code not in page
    far = coordinator("far", zone=SOUTH)
    unlocked(far)
    other, words = helped_by(nadia, cora, contact="651 555 0000")
    says(words, other)
    assert {ear.member for ear in Concern.objects.latest("id").ears.all()} == {cora.code, far.code}


def test_one_who_comes_later_is_told_by_itself(cora: Person, nadia: Person) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    late = coordinator("otis")
    unlocked(late)
    turn_concerns()
    assert ears() == {cora.code}, "what was sealed before they came does not open to them yet"
    unlocked(cora)
    reseal_all()
    turn_concerns()
    assert ears() == {cora.code, late.code}
    assert "He stood too close" in " ".join(read(late, Concern.objects.get().code).split())


def test_what_is_not_read_in_time_goes_to_the_next_and_is_closed_to_the_first(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    code = Concern.objects.get().code
    read(cora, code)
    with clock.simulated(clock.now() + timedelta(hours=3)):
        turn_concerns()
    assert ears() == {cora.code, others[1].code}
    assert others[0].client().get(f"{CONFIDENCE}{code}/").status_code == 404
    turn_concerns()
    assert ConcernEar.objects.count() == 3


def test_both_read_it_before_one_closes_it_with_a_reason(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    found, closing = Concern.objects.get(), {"do": "close", "close": "settled"}
    read(cora, found.code)
    found.refresh_from_db()
    assert (found.state, found.owner) == ("read_by_one", "")
    assert cora.client().post(f"{CONFIDENCE}{found.code}/", closing).status_code == 409
    read(others[0], found.code)
    found.refresh_from_db()
    assert (found.state, found.owner) == ("read_by_two", cora.code)
    assert "Both have read it" in step(words).content.decode()
    assert cora.client().post(f"{CONFIDENCE}{found.code}/", closing | {"close": "unheard"}).status_code == 409
    assert others[0].client().post(f"{CONFIDENCE}{found.code}/", closing).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.close) == ("closed", "settled")


def test_stewards_hear_of_one_that_sits(cora: Person, nadia: Person, others: tuple[Person, Person], cast: Cast) -> None:
    assert cast.sol
    one, words = helped_by(nadia, cora)
    says(words, one)
    found = Concern.objects.get()
    read(cora, found.code), read(others[0], found.code)
    before = Letter.objects.count()
    with clock.simulated(clock.now() + timedelta(days=3)):
        turn_concerns()
        assert Letter.objects.count() == before + 1
        turn_concerns()
        assert Letter.objects.count() == before + 1


def willing(*people: Person) -> None:
    """They said that they want to help, often."""
    for one in people:
        Helper.objects.create(member=one.code, languages=["so"], most_km=30, most_a_week=7)


def test_a_helper_who_may_not_be_safe_is_offered_to_nobody_until_it_is_closed_and_never_to_that_household(
    cora: Person, others: tuple[Person, Person]
) -> None:
    carl, cleo = admit("carl", Role.CARER), admit("cleo", Role.CARER)
    willing(carl, cleo)
    one, words = helped_by(cora, cora)
    row = the_request(one)
    row.turns.filter(holder=cora.code, after="claimed").update(holder=carl.code)
    row.turns.exclude(holder=carl.code).update(holder="")
    elsewhere, _words = asked(contact="651 555 7777")
    assert {found.code for found in candidates_for(the_request(elsewhere))} == {carl.code, cleo.code}
    says(words, one)
    assert {found.code for found in candidates_for(the_request(elsewhere))} == {cleo.code}
    for who in (cora, others[0]):
        read(who, Concern.objects.get().code)
    cora.client().post(f"{CONFIDENCE}{Concern.objects.get().code}/", {"do": "close", "close": "nothing"})
    assert {found.code for found in candidates_for(the_request(elsewhere))} == {carl.code, cleo.code}
    again, _words = asked()
    assert {found.code for found in candidates_for(the_request(again))} == {cleo.code}


def test_whoever_stays_apart_cannot_take_it_by_hand_either(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one, kind="rude")
    step(words, "missing", code=the_request(one).code)
    for move in ("look", "ready"):
        moved(cora.client(), the_request(one), move)
    assert moved(nadia.client(), the_request(one), "claim") == 409
    assert moved(others[0].client(), the_request(one), "claim") == 302


def test_a_helper_says_it_too_and_is_not_sent_there_again(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, _words = helped_by(nadia, cora)
    row, client = the_request(one), nadia.client()
    assert f"{DESK}{row.code}/wrong/" in client.get(f"{DESK}mine/").content.decode()
    form = {"kind": "unsafe", "about": "household", "text": "The dog bit me."}
    assert client.post(f"{DESK}{row.code}/wrong/", form).status_code == 302
    assert ears() == {cora.code, others[0].code}
    assert Apart.objects.get().member == nadia.code
    assert "You said that something is wrong" not in step(_words).content.decode()
    assert others[0].client().post(f"{DESK}{row.code}/wrong/", form).status_code == 404


def test_a_threat_with_somebodys_status_is_asked_about_and_not_refused(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    threat = "He said he would have us deported."
    asks = says(words, one, text=threat)
    assert asks.status_code == 422 and "Please keep this to yourself" in asks.content.decode()
    assert not Concern.objects.exists()
    assert says(words, one, text=threat, status="keep").status_code == 200 and Concern.objects.count() == 1


def test_nobody_fills_the_two_by_saying_it_again_and_again(cora: Person, nadia: Person) -> None:
    one, words = helped_by(nadia, cora)
    for _n in range(5):
        assert says(words, one, kind="other").status_code == 200
    assert says(words, one, kind="other").status_code == 409


def test_a_helper_silences_no_household_and_learns_of_nothing_it_said(cora: Person, nadia: Person) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one, kind="other")
    client, at = nadia.client(), f"{DESK}{the_request(one).code}/wrong/"
    form = {"kind": "other", "about": "household", "text": "The dog bit me."}
    assert [client.post(at, form).status_code for _n in range(6)] == [302] * 5 + [409]
    assert says(words, one).status_code == 200
    assert Concern.objects.filter(side="household").count() == 2


def test_its_words_outlive_what_was_asked_for_and_then_go(
    cora: Person, nadia: Person, others: tuple[Person, Person]
) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    found = Concern.objects.get()
    erase_sealed(one)
    one.delete()
    assert "He stood too close" in " ".join(read(cora, found.code).split())
    read(others[0], found.code)
    cora.client().post(f"{CONFIDENCE}{found.code}/", {"do": "close", "close": "apart"})
    with clock.simulated(clock.now() + timedelta(days=31)):
        forget_concerns()
    assert not Seal.objects.filter(kind="concern").exists() and Concern.objects.exists()
    with clock.simulated(clock.now() + timedelta(days=181)):
        forget_concerns()
    assert not Concern.objects.exists() and Apart.objects.exists()
    with clock.simulated(clock.now() + timedelta(days=401)):
        forget_concerns()
    assert not Apart.objects.exists()


def test_what_nobody_closed_ends_before_it_opens_to_nobody(cora: Person, nadia: Person) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    with clock.simulated(clock.now() + timedelta(days=111)):
        turn_concerns()
    assert Concern.objects.get().close == "unheard"


def test_how_it_was_is_said_by_both_and_read_by_coordinators_alone(
    cora: Person, nadia: Person, keeping: Keeping
) -> None:
    one, words = helped_by(nadia, cora)
    row = the_request(one)
    assert "How was it?" in step(words).content.decode()
    assert step(words, "how", code=row.code, was="late", text="An hour late.").status_code == 200
    assert step(words, "how", code=row.code, was="too_much").status_code == 422
    assert nadia.client().post(f"{DESK}{row.code}/how/", {"was": "well"}).status_code == 302
    desk = cora.client().get(f"{DESK}{row.code}/").content.decode()
    assert "Too late, or not when we agreed" in desk and "It went well" in desk and "An hour late" not in desk
    assert "An hour late." in " ".join(opened(cora.client(), row, "how").split())
    theirs = nadia.client().get(f"{DESK}{row.code}/").content.decode()
    assert "Too late" not in theirs and 'value="how"' not in theirs
    assert "An hour late" not in opened(nadia.client(), row, "how")
    assert f"{DESK}{row.code}/how/" not in nadia.client().get(f"{DESK}mine/").content.decode()


def test_somebody_else_next_time_is_enough_and_takes_no_reason(cora: Person, nadia: Person) -> None:
    one, words = helped_by(nadia, cora)
    step(words, "how", code=the_request(one).code, was="somebody_else")
    assert Apart.objects.get().member == nadia.code and not Concern.objects.exists()


def test_where_nobody_was_sent_nobody_is_asked_how_it_was(cora: Person) -> None:
    one, words = asked()
    assert "How was it?" not in step(words).content.decode()
    assert step(words, "how", code=the_request(one).code, was="well").status_code == 404
    other, _words = asked(contact="651 555 9999")
    assert step(words, "wrong", code=the_request(other).code).status_code == 404


def test_a_stranger_learns_nothing_of_any_concern(cora: Person, nadia: Person) -> None:
    one, words = helped_by(nadia, cora)
    says(words, one)
    code = Concern.objects.get().code
    assert Client().get(f"{CONFIDENCE}{code}/").status_code == 302
    assert admit("carl", Role.CARER).client().get(CONFIDENCE).status_code == 403


def test_whoever_took_the_call_and_whoever_only_opened_what_was_written_hear_nothing_said_about_them(
    cora: Person, nadia: Person
) -> None:
    """Neither of them moved the request: nadia wrote it down and read the words out, cora opened it and telephoned. There is nobody else."""
    one, words = asked(nadia.client(), "/requests/phone/")
    assert "612 555" in opened(cora.client(), the_request(one), "contact", reason="to call them back")
    said = says(words, one, about="desk", kind="rude").content.decode()
    assert "Nobody who had no part in it can read your words yet" in said and not ears()
    assert "Two people" in says(*asked_otherwise(cora, nadia), about="desk", kind="rude").content.decode()


def asked_otherwise(cora: Person, nadia: Person) -> tuple[str, Household]:
    """A household that asked by itself, and of which nobody at the desk has opened anything."""
    one, words = asked(contact="651 555 0101")
    return words, one
