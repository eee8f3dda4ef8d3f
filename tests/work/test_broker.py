"""The broker between hosts: what is handed over is given to one, comes again until it is acknowledged, and outlives a kill."""

import asyncio
import subprocess  # noqa: F401  the server is a program of its own
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import nats
import nkeys
import pytest
from nacl.signing import SigningKey

from tests.channels.tls_peer import make_authority
from tests.nats_server import NatsServer, nats_serving
from tests.running import until
from wekeep.work.broker import Broker, BrokerAway
from wekeep.work.rules.broker import KEPT, Given, NoBroker, Post, Queue, where

QUEUE = Queue("TRY", "try.>", (("try-a", "try.a"), ("try-b", "try.b")))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NatsServer]:
    with nats_serving(tmp_path) as one:
        yield one


@pytest.fixture
def brokers() -> Iterator["Brokers"]:
    with ExitStack() as stack:
        yield Brokers(stack)


class Brokers:
    """Connections of several processes."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def begin(self, *urls: str, queue: Queue | None = QUEUE, **more: str) -> Broker:
        """One that need not be connected."""
        there = where(urls, **more)  # type: ignore[arg-type]
        assert there is not None
        one = Broker(there, queue)
        one.start()
        self._stack.callback(one.stop)
        return one

    def connect(self, *urls: str, queue: Queue | None = QUEUE, **more: str) -> Broker:
        one = self.begin(*urls, queue=queue, **more)
        until(one.is_up, "it did not connect")
        return one


def post(key: str, line: str = "a") -> Post:
    return Post(f"try.{line}", key, key.encode())


def bodies(given: list[Given]) -> list[str]:
    return [one.body.decode() for one in given]


def test_what_is_handed_over_twice_is_there_once(server: NatsServer, brokers: Brokers) -> None:
    one, other = brokers.connect(server.url), brokers.connect(server.url)
    one.hand_over([post("1.0"), post("2.0")])
    other.hand_over([post("2.0"), post("3.0")])
    assert bodies(one.pull("try-a", 10)) == ["1.0", "2.0", "3.0"]


def test_what_one_was_given_no_other_is_given(server: NatsServer, brokers: Brokers) -> None:
    one, other = brokers.connect(server.url), brokers.connect(server.url)
    one.hand_over([post("1.0"), post("2.0")])
    assert bodies(one.pull("try-a", 1)) + bodies(other.pull("try-a", 10)) == ["1.0", "2.0"]
    assert other.pull("try-a", 10) == []


def test_each_line_is_pulled_by_itself(server: NatsServer, brokers: Brokers) -> None:
    one = brokers.connect(server.url)
    one.hand_over([post("1.0"), post("2.0", "b")])
    assert bodies(one.pull("try-b", 10)) == ["2.0"]


def test_what_is_put_off_comes_again_and_what_is_acknowledged_does_not(server: NatsServer, brokers: Brokers) -> None:
    one = brokers.connect(server.url)
    one.hand_over([post("1.0"), post("2.0")])
    done, later = one.pull("try-a", 10)
    one.acknowledge(done)
    one.put_off(later, 0.1)
    found: list[Given] = []

    def came() -> bool:
        found.extend(one.pull("try-a", 10))
        return bool(found)

    until(came)
    assert bodies(found) == ["2.0"]


def test_a_killed_server_is_found_again_with_what_it_had(server: NatsServer, brokers: Brokers) -> None:
    one = brokers.connect(server.url)
    one.hand_over([post("1.0"), post("2.0")])
    one.acknowledge(one.pull("try-a", 1)[0])
    until(lambda: one.pull("try-a", 0) == [])
    server.kill()
    until(lambda: not one.is_up())
    with pytest.raises(BrokerAway):
        one.hand_over([post("3.0")])
    server.start()
    until(one.is_up)
    assert bodies(one.pull("try-a", 10)) == ["2.0"]


def test_a_server_that_lost_everything_is_made_ready_again(server: NatsServer, brokers: Brokers) -> None:
    one = brokers.connect(server.url)
    server.kill()
    until(lambda: not one.is_up())
    server.forget()
    server.start()
    until(one.is_up)
    one.hand_over([post("1.0")])
    assert bodies(one.pull("try-a", 10)) == ["1.0"]


def test_a_queue_that_somebody_took_away_is_made_again(server: NatsServer, brokers: Brokers) -> None:
    one = brokers.connect(server.url)

    async def take_away() -> None:
        line = await nats.connect(server.url)
        await line.jetstream().delete_stream(QUEUE.name)
        await line.close()

    asyncio.run(take_away())
    with pytest.raises(BrokerAway):
        one.hand_over([post("1.0")])
    until(one.is_up)
    one.hand_over([post("1.0")])
    assert bodies(one.pull("try-a", 10)) == ["1.0"]


def test_a_queue_of_an_older_version_is_made_as_it_should_be(
    server: NatsServer, brokers: Brokers, monkeypatch: pytest.MonkeyPatch
) -> None:
    brokers.connect(server.url).hand_over([post("1.0")])
    monkeypatch.setattr("wekeep.work.streams.KEPT", KEPT / 2)
    assert bodies(brokers.connect(server.url).pull("try-a", 10)) == ["1.0"]


def test_one_of_several_servers_is_enough(server: NatsServer, brokers: Brokers) -> None:
    one = brokers.connect("nats://127.0.0.1:1", server.url, "nats://127.0.0.1:2")
    assert one.pull("try-a", 10) == []


def test_another_process_hears_a_knock(server: NatsServer, brokers: Brokers) -> None:
    heard: list[str] = []
    ear = Broker(where((server.url,)))  # type: ignore[arg-type]
    ear.hear(heard.append)
    ear.start()
    until(ear.is_up)
    one = brokers.connect(server.url, queue=None)

    def was_heard() -> bool:
        one.knock("alerts")
        return bool(heard)

    until(was_heard)
    ear.stop()
    assert set(heard) == {"alerts"}


def test_nobody_waits_for_a_broker_that_is_away(brokers: Brokers) -> None:
    one = brokers.begin("nats://127.0.0.1:1")
    one.knock("alerts")
    assert not one.is_up()
    with pytest.raises(BrokerAway):
        one.pull("try-a", 1)


def test_over_tls_a_key_opens_and_an_unknown_authority_does_not(tmp_path: Path, brokers: Brokers) -> None:
    authority, certificate = make_authority(tmp_path / "ours")
    stranger, _theirs = make_authority(tmp_path / "theirs")
    key = nkeys.from_seed(nkeys.encode_seed(bytes(SigningKey.generate()), nkeys.PREFIX_BYTE_USER))
    seed = tmp_path / "seed"
    seed.write_bytes(bytes(key.seed))
    config = (
        f'tls {{ cert_file: "{certificate}", key_file: "{certificate}", handshake_first: true }}\n'
        f"authorization {{ users: [{{ nkey: {key.public_key.decode()} }}] }}"
    )
    with nats_serving(tmp_path / "server", config) as server:
        url = server.url.replace("nats://", "tls://")
        one = brokers.connect(url, credentials=str(seed), authority=authority)
        deceived = brokers.begin(url, credentials=str(seed), authority=stranger)
        without = brokers.begin(url, authority=authority)
        one.hand_over([post("1.0")])
        assert bodies(one.pull("try-a", 1)) == ["1.0"]
        until(lambda: deceived.trouble and without.trouble)
        assert deceived.trouble == "SSLCertVerificationError"
        assert not deceived.is_up() and not without.is_up()


def test_a_server_that_says_it_knows_no_tls_is_not_told_the_password(server: NatsServer, brokers: Brokers) -> None:
    deceived = brokers.begin(server.url.replace("nats://", "tls://ours:secret@"))
    brokers.connect(server.url.replace("nats://", "nats://ours:secret@"))
    until(lambda: deceived.trouble)
    # nothing but the first words of TLS was sent, and those the server does not know
    assert deceived.trouble in ("SSLError", "ConnectionResetError") and not deceived.is_up()


@pytest.mark.parametrize("bad", ["http://nats:4222", "nats:4222", "tls://nats:4222/x", "tls://a b:4222"])
def test_what_is_no_address_of_a_broker_is_refused(bad: str) -> None:
    with pytest.raises(NoBroker):
        where((bad,))


def test_servers_with_and_without_tls_are_not_mixed() -> None:
    with pytest.raises(NoBroker):
        where(("tls://one:4222", "nats://two:4222"))
    assert where(()) is None
