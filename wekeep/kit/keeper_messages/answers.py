"""What the keeper answers."""

from dataclasses import dataclass, field

from wekeep.kit.certificates import BucketPublic, ServicePublic
from wekeep.kit.keeper_messages.parts import LogLine, MemberSecret, NewEpoch, Reading, Touch
from wekeep.kit.log_chain import Checkpoint, Entry


@dataclass(frozen=True, slots=True)
class Done:
    """It is done."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """It is not done, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class State:
    """`fresh`: no passphrase was ever given. The verify keys are empty while it is sealed."""

    sealed: bool
    fresh: bool
    sessions: int
    verify_key: bytes
    alert_verify_key: bytes


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A session's key, for the cookie, and (where keys were made) the member's new keys."""

    session: bytes
    made: tuple[MemberSecret, ...]


@dataclass(frozen=True, slots=True)
class EpochsMade:
    """The new epochs, in the order in which they were wanted."""

    made: tuple[NewEpoch, ...]


@dataclass(frozen=True, slots=True)
class BucketsAre:
    """The living buckets."""

    buckets: tuple[BucketPublic, ...]


@dataclass(frozen=True, slots=True)
class Opened:
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
class Signed:
    """A signature, with whatever was sealed for it."""

    signature: bytes
    wrap: bytes = b""


@dataclass(frozen=True, slots=True)
class Wraps:
    """Wraps in the order given; empty where one could not be opened."""

    wraps: tuple[bytes, ...]
    bucket: tuple[BucketPublic, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor:
    """The secret as the member's app is told it once (RFC 4648 base 32), and as it may be kept."""

    secret: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Count:
    """How many."""

    number: int


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log and the newest signed checkpoint."""

    entries: tuple[Entry, ...]
    checkpoints: tuple[Checkpoint, ...]


@dataclass(frozen=True, slots=True)
class LogWords:
    """A page of the log's words."""

    lines: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class ServiceKeyIs:
    """The signed public key of the service."""

    public: ServicePublic


@dataclass(frozen=True, slots=True)
class TouchesAre:
    """Those that nobody was told of yet, oldest first."""

    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The looks that fit, best first; whether anything in the text could be a mark, and how many looks were compared."""

    found: tuple[Reading, ...]
    marked: bool
    compared: int
