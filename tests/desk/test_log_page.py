"""The stewards' page of the log: whether it is whole, six words to compare, who opened how much, and never what."""

import sqlite3
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import NORTH, Cast, admit
from tests.keeping import Keeping
from tests.vault.test_sealing import opened, seal_one
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import LogLine
from wekeep.vault.actions.audit import keep_checkpoints
from wekeep.vault.models import KeptCheckpoint
from wekeep.vault.queries.audit import kept_checkpoints, words_of
from wekeep.vault.rules.reading import powers_used, tally

PAGE = "/log/"


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper, which writes the log."""
    return Cast()


def read(by: Client, days: int = 1) -> str:
    return by.post(PAGE, {"do": "read", "days": days}).content.decode()


def sign(signer: Keeping) -> None:
    """An hour goes by in which something was opened."""
    signer.ahead += timedelta(hours=1)
    signer.keeper.tick()
    keep_checkpoints()


def test_the_six_words_on_the_page_are_those_of_the_newest_signed_point(cast: Cast, signer: Keeping) -> None:
    sol = cast.sol.client()
    assert "no signed point yet" in sol.get(PAGE).content.decode()
    sign(signer)
    first = words_of(kept_checkpoints()[-1])
    page = sol.get(PAGE).content.decode()
    assert first in page and len(first.split()) == 6 and "matches the keeper" in page
    cast.dana.unlocked()
    sign(signer)
    page = cast.sol.client().get(PAGE).content.decode()
    assert first not in page and words_of(kept_checkpoints()[-1]) in page


def test_a_log_that_was_cut_and_one_that_was_changed_are_both_seen(cast: Cast, signer: Keeping) -> None:
    sol = cast.sol.client()
    cast.dana.unlocked()
    sign(signer)
    assert "The log is whole" in sol.post(PAGE, {"do": "check"}).content.decode()
    base = sqlite3.connect(signer.folder / "keeper.sqlite3")
    with base:
        base.execute("UPDATE log SET leaf = zeroblob(32) WHERE number = 2")
    page = sol.post(PAGE, {"do": "check"}).content.decode()
    assert "The log is not whole" in page and "at entry 2" in page
    with base:
        base.execute("DELETE FROM log WHERE number >= ?", (KeptCheckpoint.objects.get().number,))
    base.close()
    assert "does not match" in sol.get(PAGE).content.decode()


def test_a_steward_reads_how_much_each_opened_and_no_word_of_what(cast: Cast) -> None:
    dana, sol = cast.dana.unlocked(), cast.sol.client()
    for n in range(3):
        seal_one(f"rosa0record000{n}", Group.PLACE)
        opened(dana, f"rosa0record000{n}", Group.PLACE)
    seal_one("rosa0record0009")
    opened(dana, "rosa0record0009")
    page = read(sol)
    assert "<bdi>dana</bdi>" in page and "places 3, first lines 1" in page
    assert "rosa0record" not in page
    assert "<bdi>sol</bdi>" in page, "their first unlock"


def test_who_was_stopped_stands_out(cast: Cast) -> None:
    dana = cast.dana.unlocked()
    for n in range(13):
        seal_one(f"r{n}", Group.PLACE)
    for n in range(12):
        opened(dana, f"r{n}", Group.PLACE)
    with pytest.raises(Refused):
        opened(dana, "r12", Group.PLACE)
    page = read(cast.sol.client())
    assert "many records" in page and 'data-label="Stopped:">1 ' in page


def test_older_days_are_shown_when_asked_for(cast: Cast, signer: Keeping) -> None:
    signer.ahead = timedelta(days=-2)
    dana, _sol = cast.dana.unlocked(), cast.sol.unlocked()
    seal_one("r1", Group.PLACE)
    opened(dana, "r1", Group.PLACE)
    sign(signer)
    signer.ahead = timedelta()
    sol = cast.sol.client()
    assert "places 1" not in read(sol, 1)
    assert "places 1" in read(sol, 7)


def test_reading_the_log_takes_an_unlocked_steward_of_every_zone(cast: Cast) -> None:
    sol = cast.sol.client()
    del sol.cookies[settings.UNLOCK_COOKIE_NAME]
    assert sol.post(PAGE, {"do": "read"}).status_code == 409
    local = admit("lola", Role.STEWARD, zone=NORTH).client()
    assert local.get(PAGE).status_code == 200
    assert local.post(PAGE, {"do": "read"}).status_code == 409
    assert cast.dana.client().get(PAGE).status_code == 403


def test_a_role_that_too_few_hold_is_named_until_a_third_comes(cast: Cast) -> None:
    cast.dana.unlocked()
    sol = cast.sol.client()
    page = sol.get(PAGE).content.decode()
    assert "Too few hold these roles" in page and "Dispatcher" in page and "North Side" in page
    for handle in ("dov", "dee"):
        admit(handle, Role.DISPATCHER).unlocked()
    assert "Dispatcher" not in sol.get(PAGE).content.decode()


def test_without_a_keeper_the_page_says_so_and_does_not_break(cast: Cast, signer: Keeping) -> None:
    sol = cast.sol.client()
    sign(signer)
    signer.stop()
    signer.start(unseal=False)
    assert "the keeper does not answer" in sol.get(PAGE).content.decode()


def test_what_was_erased_counts_for_nobody_and_powers_are_read_newest_first() -> None:
    lines = [
        LogLine(1, 10, ""),
        LogLine(2, 20, "no json"),
        LogLine(3, 30, '{"who":"a","reason":"r","opened":[["k","r1","place"],["k","r1","contact"]],"again":0}'),
        LogLine(4, 40, '{"who":"b","power":"budget refused"}'),
        LogLine(5, 50, '{"who":"a","power":"appoint","about":"m","asked_by":"b"}'),
        LogLine(6, 60, '{"who":"a","power":"assign","to":"c","opened":[["k","r1","place"]]}'),
    ]
    first, second = tally(lines)
    assert (first.member, len(first.records), first.groups.total()) == ("a", 1, 2)
    assert (second.member, second.refused) == ("b", 1)
    assert [(one.power, one.about, one.asked_by) for one in powers_used(lines)] == [
        ("assign", "c", ""),
        ("appoint", "m", "b"),
    ]
