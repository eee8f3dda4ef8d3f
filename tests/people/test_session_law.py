"""What a stolen cookie is worth, when every session ends, and that many who sign in at once take turns."""

import secrets
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.brakes import stopped
from tests.cast import Cast, Person
from tests.keeping import Keeping
from tests.people.test_second_step import is_in, key_of, words_given
from tests.vault.test_sealing import ROSA, seal_one
from wekeep.kit import clock
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused, TooMany
from wekeep.kit.words import draw
from wekeep.people.access import actor_for, actors_of_sessions, session_of_cookie
from wekeep.people.models import Member
from wekeep.people.views import sign_in
from wekeep.places.models import Zone
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked
from wekeep.watch.forms import source
from wekeep.watch.models import Sighting
from wekeep.watch.rules.receipt import mark_of_words
from wekeep.watch.rules.status import Source

SESSION, UNLOCK = settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", stopped(40, 6))


def session_of(person: Person) -> str:
    """The key of a session of this member's own, signed in just now."""
    return str(person.client().cookies[SESSION].value)


def test_many_sessions_are_asked_about_in_as_few_questions_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [cast.dana, cast.amina, cast.omar, cast.mai]
    keys = {session_of(person): person for person in (*people, *people)}
    assert len(keys) == 8
    with django_assert_num_queries(3):
        found = actors_of_sessions([*keys, "nobody-s"])
    assert found == {key: actor_for(person.member) for key, person in keys.items()}


def test_a_session_that_ended_or_is_not_its_members_any_more_is_nobodys(cast: Cast) -> None:
    signed_out, old, ended, stays = (session_of(one) for one in (cast.dana, cast.amina, cast.omar, cast.vera))
    Session.objects.get(session_key=signed_out).delete()
    # a new passphrase makes every older session void
    Member.objects.filter(pk=cast.amina.member.pk).update(password="another")
    Member.objects.filter(pk=cast.omar.member.pk).update(is_active=False)
    assert set(actors_of_sessions([signed_out, old, ended, stays])) == {stays}
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert actors_of_sessions([stays]) == {}


def test_a_session_is_found_in_a_cookie_header_whatever_else_is_in_it() -> None:
    assert session_of_cookie(f"language=so; {SESSION}=abc; csrf=x") == "abc"
    assert session_of_cookie("language=so") == session_of_cookie("") == session_of_cookie("=;\x00") == ""


@pytest.fixture
def given(zones: dict[str, Zone]) -> str:
    """The words of a receipt that a report was given."""
    words, now = draw(6), clock.now()
    Sighting.objects.create(
        receipt_mark=mark_of_words(settings.SECRET_KEY, words),
        forget_at=now + timedelta(days=3),
        source=Source.WEB,
        observed_at=now,
        received_at=now,
        lat=45.0,
        lon=-93.0,
        cell="88",
    )
    return words


def opens(cast: Cast, key: bytes) -> bool:
    """Whether what dana's session holds still opens something."""
    asked = [Asked("request", "r1", Group.TRIAGE)]
    try:
        return open_groups(Unlocked(actor_for(cast.dana.member), key), asked, reason="t") == {("r1", "triage"): ROSA}
    except Refused:
        return False


@pytest.fixture
def dana(keeping: Keeping, cast: Cast) -> Client:
    client = words_given(cast.dana)
    seal_one("r1")
    assert opens(cast, key_of(client))
    return client


def stolen(client: Client, *names: str) -> Client:
    """Another machine with these of its cookies."""
    thief = Client(REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="another")
    for name in names:
        thief.cookies[name] = client.cookies[name].value
    return thief


def test_a_stolen_session_cookie_opens_nothing_without_the_unlock_cookie(dana: Client, cast: Cast) -> None:
    thief = stolen(dana, SESSION)
    assert is_in(thief), "it sees what a locked session sees"
    assert key_of(thief) == b"" and not opens(cast, key_of(thief))
    assert "Locked." in thief.get("/people/unlock/").content.decode()


def test_a_stolen_unlock_cookie_alone_is_nobody(dana: Client) -> None:
    assert not is_in(stolen(dana, UNLOCK))


