"""A channel whose other end accepts and never answers holds up no other, however much waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections
from pytest_django import Settings

from tests.channels.peers import Peer
from tests.channels.rows import rows
from tests.channels.silent_peer import patient, silence
from tests.channels.test_every_channel import keep, letter
from tests.running import until
from wekeep.channels.actions import addresses, outbox
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.actions.turns import Turns
from wekeep.channels.jobs import hands
from wekeep.channels.registry import kinds
from wekeep.channels.rules.delivery import Rank, State
from wekeep.kit import clock
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import SENDING
from wekeep.work.rules.task import LIMIT

LIVE = ("push", "ntfy", "mail")
DEAD = [pytest.param(one, marks=pytest.mark.process) if one == "apprise" else one for one in kinds()]
# no healthy run needs it
PATIENCE = 60.0


@contextmanager
def sending() -> Iterator[None]:
    """The threads of `wekeep sender`, in this process."""
    worker = Worker(hands(), SENDING, 0.05)
    worker.start()
    try:
        yield
    finally:
        worker.stop()
        connections.close_all()


@pytest.fixture
def lonely(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Everyone waits for answers for ever, and nothing comes to the help of what was left behind."""
    patient(monkeypatch, settings)
    monkeypatch.setattr(outbox, "OVERDUE", timedelta(hours=1))
    return settings


def _given(kind: str, given: dict[str, str]) -> Recipient:
    until_then = clock.now() + timedelta(days=1)
    return Recipient(addresses.keep_address(kind_name=kind, given=given, expires_at=until_then)[0], kind, "en")


def _states_of(code: str) -> set[str]:
    return {one.state for one in rows() if one.address == code}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dead", DEAD)
def test_an_alert_reaches_every_other_channel_while_one_never_answers(
    dead: str, lonely: Settings, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    peers: list[Peer] = [request.getfixturevalue(name) for name in LIVE]
    living = [(one, one.new_address()) for one in peers if one.kind != dead]
    with sending(), silence(dead, lonely, monkeypatch) as (address, calls):
        unheard = _given(dead, address)
        outbox.hand_over(letter(), [unheard, *(_given(one.kind, there) for one, there in living)])
        until(calls, "the dead channel was never called", PATIENCE)
        until(lambda: all(one.came(there) for one, there in living), "a living channel was held up", PATIENCE)
        assert _states_of(unheard.address) == {State.QUEUED}


@pytest.mark.django_db(transaction=True)
def test_a_hundred_letters_for_a_dead_channel_leave_hands_for_the_others(
    push: Peer, lonely: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = push.new_address()
    with sending(), silence("email", lonely, monkeypatch) as (address, calls):
        unheard = _given("email", address)
        for n in range(100):
            outbox.hand_over(replace(letter(f"letter{n}", f"thread{n}"), urgent=True, rank=Rank.ALERT), [unheard])
        until(calls, "the dead channel was never called", PATIENCE)
        outbox.hand_over(letter("news", "news"), [_given("webpush", phone)])
        until(lambda: push.came(phone), "the living channel was held up", PATIENCE)
        assert _states_of(unheard.address) == {State.QUEUED}


def test_a_run_that_never_ends_gives_its_place_up_once_its_worker_gave_it_up() -> None:
    now = [0.0]
    turns, mail = Turns(clock=lambda: now[0]), ("email", False)
    stuck = turns.begin(mail)
    assert stuck is not None and turns.begin(mail) is None
    # retries, and other channels, have places of their own
    assert turns.begin(("email", True)) is not None and turns.begin(("ntfy", False)) is not None
    now[0] = LIMIT.total_seconds()
    later = turns.begin(mail)
    assert later is not None
    # the stuck one wakes after all, and takes nobody's place with it
    turns.end(mail, stuck)
    assert turns.begin(mail) is None and turns.end(mail, later) and turns.begin(mail) is not None


@pytest.mark.django_db(transaction=True)
def test_what_was_turned_away_while_a_channel_was_busy_goes_out_right_after(
    mail: Peer, push: Peer, lonely: Settings
) -> None:
    people = [mail.new_address() for _n in range(30)]
    with sending():
        for n, person in enumerate(people):
            outbox.hand_over(
                replace(letter(f"letter{n}", f"thread{n}"), urgent=True), [Recipient(keep(mail, person), "email", "en")]
            )
        until(lambda: all(mail.came(one) for one in people), "a letter was left behind", PATIENCE)
    assert {one.state for one in rows()} == {State.HANDED_OVER}
