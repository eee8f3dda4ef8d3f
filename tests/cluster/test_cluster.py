"""Whoever of a cluster dies in the middle of an alert: nobody is left out, and no phone shows it twice.

WEKEEP_TEST_CLUSTER=100000 sends to so many phones.
"""

import asyncio
import subprocess  # noqa: F401  every host is a program of its own
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

import nats
import pytest
from nats.js.api import StreamState

from tests.channels.peers import PushPeer, serving
from tests.cluster.hosts import Cluster, phones_wanted
from tests.running import answers, until
from wekeep.channels.kinds.webpush import loopback
from wekeep.channels.kinds.webpush.loopback import LoopbackPush, Message, Phone

PHONES = phones_wanted(3_000)
# what one sender has in hand of a channel that carries many: two batches
IN_HAND = 2 * 1_000
PATIENCE = 240 + PHONES / 100
# for all of it, from the first phone on
ALL_IN_ALL = 900 + PHONES / 20


class Book:
    """Which phone got which alert how often."""

    def __init__(self) -> None:
        self.came = defaultdict[str, Counter[str]](Counter)

    def note(self, phone: Phone, message: Message) -> None:
        self.came[str(message.payload["c"]).partition(".")[0]][phone.path] += 1


@pytest.fixture(scope="module")
def book() -> Book:
    return Book()


@pytest.fixture(scope="module")
def sink(book: Book) -> Iterator[PushPeer]:
    """The push service, in this process: it outlives them all."""
    peer = PushPeer()
    peer.service = LoopbackPush(arrived=book.note)
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


class Alerts:
    """Alerts to every phone, and what the phones got of each."""

    def __init__(self, cluster: Cluster, book: Book, phones: list[Phone]) -> None:
        self._cluster, self._book, self._phones = cluster, book, phones

    def tell(self, code: str) -> None:
        """Send one; return when some phones have it and some have not."""
        self._cluster.alert(code)
        came = self._book.came[code]
        until(lambda: len(came) > PHONES // 4, "nothing was sent")
        assert len(came) < PHONES, "it was over before anybody was killed"

    def wait(self, code: str) -> None:
        """Until none of this one waits any more."""
        until(lambda: self._cluster.counts(code) == (0, PHONES), "not all were told", PATIENCE)

    def judge(self, code: str, most_doubled: int) -> None:
        """Every phone was told, and the few that were told twice show it once: the second replaces the first."""
        came = [self._book.came[code][one.path] for one in self._phones]
        shown = [sum(message.payload["c"].startswith(code) for message in one.messages) for one in self._phones]
        sys.stderr.write(f"{code}: {PHONES} phones, told {sum(n > 0 for n in came)}, twice {sum(came) - PHONES}\n")
        assert min(came) == 1 and set(shown) == {1}
        assert max(came) <= 2 and sum(came) - PHONES <= most_doubled


@pytest.mark.timeout(ALL_IN_ALL)
def test_whoever_is_killed_in_the_middle_of_an_alert_every_phone_shows_it_once(
    cluster: Cluster, sink: PushPeer, book: Book, phones: list[dict[str, str]]
) -> None:
    """One test and not four: a cluster takes half a minute to stand."""
    alerts = Alerts(cluster, book, [sink.phone(one) for one in phones])
    cluster.alert("calm")
    alerts.wait("calm")
    assert asyncio.run(_standing(cluster)).last_seq >= PHONES // 1_000, "the broker gave out nothing"
    sink.slow_seconds = 0.05

    alerts.tell("web")
    dead, *others = cluster.webs
    dead.kill()
    assert not answers(dead.address) and all(answers(one.address) for one in others)
    alerts.wait("web")

    alerts.tell("broker")
    cluster.nats.kill()
    # the database alone gives the rest out
    alerts.wait("broker")
    cluster.nats.start()
    cluster.wait_for_broker()

    # these two leave leases behind, one after the other: a phone that both met would rightly be told a third time
    alerts.tell("sender")
    cluster.senders[0].kill()
    alerts.wait("sender")
    alerts.tell("database")
    cluster.database.kill()
    cluster.database.start()
    cluster.senders[0].start()
    alerts.wait("database")

    for code, most_doubled in (("calm", 0), ("web", 0), ("broker", 0), ("sender", IN_HAND), ("database", 3 * IN_HAND)):
        alerts.judge(code, most_doubled)
    sink.slow_seconds = 0
    cluster.alert("after")
    alerts.wait("after")
    alerts.judge("after", 0)
    until(lambda: asyncio.run(_standing(cluster)).messages == 0, "the broker keeps what is done")


async def _standing(cluster: Cluster) -> StreamState:
    line = await nats.connect(cluster.nats.url)
    try:
        return (await line.jetstream().stream_info("WEKEEP_SENDING")).state
    finally:
        await line.close()
