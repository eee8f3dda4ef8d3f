"""What the keeper answers."""

from dataclasses import dataclass, field

from wekeep.kit.certificates import BucketPublic, ServicePublic
from wekeep.kit.keeper_messages.parts import Limits, LogLine, MemberSecret, NewEpoch, Reading, Touch
from wekeep.kit.log_chain import Checkpoint, Entry


class Answer:
    """One of those in this file: what stands here is what may be answered."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Done(Answer):
    """It is done."""


@dataclass(frozen=True, slots=True)
class Refusal(Answer):
    """It is not done, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class State(Answer):
    """`fresh`: no passphrase was ever given. The verify keys are empty while it is sealed. `stopped`: it opens nothing to be
    sent with. `settled`: two stewards had keys once, so that it takes two persons for good."""

    sealed: bool
    fresh: bool
    sessions: int
    verify_key: bytes
    alert_verify_key: bytes
    stopped: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Unlocked(Answer):
    """A session's key, for the cookie, and (where keys were made) the member's new keys."""

    session: bytes
    made: tuple[MemberSecret, ...]


@dataclass(frozen=True, slots=True)
class EpochsMade(Answer):
    """The new epochs, in the order in which they were wanted."""

    made: tuple[NewEpoch, ...]


@dataclass(frozen=True, slots=True)
class BucketsAre(Answer):
    """The living buckets."""

    buckets: tuple[BucketPublic, ...]


@dataclass(frozen=True, slots=True)
class Opened(Answer):
    """Data keys in the order asked (items, then assigned); empty where the bucket is gone, broken counts the rest.
    `alarm`: this member has opened so many records that someone should look. `touched`: one of them belongs to nobody.
    `stamp`: the reader's key of the day, for the mark that what they read carries."""

    keys: tuple[bytes, ...]
    broken: int
    alarm: bool
    touched: bool = False
    # two answers that open the same are the same
    stamp: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True)
class Signed(Answer):
    """A signature, with whatever was sealed for it."""

    signature: bytes
    wrap: bytes = b""


@dataclass(frozen=True, slots=True)
class AllSigned(Answer):
    """One for each that was wanted, in that order; with an empty signature where it could not be opened now."""

    signed: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Wraps(Answer):
    """Wraps in the order given; empty where one could not be opened."""

    wraps: tuple[bytes, ...]
    bucket: tuple[BucketPublic, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor(Answer):
    """The secret as the member's app is told it once (RFC 4648 base 32), and as it may be kept."""

    secret: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Count(Answer):
    """How many."""

    number: int


@dataclass(frozen=True, slots=True)
class Log(Answer):
    """A page of the log and the newest signed checkpoint."""

    entries: tuple[Entry, ...]
    checkpoints: tuple[Checkpoint, ...]


@dataclass(frozen=True, slots=True)
class LogWords(Answer):
    """A page of the log's words, and whether it goes on behind them."""

    lines: tuple[LogLine, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class ServiceKeyIs(Answer):
    """The signed public key of the service."""

    public: ServicePublic


@dataclass(frozen=True, slots=True)
class TouchesAre(Answer):
    """Some of those of the last 45 days, oldest first; the member has seen those up to the number `seen`."""

    touches: tuple[Touch, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Readings(Answer):
    """The looks that fit, best first; whether anything in the text could be a mark, and how many looks were compared."""

    found: tuple[Reading, ...]
    marked: bool
    compared: int


@dataclass(frozen=True, slots=True)
class BrakeIs(Answer):
    """The limits; the busiest hour of the last four weeks, and how many alerts that one hour may bring by that; how many
    went out in the last hour."""

    limits: Limits
    busiest: int
    usual: int
    lately: int


@dataclass(frozen=True, slots=True)
class SentAre(Answer):
    """Lines of the public list in their order, and its signed head, where there is one."""

    entries: tuple[Entry, ...]
    head: tuple[Checkpoint, ...]
