"""A sender that dies in the middle loses nothing."""

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.channels.peers import PushPeer
from tests.channels.rows import rows
from tests.channels.test_every_channel import keep_many, letter, states
from tests.running import environment, process
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.rules.delivery import State
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

PHONES = 600


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_of_sending_loses_nobody(push: PushPeer) -> None:
    people = [push.new_address() for _n in range(PHONES)]
    outbox.hand_over(letter(), [Recipient(code, "webpush", "en") for code in keep_many(push, people)])
    push.slow_seconds = 0.02
    env = environment(Path(settings.DATA_DIR), WEKEEP_ALLOW_LOOPBACK_ENDPOINTS="yes")
    with process("-m", "tests.channels.killed_sender", env=env) as sender:
        # until some were written down as handed over, and some are still in its hand
        while sender.poll() is None and (push.asked < PHONES // 2 or State.HANDED_OVER not in states()):
            time.sleep(0.005)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
    assert states().count(State.HANDED_OVER) > 0
    assert sum(one.in_hand and one.state == State.QUEUED for one in rows()) > 0
    push.slow_seconds = 0
    # on a machine with other work some may run out of patience, and wait for a later try
    for minutes in (2, 15, 60):
        with clock.simulated(clock.now() + timedelta(minutes=minutes)):
            outbox.queue_left_behind()
            drain(ALERTS)
            drain(RETRIES)
    assert states() == [State.HANDED_OVER] * PHONES
    came = [push.phone(one).came for one in people]
    assert min(came) == 1 and max(came) <= 2
    assert [len(push.came(one)) for one in people] == [1] * PHONES
