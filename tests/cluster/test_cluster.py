"""Whoever of a cluster dies in the middle of an alert: nobody is left out, and no phone shows it twice.

WEKEEP_TEST_CLUSTER=100000 sends to so many phones.
"""

import asyncio
import subprocess  # noqa: F401  every host is a program of its own
import sys
from collections.abc import Callable, Iterator

import nats
import pytest

from tests.channels.peers import PushPeer, serving
from tests.cluster.hosts import Cluster, phones_wanted
from tests.running import answers, until
from wekeep.channels.kinds.webpush import loopback

PHONES = phones_wanted(3_000)
# what one sender has in hand of a channel that carries many: two batches
IN_HAND = 2 * 1_000
PATIENCE = 240 + PHONES / 100


@pytest.fixture(scope="module")
def sink() -> Iterator[PushPeer]:
    """The push service, in this process: it outlives them all."""
    peer = PushPeer()
    with pytest.MonkeyPatch.context() as patch, serving(peer) as peer.origin:
        patch.setattr(loopback, "MOST_PHONES", max(loopback.MOST_PHONES, PHONES))
        yield peer


@pytest.fixture(scope="module")
def phones(sink: PushPeer) -> list[dict[str, str]]:
    return [sink.new_address() for _n in range(PHONES)]


@pytest.fixture(scope="module")
def cluster(phones: list[dict[str, str]]) -> Iterator[Cluster]:
    one = Cluster()
    try:
        one.keep(phones)
        one.start()
        yield one
    finally:
        one.close()


def kill_a_web(cluster: Cluster, go_on: Callable[[], None]) -> None:
    dead, *others = cluster.webs
    dead.kill()
    assert not answers(dead.address) and all(answers(one.address) for one in others)
    go_on()
    dead.start()


def kill_a_sender(cluster: Cluster, go_on: Callable[[], None]) -> None:
    cluster.senders[0].kill()
    go_on()
    cluster.senders[0].start()


def kill_the_broker(cluster: Cluster, go_on: Callable[[], None]) -> None:
    cluster.nats.kill()
    # the database alone gives the rest out
    go_on()
    cluster.nats.start()


def kill_the_database(cluster: Cluster, go_on: Callable[[], None]) -> None:
    cluster.database.kill()
    cluster.database.start()
    go_on()


@pytest.mark.parametrize(
    ("kill", "most_doubled"),
    [(kill_a_web, 0), (kill_the_broker, 0), (kill_a_sender, IN_HAND), (kill_the_database, 3 * IN_HAND)],
)
def test_whoever_is_killed_in_the_middle_of_an_alert_every_phone_shows_it_once(
    cluster: Cluster,
    sink: PushPeer,
    phones: list[dict[str, str]],
    kill: Callable[[Cluster, Callable[[], None]], None],
    most_doubled: int,
) -> None:
    code, asked, all_of_them = kill.__name__.replace("_", ""), sink.asked, [sink.phone(one) for one in phones]
    before = [one.came for one in all_of_them]
    sink.slow_seconds = 0.05
    cluster.alert(code)
    until(lambda: sink.asked > asked + PHONES // 4, "nothing was sent")
    assert sink.asked < asked + PHONES, "it was over before anybody was killed"
    kill(cluster, lambda: until(lambda: cluster.counts(code) == (0, PHONES), "not all were told", PATIENCE))
    came = [one.came - earlier for one, earlier in zip(all_of_them, before, strict=True)]
    shown = [sum(message.payload["c"].startswith(code) for message in one.messages) for one in all_of_them]
    sys.stderr.write(f"{code}: {PHONES} phones, told {sum(n > 0 for n in came)}, twice {sum(came) - PHONES}\n")
    assert min(came) == 1 and set(shown) == {1}
    assert max(came) <= 2 and sum(came) - PHONES <= most_doubled


def test_the_broker_gave_out_what_was_sent_and_has_nothing_left(cluster: Cluster, sink: PushPeer) -> None:
    async def standing() -> tuple[int, int]:
        line = await nats.connect(cluster.nats.url)
        state = (await line.jetstream().stream_info("WEKEEP_SENDING")).state
        await line.close()
        return state.messages, state.last_seq

    sink.slow_seconds = 0
    cluster.alert("calm")
    until(lambda: cluster.counts("calm") == (0, PHONES), "not all were told", PATIENCE)
    until(lambda: asyncio.run(standing())[0] == 0, "the broker keeps what is done")
    assert asyncio.run(standing())[1] >= PHONES // 1_000
