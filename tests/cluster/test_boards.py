"""Boards of several hosts, each a process: whoever dies, every board hears everything once and in its order."""

import asyncio
import subprocess  # noqa: F401  every host is a program of its own
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import nats
import pytest

from tests.cast import Cast
from tests.journal.test_stream import Ear, happen
from tests.nats_server import NatsServer, nats_serving
from tests.running import environment, process, server, until
from tests.silent_line import SilentLine
from wekeep.journal import queries
from wekeep.journal.rules.event import Event, Page
from wekeep.journal.telling import FEED
from wekeep.kit import clock

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 12


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[NatsServer]:
    with nats_serving(tmp_path / "nats") as one:
        yield one


class Hosts:
    """Two web processes, of which one reaches the broker over a line that can fall silent, and one for jobs."""

    def __init__(self, stack: ExitStack, folder: Path, broker: NatsServer) -> None:
        self._stack, self._folder, self.broker = stack, folder, broker
        self.line = SilentLine(broker.port)
        stack.callback(self.line.close)
        self._same: dict[str, Any] = {"WEKEEP_SITE_URL": "http://localhost:8000", "WEKEEP_KEEPER_APART": "yes"}
        self._same |= {"WEKEEP_SENDER_APART": "yes", "WEKEEP_LOG_LEVEL": "ERROR"}
        self.addresses = [self._web(broker.url), self._web(self.line.url)]
        self.start_worker()

    def _web(self, url: str) -> str:
        one = server(self._folder, "--no-worker", WEKEEP_NATS_URL=url, **self._same)
        return self._stack.enter_context(one)[0]

    def start_worker(self) -> None:
        env = environment(self._folder, WEKEEP_NATS_URL=self.broker.url, **self._same)
        self.worker = self._stack.enter_context(process("-m", "wekeep.desk.command", "worker", env=env))

    def kill_worker(self) -> None:
        self.worker.close()


def put(url: str, body: bytes) -> None:
    """Whoever may fill the stream says this."""

    async def say() -> None:
        line = await nats.connect(url)
        await line.jetstream().publish(FEED.put, body)
        await line.close()

    asyncio.run(say())


def is_told(broker: NatsServer) -> bool:
    """Whether somebody tells."""

    async def standing() -> int:
        line = await nats.connect(broker.url)
        try:
            return (await line.jetstream().stream_info(FEED.name)).state.messages
        except nats.js.errors.NotFoundError:
            return 0
        finally:
            await line.close()

    return asyncio.run(standing()) > 0


def test_whoever_dies_every_board_hears_everything_once_and_in_its_order(
    cast: Cast, broker: NatsServer, data_folder: Path
) -> None:
    dana, omar = cast.dana, cast.omar
    with ExitStack() as stack:
        hosts = Hosts(stack, data_folder, broker)
        until(lambda: is_told(broker), "nobody tells")
        ears = [Ear(address, one) for address in hosts.addresses for one in (dana, omar)]
        for ear in ears:
            stack.callback(ear.close)
        said: list[str] = []

        def and_then(change: Callable[[], object]) -> None:
            """This happens while things are written down, and all of them are heard everywhere."""
            news = [f"n-{len(said) + n}" for n in range(2 * EACH)]
            for about in news[:EACH]:
                happen(about)
            change()
            for about in news[EACH:]:
                happen(about)
            said.extend(news)
            for ear in ears:
                ear.hears(*said)

        and_then(lambda: None)
        and_then(hosts.line.fall_silent)
        and_then(hosts.line.speak_again)
        and_then(broker.kill)
        and_then(broker.start)
        until(lambda: is_told(broker), "nobody tells after the broker came back")
        and_then(hosts.kill_worker)
        and_then(hosts.start_worker)
        until(lambda: is_told(broker), "the new worker tells nothing")
        # that boards hear what is told, and not their own reading, is seen by what stands nowhere else
        told = Event(queries.last_number() + 1, "duty.begun", "told", "north", "", clock.now(), {})

        def heard_from_the_broker() -> bool:
            put(broker.url, Page(told.number, (told,)).written())
            return all(ear.heard[-1:] == ["told"] for ear in ears)

        until(heard_from_the_broker, "boards do not listen to the broker")
        assert all(ear.heard == [*said, "told"] for ear in ears)