def test_both_cookies_die_in_the_keeper_after_half_an_hour_without_use(
    dana: Client, keeping: Keeping, cast: Cast
) -> None:
    keeping.ahead = timedelta(minutes=29)
    assert opens(cast, key_of(dana))
    keeping.ahead = timedelta(minutes=29 + 31)
    assert not opens(cast, key_of(dana))


def test_both_cookies_die_after_eight_hours_however_much_they_are_used(
    dana: Client, keeping: Keeping, cast: Cast
) -> None:
    for _quarter in range(32):
        assert opens(cast, key_of(dana))
        keeping.ahead += timedelta(minutes=15)
    keeping.ahead += timedelta(minutes=1)
    assert not opens(cast, key_of(dana))


def test_the_session_itself_ends_after_eight_hours_however_much_it_is_used(dana: Client) -> None:
    now = datetime.now(UTC)
    for hours, still in ((4, True), (7.9, True), (8.1, False)):
        thief = stolen(dana, SESSION, UNLOCK)
        with time_machine.travel(now + timedelta(hours=hours)):
            assert is_in(thief) is still


def test_signing_out_everywhere_ends_every_copy_of_both_cookies(dana: Client, cast: Cast) -> None:
    thief, second = stolen(dana, SESSION, UNLOCK), words_given(cast.dana)
    seconds_key = key_of(second)
    assert dana.post("/people/sign-out/everywhere/").status_code == 302
    assert not is_in(thief) and not is_in(second) and not is_in(dana)
    assert not opens(cast, key_of(thief)) and not opens(cast, seconds_key)


def test_lock_everyone_ends_what_every_copy_opens(dana: Client, cast: Cast) -> None:
    thief = stolen(dana, SESSION, UNLOCK)
    cast.sol.client().post("/people/lock-everyone/")
    assert not opens(cast, key_of(thief))


def test_fifty_who_sign_in_at_once_are_derived_three_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three derivations take 192 MiB; whoever finds no turn is asked to wait, and holds no page up meanwhile."""
    from django.test import RequestFactory

    at_once, most, braked, lock, gate = 0, 0, 0, threading.Lock(), threading.Event()

    def derive(*, handle: str, passphrase: str) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        gate.wait(20)
        with lock:
            at_once -= 1

    def try_one(number: int) -> None:
        nonlocal braked
        try:
            sign_in.recognised(RequestFactory().post("/", REMOTE_ADDR=f"10.0.0.{number}"), "dana", "a b c d e")
        except TooMany:
            with lock:
                braked += 1
                if braked == 47:
                    gate.set()

    monkeypatch.setattr(sign_in, "recognise", derive)
    monkeypatch.setattr(sign_in, "_LONGEST_WAIT_SECONDS", 0.2)
    threads = [threading.Thread(target=try_one, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, braked) == (3, 47)


@pytest.mark.once
@pytest.mark.long
def test_a_few_hundred_drawn_receipts_all_hear_the_same_over_http(given: str) -> None:
    """From a source each, because one source is braked, as the next test but one shows."""
    client, tries = Client(), [draw(6) for _try in range(200)]
    answers = set()
    for number, words in enumerate(tries):
        answer = client.post("/receipt/", {"words": words}, REMOTE_ADDR=f"10.1.0.{number}")
        answers.add((answer.status_code, answer.content.replace(words.encode(), b"")))
    assert given not in tries
    assert len(answers) == 1 and {status for status, _page in answers} == {404}


@pytest.mark.once
@pytest.mark.long
def test_a_hundred_thousand_drawn_receipts_find_no_report(given: str) -> None:
    marks = {mark_of_words(settings.SECRET_KEY, draw(6)) for _try in range(100_000)}
    assert len(marks) == 100_000, "drawn words do not come twice"
    kept = set(Sighting.objects.values_list("receipt_mark", flat=True))
    assert mark_of_words(settings.SECRET_KEY, given) in kept
    assert marks.isdisjoint(kept)


def test_one_source_that_guesses_receipts_is_braked(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_RECEIPTS", stopped(20, 10))
    client = Client(REMOTE_ADDR=f"10.9.{secrets.randbelow(250)}.{secrets.randbelow(250)}")
    statuses = [client.post("/receipt/", {"words": draw(6)}).status_code for _try in range(60)]
    assert statuses[:20] == [404] * 20 and set(statuses[20:]) == {429}
