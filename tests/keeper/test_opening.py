"""Who the keeper opens what for, and what it does before it answers."""

from dataclasses import replace
from typing import Any

import pytest

from tests.keeper.conftest import PASSPHRASE, Bench, Clock
from wekeep.keeper.budgets import LIMITS, Class
from wekeep.keeper.service import Keeper
from wekeep.kit import keeper_messages as say
from wekeep.kit.envelope import Broken, Group
from wekeep.kit.keeper_messages import No


def test_a_holder_of_the_role_opens_and_gets_the_very_key(bench: Bench) -> None:
    item, key = bench.seal("r1")
    assert bench.open("dana", item) == say.Opened((key,), 0, False)


def test_someone_without_the_role_opens_nothing(bench: Bench) -> None:
    item, _key = bench.seal("r1")
    assert bench.open("sol", item) == say.Refusal(No.BROKEN)


@pytest.mark.parametrize(
    "change",
    [
        {"record": "r2"},
        {"kind": "offer"},
        {"group": Group.PLACE},
        {"zone": "south"},
        {"role": "verifier"},
        {"bucket": "2026-03-06"},
    ],
)
def test_a_wrap_moved_to_another_place_opens_nowhere(bench: Bench, change: dict[str, Any]) -> None:
    bench.hold_role("south", "dispatcher", "dana")
    bench.hold_role("north", "verifier", "dana")
    item, _key = bench.seal("r1")
    moved = replace(item, binding=replace(item.binding, **change))
    answer = bench.open("dana", moved)
    assert answer in (say.Opened((b"",), 1, False), say.Refusal(No.BROKEN))


def test_a_wrap_said_to_be_of_another_epoch_does_not_open(bench: Bench) -> None:
    item, _key = bench.seal("r1")
    bench.hold_role("north", "dispatcher", "dana", "dov")
    assert bench.open("dana", replace(item, epoch=2)) == say.Opened((b"",), 1, False)


def test_when_the_day_is_over_nothing_of_it_opens_again(bench: Bench, keeper_clock: Clock) -> None:
    item, key = bench.seal("r1", days=1)
    keeper_clock.move(days=1)
    bench.unlock("dana")
    assert bench.open("dana", item) == say.Opened((key,), 0, False)
    keeper_clock.move(days=1)
    bench.unlock("dana")
    assert bench.open("dana", item) == say.Opened((b"",), 0, False)
    bench.keeper.tick()
    keeper_clock.move(days=-2)
    bench.unlock("dana")
    assert bench.open("dana", item) == say.Opened((b"",), 0, False)


def test_a_key_of_a_day_that_is_over_is_gone_from_the_file(bench: Bench, keeper_clock: Clock) -> None:
    public = bench.bucket(0).public
    assert public in (bench.folder / "keeper.sqlite3").read_bytes()
    keeper_clock.move(days=1)
    bench.keeper.tick()
    assert public not in (bench.folder / "keeper.sqlite3").read_bytes()
    assert not (bench.folder / "keeper.sqlite3-journal").exists()


def test_a_session_idles_out_after_half_an_hour_and_ends_after_eight(bench: Bench, keeper_clock: Clock) -> None:
    item, key = bench.seal("r1")
    for _half_hour in range(15):
        keeper_clock.move(minutes=29)
        assert bench.open("dana", item) == say.Opened((key,), 0, False)
    assert bench.open("dov", item) == say.Refusal(No.LOCKED)
    keeper_clock.move(minutes=29)
    bench.open("dana", item)
    keeper_clock.move(minutes=29)
    assert bench.open("dana", item) == say.Refusal(No.LOCKED)


