"""The sender beside the server: it sends what the server cannot, hears of it at once, and ends with whoever started it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings

from tests.channels.conftest import push
from tests.channels.peers import PushPeer
from tests.channels.test_every_channel import keep, letter, states
from tests.running import database_url
from wekeep.channels import queries
from wekeep.channels.actions import credentials, outbox
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.kinds.webpush import kind as webpush
from wekeep.channels.models import Credentials
from wekeep.channels.registry import kinds
from wekeep.channels.rules.delivery import State
from wekeep.desk.actions.keeping import sender_beside
from wekeep.work.rules.lane import EVERY_LANE, SENDING, THE_REST

__all__ = ["push"]
PATIENCE_SECONDS = 90


def wait_until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def sender() -> Iterator[subprocess.Popen[bytes]]:
    """The command as the server starts it, on the test's database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wekeep.desk.command", "sender", "--until-eof"],
        stdin=subprocess.PIPE,
        bufsize=0,
        env=os.environ
        | {
            "WEKEEP_DATABASE_URL": database_url(),
            "WEKEEP_DATA_DIR": str(django_settings.DATA_DIR),
            "WEKEEP_ALLOW_LOOPBACK_ENDPOINTS": "yes",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "WEKEEP_SENDER_APART": "yes",
        },
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.django_db(transaction=True)
def test_a_sender_sends_says_what_it_has_and_ends_with_whoever_started_it(
    push: PushPeer, sender: "subprocess.Popen[bytes]"
) -> None:
    people = [push.new_address() for _n in range(20)]
    outbox.hand_over(letter(), [Recipient(keep(push, one), "webpush", "en") for one in people])
    assert wait_until(lambda: states() == [State.HANDED_OVER] * 20)
    assert [len(push.came(one)) for one in people] == [1] * 20
    assert all(one.present == one.agreed != "" for one in Credentials.objects.all())
    outbox.hand_over(letter("letter2"), [Recipient(keep(push, people[0]), "webpush", "en")])
    assert sender.stdin is not None
    sender.stdin.write(b"alerts\n")
    assert wait_until(lambda: len(push.came(people[0])) == 2 or push.phone(people[0]).came == 2)
    sender.stdin.close()
    assert sender.wait(PATIENCE_SECONDS) == 0


@pytest.mark.django_db
def test_a_server_whose_sender_is_apart_needs_no_credentials(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials.say_what_is_here()
    known = queries.push_key()
    settings.SENDER_APART = True

    def never() -> None:
        raise AssertionError("the push key was looked for")

    monkeypatch.setattr(webpush, "vapid", never)
    settings.EMAIL_HOST_PASSWORD = ""
    assert queries.push_key() == known != ""
    assert all(queries.may_send(name) for name in kinds())
    Credentials.objects.filter(kind="webpush").update(present="another")
    assert not queries.may_send("webpush")


@pytest.mark.django_db
def test_what_was_held_is_not_agreed_to_by_a_sender_that_starts(settings: Settings) -> None:
    credentials.hold_all()
    credentials.say_what_is_here()
    assert not any(queries.may_send(name) for name in kinds())
    settings.SENDER_APART = True
    assert not any(queries.may_send(name) for name in kinds())


def test_a_sender_apart_is_left_alone(settings: Settings) -> None:
    settings.SENDER_APART = True
    watch = sender_beside()
    watch.start()
    watch.stop()
    assert watch._running is None


def test_every_lane_is_run_by_exactly_one_of_the_two() -> None:
    assert sorted(one.name for one in (*SENDING, *THE_REST)) == sorted(one.name for one in EVERY_LANE)


def test_the_push_secret_lies_where_the_sender_alone_may_read(settings: Settings, tmp_path: Path) -> None:
    settings.SENDER_DIR = tmp_path
    webpush.vapid.cache_clear()
    try:
        webpush.vapid()
        assert [one.name for one in tmp_path.iterdir()] == ["push_secret"]
    finally:
        webpush.vapid.cache_clear()
