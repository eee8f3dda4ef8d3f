"""What requests to the keeper and its answers are made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wekeep.kit.certificates import EpochPublic, MemberPublic, Terms
from wekeep.kit.envelope import Binding

# So many addresses open after a stop all the same: stewards and dispatchers are told of it.
TOLD_OF_A_STOP: Final = 20
# Items in one request: what fits the length comfortably, and what one answer should not exceed.
MOST_ITEMS: Final = 1000


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
    BRAKE = "brake"
    MOST = "most"
    STOPPED = "stopped"


class KeeperPower(StrEnum):
    """Powers of two persons that the keeper itself carries out; the value is what its log says."""

    RESUME = "send again after a stop"
    LET_GO = "let letters through a stop"
    BRAKE = "set the brake"


class Use(StrEnum):
    """What the installation opens without a member, and for what. Packing: opening places to seal them together."""

    SENDING = "sending"
    STOCKING = "stocking"
    SHEETS = "sheets"
    AUDIENCE = "audience"
    PACKING = "packing"
    OWNER = "owner"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Served:
    """Something sealed to the service: what it is, the day it ends, its wrap. The record of a pack ends with the number of
    places in it (`service_seal.pack_record`)."""

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
class Assigning:
    """One group that another member may open between two times."""

    item: Item
    to: MemberPublic
    code: str
    since: int
    until: int


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


@dataclass(frozen=True, slots=True)
class Limits:
    """How many alerts may go out in an hour before a second person must agree: those of one person, those of everyone
    together; the same of active detentions; and how many people they may newly reach, all together. `usual`: so many are
    nothing unusual in any hour, however little the network has sent so far. `most`: how many messages are signed in an hour at
    all, whoever agreed."""

    one: int = 6
    everyone: int = 20
    active_one: int = 12
    active_everyone: int = 40
    people: int = 2_000
    usual: int = 6
    most: int = 100
