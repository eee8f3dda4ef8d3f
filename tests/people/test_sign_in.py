"""Signing in, and what the wrong words get."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.brakes import stopped
from tests.cast import Cast, InsecureInstantHasher
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import end_member, issue_passphrase
from wekeep.people.actions.sign_in import recognise

REAL_HASHERS = ["config.passphrases.PassphraseHasher", "config.passphrases.OldPassphraseHasher"]


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    from wekeep.people.views import sign_in

    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", stopped(10, 6))


def sign_in(handle: str, passphrase: str) -> tuple[Client, int]:
    client = Client()
    response = client.post("/people/sign-in/", {"handle": handle, "passphrase": passphrase})
    return client, response.status_code


def test_a_member_signs_in_with_handle_and_five_words(cast: Cast) -> None:
    client, status = sign_in("dana", cast.dana.passphrase)
    assert status == 302
    assert client.get("/desk/").status_code == 200


def test_capitals_commas_and_one_wrong_letter_are_forgiven(cast: Cast) -> None:
    words = cast.dana.passphrase.split()
    longest = max(range(5), key=lambda n: len(words[n]))
    words[longest] += "q"
    assert sign_in("Dana ", ", ".join(words).upper())[1] == 302


def test_wrong_words_and_unknown_handles_get_the_same_answer(cast: Cast) -> None:
    dana = cast.dana.handle
    wrong, unknown = Client(), Client()
    a = wrong.post("/people/sign-in/", {"handle": dana, "passphrase": "one two three four five"})
    b = unknown.post("/people/sign-in/", {"handle": "nobody", "passphrase": "one two three four five"})
    assert a.status_code == b.status_code == 400
    assert _without_token(a.content, b"dana") == _without_token(b.content, b"nobody")


def test_a_source_that_keeps_guessing_is_told_to_wait(cast: Cast) -> None:
    answers = [sign_in(f"guess-{n}", "a b c d e")[1] for n in range(12)]
    assert answers[0] == 400
    assert answers[-1] == 429


def test_someone_who_only_knows_a_handle_cannot_keep_its_owner_out(cast: Cast) -> None:
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(12):
        stranger.post("/people/sign-in/", {"handle": cast.dana.handle, "passphrase": "a b c d e"})
    assert sign_in("dana", cast.dana.passphrase)[1] == 302


def test_the_stored_passphrase_is_argon2id_at_64_mib(cast: Cast) -> None:
    with override_settings(PASSWORD_HASHERS=REAL_HASHERS):
        issued = issue_passphrase(actor=SYSTEM, code=cast.dana.code)
        stored = issued.member.password
        assert stored.startswith("wekeep1$3$67108864$")
        assert issued.passphrase.split()[0] not in stored
        assert issued.member.check_password(issued.passphrase)
        assert not issued.member.check_password("some other words")


@pytest.mark.both
def test_a_hash_of_the_first_release_still_signs_in_and_becomes_todays(cast: Cast) -> None:
    with override_settings(PASSWORD_HASHERS=REAL_HASHERS):
        dana = cast.dana
        dana.member.password = make_password(dana.passphrase, hasher="argon2")
        dana.member.save(update_fields=["password"])
        assert recognise(handle="dana", passphrase="other words") is None
        found = recognise(handle="dana", passphrase=dana.passphrase)
        assert found is not None and len(found.key) == 32
        dana.member.refresh_from_db()
        assert dana.member.password.startswith("wekeep1$")
        again = recognise(handle="dana", passphrase=dana.passphrase)
        assert again is not None and again.key == found.key


def test_a_new_passphrase_ends_the_old_sessions(cast: Cast) -> None:
    client, _ = sign_in("dana", cast.dana.passphrase)
    issue_passphrase(actor=SYSTEM, code=cast.dana.code)
    assert client.get("/desk/").status_code == 302


def test_someone_whose_access_ended_is_out_at_once(cast: Cast) -> None:
    client, _ = sign_in("dana", cast.dana.passphrase)
    end_member(actor=SYSTEM, code=cast.dana.code)
    assert client.get("/desk/").status_code == 302
    assert sign_in("dana", cast.dana.passphrase)[1] == 400


def test_after_sign_in_nobody_is_sent_to_another_site(cast: Cast) -> None:
    response = Client().post(
        "/people/sign-in/?next=https://elsewhere.example/", {"handle": "dana", "passphrase": cast.dana.passphrase}
    )
    assert response["Location"] == "/desk/"


def _without_token(page: bytes, handle: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page).replace(handle, b"")


def work_of(client: Client, handle: str, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    """The status of a try, how many passphrases were hashed for it, and how many questions the database was asked."""
    hashed: list[str] = []
    real = InsecureInstantHasher.encode

    def counted(self: InsecureInstantHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(real(self, password, salt))

    with monkeypatch.context() as patch, CaptureQueriesContext(connection) as asked:
        patch.setattr(InsecureInstantHasher, "encode", counted)
        status = client.post("/people/sign-in/", {"handle": handle, "passphrase": passphrase}).status_code
    return status, len(hashed), len(asked)


def test_an_unknown_handle_takes_the_same_work_as_wrong_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    words_of_omar = cast.omar.passphrase
    end_member(actor=SYSTEM, code=cast.omar.code)
    tries = [
        work_of(Client(), handle, words, monkeypatch)
        for handle, words in (
            (cast.mai.handle, "acid acorn acre act add"),
            ("nobody-of-that-name", "acid acorn acre act add"),
            (cast.omar.handle, words_of_omar),
        )
    ]
    assert len(set(tries)) == 1
    assert tries[0][:2] == (400, 1)


def test_a_try_that_is_braked_takes_no_work_at_all(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, words = Client(), "acid acorn acre act add"
    for _try in range(12):
        last = work_of(client, cast.mai.handle, words, monkeypatch)
    assert last == (429, 0, 0)
