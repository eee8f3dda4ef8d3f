"""One press holds everything that is sent, in the middle of an alert too, and nothing of it is lost."""

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests.cast import Cast
from tests.channels.peers import Peer, PushPeer
from tests.channels.rows import rows
from tests.channels.test_every_channel import keep, keep_many, letter, states
from tests.channels.test_order import Told, hand_over, people, told
from tests.nursery import Program
from tests.running import environment, process
from wekeep.channels import jobs, queries
from wekeep.channels.actions import outbox, stopping
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.contract import Bundle, Drawn, Envelope, Outcome
from wekeep.channels.models import Stopped
from wekeep.channels.rules.delivery import Rank, State
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotAllowed
from wekeep.work.jobs.worker import drain
from wekeep.work.models import Job
from wekeep.work.rules.lane import ALERTS, RETRIES

__all__ = ["people", "told"]
pytestmark = pytest.mark.django_db
# more than a sender takes at once
MANY, IN_FLIGHT_AT_MOST = 4_500, 1_000


def stop() -> str:
    return stopping.stop_sending(actor=SYSTEM)


def drained() -> None:
    drain(ALERTS)
    drain(RETRIES)


def test_a_stop_holds_every_channel_and_what_waited_comes_once_when_it_goes_on(peer: Peer) -> None:
    here, there = peer.new_address(), peer.new_address()
    outbox.hand_over(letter(), [Recipient(keep(peer, one), peer.kind, "en") for one in (here, there)])
    stop()
    outbox.queue_left_behind()
    drained()
    assert peer.came(here) == peer.came(there) == [] and states() == [State.QUEUED] * 2
    assert {one.attempts for one in rows()} == {0}
    stopping.go_on(actor=SYSTEM)
    drained()
    assert len(peer.came(here)) == len(peer.came(there)) == 1 and states() == [State.HANDED_OVER] * 2


def test_what_is_tried_again_is_held_too(peer: Peer) -> None:
    address = peer.new_address()
    peer.fail_next(1)
    outbox.hand_over(letter(), [Recipient(keep(peer, address), peer.kind, "en")])
    drain(ALERTS)
    stop()
    with clock.simulated(clock.now() + timedelta(seconds=40)):
        outbox.queue_left_behind()
        drained()
        assert peer.came(address) == []
        stopping.go_on(actor=SYSTEM)
        drained()
    assert len(peer.came(address)) == 1


