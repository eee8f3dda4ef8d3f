"""What is said over the keeper's socket: requests and answers as plain data, and their bytes.

A frame is its length (4 bytes, big endian) and JSON: {"is": name, field: value…}, bytes as base64. Whatever does not fit
the declared fields exactly is Malformed; nothing else ever comes out of `decode`.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from wekeep.kit.certificates import BucketPublic, EpochPublic, MemberPublic, ServicePublic, Terms
from wekeep.kit.envelope import Binding
from wekeep.kit.log_chain import Checkpoint, Entry

LONGEST: Final = 4 * 1024 * 1024
# Items in one request: what fits the length comfortably, and what one answer should not exceed.
MOST_ITEMS: Final = 1000


class Malformed(Exception):
    """Bytes that are no message of ours."""


class No(StrEnum):
    """Why the keeper refuses."""

    SEALED = "sealed"
    LOCKED = "locked"
    BUDGET = "budget"
    BROKEN = "broken"
    NOT_NOW = "not_now"
    NOT_ALLOWED = "not_allowed"
    SECOND_PERSON = "second_person"
    MALFORMED = "malformed"
    BUSY = "busy"
    TOO_OFTEN = "too_often"


class Use(StrEnum):
    """What the installation opens without a member, and for what."""

    SENDING = "sending"
    AUDIENCE = "audience"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Served:
    """Something sealed to the service: what it is, the day it ends, its wrap."""

    kind: str
    record: str
    bucket: str
    wrap: bytes


@dataclass(frozen=True, slots=True)
class MemberSecret:
    """A member's certified keys and their private halves under the key that the passphrase gives."""

    public: MemberPublic
    sealed: bytes


@dataclass(frozen=True, slots=True)
class RoleKey:
    """A role's private key of one epoch, sealed to one member."""

    zone: str
    role: str
    epoch: int
    wrap: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One sealed group: what it belongs to, the epoch it is wrapped for, the hold it lies in ("" for none), its wrap."""

    binding: Binding
    epoch: int
    held: str
    wrap: bytes


@dataclass(frozen=True, slots=True)
class Assigned:
    """A group opened by assignment: its terms, the keeper's signature, and the wrap for that member."""

    terms: Terms
    held: str
    signature: bytes
    wrap: bytes


@dataclass(frozen=True, slots=True)
class EpochWanted:
    """The next epoch of a role in a zone, for these holders."""

    zone: str
    role: str
    number: int
    holders: tuple[MemberPublic, ...]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A private key sealed to one member."""

    member: str
    wrap: bytes


@dataclass(frozen=True, slots=True)
class NewEpoch:
    """An epoch as it was made: its signed public key and its private one for each holder."""

    public: EpochPublic
    wraps: tuple[Wrapped, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log, opened for a steward: JSON words, "" where they were erased or cannot be opened."""

    number: int
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Touch:
    """Someone opened, or let someone open, a record that belongs to nobody; which one is in the log alone."""

    number: int
    member: str
    zone: str
    at: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A look that a text may come from: who looked at which group, on which day (days since 1970, UTC); how many of the
    places of a piece of the text are as they saw them, and that of so many looks (`one_in`) that have nothing to do with
    the text one would fit as well."""

    member: str
    kind: str
    record: str
    group: str
    day: int
    hits: int
    places: int
    one_in: int


# --- requests ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Ask:
    """How the keeper is."""


@dataclass(frozen=True, slots=True)
class Unseal:
    """Open the keeper with the operator's passphrase; the first one ever given is the one from then on."""

    passphrase: str


@dataclass(frozen=True, slots=True)
class MakeMember:
    """Make a member's keys under `key` and unlock a session."""

    member: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Unlock:
    """Unlock a session with the key that the passphrase gives."""

    secret: MemberSecret
    key: bytes


@dataclass(frozen=True, slots=True)
class IsUnlocked:
    """Whether a session lives: 1 or 0. Asking is not using it."""

    session: bytes


