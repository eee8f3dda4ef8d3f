"""Keys that change hands: re-sealing, assignments, holds, and days that end; through the database and a real keeper."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.cast import NORTH, Cast, admit
from tests.keeping import Keeping
from tests.people.passkeys import add_passkey
from tests.vault.test_sealing import ROSA, opened, seal_one
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.actions.keys import match_all_keys
from wekeep.people.actions.members import end_member
from wekeep.vault.actions.audit import keep_checkpoints
from wekeep.vault.actions.buckets import forget_expired, stock_buckets
from wekeep.vault.actions.granting import Given, end_grant, grant, grant_all
from wekeep.vault.actions.holding import agree_to_hold, hold
from wekeep.vault.actions.resealing import lend_old_epochs, reseal_all
from wekeep.vault.actions.sealing import seal
from wekeep.vault.actions.signing import agree_to_alert, sign_alert
from wekeep.vault.models import RoleEpoch, Seal
from wekeep.vault.queries.audit import read_log, verify_log
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.queries.roles import newest_epoch
from wekeep.vault.rules.unlocked import Asked
from wekeep.work.models import Job


def test_a_holders_unlock_moves_old_records_to_the_new_key_and_the_old_key_is_gone(
    keeping: Keeping, cast: Cast
) -> None:
    leaver = admit("lee", Role.DISPATCHER)
    dana = cast.dana.unlocked()
    leaver.unlocked()
    for n in range(7):
        seal_one(f"r{n}")
    end_member(actor=SYSTEM, code=leaver.code)
    again = cast.dana.unlocked()
    assert Job.objects.filter(name="vault.reseal").exists()
    assert reseal_all() == 7
    newest = newest_epoch(NORTH, Role.DISPATCHER)
    assert newest and set(Seal.objects.values_list("epoch", flat=True)) == {newest.id}
    assert list(RoleEpoch.objects.filter(zone=NORTH, role="dispatcher")) == [newest]
    assert all(opened(again, f"r{n}") == ROSA for n in range(7))
    assert opened(dana, "r1") == ROSA


def test_someone_readmitted_reads_again_once_another_holder_has_unlocked(keeping: Keeping, cast: Cast) -> None:
    second = admit("dov", Role.DISPATCHER)
    second.unlocked()
    seal_one("r1")
    dana = cast.dana.unlocked()
    assert opened(dana, "r1") is None
    second.unlocked()
    reseal_all()
    assert opened(dana, "r1") == ROSA


def test_without_a_lent_key_nothing_moves_and_nothing_is_lost(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    seal_one("r1")
    admit("dov", Role.DISPATCHER).unlocked()
    RoleEpoch.objects.update(lent=True)
    assert reseal_all() == 0
    assert opened(dana, "r1") == ROSA


def test_keys_roll_weekly_and_follow_a_term_that_ended_by_itself(keeping: Keeping, cast: Cast) -> None:
    cast.dana.unlocked()
    admit("dov", Role.DISPATCHER).unlocked()
    before = newest_epoch(NORTH, Role.DISPATCHER)
    match_all_keys()
    assert newest_epoch(NORTH, Role.DISPATCHER) == before
    with clock.simulated(clock.now() + timedelta(days=8)):
        match_all_keys()
        rolled = newest_epoch(NORTH, Role.DISPATCHER)
    assert before and rolled and rolled.number == before.number + 1
    with clock.simulated(clock.now() + timedelta(days=95)):
        match_all_keys()
    with pytest.raises(Refused, match="has unlocked yet"):
        seal_one("r1")


def test_a_leaver_while_the_keeper_is_away_is_out_at_once_and_the_new_key_comes_later(
    keeping: Keeping, cast: Cast
) -> None:
    leaver = admit("lee", Role.DISPATCHER)
    cast.dana.unlocked()
    leaver.unlocked()
    before = newest_epoch(NORTH, Role.DISPATCHER)
    keeping.stop()
    end_member(actor=SYSTEM, code=leaver.code)
    assert before and not before.wraps.filter(member=leaver.code).exists()
    assert newest_epoch(NORTH, Role.DISPATCHER) == before
    assert Job.objects.filter(name="people.match_keys").exists()
    keeping.start()
    match_all_keys()
    after = newest_epoch(NORTH, Role.DISPATCHER)
    assert after and after.number == before.number + 1


def test_the_driver_opens_the_place_while_the_task_is_theirs(keeping: Keeping, cast: Cast) -> None:
    dana, omar = cast.dana.unlocked(), cast.omar.unlocked()
    seal_one("r1", Group.PLACE)
    assert opened(omar, "r1", Group.PLACE) is None
    now = clock.now()
    term = {"since": now - timedelta(hours=2), "until": now + timedelta(hours=4)}
    code = grant(unlocked=dana, member=omar.actor.code, kind="request", record="r1", group=Group.PLACE, **term)
    assert opened(omar, "r1", Group.PLACE) == ROSA
    assert opened(omar, "r1") is None
    keeping.ahead = timedelta(hours=5)
    again = cast.omar.unlocked()
    assert opened(again, "r1", Group.PLACE) is None, "by the keeper's clock it is over"
    keeping.ahead = timedelta()
    assert opened(again, "r1", Group.PLACE) == ROSA
    end_grant(actor=dana.actor, code=code)
    assert opened(again, "r1", Group.PLACE) is None
    with pytest.raises(NotFound):
        end_grant(actor=dana.actor, code=code)


def test_who_cannot_open_a_record_cannot_assign_it(keeping: Keeping, cast: Cast) -> None:
    cast.dana.unlocked()
    omar = cast.omar.unlocked()
    seal_one("r1", Group.PLACE)
    now = clock.now()
    with pytest.raises(NotFound):
        grant(
            unlocked=omar,
            member=omar.actor.code,
            kind="request",
            record="r1",
            group=Group.PLACE,
            since=now,
            until=now + timedelta(hours=1),
        )


def test_nobody_assigns_a_record_to_themselves(keeping: Keeping, cast: Cast) -> None:
    dana, now = cast.dana.unlocked(), clock.now()
    seal_one("r1", Group.PLACE)
    term = {"since": now, "until": now + timedelta(hours=4)}
    with pytest.raises(Refused, match="opens this for you already"):
        grant(unlocked=dana, member=dana.actor.code, kind="request", record="r1", group=Group.PLACE, **term)


def test_many_are_assigned_at_once_and_what_cannot_be_is_left_out(keeping: Keeping, cast: Cast) -> None:
    dana, omar, amina = cast.dana.unlocked(), cast.omar.unlocked(), cast.amina.unlocked()
    for record in ("r1", "r2", "r3"):
        seal_one(record, Group.PLACE)
    now = clock.now()
    term = (now - timedelta(hours=2), now + timedelta(hours=4))

    def given(who: str, record: str) -> Given:
        return Given(who, Asked("request", record, Group.PLACE), *term)

    wanted = [given(omar.actor.code, "r1"), given(amina.actor.code, "r2"), given(omar.actor.code, "r4")]
    wanted += [given(cast.mai.code, "r3"), given(dana.actor.code, "r3")]
    codes = grant_all(unlocked=dana, given=wanted)
    assert [bool(code) for code in codes] == [True, True, False, False, False], "gone, never unlocked, themselves"
    assert opened(omar, "r1", Group.PLACE) == ROSA and opened(omar, "r2", Group.PLACE) is None
    assert opened(amina, "r2", Group.PLACE) == ROSA and opened(omar, "r3", Group.PLACE) is None
    end_grant(actor=dana.actor, code=codes[0])
    assert opened(omar, "r1", Group.PLACE) is None
    assert grant_all(unlocked=omar, given=[given(amina.actor.code, "r1")]) == [""], (
        "what one cannot open, one cannot assign"
    )


def test_a_correction_ends_the_assignment_of_what_it_replaced(keeping: Keeping, cast: Cast) -> None:
    dana, omar = cast.dana.unlocked(), cast.omar.unlocked()
    seal_one("r1", Group.PLACE)
    now = clock.now()
    term = {"since": now, "until": now + timedelta(hours=4)}
    grant(unlocked=dana, member=omar.actor.code, kind="request", record="r1", group=Group.PLACE, **term)
    seal_one("r1", Group.PLACE)
    assert opened(omar, "r1", Group.PLACE) is None


def wal() -> bytes:
    path = Path(f"{connection.settings_dict['NAME']}-wal")
    return path.read_bytes() if path.exists() else b""


@pytest.mark.django_db(transaction=True)
def test_after_its_day_a_record_is_gone_from_rows_keys_database_and_write_ahead_log(
    keeping: Keeping, cast: Cast
) -> None:
    dana, sol = cast.dana.unlocked(), cast.sol.unlocked()
    add_passkey(cast.dana.client(), cast.dana.passphrase)  # a dispatcher's words alone open nothing after a day
    seal_one("expires")
    seal_one("held")
    agree_to_hold(unlocked=sol, code="court-1", kind="request", records=["held"])
    assert hold(unlocked=dana, code="court-1", kind="request", records=["held"]) == 1
    row = Seal.objects.get(record="expires")
    marker, day_key = bytes(row.body)[:64], row.bucket
    keeping.ahead = timedelta(days=4)
    with clock.simulated(clock.now() + timedelta(days=4)):
        stock_buckets()
        assert forget_expired() == 1
        dana = cast.dana.unlocked()
        assert opened(dana, "expires") is None
        assert opened(dana, "held") == ROSA
    if connection.vendor == "sqlite":
        assert marker not in Path(connection.settings_dict["NAME"]).read_bytes()
        assert marker not in wal()
    assert day_key.encode() not in (keeping.folder / "keeper.sqlite3").read_bytes()


def test_nobody_holds_alone(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    seal_one("r1")
    agree_to_hold(unlocked=dana, code="c1", kind="request", records=["r1"])
    with pytest.raises(Refused, match="Someone else must agree"):
        hold(unlocked=dana, code="c1", kind="request", records=["r1"])


def test_a_large_alert_is_signed_after_a_second_person_agreed(keeping: Keeping, cast: Cast) -> None:
    dana, vera = cast.dana.unlocked(), cast.vera.unlocked()
    with pytest.raises(Refused, match="Someone else must agree"):
        sign_alert(unlocked=dana, message=b"words", reach=5000)
    agree_to_alert(unlocked=vera, message=b"words")
    assert len(sign_alert(unlocked=dana, message=b"words", reach=5000)) == 64


def test_a_steward_reads_who_read_what_and_the_log_proves_itself(
    keeping: Keeping, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import call_command

    dana, sol = cast.dana.unlocked(), cast.sol.unlocked()
    seal_one("r1", Group.PLACE)
    open_groups(dana, [Asked("request", "r1", Group.PLACE)], reason="delivery at noon")
    assert any("delivery at noon" in line.words for line in read_log(sol, after=0))
    with pytest.raises(Refused):
        read_log(dana, after=0)
    keeping.keeper.tick()
    assert keep_checkpoints() >= 0
    found = verify_log()
    assert found.faults == [] and found.entries > 3 and len(found.words.split()) == 6
    call_command("audit", "verify")
    assert "The log is whole." in capsys.readouterr().out


def test_many_places_in_a_day_are_told_to_the_stewards_and_then_refused(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    for n in range(13):
        seal_one(f"r{n}", Group.PLACE)
    for n in range(12):
        assert opened(dana, f"r{n}", Group.PLACE) == ROSA
    with pytest.raises(Refused, match="as many as one person may"):
        opened(dana, "r12", Group.PLACE)
    job = Job.objects.get(name="vault.tell_of_many_reads")
    assert job.payload == {"member": cast.dana.code}


def test_lending_with_nothing_old_asks_for_nothing(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    assert lend_old_epochs(member=dana.actor.code, key=dana.key) == 0


def test_a_day_without_a_key_keeps_nothing(keeping: Keeping, cast: Cast) -> None:
    cast.dana.unlocked()
    with pytest.raises(Refused, match="no key for that day"):
        seal(
            kind="request",
            record="r1",
            group=Group.NOTES,
            zone=NORTH,
            role=Role.DISPATCHER,
            fields=ROSA,
            expires=date(2100, 1, 1),
        )
