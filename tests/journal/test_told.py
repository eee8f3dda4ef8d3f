"""What is told between hosts: boards hear it without a question to the database, and miss and double nothing where it fails."""

import asyncio
import subprocess  # noqa: F401  the broker is a program of its own
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from django.db import connections, transaction

from tests.journal.test_hub import event, everyone, joined
from tests.nats_server import NatsServer, nats_serving
from tests.nursery import PATIENCE_SECONDS
from tests.running import until
from tests.silent_line import SilentLine
from wekeep.journal import actions, queries, telling
from wekeep.journal.rules.event import MOST_ON_A_PAGE, Event, NoPage, Page, pages, read_page
from wekeep.journal.telling import FEED, Teller, knock_when_written
from wekeep.journal.views import hub as hubs
from wekeep.journal.views import told as tolds
from wekeep.journal.views.doorkeeper import Doorkeeper
from wekeep.journal.views.hub import Hub
from wekeep.journal.views.told import Told
from wekeep.kit.actor import SYSTEM
from wekeep.people.rules import kinds
from wekeep.work.broker import Broker
from wekeep.work.rules.broker import where

EVERYWHERE = frozenset({"*"})


# --- pages ---------------------------------------------------------------------------------------------------------------


def test_a_page_is_read_as_it_was_written_without_who_did_it() -> None:
    one = replace(event(7), actor="omar", details={"role": "observer", "count": 3, "is_new": True, "none": None})
    assert read_page(Page(9, (one,)).written()) == Page(9, (replace(one, actor=""),))
    assert b"omar" not in Page(9, (one,)).written()


def test_many_entries_stand_on_several_pages_none_of_them_too_long_for_the_broker() -> None:
    long: dict[str, str | int | bool | None] = {f"a_long_name_{n}": "x" * 64 for n in range(8)}
    many = [replace(event(n), about="y" * 64, zone="z" * 64, details=long) for n in range(1, 2 * MOST_ON_A_PAGE + 2)]
    made = list(pages(many))
    assert [one.upto for one in made] == [MOST_ON_A_PAGE, 2 * MOST_ON_A_PAGE, 2 * MOST_ON_A_PAGE + 1]
    assert max(len(one.written()) for one in made) < 60_000
    assert [e.number for one in made for e in read_page(one.written()).events] == [e.number for e in many]
    assert list(pages([])) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"{}",
        b'{"upto":-1,"entries":[]}',
        b'{"upto":true,"entries":[]}',
        b'{"upto":"5","entries":[]}',
        b'{"upto":5,"entries":[[5,"duty.begun","one","north","yesterday",{}]]}',
        b'{"upto":5,"entries":[[5,"duty.begun","Words of someone","north","2026-01-01T00:00:00+00:00",{}]]}',
        b'{"upto":5,"entries":[[5,"duty.begun\\nevent: reset","one","north","2026-01-01T00:00:00+00:00",{}]]}',
        b'{"upto":5,"entries":[[5,"duty.begun","one","north","2026-01-01T00:00:00+00:00",{"where":"44.98, -93.2"}]]}',
        b'{"upto":5,"entries":[[5,null,"one","north","2026-01-01T00:00:00+00:00",{}]]}',
        b'{"upto":5,"entries":[[5,"duty.begun"]]}',
        b'{"upto":5,"entries":' + b"[" * 100_000,
    ],
)
def test_what_could_not_stand_in_the_journal_is_no_page(body: bytes) -> None:
    with pytest.raises(NoPage):
        read_page(body)


# --- what waits to be taken in -------------------------------------------------------------------------------------------


def told_so(*bodies: bytes, up: Callable[[], bool] = lambda: True) -> Told:
    """What has heard these messages."""

    async def hear() -> Told:
        one = Told(up)
        one.begin(lambda: None)
        for body in bodies:
            one.hear(body)
        await asyncio.sleep(0)
        return one

    return asyncio.run(hear())


def page(*numbers: int, upto: int | None = None) -> bytes:
    return Page(numbers[-1] if upto is None else upto, tuple(event(n) for n in numbers)).written()


def numbers(found: list[Event] | None) -> list[int] | None:
    return None if found is None else [one.number for one in found]


def test_what_follows_is_taken_in_once_and_in_order() -> None:
    one = told_so(page(4, 5), page(6))
    assert numbers(one.after(3)) == [4, 5, 6]
    assert numbers(one.after(6)) == []


