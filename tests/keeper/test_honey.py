"""Records that belong to nobody: who opens one is written down and told of, and nothing else tells them apart."""

import json
import sqlite3

from tests.keeper.conftest import Bench, Clock
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import Terms
from wekeep.kit.envelope import Group
from wekeep.kit.keeper_messages import No

UNTIL = 2**40


def plant(bench: Bench, record: str, zone: str = "north", until: int = UNTIL) -> None:
    assert bench.ask(say.Plant("request", record, zone, until)) == say.Done()


def touches(bench: Bench, told: int = 0) -> list[tuple[str, str]]:
    """Everything that nobody was told of, however lately somebody asked."""
    bench.clock.move(minutes=1)
    answer = bench.ask(say.Touches(told))
    assert isinstance(answer, say.TouchesAre)
    return [(one.member, one.zone) for one in answer.touches]


def logged(bench: Bench) -> list[dict[str, object]]:
    wraps = [key for key in bench.wraps if key[1] == "steward"]
    keys = tuple(say.RoleKey(*key[:3], bench.wraps[key]) for key in wraps)
    answer = bench.ask(say.ReadLog(bench.sessions["sol"], keys, 0))
    assert isinstance(answer, say.LogWords)
    return [json.loads(line.words) for line in answer.lines if line.words]


def test_opening_one_is_in_the_log_and_among_what_is_to_be_told_before_the_key_is_given(bench: Bench) -> None:
    (item, key), (real, other) = bench.seal("h1"), bench.seal("r1")
    plant(bench, "h1")
    answer = bench.open("dana", real)
    assert isinstance(answer, say.Opened) and not answer.touched and touches(bench) == []
    answer = bench.open("dana", real, item)
    assert isinstance(answer, say.Opened) and answer.keys == (other, key) and answer.touched
    assert touches(bench) == [("dana", "north")]
    assert [(one["who"], one["about"]) for one in logged(bench) if one.get("power") == "honey"] == [("dana", "h1")]


def test_letting_someone_else_open_one_is_told_too(bench: Bench) -> None:
    item, _key = bench.seal("h1", Group.PLACE)
    plant(bench, "h1")
    start = int(bench.clock.at.timestamp())
    given = bench.ask(
        say.Assign(
            bench.sessions["dana"], bench.role_key("dana", item), item, bench.public("sol"), "a", start, start + 600
        )
    )
    assert isinstance(given, say.Signed) and touches(bench) == [("dana", "north")]
    assigned = say.Assigned(Terms("a", "sol", item.binding, start, start + 600), "", given.signature, given.wrap)
    bench.ask(say.Open(bench.sessions["sol"], "run", (), (), (assigned,)))
    assert touches(bench) == [("dana", "north"), ("sol", "north")]


def test_it_is_told_until_someone_was_told_and_over_a_restart(bench: Bench, keeper_clock: Clock) -> None:
    item, _key = bench.seal("h1")
    plant(bench, "h1")
    bench.open("dana", item)
    bench.keeper.close()
    bench.keeper = type(bench.keeper)(bench.folder / "keeper.sqlite3", now=keeper_clock)
    bench.keeper.unseal("correct horse battery staple porch")
    assert touches(bench) == [("dana", "north")]
    assert touches(bench, told=1) == [] and touches(bench) == []


def test_of_two_who_ask_at_once_one_tells_and_the_other_a_minute_later_if_that_one_died(
    bench: Bench, keeper_clock: Clock
) -> None:
    item, _key = bench.seal("h1")
    plant(bench, "h1")
    bench.open("dana", item)
    first, second = (bench.ask(say.Touches(0)) for _ in range(2))
    assert isinstance(first, say.TouchesAre) and len(first.touches) == 1
    assert second == say.TouchesAre(())
    keeper_clock.move(seconds=61)
    assert bench.ask(say.Touches(0)) == first
    assert bench.ask(say.Touches(first.touches[0].number)) == say.TouchesAre(())


def test_it_ends_like_every_other(bench: Bench, keeper_clock: Clock) -> None:
    item, _key = bench.seal("h1", days=9)
    plant(bench, "h1", until=int(bench.clock.at.timestamp()) + 5 * 86_400)
    assert bench.ask(say.CountPlanted("north")) == say.Count(1)
    keeper_clock.move(days=6)
    bench.keeper.tick()
    bench.unlock("dana")
    answer = bench.open("dana", item)
    assert isinstance(answer, say.Opened) and not answer.touched and touches(bench) == []
    assert bench.ask(say.CountPlanted("north")) == say.Count(0)


def test_the_keepers_file_names_neither_the_record_nor_who_opened_it(bench: Bench) -> None:
    item, _key = bench.seal("h0ney0record0000")
    plant(bench, "h0ney0record0000")
    bench.open("dana", item)
    raw = (bench.folder / "keeper.sqlite3").read_bytes()
    assert b"h0ney0record" not in raw and b"dana" not in raw
    base = sqlite3.connect(bench.folder / "keeper.sqlite3")
    assert base.execute("SELECT length(mark), length(zone), until % 86400 FROM honey").fetchall() == [(16, 16, 0)]
    base.close()


def test_a_count_says_how_many_and_of_another_zone_nothing(bench: Bench) -> None:
    for record in ("h1", "h2"):
        plant(bench, record)
    assert bench.ask(say.CountPlanted("north")) == say.Count(2)
    assert bench.ask(say.CountPlanted("south")) == say.Count(0)


def test_only_a_steward_asks_whose_look_a_text_is(bench: Bench) -> None:
    item, _key = bench.seal("r1")
    keys = (bench.role_key("dana", item),)
    assert bench.ask(say.Whose(bench.sessions["dana"], keys, "a text")) == say.Refusal(No.NOT_ALLOWED.value)
