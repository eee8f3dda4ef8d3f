"""Signing in unlocks; the key is in the cookie and nowhere else; locking is one press."""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.brakes import stopped
from tests.cast import NORTH, Cast, admit
from tests.keeping import Keeping
from tests.vault.test_sealing import ROSA, seal_one
from wekeep.journal import queries as journal
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.envelope import Group
from wekeep.people.access import actor_for
from wekeep.people.actions.members import end_member
from wekeep.people.models import Member
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.queries.sessions import is_unlocked
from wekeep.vault.rules.unlocked import Asked, Unlocked

LOCK, EVERYONE, PAGE = "/people/lock/", "/people/lock-everyone/", "/people/unlock/"


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    from wekeep.people.views import sign_in

    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", stopped(20, 6))


def signed_in(handle: str, passphrase: str) -> Client:
    client = Client()
    answer = client.post("/people/sign-in/", {"handle": handle, "passphrase": passphrase})
    assert answer.status_code == 302
    return client


def key_of(client: Client) -> bytes:
    from base64 import urlsafe_b64decode

    morsel = client.cookies.get(settings.UNLOCK_COOKIE_NAME)
    return urlsafe_b64decode(morsel.value) if morsel else b""


def unlocked(client: Client, handle: str) -> Unlocked:
    return Unlocked(actor_for(Member.objects.get(handle=handle)), key_of(client))


def test_signing_in_unlocks_and_the_key_is_out_of_reach_of_scripts(keeping: Keeping, cast: Cast) -> None:
    client = signed_in("dana", cast.dana.passphrase)
    morsel = client.cookies[settings.UNLOCK_COOKIE_NAME]
    assert morsel["httponly"] and morsel["samesite"] == "Strict" and morsel["path"] == "/"
    seal_one("r1")
    asked = [Asked("request", "r1", Group.TRIAGE)]
    assert open_groups(unlocked(client, "dana"), asked, reason="t") == {("r1", "triage"): ROSA}
    assert "Unlocked." in client.get(PAGE).content.decode()


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(keeping: Keeping, cast: Cast) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True, UNLOCK_COOKIE_NAME="__Host-unlock"):
        morsel = signed_in("dana", cast.dana.passphrase).cookies["__Host-unlock"]
    assert morsel["secure"] and not morsel["domain"]


def test_without_a_keeper_one_signs_in_locked_and_is_told_so(cast: Cast) -> None:
    client = signed_in("dana", cast.dana.passphrase)
    assert key_of(client) == b""
    page = client.get(PAGE).content.decode()
    assert "The keeper is not running" in page and "Locked." in page
    assert client.get("/desk/").status_code == 200


def test_lock_now_locks_and_ones_own_words_unlock_again(keeping: Keeping, cast: Cast) -> None:
    client = signed_in("dana", cast.dana.passphrase)
    stolen = unlocked(client, "dana")
    assert client.post(LOCK).status_code == 302
    assert not is_unlocked(stolen)
    assert "Locked." in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"passphrase": "some other words"}).status_code == 400
    assert client.post(PAGE, {"passphrase": cast.sol.passphrase}).status_code == 400
    assert client.post(PAGE, {"passphrase": cast.dana.passphrase}).status_code == 302
    assert is_unlocked(unlocked(client, "dana"))


def test_signing_out_locks(keeping: Keeping, cast: Cast) -> None:
    client = signed_in("dana", cast.dana.passphrase)
    stolen = unlocked(client, "dana")
    client.post("/people/sign-out/")
    assert not is_unlocked(stolen) and key_of(client) == b""


def test_a_steward_locks_everyone_and_an_observer_may_not(keeping: Keeping, cast: Cast) -> None:
    dana, omar = (signed_in(p.handle, p.passphrase) for p in (cast.dana, cast.omar))
    assert omar.post(EVERYONE).status_code == 403
    assert is_unlocked(unlocked(dana, "dana"))
    assert "Lock everyone" not in omar.get(PAGE).content.decode()
    assert cast.sol.client().post(EVERYONE).status_code == 302
    assert not is_unlocked(unlocked(dana, "dana"))
    assert [e.kind for e in journal.history(cast.sol.code)][-1] == "vault.everyone_locked"
    assert dana.get("/desk/").status_code == 200, "who is signed in stays signed in"


def test_a_cookie_of_noise_is_a_locked_session(keeping: Keeping, cast: Cast) -> None:
    client = signed_in("dana", cast.dana.passphrase)
    for noise in ("x", "%%%", "a" * 5000, ""):
        client.cookies[settings.UNLOCK_COOKIE_NAME] = noise
        assert "Locked." in client.get(PAGE).content.decode()


def test_one_members_key_opens_nothing_for_another(keeping: Keeping, cast: Cast) -> None:
    admit("dov", Role.DISPATCHER, zone=NORTH).unlocked()
    dana = cast.dana.unlocked()
    seal_one("r1", Group.PLACE)
    mixed = Unlocked(cast.sol.actor, dana.key)
    assert open_groups(mixed, [Asked("request", "r1", Group.PLACE)], reason="t") == {}


def test_who_was_ended_is_locked_out_with_every_cookie(keeping: Keeping, cast: Cast) -> None:
    client = signed_in("dana", cast.dana.passphrase)
    key = unlocked(client, "dana")
    end_member(actor=SYSTEM, code=cast.dana.code)
    assert not is_unlocked(key)
    assert client.get(PAGE).status_code == 302
    assert re.search("sign-in", client.get(PAGE)["Location"])
