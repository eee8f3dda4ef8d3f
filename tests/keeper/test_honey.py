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


def touches(bench: Bench) -> list[tuple[str, str]]:
    """Everything that the keeper has, as whoever tells of it is given it."""
    answer = bench.ask(say.Touches(""))
    assert isinstance(answer, say.TouchesAre)
    return [(one.member, one.zone) for one in answer.touches]


def unseen(bench: Bench, steward: str) -> int:
    """How many of them are new to a steward."""
    answer = bench.ask(say.Touches(steward))
    assert isinstance(answer, say.TouchesAre)
    return sum(one.number > answer.seen for one in answer.touches)


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


def test_nothing_that_may_be_asked_takes_it_away_before_its_time_nor_does_a_restart(
    bench: Bench, keeper_clock: Clock
) -> None:
    item, _key = bench.seal("h1")
    plant(bench, "h1")
    bench.open("dana", item)
    for after in (1, 2**40):
        assert bench.ask(say.Touches("sol", after)) == say.TouchesAre((), 0)
    assert bench.ask(say.SeeTouches(bench.sessions["sol"], 2**40)) == say.Done()
    bench.keeper.close()
    bench.keeper = type(bench.keeper)(bench.folder / "keeper.sqlite3", now=keeper_clock)
    bench.keeper.unseal("correct horse battery staple porch")
    keeper_clock.move(days=44)
    bench.keeper.tick()
    assert touches(bench) == [("dana", "north")] and unseen(bench, "sol") == 0
    keeper_clock.move(days=2)
    bench.keeper.tick()
    assert touches(bench) == []


def test_each_steward_sees_it_for_themselves_in_an_unlocked_session_and_never_ahead(bench: Bench) -> None:
    (first, _key), (later, _other) = bench.seal("h1"), bench.seal("h2")
    plant(bench, "h1")
    plant(bench, "h2")
    bench.open("dana", first)
    assert bench.ask(say.SeeTouches(bytes(32), 9)) == say.Refusal(No.LOCKED.value)
    assert (unseen(bench, "sol"), unseen(bench, "sam")) == (1, 1)
    assert bench.ask(say.SeeTouches(bench.sessions["sol"], 2**40)) == say.Done()
    assert (unseen(bench, "sol"), unseen(bench, "sam")) == (0, 1), "nobody sees it for another"
    assert [one["who"] for one in logged(bench) if one.get("power") == "saw honey"] == ["sol"]
    bench.open("dana", later)
    assert unseen(bench, "sol") == 1, "what was not there yet was not seen"


def test_nobody_makes_one_end_before_its_day(bench: Bench) -> None:
    """Whoever holds the web process names every record again with a time that is over, and opens them then."""
    item, _key = bench.seal("h1")
    plant(bench, "h1")
    plant(bench, "h1", until=0)
    bench.keeper.tick()
    bench.open("dana", item)
    assert touches(bench) == [("dana", "north")]


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