def test_what_two_hosts_tell_is_heard_once() -> None:
    one = told_so(page(4, 5), page(4, 5, 6), page(5, 6))
    assert numbers(one.after(3)) == [4, 5, 6]
    assert numbers(one.after(6)) == []


def test_where_something_is_missing_the_database_is_asked_and_what_follows_is_taken_in_again() -> None:
    one = told_so(page(4), page(6, 7))
    assert numbers(one.after(3)) == [4]
    assert numbers(one.after(4)) is None
    # the database said 5 and 6
    assert numbers(one.after(6)) == [7]


def test_that_something_is_missing_at_the_end_is_known_too() -> None:
    assert numbers(told_so(page(4), Page(6).written()).after(4)) is None
    assert numbers(told_so(page(4), Page(4).written()).after(4)) == []


def test_who_has_heard_nothing_for_a_while_asks_the_database() -> None:
    assert numbers(Told(lambda: True).after(3)) is None
    with pytest.MonkeyPatch.context() as patch:
        one = told_so(page(4))
        patch.setattr(tolds, "SILENCE_SECONDS", 0.0)
        assert numbers(one.after(3)) is None
    assert numbers(told_so(page(4), up=lambda: False).after(3)) is None


def test_what_comes_and_is_no_page_was_never_said() -> None:
    assert numbers(told_so(page(4), b"nonsense", page(5)).after(3)) == [4, 5]


def test_who_takes_nothing_in_for_long_keeps_no_more_than_the_newest_and_asks_the_database() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tolds, "MOST_WAITING", 3)
        one = told_so(*(page(n) for n in range(1, 9)))
    assert numbers(one.after(0)) is None
    assert numbers(one.after(5)) == [6, 7, 8]


# --- over a real broker ---------------------------------------------------------------------------------------------------


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a slow machine is no silence."""
    monkeypatch.setattr(tolds, "SILENCE_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(hubs, "TOLD_WITHIN_SECONDS", PATIENCE_SECONDS)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NatsServer]:
    with nats_serving(tmp_path) as one:
        yield one


def line_to(url: str) -> Broker:
    there = where((url,))
    assert there is not None
    return Broker(there)


@contextmanager
def telling_to(url: str) -> Iterator[None]:
    """A host that runs jobs."""
    line = line_to(url)
    teller = Teller(line)
    line.start()
    teller.start()
    try:
        yield
    finally:
        teller.stop()
        line.stop()


class Board:
    """A web process's hub, with one reader of everything; counts how often it asks the database."""

    def __init__(self, url: str) -> None:
        self.line = line_to(url)
        self._told = Told(self.line.is_up)
        self.line.listen(FEED, self._told.hear)
        self.hub = Hub(Doorkeeper(everyone), told=self._told)
        self.reads = 0
        read_on = self.hub._read_on

        def counted(number: int) -> list[Event]:
            self.reads += 1
            return read_on(number)

        self.hub._read_on = counted  # type: ignore[method-assign]

    async def open(self) -> None:
        self.line.start()
        await self.hub.start()
        self.wire = joined(self.hub, self.hub._last, zones=EVERYWHERE)[1]

    async def close(self) -> None:
        await self.hub.stop()
        self.line.stop()

    async def hears(self, *wanted: int) -> None:
        await soon(lambda: len(self.wire.heard) >= len(wanted), f"heard only {self.wire.heard}")
        assert self.wire.heard == list(wanted)

    async def is_told(self) -> None:
        """Until it takes what is told, and a question to the database that was under way has its answer."""
        await soon(self._hears_the_teller, "nobody tells it")
        turn = self.hub._read_at
        await soon(lambda: self.hub._read_at != turn, "it does not follow")

    def _hears_the_teller(self) -> bool:
        lately = monotonic() - tolds.SILENCE_SECONDS
        return self.line.is_up() and self._told._heard_at > lately and self._told._upto <= self.hub._last


@asynccontextmanager
async def boards(*urls: str) -> AsyncIterator[list[Board]]:
    made = [Board(url) for url in urls]
    try:
        for one in made:
            await one.open()
        yield made
    finally:
        for one in made:
            await one.close()


async def soon(question: Callable[[], object], what: str = "it did not happen") -> None:
    await asyncio.to_thread(until, question, what)


