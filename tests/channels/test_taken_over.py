"""A sender that dies, or stands still for longer than its lease: another tells its people, and it tells nobody again."""

import signal
import sqlite3
import subprocess  # noqa: F401  each sender is a program of its own
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.channels.peers import serving
from tests.channels.test_every_channel import keep, letter, states
from tests.channels.test_made_ready import Watched, stock
from tests.keeping import Keeping
from tests.nats_server import nats_serving
from tests.nursery import Program
from tests.running import environment, process, until
from wekeep.channels.actions import books, outbox, sending
from wekeep.channels.actions.holding import PULSE, Hold
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.models import Batch
from wekeep.channels.rules.delivery import LEASE, SECONDS_BETWEEN_SIGNS_OF_LIFE, SURELY_HELD_SECONDS, Rank, State
from wekeep.channels.taking_over import LOOKS_EVERY_SECONDS
from wekeep.kit import clock
from wekeep.work.rules.task import LIMIT

PHONES = 1_100
# far less than it took while a lease lasted for more than a minute
# longer than the database waits for one who stands still in the middle of a write
PATIENCE = 90


@pytest.fixture
def push() -> Iterator[Watched]:
    peer = Watched()
    with pytest.MonkeyPatch.context() as patch, serving(peer) as peer.origin:
        patch.setattr(settings, "ALLOW_LOOPBACK_ENDPOINTS", True)
        yield peer


class Senders:
    """Processes that send from this test's outbox, with a broker between them or without one."""

    def __init__(self, stack: ExitStack, folder: Path, broker: str) -> None:
        self._stack = stack
        self._env = environment(
            folder,
            WEKEEP_KEEPER_SOCKET=str(settings.KEEPER_SOCKET),
            WEKEEP_ALLOW_LOOPBACK_ENDPOINTS="yes",
            WEKEEP_LOG_LEVEL="ERROR",
            **({"WEKEEP_NATS_URL": broker} if broker else {}),
        )

    def start(self) -> Program:
        return self._stack.enter_context(process("-m", "wekeep.desk.command", "sender", env=self._env))


@pytest.fixture(params=["the database alone", "a broker"])
def senders(request: pytest.FixtureRequest, tmp_path: Path, data_folder: Path) -> Iterator[Senders]:
    with ExitStack() as stack:
        broker = stack.enter_context(nats_serving(tmp_path / "nats")).url if request.param == "a broker" else ""
        yield Senders(stack, data_folder, broker)


def hold_in_the_middle(push: Watched, sender: Program, code: str, to: list[Recipient], how: int) -> None:
    """An alert of which that one has everything in hand and something on the line, when this happens to it."""
    asked, push.slow_seconds = push.asked, 0.05
    outbox.hand_over(letter(code, code), to)
    until(lambda: push.asked > asked + PHONES // 8 and not Batch.objects.filter(lease_by="", queued__gt=0).exists())
    sender.send_signal(how)
    while how == signal.SIGSTOP and not can_be_written():
        sender.send_signal(signal.SIGCONT)
        time.sleep(0.02)
        sender.send_signal(how)
    push.slow_seconds = 0
    assert states().count(State.QUEUED) > PHONES // 4


def can_be_written() -> bool:
    """Whether it did not stand still in the middle of a write: SQLite has one writer, which nothing but its end makes let go."""
    if connection.vendor != "sqlite":
        return True
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=2, isolation_level=None)) as base:
        try:
            base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        base.execute("ROLLBACK")
    return True


def all_told() -> bool:
    return set(states()) == {State.HANDED_OVER}


def test_others_begin_when_whoever_lives_would_long_have_renewed() -> None:
    lease = LEASE.total_seconds()
    assert 3 * SECONDS_BETWEEN_SIGNS_OF_LIFE < SURELY_HELD_SECONDS < lease
    assert lease + LOOKS_EVERY_SECONDS < 10, "whoever waits for a dead sender's people is told so long after"


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_a_slow_server_is_kept_by_a_thread_that_waits_for_nobody() -> None:
    outbox.hand_over(letter(), [Recipient("nobody", "email", "en")])
    hold = Hold()
    with PULSE.keeping(hold):
        assert sending._lease(1, Batch.objects.all(), hold)
        [first] = Batch.objects.values_list("lease_until", flat=True)
        until(lambda: Batch.objects.exclude(lease_until=first).exists())
        assert not hold.is_lost()


