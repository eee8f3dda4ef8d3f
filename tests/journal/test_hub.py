"""The hub inside one process: a reader who takes nothing is cut off, and costs the others nothing."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from wekeep.journal.queries import Event
from wekeep.journal.views import stream
from wekeep.journal.views.stream import Hub, Listener, Stream
from wekeep.kit import clock

SCOPE = {"type": "http", "method": "GET", "path": "/live/events", "headers": [], "query_string": b""}


def event(number: int, zone: str = "north") -> Event:
    return Event(number, "duty.begun", f"n-{number}", zone, "system", clock.now(), {})


def test_a_listener_who_does_not_read_is_cut_off_and_others_hear_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "WRITE_SECONDS", 0.05)

    async def story() -> tuple[int, list[bytes]]:
        hub = Hub()
        door = Stream(hub, lambda _scope: ("dana", frozenset({"north"})))
        heard: list[bytes] = []

        async def stuck(message: MutableMapping[str, Any]) -> None:
            if b"n-1" in message.get("body", b""):
                await asyncio.Event().wait()

        async def reads(message: MutableMapping[str, Any]) -> None:
            heard.append(message.get("body", b""))

        async def stays() -> MutableMapping[str, Any]:
            await asyncio.Event().wait()
            return {}

        slow = asyncio.create_task(door(dict(SCOPE), stays, stuck))
        quick = asyncio.create_task(door(dict(SCOPE), stays, reads))
        while hub.count < 2:
            await asyncio.sleep(0)
        hub._hand_out(event(1))
        await slow
        left = hub.count
        hub._hand_out(event(2))
        while not any(b"n-2" in chunk for chunk in heard):
            await asyncio.sleep(0)
        quick.cancel()
        return left, heard

    left, heard = asyncio.run(story())
    assert left == 1
    assert b"n-1" in b"".join(heard)


def test_one_who_opens_ever_more_streams_holds_no_more_than_a_few_and_the_others_keep_theirs() -> None:
    async def story() -> tuple[int, bool, bool]:
        hub, asked = Hub(), iter(["amina", *["omar"] * (stream.MOST_OF_ONE + 30)])
        door = Stream(hub, lambda _scope: (next(asked), frozenset({"north"})))

        async def reads(message: MutableMapping[str, Any]) -> None:
            pass

        async def stays() -> MutableMapping[str, Any]:
            await asyncio.Event().wait()
            return {}

        amina = asyncio.create_task(door(dict(SCOPE), stays, reads))
        while hub.count < 1:
            await asyncio.sleep(0.001)
        omars = [asyncio.create_task(door(dict(SCOPE), stays, reads)) for _ in range(stream.MOST_OF_ONE + 30)]
        await asyncio.gather(*omars[:10])
        while hub.count > stream.MOST_OF_ONE + 1 or sum(not one.done() for one in omars) > stream.MOST_OF_ONE:
            await asyncio.sleep(0.001)
        held, newest, others = hub.count, omars[-1].done(), amina.done()
        for one in (amina, *omars):
            one.cancel()
        return held, newest, others

    held, newest, others = asyncio.run(story())
    assert held == stream.MOST_OF_ONE + 1
    assert not newest and not others


def test_a_queue_that_runs_over_marks_its_listener_lost() -> None:
    listener = Listener(frozenset({"north"}))
    for number in range(stream.QUEUE_LIMIT):
        listener.put(b"%d" % number)
    assert not listener.lost
    listener.put(b"one too many")
    assert listener.lost


@pytest.mark.parametrize(
    ("zones", "zone", "hears"),
    [({"north"}, "north", True), ({"north"}, "south", False), ({"north"}, "", True), ({"*"}, "south", True)],
)
def test_who_hears_what(zones: set[str], zone: str, hears: bool) -> None:
    assert Listener(frozenset(zones)).hears(event(1, zone)) is hears


def test_what_was_heard_from_another_process_is_not_heard_again() -> None:
    listener = Listener(frozenset({"north"}), since=5)
    assert [n for n in range(3, 8) if listener.hears(event(n))] == [6, 7]


def test_the_wire_carries_codes_and_no_line_of_its_own() -> None:
    chunk = stream.as_chunk(event(7)).decode()
    first, second, third, *rest = chunk.split("\n")
    assert (first, second) == ("id: 7", "event: duty.begun")
    assert third.startswith('data: {"kind":"duty.begun","about":"n-7"')
    assert rest == ["", ""]
