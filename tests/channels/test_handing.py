"""Sending through the broker between hosts: the database stays the truth, and the broker says only who looks at what."""

import subprocess  # noqa: F401  the broker is a program of its own
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.channels.peers import PushPeer
from tests.channels.test_every_channel import keep, letter, states
from tests.nats_server import NatsServer, nats_serving
from tests.running import until
from tests.silent_line import SilentLine
from wekeep.channels import jobs
from wekeep.channels.actions import handing, outbox, sending
from wekeep.channels.actions.handing import Stack, sending_broker
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.kinds.webpush.kind import WebPush
from wekeep.channels.models import Batch
from wekeep.channels.pulling import Pulling
from wekeep.channels.rules.delivery import BATCH, Rank, State
from wekeep.kit import clock
from wekeep.work.broker import Broker
from wekeep.work.broker import broker as _broker
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.broker import Post, where
from wekeep.work.rules.lane import ALERTS, RETRIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[NatsServer]:
    with nats_serving(tmp_path) as one:
        settings.BROKER = where((one.url,))
        yield one


@pytest.fixture
def there(server: NatsServer) -> Iterator[Broker]:
    yield from started()


def started() -> Iterator[Broker]:
    """This process's broker, connected; stopped and forgotten afterwards."""
    for made in (sending_broker, _broker):
        made.cache_clear()
    one = sending_broker()
    assert one is not None
    one.start()
    until(one.is_up)
    yield one
    one.stop()
    for made in (sending_broker, _broker):
        made.cache_clear()


@pytest.fixture
def line(tmp_path: Path, settings: Settings) -> Iterator[SilentLine]:
    """The way to a broker, which can fall silent; whoever asks for `there` after it goes this way."""
    with nats_serving(tmp_path / "behind") as one:
        way = SilentLine(one.port)
        settings.BROKER = where((way.url,))
        yield way
        way.close()


@pytest.fixture
def over_the_line(line: SilentLine) -> Iterator[Broker]:
    yield from started()


def hand_over(push: PushPeer, code: str, many: int = 1, rank: Rank = Rank.ALERT) -> list[dict[str, str]]:
    """A letter to so many phones; returns their addresses."""
    people = [push.new_address() for _n in range(many)]
    to = [Recipient(keep(push, one), "webpush", "en") for one in people]
    outbox.hand_over(replace(letter(code, code), rank=rank), to)
    return people


def stack(there: Broker, *, retries: bool = False) -> Stack:
    return Stack(there, "webpush", retries=retries)


def is_empty(there: Broker) -> bool:
    """Whether nothing lies there that could be pulled, nor comes again."""
    return all(there.pull(f"send-webpush-{part}", 10) == [] for part in ("first", "alert", "own", "again"))


def test_what_a_job_hands_over_is_sent_by_whoever_pulls_it_and_by_nobody_else(push: PushPeer, there: Broker) -> None:
    people = hand_over(push, "letter1", 5)
    drain(ALERTS)
    assert states() == [State.QUEUED] * 5 and push.asked == 0
    assert jobs.send_given(stack(there))
    assert states() == [State.HANDED_OVER] * 5
    assert [len(push.came(one)) for one in people] == [1] * 5
    assert is_empty(there) and not jobs.send_given(stack(there))


def test_what_is_handed_over_twice_is_sent_once(push: PushPeer, there: Broker) -> None:
    [phone] = hand_over(push, "letter1")
    for _time in range(3):
        assert handing.hand_over_due("webpush", retries=False)
    jobs.send_given(stack(there))
    jobs.send_given(stack(there))
    assert push.phone(phone).came == 1 and is_empty(there)


def test_an_active_detention_is_pulled_before_what_lay_there_longer(push: PushPeer, there: Broker) -> None:
    for code, rank in (("own", Rank.OWN), ("low", Rank.ALERT), ("high", Rank.FIRST)):
        hand_over(push, code, 2, rank)
    drain(ALERTS)
    ours, order = stack(there), list[str]()
    while hand := ours.claim(1_000):
        order += [one.letter.code for one in hand.members]
    assert order == ["high"] * 2 + ["low"] * 2 + ["own"] * 2


@pytest.mark.parametrize("noise", [b"", b"x", b"1", b"-1.0", b"1.0.0", b"9" * 30 + b".0", b"\xff.0", b"1." + b"9" * 40])
def test_what_no_sender_of_ours_wrote_is_thrown_away_and_holds_up_nothing(
    push: PushPeer, there: Broker, noise: bytes
) -> None:
    there.hand_over([Post("wekeep.send.webpush.alert", f"noise{n}", noise) for n in range(30)])
    [address] = hand_over(push, "letter1", 1)
    drain(ALERTS)
    assert jobs.send_given(stack(there))
    assert len(push.came(address)) == 1 and is_empty(there)


def test_a_message_that_names_a_batch_of_another_channel_or_none_sends_nothing(push: PushPeer, there: Broker) -> None:
    hand_over(push, "letter1", 1)
    batch = Batch.objects.get()
    there.hand_over([Post("wekeep.send.email.alert", "a", f"{batch.pk}.0".encode())])
    there.hand_over([Post("wekeep.send.webpush.alert", "b", f"{batch.pk + 7}.0".encode())])
    assert not jobs.send_given(Stack(there, "email", retries=False)) and push.asked == 0
    assert not jobs.send_given(stack(there)) and push.asked == 0


