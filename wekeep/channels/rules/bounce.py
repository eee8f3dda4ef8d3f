"""Reading the reports that mail servers send when a letter could not be delivered after all (RFC 3464)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from wekeep.kit.codes import ALPHABET, CODE_LENGTH

LONGEST_REPORT = 1_000_000
# where a mail server may name whom the report was for, besides the command line
_ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
# Enhanced status codes (RFC 3463, RFC 7505) that say there is no such mailbox now: a bad address, a mailbox that is shut,
# a name that leads nowhere. All others of class 5 speak of the letter, of its sender, or of a mailbox that is full.
_BAD_ADDRESS, _SENDERS = "1", frozenset({"7", "8"})
_OTHERS = frozenset({("2", "1"), ("4", "4")})
# a server that gives no reason says it in SMTP's own code (RFC 5321, 4.2.3)
_UNSAID, _NO_SUCH_MAILBOX = ("0", "0"), re.compile(r"\s*smtp\s*;\s*(550|551|553)\b", re.I)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report says: the code of the address it is about, and whether that address is no more."""

    code: str
    is_gone: bool


def return_path(mailbox: str, code: str) -> str:
    """Where a letter to the address `code` is returned to: `bounces@host` becomes `bounces+CODE@host` (RFC 5233)."""
    name, _at, host = mailbox.rpartition("@")
    return f"{name}+{code}@{host}"


def read_bounce(raw: bytes, mailbox: str, sent_to: Iterable[str] = ()) -> Bounce | None:
    """What the report in `raw` says, or None where it is no report on a letter of ours.

    `mailbox` is the one that reports come to; `sent_to` is whom the mail server says this one was for.
    """
    message = message_from_bytes(raw[:LONGEST_REPORT], policy=policy.default)
    blocks = _recipients(message)
    code = _code(mailbox, (*sent_to, *_addressed(message)))
    if not blocks or not code:
        return None
    return Bounce(code, all(_is_gone(block) for block in blocks))


def _addressed(message: EmailMessage) -> list[str]:
    return [str(value) for name in _ADDRESSED for value in message.get_all(name, [])]


def _code(mailbox: str, addressed: Iterable[str]) -> str:
    name, _at, host = mailbox.lower().rpartition("@")
    wanted = re.compile(rf"(?<![^\s<,;]){re.escape(name)}\+([{ALPHABET}]{{{CODE_LENGTH}}})@{re.escape(host)}(?![\w.-])")
    found = {match for text in addressed for match in wanted.findall(text.lower())}
    return found.pop() if len(found) == 1 else ""


def _recipients(message: EmailMessage) -> list[Message]:
    """The block on each recipient (RFC 3464, 2.3); none where the message is no delivery report."""
    if message.get_content_type() != "multipart/report" or message.get_param("report-type") != "delivery-status":
        return []
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            return [one for one in blocks if isinstance(one, Message) and "Action" in one] if blocks else []
    return []


def _is_gone(block: Message) -> bool:
    status = _STATUS.match(str(block.get("Status", "")))
    if str(block["Action"]).strip().lower() != "failed" or status is None or status[1] != "5":
        return False
    subject, detail = status[2], status[3]
    if (subject, detail) == _UNSAID:
        return bool(_NO_SUCH_MAILBOX.match(str(block.get("Diagnostic-Code", ""))))
    return (subject == _BAD_ADDRESS and detail not in _SENDERS) or (subject, detail) in _OTHERS
