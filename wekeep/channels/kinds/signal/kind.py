"""The Signal channel: one post to each group, never to a person, and plain words for what Signal wants of the operator."""

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings

from wekeep.channels.contract import Answer, Envelope, Health, Reaches, Result
from wekeep.channels.gateway import LOST, not_set_up, one_by_one
from wekeep.channels.kinds.signal.line import RATE_LIMITED, Daemon, Heard, Line, Rest
from wekeep.kit.errors import Refused

# Signal unregistered accounts on clients older than this in March 2026 (signal-cli, issue 1993).
OLDEST = (0, 14, 1)
GROUP_BYTES = 32
CAPTCHA, LIMITED, NO_ACCOUNT, UNREGISTERED, NOT_MEMBER = (
    "captcha wanted",
    "rate limited",
    "no such account",
    "account unregistered",
    "not a member of the group",
)
_A_WHILE = 900


class Signal:
    """Signal's servers see an account of ours post to a group, and when; its members' phones alone read what it says."""

    name = "signal"
    reaches = Reaches.GROUP
    claims_at_once = 2

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds group: a group's id as signal-cli (base64 of 32 bytes) or its wrapper (group.…) writes it."""
        typed = given.get("group", "").strip()
        if typed.startswith("group."):
            typed = _decoded(typed.removeprefix("group.")).decode("ascii", "replace")
        if len(_decoded(typed)) != GROUP_BYTES:
            raise Refused(
                "That is not the id of a Signal group. signal-cli's listGroups shows it. No numbers of people."
            )
        return {"group": typed}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """Post to one group after another; where Signal asks for patience, the others wait too."""
        if not settings.SIGNAL_URL:
            return not_set_up(envelopes)
        line = _line()
        return one_by_one(
            envelopes, lambda envelope: _result(envelope, line.post(envelope.address["group"], said(envelope)))
        )

    def units(self, envelope: Envelope) -> int:
        """A letter is a letter."""
        return 1

    def is_set_up(self) -> bool:
        """Where signal-cli is was said."""
        return bool(settings.SIGNAL_URL)

    def credentials(self) -> str:
        """The server, its dialect and the account."""
        if not settings.SIGNAL_URL:
            return ""
        return json.dumps([settings.SIGNAL_URL, settings.SIGNAL_API, settings.SIGNAL_ACCOUNT])

    def probe(self) -> Health:
        """signal-cli answers, is new enough, and has the account."""
        if not settings.SIGNAL_URL:
            return Health(False, "Not set up.")
        line = _line()
        version = line.version()
        if version.lost or version.error:
            return Health(False, "signal-cli does not answer. Whoever runs the server can start it again.")
        if settings.SIGNAL_API == "daemon" and _numbers(version.words) < OLDEST:
            return Health(
                False,
                "signal-cli is version %(version)s, which Signal no longer accepts. Update it to 0.14.1 or newer.",
                values={"version": version.words[:20]},
            )
        accounts = line.accounts()
        if accounts is not None and settings.SIGNAL_ACCOUNT not in accounts:
            return Health(False, "signal-cli answers, but our account is not registered there. Register it again.")
        return Health(
            True,
            "signal-cli answers (version %(version)s). Whether Signal takes a post is seen at the next one.",
            values={"version": version.words[:20]},
        )


def said(envelope: Envelope) -> str:
    """The post: title, words, link."""
    return f"{envelope.title}\n{envelope.body}\n{envelope.url}"


def _line() -> Line:
    dialect = Rest if settings.SIGNAL_API == "rest" else Daemon
    return dialect(settings.SIGNAL_URL, settings.SIGNAL_ACCOUNT)


def _result(envelope: Envelope, heard: Heard) -> Result:
    number, words = envelope.delivery, heard.words.lower()
    if heard.lost:
        return Result(number, Answer.LATER, trouble=LOST)
    # what reached some of a group is not posted to them twice for the sake of the others
    if heard.carried or not (heard.error or heard.limited):
        return Result(number, Answer.HANDED_OVER, trouble=LIMITED if heard.limited else "")
    if heard.tokens or "captcha" in words:
        return Result(number, Answer.LATER, heard.retry_after or _A_WHILE, CAPTCHA)
    if heard.error == RATE_LIMITED or heard.limited or "rate limit" in words:
        return Result(number, Answer.LATER, heard.retry_after or _A_WHILE, LIMITED)
    return _refusal(number, heard, words)


def _refusal(number: int, heard: Heard, words: str) -> Result:
    if "group not found" in words or "invalid group" in words:
        return Result(number, Answer.GONE, trouble="no such group")
    if "not a member" in words or "not a group member" in words:
        return Result(number, Answer.REFUSED, trouble=NOT_MEMBER)
    if "account" in words and "not exist" in words:
        return Result(number, Answer.LATER, _A_WHILE, NO_ACCOUNT)
    if "not registered" in words or "unregistered" in words or "authorization failed" in words:
        return Result(number, Answer.LATER, _A_WHILE, UNREGISTERED)
    return Result(number, Answer.LATER, trouble=f"signal-cli {heard.error}")


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]{1,6}", version)[:3])
