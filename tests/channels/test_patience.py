"""A slow or silent other side never keeps a sending job beyond its time, and nothing is sent twice for it."""

from collections.abc import Iterable, Iterator
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tests.channels.peers import MailPeer
from tests.channels.rows import rows
from tests.channels.test_every_channel import keep, letter, states
from wekeep.channels import jobs
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.contract import Answer, Envelope, Result
from wekeep.channels.kinds.email import kind as email
from wekeep.channels.rules.delivery import State
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

pytestmark = pytest.mark.django_db


class SlowKind:
    """A channel that takes twenty seconds a letter, by a clock of its own."""

    claims_at_once = 4

    def __init__(self) -> None:
        self.now = 0.0
        self.came: list[int] = []
        self.longest_run = 0.0

    def monotonic(self) -> float:
        return self.now

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        begun = self.now
        for envelope in envelopes:
            self.now += 20
            self.came.append(envelope.delivery)
            self.longest_run = max(self.longest_run, self.now - begun)
            yield Result(envelope.delivery, Answer.HANDED_OVER)


@pytest.mark.both
def test_a_slow_channel_hands_over_each_letter_once_in_jobs_that_end_in_time(
    mail: MailPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowKind()
    people = [Recipient(keep(mail, mail.new_address()), "email", "en") for _n in range(20)]
    monkeypatch.setattr(jobs, "channel", lambda _name: slow)
    monkeypatch.setattr(jobs, "monotonic", slow.monotonic)
    outbox.hand_over(letter(), people)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 20
    assert slow.came == [one.delivery for one in rows()]
    assert {one.attempts for one in rows()} == {1}
    assert slow.longest_run < 200


class SilentServer(BaseEmailBackend):
    """Lets us in, and then hangs up at every letter."""

    opened = 0

    def open(self) -> bool:
        SilentServer.opened += 1
        return True

    def send_messages(self, email_messages: "Iterable[EmailMessage]") -> int:
        raise SMTPServerDisconnected("timed out")


def test_a_mail_server_that_hangs_up_three_times_in_a_row_is_left_alone(
    mail: MailPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Recipient(keep(mail, mail.new_address()), "email", "en") for _n in range(12)]
    monkeypatch.setattr(email, "get_connection", SilentServer)
    monkeypatch.setattr(SilentServer, "opened", 0)
    outbox.hand_over(letter(), people)
    drain(ALERTS)
    assert SilentServer.opened == 3
    assert states() == [State.QUEUED] * 12