def test_locking_one_a_member_and_everyone(bench: Bench) -> None:
    item, key = bench.seal("r1")
    first = bench.sessions["dana"]
    bench.unlock("dana")
    bench.ask(say.Lock(session=first))
    assert bench.ask(say.Open(first, "", (bench.role_key("dana", item),), (item,), ())) == say.Refusal(No.LOCKED)
    assert bench.open("dana", item) == say.Opened((key,), 0, False)
    bench.ask(say.Lock(member="dana"))
    assert bench.open("dana", item) == say.Refusal(No.LOCKED)
    assert bench.open("dov", item) == say.Opened((key,), 0, False)
    bench.ask(say.Lock(by="sol"))
    assert bench.open("dov", item) == say.Refusal(No.LOCKED)


def test_a_wrong_passphrase_key_unlocks_nothing(bench: Bench) -> None:
    bench.keys["dana"] = bytes(32)
    assert bench.unlock("dana") == say.Refusal(No.BROKEN)


def test_a_sealed_keeper_does_nothing_and_opens_with_its_own_words_only(bench: Bench) -> None:
    bench.keeper.close()
    again = Keeper(bench.folder / "keeper.sqlite3", now=bench.clock)
    assert again.answer(say.StockBuckets()) == say.Refusal(No.SEALED)
    assert again.answer(say.Unseal("some other words entirely here")) == say.Refusal(No.BROKEN)
    with pytest.raises(Broken):
        Keeper(bench.folder / "new.sqlite3").unseal("too short")
    assert again.answer(say.Unseal(PASSPHRASE)) == say.Done()
    state = again.answer(say.Ask())
    assert isinstance(state, say.State) and not state.sealed
    again.close()


def test_places_are_counted_one_by_one_over_a_restart_and_the_third_refusal_locks(bench: Bench) -> None:
    items = [bench.seal(f"r{n}", Group.PLACE)[0] for n in range(14)]
    for item in items[:12]:
        assert isinstance(bench.open("dana", item), say.Opened)
    bench.keeper.close()
    bench.keeper = Keeper(bench.folder / "keeper.sqlite3", now=bench.clock)
    bench.keeper.unseal(PASSPHRASE)
    bench.unlock("dana")
    assert isinstance(bench.open("dana", items[3]), say.Opened), "the same one again within the day is not counted"
    for _try in range(3):
        assert bench.open("dana", items[12]) == say.Refusal(No.BUDGET)
    assert bench.open("dana", items[3]) == say.Refusal(No.LOCKED)
    bench.clock.move(hours=1)
    bench.unlock("dana")
    assert isinstance(bench.open("dana", items[12]), say.Opened)


def test_a_second_session_of_the_same_person_has_no_second_budget(bench: Bench) -> None:
    items = [bench.seal(f"r{n}", Group.CONTACT)[0] for n in range(13)]
    bench.open("dana", *items[:12])
    bench.unlock("dana")
    assert bench.open("dana", items[12]) == say.Refusal(No.BUDGET)
    assert isinstance(bench.open("dov", items[12]), say.Opened)


def test_the_alarm_comes_before_the_tenth_record(bench: Bench) -> None:
    alarms = []
    for n in range(12):
        answer = bench.open("dana", bench.seal(f"r{n}", Group.PLACE)[0])
        assert isinstance(answer, say.Opened)
        alarms.append(answer.alarm)
    assert alarms.index(True) + 1 == LIMITS[Class.SINGLE].alarm < 10
    assert alarms.count(True) == 1


def test_a_queue_of_five_hundred_opens_at_once_again_and_again(bench: Bench) -> None:
    sealed = [bench.seal(f"r{n}") for n in range(500)]
    for _look in range(3):
        assert bench.open("dana", *[i for i, _k in sealed]) == say.Opened(tuple(k for _i, k in sealed), 0, False)


def test_how_many_people_opened_a_record_is_counted_once_each(bench: Bench) -> None:
    item, other = bench.seal("r1", Group.PLACE)[0], bench.seal("r2")[0]
    for member in ("dana", "dana", "dov"):
        bench.open(member, item)
    bench.open("dana", other)
    assert bench.ask(say.CountReaders("request", "r1")) == say.Count(2)
    assert bench.ask(say.CountReaders("request", "r2")) == say.Count(1)
    assert bench.ask(say.CountReaders("request", "none")) == say.Count(0)
