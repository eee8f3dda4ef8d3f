"""A channel that refuses everything for an hour and then works again, hour and clock moved: one of each kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from tests.channels.conftest import PEERS
from tests.channels.peers import Peer
from tests.channels.rows import rows
from tests.channels.test_every_channel import kind_of, letter
from wekeep.channels.actions import addresses, outbox
from wekeep.channels.actions.outbox import Recipient, Text
from wekeep.channels.models import Ailment, Batch
from wekeep.channels.rules.delivery import LONGEST_WAIT, State
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.models import Job
from wekeep.work.rules.lane import ALERTS, RETRIES

pytestmark = pytest.mark.django_db
# a channel that speaks several dialects comes once
_NAMES = {kind_of(one): one for one in reversed(PEERS)}.values()
ONE_OF_EACH = [pytest.param(one, marks=pytest.mark.process) if one == "apprise" else one for one in _NAMES]
MANY = 1_000_000
# what comes due within one is done together; Apprise begins a process each time
STEP, LONG_STEP = timedelta(seconds=30), timedelta(minutes=5)
# doubling from two seconds to five minutes, and every five minutes from then on, a quarter sooner at most
MOST_TRIES = 26


class Hour:
    """The program, whose clock goes on from one thing that is due to the next."""

    def __init__(self, step: timedelta) -> None:
        self.now = self.begun = clock.now()
        self._step = step

    @contextmanager
    def at(self, minutes: float) -> Iterator[None]:
        """Everything until then is done; then this."""
        self.go_on(until=self.begun + timedelta(minutes=minutes))
        with clock.simulated(self.now):
            yield
            outbox.queue_left_behind()
            _work()

    def go_on(self, *, until: datetime) -> None:
        while self.now < until:
            due = Batch.objects.filter(queued__gt=0).order_by("next_at").values_list("next_at", flat=True).first()
            self.now = min(max(due or until, self.now + self._step), until)
            with clock.simulated(self.now):
                _work()


def _work() -> None:
    for lane in (ALERTS, RETRIES):
        drain(lane)


def tell(code: str, thread: str, to: list[Recipient], minutes: float = 180) -> None:
    outbox.hand_over(replace(letter(code, thread, minutes), texts={"en": Text(code, code, code, code)}), to)


class People:
    """Whom a channel reaches, and what they got of it."""

    def __init__(self, peer: Peer, count: int) -> None:
        self._peer, self._given = peer, [peer.new_address() for _n in range(count)]

    def to(self) -> list[Recipient]:
        until = clock.now() + timedelta(days=1)
        keep = addresses.keep_address
        codes = [keep(kind_name=self._peer.kind, given=one, expires_at=until)[0] for one in self._given]
        return [Recipient(code, self._peer.kind, "en") for code in codes]

    def got(self, code: str) -> list[int]:
        """How often each of them got that letter."""
        return [sum(code in words for words in self._peer.came(one)) for one in self._given]


@pytest.mark.parametrize("peer", ONE_OF_EACH, indirect=True)
def test_after_an_hour_everyone_whose_warning_still_holds_is_told_once_and_nobody_of_what_is_over(
    peer: Peer, request: pytest.FixtureRequest, settings: Settings
) -> None:
    # each try counts against the hour (tests/channels/test_budget.py), and a dozen of each of these letters is more than it has
    settings.CHANNEL_BUDGETS = {}
    other: Peer = request.getfixturevalue("ntfy" if peer.kind == "webpush" else "push")
    waiting, living = People(peer, 2), People(other, 1)
    hour = Hour(LONG_STEP if peer.kind == "apprise" else STEP)
    peer.fail_next(MANY)
    with hour.at(0):
        tell("still-holds", "one", [*waiting.to(), *living.to()])
        tell("over-by-then", "two", waiting.to(), minutes=30)
        tell("false-alarm", "three", [*waiting.to(), *living.to()])
    assert living.got("still-holds") == living.got("false-alarm") == [1]
    with hour.at(10):
        assert outbox.withdraw(thread="three") == frozenset(), "all of it was tried, and may have come"
        tell("was-an-error", "three", [*waiting.to(), *living.to()])
    for minutes in range(20, 60, 10):
        with hour.at(minutes):
            tell(f"news-{minutes}", f"news-{minutes}", living.to())
        assert living.got(f"news-{minutes}") == [1], "another channel was held up"
    hour.go_on(until=hour.begun + timedelta(minutes=60))

    tries = [one.attempts for one in rows() if one.kind == peer.kind]
    assert 5 < max(tries) <= MOST_TRIES
    # a batch for each try of a letter, as long as the letter is kept, and a job
    assert Batch.objects.count() <= 5 * MOST_TRIES + 10 and Ailment.objects.count() <= 3
    assert Job.objects.filter(name__startswith="channels.send", state="ready").count() <= 4
    assert waiting.got("still-holds") == [0, 0]

    peer.fail_next(0)
    hour.go_on(until=hour.now + LONGEST_WAIT * 3)
    assert waiting.got("still-holds") == waiting.got("was-an-error") == [1, 1]
    assert waiting.got("over-by-then") == waiting.got("false-alarm") == [0, 0]
    assert living.got("was-an-error") == [1]
    assert State.QUEUED not in {one.state for one in rows()}
