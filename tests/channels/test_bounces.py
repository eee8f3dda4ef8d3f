"""Mail that comes back later: reports as RFC 3464 describes them, in the shapes that mail servers give them."""

import io
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from tests.channels.peers import MailPeer
from tests.channels.test_every_channel import letter, send
from wekeep.channels.actions import addresses
from wekeep.channels.models import Address
from wekeep.channels.rules.bounce import read_bounce, return_path
from wekeep.desk.management.commands.bounces import TRY_AGAIN
from wekeep.kit import clock

MAILBOX = "bounces@watch.example"
CODE = "0123456789abcdef"

REPORT = """\
Return-Path: <>
Received: from mx.mail.example by watch.example; Sat, 10 Jan 2026 14:20:00 +0000
Date: Sat, 10 Jan 2026 14:19:58 +0000
From: Mail Delivery System <MAILER-DAEMON@mx.mail.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="=_b1"

This is a MIME-encapsulated message.

--=_b1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=_b1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mail.example
Arrival-Date: Sat, 10 Jan 2026 14:19:55 +0000

{blocks}
--=_b1
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: WeKeep <alerts@watch.example>
To: person@mail.example
Subject: New notice near a place you chose

--=_b1--
"""
BLOCK = """\
Final-Recipient: rfc822; person@mail.example
Original-Recipient: rfc822;person@mail.example
Action: {action}
Status: {status}
Remote-MTA: dns; in.mail.example
Diagnostic-Code: {diagnostic}
"""


def block(status: str = "5.1.1", action: str = "failed", diagnostic: str = "smtp; 550 5.1.1 User unknown") -> str:
    return BLOCK.format(status=status, action=action, diagnostic=diagnostic)


def report(*blocks: str, to: str = f"bounces+{CODE}@watch.example") -> bytes:
    text = REPORT.format(to=to, blocks="\n".join(blocks or (block(),)))
    return text.replace("\n", "\r\n").encode()


def is_gone(raw: bytes) -> bool:
    read = read_bounce(raw, MAILBOX)
    assert read is not None and read.code == CODE
    return read.is_gone


def test_a_report_on_a_mailbox_that_is_not_there_names_our_address() -> None:
    assert is_gone(report())
    assert is_gone(report().replace(b"\r\n", b"\n"))


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.2.1", "5.4.4", "5.1.1 (bad destination)"])
def test_these_say_that_there_is_no_such_mailbox(status: str) -> None:
    assert is_gone(report(block(status)))


@pytest.mark.parametrize(
    "status", ["5.2.2", "5.7.1", "5.3.4", "5.6.0", "5.1.8", "5.1.7", "4.1.1", "4.4.7", "2.0.0", ""]
)
def test_a_full_box_a_letter_taken_for_spam_and_a_server_that_is_away_change_nothing(status: str) -> None:
    assert not is_gone(report(block(status)))


@pytest.mark.parametrize(("diagnostic", "gone"), [("smtp; 550 No such user here", True), ("smtp; 554 Rejected", False)])
def test_a_status_that_says_nothing_is_read_by_the_servers_own_code(diagnostic: str, gone: bool) -> None:
    assert is_gone(report(block("5.0.0", diagnostic=diagnostic))) is gone


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded"])
def test_only_what_failed_is_taken_as_failed(action: str) -> None:
    assert not is_gone(report(block(action=action)))


def test_one_recipient_of_two_that_still_lives_keeps_the_address() -> None:
    assert not is_gone(report(block(), block("4.2.2")))


@pytest.mark.parametrize(
    "to", ["bounces@watch.example", f"bounces+{CODE}@other.example", f"xbounces+{CODE}@watch.example", "", CODE]
)
def test_a_report_that_names_none_of_ours_is_passed_over(to: str) -> None:
    assert read_bounce(report(to=to), MAILBOX) is None


def test_the_mail_server_may_say_whom_it_was_for() -> None:
    read = read_bounce(report(to="undisclosed"), MAILBOX, [f"Bounces+{CODE.upper()}@Watch.Example"])
    assert read is not None and read.code == CODE


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 1000,
        b"To: bounces+0123456789abcdef@watch.example\r\n\r\nI am on holiday. Action: failed\r\nStatus: 5.1.1\r\n",
        report().replace(b"multipart/report; report-type=delivery-status", b"multipart/mixed"),
        report().replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        report()[:700],
    ],
)
def test_what_is_no_report_is_passed_over(raw: bytes) -> None:
    assert read_bounce(raw, MAILBOX) is None


# --- through the command ----------------------------------------------------------------------------------------------
@pytest.fixture
def person(db: None, settings: Settings) -> str:
    """The code of a mailbox that someone confirmed."""
    settings.MAIL_BOUNCES = MAILBOX
    until = clock.now() + timedelta(days=1)
    return addresses.keep_address(kind_name="email", given={"email": "person@mail.example"}, expires_at=until)[0]


def bounce(raw: bytes, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("bounces", *words, stdout=said)
    return said.getvalue().strip()


def test_an_address_that_comes_back_for_good_is_forgotten_and_its_mail_server_is_told_nothing(
    person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = report(to=return_path(MAILBOX, person))
    assert bounce(raw, monkeypatch) == "the address is forgotten"
    assert not Address.objects.exists()
    assert bounce(raw, monkeypatch) == "the address was forgotten before"


def test_a_full_mailbox_is_kept(person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "kept" in bounce(report(block("5.2.2"), to=return_path(MAILBOX, person)), monkeypatch)
    assert Address.objects.filter(code=person).exists()


@pytest.mark.both
def test_the_pipes_own_word_on_whom_it_was_for_is_enough(person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bounce(report(to="someone"), monkeypatch, "--to", return_path(MAILBOX, person))
    assert not Address.objects.exists()


def test_without_the_setting_nothing_is_read(person: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_BOUNCES = ""
    assert bounce(report(to=return_path(MAILBOX, person)), monkeypatch) == "no report on a letter of ours"
    assert Address.objects.exists()


def test_while_the_database_is_away_the_mail_server_is_asked_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_given: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("wekeep.desk.management.commands.bounces.take_in", away)
    with pytest.raises(CommandError) as stopped:
        bounce(report(), monkeypatch)
    assert stopped.value.returncode == TRY_AGAIN == 75


def test_a_letter_leaves_with_the_code_of_its_address_on_the_envelope_and_our_name_in_it(
    person: str, mail: MailPeer
) -> None:
    send(mail, [person], letter())
    assert mail.senders["person@mail.example"] == [return_path(MAILBOX, person)]
    assert b"From: WeKeep <alerts@" in mail.letters["person@mail.example"][0]


def test_without_the_setting_it_leaves_as_from_our_own_address(person: str, mail: MailPeer, settings: Settings) -> None:
    settings.MAIL_BOUNCES = ""
    send(mail, [person], letter())
    assert mail.senders["person@mail.example"] == [settings.MAIL_FROM_ADDRESS]
