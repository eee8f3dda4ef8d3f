"""What is sealed opens for those it was sealed for, through a real keeper, and for nobody else."""

from datetime import date, timedelta

import pytest

from tests.cast import NORTH, SOUTH, Cast, admit
from tests.keeping import Keeping
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.actions.members import end_member, issue_passphrase
from wekeep.people.actions.roles import end_role
from wekeep.vault.actions.members import lock, lock_everyone
from wekeep.vault.actions.sealing import erase, seal
from wekeep.vault.models import Bucket, RoleEpoch, RoleWrap, Seal
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.queries.readers import how_many_opened
from wekeep.vault.queries.roles import holders_of, newest_epoch
from wekeep.vault.queries.sessions import is_unlocked
from wekeep.vault.rules.unlocked import Asked, Unlocked

ROSA = {"name": "Rosa", "street": "12 Elm"}


def in_days(days: int) -> date:
    return clock.now().date() + timedelta(days=days)


def seal_one(record: str, group: Group = Group.TRIAGE, *, zone: str = NORTH, role: Role = Role.DISPATCHER) -> None:
    seal(kind="request", record=record, group=group, zone=zone, role=role, fields=ROSA, expires=in_days(3))


def opened(unlocked: Unlocked, record: str, group: Group = Group.TRIAGE) -> dict[str, str] | None:
    found = open_groups(unlocked, [Asked("request", record, group)], reason="test")
    return found.get((record, group.value))


def test_what_is_sealed_to_a_role_opens_for_its_holder_and_for_nobody_else(keeping: Keeping, cast: Cast) -> None:
    dana, vera, amina = cast.dana.unlocked(), cast.vera.unlocked(), cast.amina.unlocked()
    seal_one("r1")
    assert opened(dana, "r1") == ROSA
    assert opened(vera, "r1") is None
    assert opened(amina, "r1") is None
    assert b"Rosa" not in bytes(Seal.objects.get().body)


def test_nothing_is_kept_that_nobody_could_open(keeping: Keeping, cast: Cast) -> None:
    assert cast.dana.handle
    with pytest.raises(Refused, match="has unlocked yet"):
        seal_one("r1")
    cast.dana.unlocked()
    for days in (-1, 500):
        with pytest.raises(Refused, match="no key for that day"):
            seal(
                kind="request",
                record="r1",
                group=Group.NOTES,
                zone=NORTH,
                role=Role.DISPATCHER,
                fields=ROSA,
                expires=in_days(days),
            )
    assert not Seal.objects.exists()