def test_what_another_has_in_hand_is_not_sent_however_often_it_is_given(push: PushPeer, there: Broker) -> None:
    hand_over(push, "letter1")
    drain(ALERTS)
    assert sending.claim("webpush", 10, retries=False) is not None
    assert not jobs.send_given(stack(there))
    assert push.asked == 0
    with clock.simulated(clock.now() + timedelta(minutes=2)):
        # its holder died: the sweep finds it, and hands it over under another number
        outbox.queue_left_behind()
        drain(RETRIES)
        assert states() == [State.HANDED_OVER] or jobs.send_given(stack(there, retries=True))
    assert states() == [State.HANDED_OVER] and push.asked == 1


def test_what_was_settled_meanwhile_is_acknowledged_unsent(push: PushPeer, there: Broker) -> None:
    hand_over(push, "letter1")
    drain(ALERTS)
    outbox.withdraw(thread="letter1")
    assert not jobs.send_given(stack(there))
    assert push.asked == 0 and is_empty(there)


def test_what_failed_is_handed_over_again_when_it_is_due_and_arrives_once(push: PushPeer, there: Broker) -> None:
    [phone] = hand_over(push, "letter1")
    push.fail_next(1)
    drain(ALERTS)
    jobs.send_given(stack(there))
    assert states() == [State.QUEUED]
    with clock.simulated(clock.now() + timedelta(seconds=10)):
        drain(RETRIES)
        assert push.asked == 1
        jobs.send_given(stack(there, retries=True))
    assert states() == [State.HANDED_OVER] and push.phone(phone).came == 1 and is_empty(there)


def test_without_the_broker_the_database_sends(push: PushPeer, there: Broker, server: NatsServer) -> None:
    server.kill()
    until(lambda: not there.is_up())
    hand_over(push, "letter1", 3)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 3


def test_over_a_line_that_says_nothing_nobody_waits_and_afterwards_it_is_used_again(
    push: PushPeer, line: SilentLine, over_the_line: Broker
) -> None:
    there = over_the_line
    sender = Pulling(there)
    people = hand_over(push, "before", 3)
    drain(ALERTS)
    assert states() == [State.QUEUED] * 3
    line.fall_silent()
    # what lies there already, and what comes now
    people += hand_over(push, "while", 3)
    drain(ALERTS)
    until(lambda: sender._send("webpush", False) or states() == [State.HANDED_OVER] * 6)
    assert states() == [State.HANDED_OVER] * 6 and not there.is_up()
    line.speak_again()
    until(there.is_up, "the line was not used again")
    people += hand_over(push, "after", 3)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 6 + [State.QUEUED] * 3
    assert jobs.send_given(stack(there))
    assert [push.phone(one).came for one in people] == [1] * 9


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no test waits for a quarter of a minute."""
    monkeypatch.setattr("wekeep.work.broker.PING_SECONDS", 1)


@pytest.mark.usefixtures("hasty")
def test_a_line_on_which_nothing_was_asked_is_found_to_say_nothing(line: SilentLine, over_the_line: Broker) -> None:
    line.fall_silent()
    until(lambda: not over_the_line.is_up(), "a line that says nothing is taken for one that works")
    line.speak_again()
    until(over_the_line.is_up)


def test_what_the_broker_lost_is_sent_from_the_database(push: PushPeer, there: Broker, server: NatsServer) -> None:
    hand_over(push, "letter1", 3)
    drain(ALERTS)
    server.kill()
    server.forget()
    server.start()
    until(lambda: there.is_up() and is_empty(there))
    assert states() == [State.QUEUED] * 3
    with clock.simulated(clock.now() + timedelta(seconds=20)):
        outbox.queue_waiting()
        drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 3


def test_a_message_names_a_batch_and_nothing_else(push: PushPeer, there: Broker) -> None:
    hand_over(push, "letter1", 3)
    drain(ALERTS)
    [one] = there.pull("send-webpush-alert", 10)
    assert one.body.decode() == f"{Batch.objects.get().pk}.0"


def test_what_is_no_message_of_ours_keeps_nothing_from_being_sent(push: PushPeer, there: Broker) -> None:
    hand_over(push, "letter1", 3)
    alert = "wekeep.send.webpush.alert"
    there.hand_over(
        [Post(alert, str(n), body) for n, body in enumerate((b"", b"x.0", b"1", b"-1.0", b"9" * 40 + b".0"))]
    )
    drain(ALERTS)
    jobs.send_given(stack(there))
    assert states() == [State.HANDED_OVER] * 3 and is_empty(there)


def test_a_line_that_breaks_in_the_middle_of_a_run_loses_no_answer(
    push: PushPeer, there: Broker, server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = hand_over(push, "letter1", 3)
    people += hand_over(push, "letter2", 3)
    drain(ALERTS)
    # one batch at each pull
    monkeypatch.setattr(WebPush, "claims_at_once", BATCH)
    ours = stack(there)
    pulled = ours._pull

    def broken(limit: int) -> list[int]:
        found = pulled(limit)
        server.kill()
        until(lambda: not there.is_up())
        return found

    monkeypatch.setattr(ours, "_pull", broken)
    assert jobs.send_given(ours)
    assert states() == [State.HANDED_OVER] * 3 + [State.QUEUED] * 3
    assert jobs.send_due("webpush", retries=False)
    assert [push.phone(one).came for one in people] == [1] * 6


def test_stewards_and_dispatchers_read_whether_the_line_between_the_servers_works(
    cast: Cast, server: NatsServer, settings: Settings
) -> None:
    page = cast.dana.client()
    _broker.cache_clear()
    line = _broker()
    assert line is not None
    assert "line between the servers does not work" in page.get("/alerts/channels/").content.decode()
    line.start()
    until(line.is_up)
    assert "line between the servers works" in page.get("/alerts/channels/").content.decode()
    line.stop()
    settings.BROKER = None
    _broker.cache_clear()
    assert "line between the servers" not in page.get("/alerts/channels/").content.decode()