@dataclass(frozen=True, slots=True)
class Lock:
    """Lock one session, every session of one member (session empty), or all (both empty)."""

    session: bytes = b""
    member: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class MakeEpochs:
    """Make the next epoch of each of these lines."""

    wanted: tuple[EpochWanted, ...]
    by: str


@dataclass(frozen=True, slots=True)
class StockBuckets:
    """Destroy what is over, make buckets for the days to come; answers with the living ones."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open groups for the member of `session`, by role (with the role's keys) and by assignment."""

    session: bytes
    reason: str
    roles: tuple[RoleKey, ...]
    items: tuple[Item, ...]
    assigned: tuple[Assigned, ...]


@dataclass(frozen=True, slots=True)
class Assign:
    """Let another member open one group for a while; the session's member must be able to open it by role."""

    session: bytes
    role: RoleKey
    item: Item
    to: MemberPublic
    code: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class EndAssignment:
    """Never again, although its time is not over."""

    code: str
    until: int


@dataclass(frozen=True, slots=True)
class LendForReseal:
    """Let older epochs be re-sealed for the next minutes without this session."""

    session: bytes
    roles: tuple[RoleKey, ...]


@dataclass(frozen=True, slots=True)
class Reseal:
    """Move outer wraps from a lent epoch to a newer one of the same line."""

    old: int
    new: EpochPublic
    wraps: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Approve:
    """The session's member agrees to exactly this action (32 bytes), for the next minutes."""

    session: bytes
    action: bytes


@dataclass(frozen=True, slots=True)
class Second:
    """Use a power that another member agreed to: exactly this action (32 bytes). `power` and `about` are for the log."""

    session: bytes
    action: bytes
    power: str
    about: str