def test_what_was_not_renewed_in_time_is_lost_for_good() -> None:
    now = 100.0
    hold = Hold(lambda: now)
    assert not hold.is_lost(), "nothing is in hand"
    now += 3_000
    hold = Hold(lambda: now)
    hold.take("first")
    now += SURELY_HELD_SECONDS - 1
    hold.take("second")
    hold.renewed(hold.renewable(), now)
    now += SURELY_HELD_SECONDS
    assert not hold.is_lost() and hold.renewable() == {"first", "second"}
    asked = now
    now += 0.1
    assert hold.is_lost() and not hold.renewable()
    # this was asked before it was lost and answered afterwards: by then others may have had it
    hold.renewed(frozenset({"first"}), asked)
    assert hold.is_lost()


def test_a_run_that_never_ends_is_not_kept_for_ever() -> None:
    now = 0.0
    hold = Hold(lambda: now)
    hold.take("one")
    while hold.renewable():
        hold.renewed(hold.renewable(), now)
        now += SECONDS_BETWEEN_SIGNS_OF_LIFE
    assert LIMIT.total_seconds() <= now < LIMIT.total_seconds() + SURELY_HELD_SECONDS


@pytest.mark.django_db
def test_those_whom_a_dead_sender_had_go_first_in_their_rank_and_once_only() -> None:
    for code, rank in (("high", Rank.FIRST), ("left", Rank.ALERT), ("fresh", Rank.ALERT), ("killer", Rank.ALERT)):
        outbox.hand_over(replace(letter(code, code), rank=rank), [Recipient(code, "email", "en")])
    past = clock.now() - LEASE
    for code, tries in (("left", 1), ("killer", 2)):
        rows = Batch.objects.filter(letter__code=code)
        rows.update(attempts=tries, lease_by="dead", lease_until=past)
    assert outbox.queue_interrupted() == 2
    order = []
    while token := sending._lease(1, books.due("email", clock.now(), retries=True), Hold()):
        order.append(Batch.objects.get(lease_by=token).letter.code)
    assert order == ["high", "left", "fresh", "killer"]
    assert outbox.queue_interrupted() == 0, "all of it is in living hands"


@pytest.mark.django_db(transaction=True)
def test_what_one_has_in_hand_another_sends_and_whoever_comes_back_sends_nobody_anything(
    keeping: Keeping, push: Watched, senders: Senders
) -> None:
    addresses = [push.new_address() for _n in range(PHONES)]
    to = [Recipient(keep(push, one), "webpush", "en") for one in addresses]
    stock()
    one = senders.start()
    hold_in_the_middle(push, one, "killed", to, signal.SIGKILL)
    two = senders.start()
    until(all_told, "nobody took over from the dead", PATIENCE)

    stock()
    hold_in_the_middle(push, two, "stopped", to, signal.SIGSTOP)
    three = senders.start()
    until(all_told, "nobody took over from whoever stands still", PATIENCE)
    three.send_signal(signal.SIGTERM)
    three.wait()

    came = push.asked
    two.send_signal(signal.SIGCONT)
    # it goes on, with what is there now and with nothing of what it had
    outbox.hand_over(letter("after", "after"), to[:1])
    until(all_told)
    two.send_signal(signal.SIGTERM)
    two.wait()
    assert push.asked == came + 1
    shown = [push.came(one) for one in addresses]
    assert sorted(shown[0]) == ["after", "killed", "stopped"]
    assert all(sorted(some) == ["killed", "stopped"] for some in shown[1:])
    # no key was used twice, whoever held it when it died
    assert max(push.seen.values()) == 1
