"""Where the broker between hosts is, and what stands in a queue of it: plain values, judged before anything is opened."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

_ADDRESS: Final = re.compile(r"(?:nats|tls)://(?:[^/\s@]+@)?(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
# A message that was pulled and not acknowledged comes again after this.
ACKNOWLEDGED_WITHIN: Final = timedelta(seconds=10)
# For so long the broker knows a message again by its key and keeps no second.
KNOWN_AGAIN: Final = timedelta(minutes=5)
# No letter is worth sending after this, so nothing lies there for longer.
KEPT: Final = timedelta(hours=24)
# What is told to everyone is the news of this moment; whoever missed more reads it where it stands.
TOLD_AGAIN: Final = timedelta(minutes=2)


class NoBroker(ValueError):
    """This cannot be the address of a broker."""


@dataclass(frozen=True, slots=True)
class Where:
    """The servers of one broker, and with what to show them who we are. `credentials`: a file with an NKEY seed, or with a
    JWT and its seed; "" where user and password stand in the address, or nothing is asked. `authority`: a file with the
    certificate by which to know them, "" for those of the machine. `copies`: on how many servers each queue lies."""

    servers: tuple[str, ...]
    credentials: str = ""
    authority: str = ""
    copies: int = 1

    @property
    def over_tls(self) -> bool:
        """Whether everything, the first byte included, is encrypted."""
        return self.servers[0].startswith("tls://")


def where(servers: tuple[str, ...], *, credentials: str = "", authority: str = "", copies: int = 1) -> Where | None:
    """The broker at these addresses, None where there is none; NoBroker where one of them cannot be one."""
    if not servers:
        return None
    if not all(_ADDRESS.fullmatch(one) for one in servers) or len({one.partition(":")[0] for one in servers}) > 1:
        raise NoBroker
    return Where(servers, credentials, authority, copies)


class Post(NamedTuple):
    """A message to hand over. While one of the same `key` is known, it is not taken a second time."""

    subject: str
    key: str
    body: bytes


class Given(NamedTuple):
    """A message that was pulled, and where to say what became of it."""

    body: bytes
    answer_to: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Messages of which each is given to one process at a time, until it is acknowledged. `lines` names each part that is
    pulled by itself, and the subject that leads into it; `subjects` covers them all."""

    name: str
    subjects: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Messages that everyone who listens hears, in the order in which they were put: what is put under `put` comes out under
    `told` once it lies in the stream `name`. Who may listen need not be allowed to put, nor to ask the broker for anything."""

    name: str
    put: str
    told: str