@dataclass(frozen=True, slots=True)
class BreakGlass:
    """Let the session's member open more than their share for an hour; the reason is for the log."""

    session: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Move groups into a bucket that does not end, as `code` says; needs another member's approval."""

    session: bytes
    code: str
    roles: tuple[RoleKey, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SignAlert:
    """Sign an alert that would reach so many; above the keeper's limit another member must have approved it."""

    session: bytes
    message: bytes
    reach: int


@dataclass(frozen=True, slots=True)
class Note:
    """Write a use of power into the log: who did what about which code."""

    member: str
    power: str
    about: str


@dataclass(frozen=True, slots=True)
class DrawFactor:
    """Draw the secret of a member's app for six-digit codes."""

    member: str


@dataclass(frozen=True, slots=True)
class CheckFactor:
    """Whether these six digits are the member's now, and were not used before: 1 or 0."""

    member: str
    sealed: bytes
    digits: str


@dataclass(frozen=True, slots=True)
class CountReaders:
    """How many people opened a record."""

    kind: str
    record: str


@dataclass(frozen=True, slots=True)
class Leaves:
    """The log's entries after a number, as they lie in the keeper's file."""

    after: int


@dataclass(frozen=True, slots=True)
class ReadLog:
    """The log's words after a number, for a steward."""

    session: bytes
    roles: tuple[RoleKey, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Plant:
    """Remember until a time that a record belongs to nobody: whoever opens it is told of. There is no asking which."""

    kind: str
    record: str
    zone: str
    until: int


@dataclass(frozen=True, slots=True)
class CountPlanted:
    """How many records of a zone belong to nobody."""

    zone: str


@dataclass(frozen=True, slots=True)
class Touches:
    """Who opened a record that belongs to nobody; those up to the number `told` have been told of and are forgotten."""

    told: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Which looks of the log a text that got out comes from, for a steward."""

    session: bytes
    roles: tuple[RoleKey, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AskServiceKey:
    """The public key of the service."""


@dataclass(frozen=True, slots=True)
class OpenForService:
    """Open what is sealed to the service; `use` is one of Use."""

    use: Use
    items: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Prolong:
    """Move what is sealed to the service to a later day."""

    until: BucketPublic
    items: tuple[Served, ...]


# --- answers ----------------------------------------------------------------------------------------------------------
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
class TouchesAre:
    """Those that nobody was told of yet, oldest first."""

    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The looks that fit, best first; whether anything in the text could be a mark, and how many looks were compared."""

    found: tuple[Reading, ...]
    marked: bool
    compared: int


@dataclass(frozen=True, slots=True)
class ServiceKeyIs:
    """The signed public key of the service."""

    public: ServicePublic


Request = (
    Ask | Unseal | MakeMember | Unlock | IsUnlocked | Lock | MakeEpochs | StockBuckets | Open | Assign | EndAssignment | LendForReseal
    | Reseal | Approve | Second | BreakGlass | Hold | SignAlert | Note | DrawFactor | CheckFactor | CountReaders | Leaves | ReadLog
    | AskServiceKey | OpenForService | Prolong | Plant | CountPlanted | Touches | Whose
)  # fmt: skip
Answer = (
    Done | Refusal | State | Unlocked | EpochsMade | BucketsAre | Opened | Signed | Wraps | Factor | Count | Log | LogWords
    | ServiceKeyIs | TouchesAre | Readings
)  # fmt: skip
Message = Request | Answer
_BY_NAME: Final[dict[str, type[Any]]] = {one.__name__: one for one in get_args(Request) + get_args(Answer)}


def encode(message: Message) -> bytes:
    """One frame. ValueError where it would be longer than a frame may be."""
    body = json.dumps({"is": type(message).__name__, **_plain(message)}, separators=(",", ":")).encode()
    if len(body) > LONGEST:
        raise ValueError("the message is too long for one frame")
    return len(body).to_bytes(4, "big") + body


def decode(body: bytes) -> Message:
    """The message in the body of a frame, or Malformed."""
    try:
        read = json.loads(body)
        if not isinstance(read, dict):
            raise Malformed
        message: Message = _whole(_BY_NAME[read.pop("is")], read)
    except (ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise Malformed from trouble
    return message


def length_of(header: bytes) -> int:
    """How long the body is; Malformed where that is nothing or too much."""
    length = int.from_bytes(header, "big")
    if not 0 < length <= LONGEST:
        raise Malformed
    return length


def _plain(thing: Any) -> Any:
    if isinstance(thing, bytes):
        return b64encode(thing).decode()
    if isinstance(thing, tuple):
        return [_plain(part) for part in thing]
    if is_dataclass(thing):
        return {name: _plain(getattr(thing, name)) for name in _readers(type(thing))}  # type: ignore[arg-type]
    return thing


def _whole(kind: type[Any], read: Any) -> Any:
    readers = _readers(kind)  # type: ignore[arg-type]
    if not isinstance(read, dict) or read.keys() != readers.keys():
        raise Malformed
    return kind(**{name: readers[name](value) for name, value in read.items()})


@cache
def _readers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {one.name: _reader(hints[one.name]) for one in fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type is read back; only the types that messages use."""
    if get_origin(hint) is tuple:
        part = _reader(get_args(hint)[0])
        return lambda read: tuple(part(one) for one in _exactly(list, read))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda read: _whole(hint, read)
    if hint is bytes:
        return lambda read: b64decode(_exactly(str, read), validate=True)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda read: hint(_exactly(str, read))
    if hint is str:
        return _text
    if isinstance(hint, UnionType) or hint not in (int, bool):
        raise TypeError(f"no message may hold {hint}")
    return lambda read: _exactly(hint, read)


def _text(read: Any) -> str:
    """Text that has bytes: JSON can also say half of a character, which nothing could sign, seal or store."""
    text: str = _exactly(str, read)
    text.encode()
    return text


def _exactly(kind: type[Any], read: Any) -> Any:
    """The value where it is of this very type: True is no number, and a list no text."""
    if type(read) is not kind or (kind is list and len(read) > 2 * MOST_ITEMS) or (kind is int and abs(read) > 2**53):
        raise Malformed
    return read