def test_sealing_works_while_the_keeper_is_away_and_opening_says_that_it_is(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    seal_one("r0")
    keeping.stop()
    seal_one("r1")
    with pytest.raises(Refused, match="not running"):
        opened(dana, "r1")
    keeping.start(unseal=False)
    with pytest.raises(Refused, match="still sealed"):
        opened(dana, "r1")
    keeping.keeper.unseal("porch lantern winter street kettle bread")
    with pytest.raises(Refused, match="Unlock with your passphrase"):
        opened(dana, "r1")
    assert opened(cast.dana.unlocked(), "r1") == ROSA


def test_the_first_unlock_brings_the_days_keys_where_there_are_none_yet(keeping: Keeping, cast: Cast) -> None:
    Bucket.objects.all().delete()
    dana = cast.dana.unlocked()
    seal_one("r1")
    assert opened(dana, "r1") == ROSA


def test_a_locked_session_opens_nothing(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    seal_one("r1")
    with pytest.raises(Refused, match="Unlock with your passphrase"):
        opened(Unlocked(dana.actor, b""), "r1")
    lock(key=dana.key)
    with pytest.raises(Refused, match="Unlock with your passphrase"):
        opened(dana, "r1")
    again = cast.dana.unlocked()
    lock_everyone(actor=cast.sol.actor)
    with pytest.raises(Refused, match="Unlock with your passphrase"):
        opened(again, "r1")


def test_a_newcomer_is_among_the_holders_from_their_first_unlock(keeping: Keeping, cast: Cast) -> None:
    cast.dana.unlocked()
    second = admit("dov", Role.DISPATCHER)
    assert holders_of(NORTH, Role.DISPATCHER) == {cast.dana.code}
    unlocked = second.unlocked()
    assert holders_of(NORTH, Role.DISPATCHER) == {cast.dana.code, second.code}
    seal_one("r1")
    assert opened(unlocked, "r1") == ROSA


def test_a_role_in_every_zone_opens_what_is_sealed_in_each(keeping: Keeping, cast: Cast) -> None:
    roving = admit("rae", Role.DISPATCHER, zone="*").unlocked()
    for zone in (NORTH, SOUTH, "*"):
        seal_one(f"in-{zone}", zone=zone)
        assert opened(roving, f"in-{zone}") == ROSA


def test_who_leaves_is_in_no_wrap_and_new_records_are_sealed_to_a_new_key(keeping: Keeping, cast: Cast) -> None:
    leaver = admit("lee", Role.DISPATCHER)
    dana, lee = cast.dana.unlocked(), leaver.unlocked()
    seal_one("old")
    assert opened(lee, "old") == ROSA
    before = newest_epoch(NORTH, Role.DISPATCHER)
    end_member(actor=SYSTEM, code=leaver.code)
    after = newest_epoch(NORTH, Role.DISPATCHER)
    assert before and after and after.number == before.number + 1
    assert not RoleWrap.objects.filter(member=leaver.code).exists()
    seal_one("new")
    for record in ("old", "new"):
        assert opened(lee, record) is None
        assert opened(dana, record) == ROSA
    assert not is_unlocked(lee)


def test_a_role_that_ended_opens_nothing_more(keeping: Keeping, cast: Cast) -> None:
    other = admit("dov", Role.DISPATCHER)
    dana = cast.dana.unlocked()
    other.unlocked()
    seal_one("r1")
    end_role(actor=SYSTEM, code=cast.dana.code, role=Role.DISPATCHER, zone=NORTH)
    assert opened(Unlocked(dana.actor, dana.key), "r1") is None
    assert opened(Unlocked(cast.dana.actor, dana.key), "r1") is None


def test_a_new_passphrase_opens_what_the_role_still_holds_and_the_old_one_nothing(keeping: Keeping, cast: Cast) -> None:
    other = admit("dov", Role.DISPATCHER)
    old, dov = cast.dana.unlocked(), other.unlocked()
    seal_one("r1")
    issued = issue_passphrase(actor=SYSTEM, code=cast.dana.code)
    assert opened(old, "r1") is None and not is_unlocked(old)
    dana = type(cast.dana)(issued.member, issued.passphrase).unlocked()
    assert opened(dana, "r1") is None, "sealed to an epoch of before: a holder's unlock moves it on"
    assert opened(dov, "r1") == ROSA


def test_erasing_a_record_takes_all_its_groups(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    seal_one("r1")
    seal_one("r1", Group.PLACE)
    seal_one("r2")
    erase(kind="request", record="r1")
    assert opened(dana, "r1") is None and opened(dana, "r1", Group.PLACE) is None
    assert opened(dana, "r2") == ROSA


def test_a_correction_replaces_what_was_sealed(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    seal_one("r1")
    seal(
        kind="request",
        record="r1",
        group=Group.TRIAGE,
        zone=NORTH,
        role=Role.DISPATCHER,
        fields={"name": "Ana"},
        expires=in_days(5),
    )
    assert opened(dana, "r1") == {"name": "Ana"}
    assert Seal.objects.count() == 1


def test_a_key_that_the_keeper_did_not_make_is_never_sealed_to(keeping: Keeping, cast: Cast) -> None:
    cast.dana.unlocked()
    RoleEpoch.objects.filter(role="dispatcher", zone=NORTH).update(public=bytes(32))
    with pytest.raises(Refused, match="not made by this installation"):
        seal_one("r1")


def test_the_one_a_record_is_about_learns_how_many_opened_it(keeping: Keeping, cast: Cast) -> None:
    other = admit("dov", Role.DISPATCHER)
    people = [cast.dana.unlocked(), other.unlocked()]
    seal_one("r1", Group.PLACE)
    for unlocked in [*people, people[0]]:
        opened(unlocked, "r1", Group.PLACE)
    assert how_many_opened("request", "r1") == 2
