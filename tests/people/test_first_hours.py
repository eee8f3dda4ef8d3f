"""The first 72 hours of a member: what is sealed stays closed to them, unless they are among those who founded the role."""

from datetime import datetime, timedelta

import pytest

from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from tests.people.applying import apply, vetter
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people import jobs
from wekeep.people.models import Member
from wekeep.people.queries.ranks import holders_of, may_open, readers_of
from wekeep.people.queries.reading import read_group
from wekeep.people.rules.rank import Rank, is_held_up
from wekeep.vault.rules.unlocked import Unlocked

NOW = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
LINE = (NORTH, Role.VETTER)


def came(person: Person, hours: int) -> None:
    """The person was admitted so many hours ago."""
    Member.objects.filter(code=person.code).update(admitted_at=clock.now() - timedelta(hours=hours))


def contact(unlocked: Unlocked, code: str) -> str:
    return (read_group(unlocked, code, Group.CONTACT, "call") or {}).get("contact", "")


@pytest.mark.parametrize(
    ("held", "hours", "first_hours", "waits"),
    [
        (Rank.L1, 71, 71, False),  # the first of all
        (Rank.L1, 10, 71, False),  # within 72 hours of the first
        (Rank.L1, 10, 82, True),
        (Rank.L1, 72, 999, False),
        (Rank.L2, 1, 999, False),
        (Rank.L4, 0, 999, False),
        (Rank.L0, 500, 500, True),
    ],
)
def test_founders_do_not_wait_and_those_who_come_after_do(
    held: Rank, hours: int, first_hours: int, waits: bool
) -> None:
    admitted, first = NOW - timedelta(hours=hours), NOW - timedelta(hours=first_hours)
    assert is_held_up(held, admitted, first, NOW) is waits


def test_a_new_vetter_reads_nothing_for_72_hours_and_then_what_comes(cast: Cast, keeping: Keeping) -> None:
    petra = vetter()
    old = petra.unlocked()
    came(petra, 100)
    nils = vetter("nils")
    fresh = nils.unlocked()
    one, _words = apply()
    assert contact(old, one.code) == "612 555 0123"
    assert contact(fresh, one.code) == ""
    came(nils, 73)
    jobs.match_keys.call()
    later, _words = apply(contact="612 555 0199")
    assert contact(fresh, later.code) == "612 555 0199"


def test_the_first_vetters_of_a_network_read_on_their_first_day(cast: Cast, keeping: Keeping) -> None:
    petra, paul = vetter(), vetter("paul")
    sessions = petra.unlocked(), paul.unlocked()
    one, _words = apply()
    assert [contact(session, one.code) for session in sessions] == ["612 555 0123"] * 2


def test_the_first_vetter_of_a_new_zone_reads_there_and_not_beside_those_of_the_old_one(cast: Cast) -> None:
    came(vetter(), 100)
    nils = admit("nils", Role.VETTER, zone=SOUTH)
    lines = [LINE, (SOUTH, Role.VETTER)]
    readers = readers_of(holders_of(lines))
    assert nils.code in readers[SOUTH, Role.VETTER] and nils.code not in readers[LINE]


def test_someone_who_waits_is_told_so_and_not_that_there_is_nothing(cast: Cast, keeping: Keeping) -> None:
    came(vetter(), 100)
    nils = vetter("nils")
    browser = nils.client()
    browser.post("/people/unlock/", {"passphrase": nils.passphrase})
    assert "72 hours" in browser.get("/people/unlock/").content.decode()
    with pytest.raises(Refused, match="72 hours"):
        read_group(Unlocked(nils.actor, b"key", waits=not may_open(nils.actor)), "anything", Group.CONTACT, "call")


def test_whoever_only_packs_opens_nothing_however_long(cast: Cast) -> None:
    helper = admit("hal", Role.HELPER)
    came(helper, 24 * 300)
    assert not may_open(helper.actor)
    assert may_open(cast.dana.actor) and may_open(cast.sol.actor)
