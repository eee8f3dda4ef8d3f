"""The hub inside one process: a reader who takes nothing costs the others nothing, and whoever is in doubt hears nothing."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import pytest

from wekeep.journal.rules.event import Event
from wekeep.journal.views import crowd, listener, memory
from wekeep.journal.views.crowd import Crowd
from wekeep.journal.views.doorkeeper import Admitted, Doorkeeper
from wekeep.journal.views.hub import BRING_AT_ONCE, Hub
from wekeep.journal.views.listener import TAKE_OVER, Group, Listener
from wekeep.journal.views.memory import Memory, as_chunk
from wekeep.journal.views.stream import Stream
from wekeep.kit import clock

NORTH = frozenset({"north"})


def event(number: int, zone: str = "north", kind: str = "duty.begun") -> Event:
    return Event(number, kind, f"n-{number}", zone, "system", clock.now(), {})


class Wire:
    """A connection that keeps what was written to it; `takes` nothing where it is stuck."""

    def __init__(self) -> None:
        self.written = b""
        self.cut = self.ended = False

    def is_closing(self) -> bool:
        return self.cut or self.ended

    def write(self, data: bytes) -> None:
        assert not self.is_closing(), "uvloop raises where one writes to a connection that is about to end"
        self.written += data

    def abort(self) -> None:
        self.cut = True

    def close(self) -> None:
        self.ended = True

    @property
    def heard(self) -> list[int]:
        return [int(line[4:]) for line in self.written.decode().splitlines() if line.startswith("id: ")]


def everyone(keys: Sequence[str]) -> dict[str, Admitted]:
    return dict.fromkeys(keys, ("omar", NORTH))


def test_a_desk_hears_its_own_and_a_board_its_own() -> None:
    board, runs, both = Group(NORTH), Group(frozenset({"runs/north"})), Group(frozenset({"south", "runs/*"}))
    assert [one.hears("north") for one in (board, runs, both)] == [True, False, False]
    assert [one.hears("north", "runs") for one in (board, runs, both)] == [False, True, True]
    assert [one.hears("") for one in (board, runs, both)] == [True, False, True], "of no zone, at the board"
    assert [one.hears("", "runs") for one in (board, runs, both)] == [False, True, True]
    assert [one.hears("south", "runs") for one in (board, runs, both)] == [False, False, True]


def joined(hub: Hub, since: int = 0, who: str = "omar", zones: frozenset[str] = NORTH) -> tuple[Listener, Wire]:
    one, wire = Listener(hub, Group(zones), who, f"key-of-{who}", since=since, sure=hub.doubts), Wire()
    one.begin(cast("asyncio.Transport", wire), b"")
    hub.join(one)
    return one, wire


async def happen(hub: Hub, *events: Event) -> None:
    hub.take(list(events))
    await hub._spread()


def test_a_listener_who_does_not_read_is_passed_over_then_cut_off_and_others_hear_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listener, "WRITE_SECONDS", 0.01)

    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        (slow, stuck), (_quick, reads) = joined(hub), joined(hub)
        slow.pause_writing()
        await happen(hub, event(1))
        await happen(hub, event(2))
        assert (stuck.heard, reads.heard) == ([], [1, 2])
        while not stuck.cut:
            await asyncio.sleep(0.001)
        slow.connection_lost(None)
        assert hub.count == 1
        assert not reads.cut

    asyncio.run(story())


def test_a_listener_who_takes_again_hears_all_it_missed_in_order_and_once() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        slow, wire = joined(hub)
        slow.pause_writing()
        await happen(hub, *(event(n) for n in range(1, 2 * BRING_AT_ONCE + 8)))
        slow.resume_writing()
        await happen(hub, event(2 * BRING_AT_ONCE + 8))
        assert wire.heard == list(range(1, 2 * BRING_AT_ONCE + 9))

    asyncio.run(story())


def test_one_who_fell_behind_what_is_remembered_is_cut_and_tells_the_next_server_where_it_was() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        hub._memory = Memory(10)
        slow, wire = joined(hub)
        slow.pause_writing()
        await happen(hub, *(event(n) for n in range(1, 30)))
        slow.resume_writing()
        assert wire.cut
        assert wire.heard == []

    asyncio.run(story())


def test_who_hears_what_is_told_zone_by_zone_from_one_reading() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        wires = {
            name: joined(hub, zones=frozenset(zones))[1]
            for name, zones in {
                "north": {"north"},
                "south": {"south"},
                "both": {"north", "south"},
                "all": {"*"},
            }.items()
        }
        await happen(hub, event(1, "north"), event(2, "south"), event(3, ""), event(4, "west"))
        heard = {name: wire.heard for name, wire in wires.items()}
        assert heard == {"north": [1, 3], "south": [2, 3], "both": [1, 2, 3], "all": [1, 2, 3, 4]}

    asyncio.run(story())


def test_only_kinds_that_are_for_boards_are_written_to_anyone() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        _one, wire = joined(hub, zones=frozenset({"*"}))
        await happen(hub, event(1, kind="sighting.held"), event(2), event(3, kind="vault.honey_opened"))
        assert wire.heard == [2]

    asyncio.run(story())


def test_what_was_heard_from_another_process_is_not_heard_again() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        _one, wire = joined(hub, since=5)
        await happen(hub, *(event(n) for n in range(3, 8)))
        assert wire.heard == [6, 7]

    asyncio.run(story())


def test_after_a_change_of_access_nobody_hears_anything_before_the_doorkeeper_was_asked() -> None:
    async def story() -> None:
        zones = {"key-of-omar": ("omar", NORTH), "key-of-vera": ("vera", NORTH), "key-of-dana": ("dana", NORTH)}
        hub = Hub(Doorkeeper(lambda keys: {key: zones[key] for key in keys if key in zones}))
        omar, vera, dana = (joined(hub, who=who)[1] for who in ("omar", "vera", "dana"))
        await happen(hub, event(1))
        # Vera's role here ends, and Dana's access altogether
        zones["key-of-vera"] = ("vera", frozenset({"south"}))
        del zones["key-of-dana"]
        await happen(hub, event(2, kind="role.ended"), event(3))
        assert omar.heard == vera.heard == dana.heard == [1]
        asking = asyncio.create_task(hub._ask_again())
        while not dana.cut:
            await asyncio.sleep(0.001)
        asking.cancel()
        assert omar.heard == [1, 3]
        assert vera.heard == dana.heard == [1]
        assert (omar.cut, vera.cut) == (False, True)

    asyncio.run(story())


def test_who_comes_in_while_access_changes_is_asked_about_again() -> None:
    async def story() -> None:
        let_in = {"key-of-omar": ("omar", NORTH)}
        hub = Hub(Doorkeeper(lambda keys: {key: let_in[key] for key in keys if key in let_in}))
        one, wire = Listener(hub, Group(NORTH), "omar", "key-of-omar", since=0, sure=hub.doubts), Wire()
        await happen(hub, event(1, kind="member.ended"), event(2))
        let_in.clear()
        one.begin(cast("asyncio.Transport", wire), b"")
        hub.join(one)
        asking = asyncio.create_task(hub._ask_again())
        while not wire.cut:
            await asyncio.sleep(0.001)
        asking.cancel()
        assert wire.heard == []

    asyncio.run(story())


def test_while_nobody_can_say_who_may_listen_nobody_in_doubt_hears_anything() -> None:
    async def story() -> None:
        asked = asyncio.Event()
        loop = asyncio.get_running_loop()

        def away(_keys: Sequence[str]) -> Mapping[str, Admitted]:
            loop.call_soon_threadsafe(asked.set)
            raise OSError

        hub = Hub(Doorkeeper(away))
        _one, wire = joined(hub)
        await happen(hub, event(1, kind="role.ended"), event(2))
        asking = asyncio.create_task(hub._ask_again())
        await asked.wait()
        await happen(hub, event(3))
        asking.cancel()
        assert (wire.heard, wire.cut) == ([], False)

    asyncio.run(story())


def test_one_who_opens_ever_more_streams_holds_no_more_than_a_few_and_the_others_keep_theirs() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        amina = joined(hub, who="amina")[1]
        omars = [joined(hub) for _ in range(crowd.MOST_OF_ONE + 30)]
        assert [wire.cut for _one, wire in omars] == [True] * 30 + [False] * crowd.MOST_OF_ONE
        for one, wire in omars:
            if wire.cut:
                one.connection_lost(None)
        assert hub.count == crowd.MOST_OF_ONE + 1
        assert not amina.cut

    asyncio.run(story())


def test_one_whose_connection_is_about_to_end_keeps_nobody_else_from_hearing() -> None:
    async def story() -> None:
        hub = Hub(Doorkeeper(everyone))
        (going, wire), (_stays, reads) = joined(hub), joined(hub)
        going.cut()
        await happen(hub, event(1))
        assert (wire.heard, reads.heard) == ([], [1])

    asyncio.run(story())


def test_nothing_is_kept_of_who_has_gone() -> None:
    kept = Crowd()
    hub = Hub(Doorkeeper(everyone))
    ones = [Listener(hub, Group(frozenset({f"z{n % 3}"})), f"m{n % 5}", "k", since=0, sure=0) for n in range(30)]
    for one in ones:
        kept.enter(one)
    assert kept.count == 30
    assert len(kept.groups()) == 3
    for one in ones:
        kept.leave(one)
        kept.leave(one)
    assert (kept.count, kept.groups(), kept._of_one) == (0, [], {})


def test_a_reader_who_goes_on_talking_is_cut() -> None:
    hub = Hub(Doorkeeper(everyone))
    one, wire = joined(hub)
    one.data_received(b"x" * listener.LONGEST_ASIDE)
    assert not wire.cut
    one.data_received(b"x")
    assert wire.cut


def answered(door: Stream, scope: dict[str, Any]) -> int:
    """The status with which the door answers a request that it does not take over."""

    async def ask() -> int:
        said: list[Any] = []

        async def send(message: Any) -> None:
            said.append(message)

        async def receive() -> Any:
            raise AssertionError

        await door({"method": "GET", "headers": [], "query_string": b"", "extensions": {}} | scope, receive, send)
        return int(said[0]["status"])

    return asyncio.run(ask())


def test_the_door_turns_away_whom_nobody_knows_and_who_comes_when_all_places_are_taken() -> None:
    known = [(b"cookie", b"session=of-omar")]
    full = Stream(lambda header: header, everyone, most=0)
    assert answered(full, {"headers": known}) == 503
    assert answered(full, {}) == 401
    assert answered(Stream(lambda header: header, lambda _keys: {}, most=9), {"headers": known}) == 401
    assert answered(full, {"method": "POST", "headers": known}) == 405


def test_a_connection_that_ended_while_the_doorkeeper_was_asked_leaves_nothing_behind() -> None:
    door = Stream(lambda header: header, everyone, most=9)

    async def ask() -> None:
        scope = {
            "method": "GET",
            "headers": [(b"cookie", b"x")],
            "query_string": b"",
            "extensions": {TAKE_OVER: lambda _p: None},
        }
        await door(scope, cast("Any", None), cast("Any", None))

    asyncio.run(ask())
    assert door.hub.count == 0


def test_many_who_knock_at_once_are_asked_about_together_and_who_knocks_meanwhile_afterwards() -> None:
    rounds: list[list[str]] = []

    async def story() -> list[Admitted | None]:
        loop, later = asyncio.get_running_loop(), []

        def admit(keys: Sequence[str]) -> dict[str, Admitted]:
            if not rounds:
                # the same key again: what was found out for the first may be old by now
                asyncio.run_coroutine_threadsafe(begin(), loop).result()
            rounds.append(list(keys))
            return {key: (key, NORTH) for key in keys if key != "stranger"}

        async def begin() -> None:
            later.append(asyncio.create_task(door.ask("a")))
            await asyncio.sleep(0)

        door = Doorkeeper(admit)
        found = list(await asyncio.gather(*(door.ask(key) for key in ("a", "b", "stranger", "b"))))
        await later[0]
        return found

    assert asyncio.run(story()) == [("a", NORTH), ("b", NORTH), None, ("b", NORTH)]
    assert rounds == [["a", "b", "stranger"], ["a"]]


def test_what_is_remembered_is_whole_from_where_it_says() -> None:
    kept = Memory(3)
    kept.begin(10, [])
    for number in (11, 14, 15, 19):
        kept.add(event(number))
    assert kept.whole_from == 11
    assert numbers(kept.after(11)) == [14, 15, 19]
    assert numbers(kept.after(15)) == [19]
    assert kept.after(19) == []


def numbers(events: Iterable[memory.Remembered]) -> list[int]:
    return [one.number for one in events]


def test_the_wire_carries_codes_and_no_line_of_its_own() -> None:
    chunk = as_chunk(event(7)).decode()
    first, second, third, *rest = chunk.split("\n")
    assert (first, second) == ("id: 7", "event: duty.begun")
    assert third.startswith('data: {"kind":"duty.begun","about":"n-7"')
    assert rest == ["", ""]