def write(first: int, last: int) -> None:
    for n in range(first, last + 1):
        with transaction.atomic():
            actions.record(kinds.DUTY_BEGUN, about=f"n-{n}", actor=SYSTEM, zone="north")
    connections.close_all()


async def happen(first: int, last: int) -> None:
    await asyncio.to_thread(write, first, last)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
def test_boards_of_every_host_hear_what_is_told_and_ask_the_database_nothing(server: NatsServer) -> None:
    async def story() -> None:
        async with boards(server.url, server.url) as both:
            for one in both:
                await one.is_told()
            before = [one.reads for one in both]
            await happen(1, 60)
            for one in both:
                await one.hears(*range(1, 61))
            assert [one.reads for one in both] == before

    with telling_to(server.url):
        asyncio.run(story())
    assert queries.last_number() == 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
def test_with_two_who_tell_everything_is_heard_once(server: NatsServer) -> None:
    async def story() -> None:
        async with boards(server.url) as [board]:
            await board.is_told()
            await asyncio.gather(happen(1, 40), happen(41, 80))
            await board.hears(*range(1, 81))

    with telling_to(server.url), telling_to(server.url):
        asyncio.run(story())


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
def test_a_page_that_is_lost_is_read_in_the_database(server: NatsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    heard, lost = Told.hear, list[bytes]()

    def lossy(self: Told, body: bytes) -> None:
        if read_page(body).events and not lost:
            lost.append(body)
        else:
            heard(self, body)

    monkeypatch.setattr(Told, "hear", lossy)

    async def story() -> None:
        async with boards(server.url) as [board]:
            await board.is_told()
            before = board.reads
            await happen(1, 10)
            await board.hears(*range(1, 11))
            assert lost and board.reads > before

    with telling_to(server.url):
        asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_a_web_process_on_its_own_reads_the_database(server: NatsServer) -> None:
    async def story() -> None:
        async with boards(server.url) as [board]:
            await soon(board.line.is_up)
            await happen(1, 10)
            await board.hears(*range(1, 11))

    asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_killed_and_comes_back_empty_costs_no_event_and_doubles_none(server: NatsServer) -> None:
    async def story() -> None:
        async with boards(server.url) as [board]:
            await board.is_told()
            await happen(1, 10)
            await asyncio.to_thread(server.kill)
            await happen(11, 20)
            await board.hears(*range(1, 21))
            await asyncio.to_thread(server.start)
            await soon(board.line.is_up)
            await happen(21, 30)
            await board.is_told()
            await happen(31, 40)
            await board.hears(*range(1, 41))

    with telling_to(server.url):
        asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_while_the_line_says_nothing_boards_hear_by_the_database_and_afterwards_are_told_again(
    server: NatsServer,
) -> None:
    line = SilentLine(server.port)

    async def story() -> None:
        async with boards(line.url) as [board]:
            await board.is_told()
            line.fall_silent()
            await happen(1, 10)
            await board.hears(*range(1, 11))
            line.speak_again()
            await happen(11, 20)
            await board.is_told()
            await happen(21, 30)
            await board.hears(*range(1, 31))

    with telling_to(server.url):
        asyncio.run(story())
    line.close()


@pytest.mark.django_db(transaction=True)
def test_who_tells_is_knocked_at_by_who_writes(server: NatsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "LOOKS_EVERY_SECONDS", PATIENCE_SECONDS)
    # as if what is written here were written in another process
    monkeypatch.setattr("wekeep.journal.telling.actions.on_commit_here", lambda _call: lambda: None)
    heard, web = list[bytes](), line_to(server.url)
    web.listen(FEED, heard.append)
    web.start()

    def was_told() -> bool:
        write(1, 1)
        web.knock(telling.WRITTEN)
        return any(read_page(one).events for one in heard)

    with telling_to(server.url):
        until(was_told)
    web.stop()


def test_a_commit_here_is_a_knock_at_the_others() -> None:
    knocks: list[str] = []

    class There:
        def knock(self, word: str) -> None:
            knocks.append(word)

    before = list(actions._listeners)
    knock_when_written(There())  # type: ignore[arg-type]
    [added] = [one for one in actions._listeners if one not in before]
    added()
    actions._listeners.remove(added)
    assert knocks == ["journal"]