def test_in_the_middle_of_an_alert_the_very_next_draw_is_held(
    told: Told, people: list[Recipient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def before(_envelope: Envelope) -> None:
        if len(told.order) == 20:
            stop()

    monkeypatch.setattr(told, "before", before)
    hand_over("one", people, Rank.FIRST)
    drained()
    assert len(told.order) == 21, "the one that was drawn already, and none after it"
    waiting = [one for one in rows() if one.state == State.QUEUED]
    assert len(waiting) == 39 and not any(one.in_hand or one.attempts for one in waiting)
    stopping.go_on(actor=SYSTEM)
    drained()
    assert sorted(told.addresses) == sorted(one.address for one in people)


def test_a_second_stop_holds_a_run_that_a_first_one_let_through(
    told: Told, people: list[Recipient], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stop()
    hand_over("through", people, Rank.FIRST)
    stopping.let_go(actor=SYSTEM, stop=first, letters=["through"])

    def before(_envelope: Envelope) -> None:
        if len(told.order) == 5:
            stopping.go_on(actor=SYSTEM)
        if len(told.order) == 10:
            stop()

    monkeypatch.setattr(told, "before", before)
    drained()
    assert len(told.order) == 11
    drained()
    assert len(told.order) == 11


def test_a_letter_that_is_let_through_goes_alone_and_before_anything_goes_on(
    told: Told, people: list[Recipient]
) -> None:
    code = stop()
    hand_over("false alert", people, Rank.FIRST)
    hand_over("correction", people[:7], Rank.ALERT)
    stopping.let_go(actor=SYSTEM, stop=code, letters=["correction"])
    drained()
    assert told.order == ["correction"] * 7
    assert [(one.code, one.let) for one in queries.waiting_letters()] == [("false alert", False)]


def test_what_was_let_through_one_stop_is_held_by_the_next(told: Told, people: list[Recipient]) -> None:
    older = stop()
    stopping.go_on(actor=SYSTEM)
    stop()
    hand_over("one", people, Rank.FIRST)
    stopping.let_go(actor=SYSTEM, stop=older, letters=["one"])
    drained()
    assert told.order == []


def test_what_runs_out_while_it_is_held_is_sent_to_nobody_who_then_counts_as_not_told(
    told: Told, people: list[Recipient]
) -> None:
    stop()
    outbox.hand_over(letter("one", "one", minutes=5), people)
    with clock.simulated(clock.now() + timedelta(minutes=6)):
        stopping.go_on(actor=SYSTEM)
        drained()
        assert told.order == [] and queries.counts_of("one") == {"too_late": 60}
        assert queries.reached("one") == frozenset()
        assert outbox.withdraw(thread="one") == {one.address for one in people}


def test_what_was_tried_before_it_ran_out_may_have_arrived_and_counts_as_told(push: PushPeer) -> None:
    code = keep(push, push.new_address())
    push.fail_next(1)
    outbox.hand_over(letter("one", "one", minutes=5), [Recipient(code, "webpush", "en")])
    drain(ALERTS)
    with clock.simulated(clock.now() + timedelta(minutes=6)):
        outbox.queue_left_behind()
        drained()
    assert queries.counts_of("one") == {"too_late": 1} and queries.reached("one") == {code}


def test_what_is_dropped_goes_to_nobody_and_the_rest_goes_out(told: Told, people: list[Recipient]) -> None:
    stop()
    hand_over("false", people, Rank.FIRST)
    hand_over("true", people[:3], Rank.ALERT)
    assert stopping.drop(letters=["false"]) == {one.address for one in people}
    stopping.go_on(actor=SYSTEM)
    drained()
    assert told.order == ["true"] * 3 and queries.counts_of("false") == {"withdrawn": 60}


def test_of_what_is_dropped_those_whom_it_reached_before_count_as_told(
    told: Told, people: list[Recipient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def before(_envelope: Envelope) -> None:
        if len(told.order) == 20:
            stop()

    monkeypatch.setattr(told, "before", before)
    hand_over("one", people, Rank.FIRST)
    drained()
    heard = set(told.addresses)
    assert len(heard) == 21
    assert stopping.drop(letters=["one"]) == {one.address for one in people} - heard
    assert queries.reached("one") == heard


def test_pressing_twice_is_one_stop_and_is_written_down_once() -> None:
    assert stop() == stop()
    assert Entry.objects.filter(kind="sending.stopped").count() == 1
    stopping.go_on(actor=SYSTEM)
    stopping.go_on(actor=SYSTEM)
    assert Entry.objects.filter(kind="sending.resumed").count() == 1 and queries.stop_code() == ""


def test_who_may_stop_is_a_dispatcher_or_steward_of_any_zone(cast: Cast) -> None:
    for person in (cast.mai, cast.omar, cast.amina):
        with pytest.raises(NotAllowed):
            stopping.stop_sending(actor=person.actor)
    assert queries.stop_code() == ""
    for person in (cast.dana, cast.sol, cast.vera):
        stopping.stop_sending(actor=person.actor)
        assert queries.stop_now() is not None
        stopping.go_on(actor=SYSTEM)


def test_no_jobs_pile_up_while_it_is_held(people: list[Recipient]) -> None:
    stop()
    hand_over("one", people, Rank.FIRST)
    drained()
    jobs_before = Job.objects.count()
    with clock.simulated(clock.now() + timedelta(minutes=10)):
        for _time in range(5):
            assert (outbox.queue_left_behind(), outbox.queue_waiting()) == (0, 0)
    assert Job.objects.count() == jobs_before


class Bundles(Told):
    """A channel that draws a thousand ahead of what it has begun, as web push does."""

    def send_bundles(self, bundles: Iterable[Bundle]) -> Iterator[Outcome]:
        assert isinstance(bundles, Drawn)
        ahead = [delivery for some in bundles for delivery, _address, _ready in some.to]
        for place, delivery in enumerate(ahead):
            if place == 10:
                stop()
                self.now += 1
            if bundles.stopped():
                return
            self.order.append(str(delivery))
            yield Outcome([delivery], ())

    def prepare(self, addresses: object) -> list[bytes | None]:
        raise AssertionError

    def shown(self, address: object) -> dict[str, str]:
        raise AssertionError


def test_what_a_channel_has_drawn_ahead_and_not_begun_is_held_too(
    people: list[Recipient], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Bundles()
    monkeypatch.setattr(jobs, "channel", lambda _name: found)
    monkeypatch.setattr(jobs, "monotonic", found.monotonic)
    hand_over("one", people, Rank.FIRST)
    drain(ALERTS)
    assert len(found.order) == 10
    waiting = [one for one in rows() if one.state == State.QUEUED]
    assert len(waiting) == 50 and not any(one.in_hand or one.attempts for one in waiting)


# --- processes --------------------------------------------------------------------------------------------------------


@contextmanager
def sender() -> Iterator[Program]:
    """A process of its own that sends what is due and ends."""
    env = environment(Path(django_settings.DATA_DIR), WEKEEP_ALLOW_LOOPBACK_ENDPOINTS="yes")
    with process("-m", "tests.channels.killed_sender", env=env) as found:
        yield found


def begun(push: PushPeer, process: Program, asked: int) -> None:
    """Wait until so many arrived and some of them were written down."""
    while process.poll() is None and (push.asked < asked or not queries.counts_of("thread1").get("handed_over")):
        time.sleep(0.005)


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_a_stop_ends_the_sending_of_thousands_in_another_process_after_what_was_in_flight(push: PushPeer) -> None:
    phones = [push.new_address() for _n in range(MANY)]
    outbox.hand_over(letter(), [Recipient(code, "webpush", "en") for code in keep_many(push, phones)])
    push.slow_seconds = 0.02
    with sender() as process:
        begun(push, process, 300)
        at_stop = push.asked
        stop()
        # it ends by itself, because nothing is left that it may draw
        assert process.wait() == 0
    assert push.asked - at_stop <= IN_FLIGHT_AT_MOST
    counts = queries.counts_of("thread1")
    assert counts["handed_over"] == push.asked and counts["queued"] == MANY - push.asked
    assert not any(one.in_hand or one.attempts for one in rows() if one.state == State.QUEUED)
    with sender() as process:
        assert process.wait() == 0
    assert queries.counts_of("thread1") == counts, "a sender that starts meanwhile, on whatever host, sends nothing"


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_while_it_is_held_loses_nobody_and_nothing_leaves_before_it_goes_on(
    push: PushPeer,
) -> None:
    phones = [push.new_address() for _n in range(600)]
    outbox.hand_over(letter(), [Recipient(code, "webpush", "en") for code in keep_many(push, phones)])
    push.slow_seconds = 0.02
    with sender() as process:
        begun(push, process, 200)
        stop()
        process.send_signal(signal.SIGKILL)
        process.wait()
    push.slow_seconds = 0
    came = push.asked
    with clock.simulated(clock.now() + timedelta(minutes=2)):
        outbox.queue_left_behind()
        drained()
        assert push.asked <= came + 200, "what was on its way when it died, and no more"
        assert queries.counts_of("thread1")["queued"] > 0
        held = push.asked
        outbox.queue_left_behind()
        drained()
        assert push.asked == held
        stopping.go_on(actor=SYSTEM)
        drained()
    for minutes in (15, 60):
        with clock.simulated(clock.now() + timedelta(minutes=minutes)):
            outbox.queue_left_behind()
            drained()
    assert states() == [State.HANDED_OVER] * 600
    assert [len(push.came(one)) for one in phones] == [1] * 600


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_stop_and_what_starts_again_starts_once(people: list[Recipient]) -> None:
    together(stop, stop)
    assert Stopped.objects.count() == 1 and Entry.objects.filter(kind="sending.stopped").count() == 1
    together(lambda: stopping.go_on(actor=SYSTEM), lambda: stopping.go_on(actor=SYSTEM))
    assert queries.stop_code() == "" and Entry.objects.filter(kind="sending.resumed").count() == 1


def together(*calls: Callable[[], object]) -> None:
    """Run these at the same moment, each on a connection of its own."""
    start, trouble = threading.Barrier(len(calls)), list[BaseException]()

    def run(call: Callable[[], object]) -> None:
        start.wait(5)
        try:
            call()
        except BaseException as failed:
            trouble.append(failed)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []


def test_a_letter_may_pass_from_its_beginning_and_so_tells_of_the_stop(told: Told, people: list[Recipient]) -> None:
    code = stop()
    outbox.hand_over(replace(letter("notice", "notice"), passes=code), people[:4])
    drained()
    assert told.order == ["notice"] * 4
