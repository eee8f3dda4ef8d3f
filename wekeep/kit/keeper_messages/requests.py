"""What the keeper can be asked for."""

from dataclasses import dataclass

from wekeep.kit.certificates import BucketPublic, EpochPublic, MemberPublic
from wekeep.kit.keeper_messages.parts import (
    Assigned,
    Assigning,
    EpochWanted,
    Item,
    KeeperPower,
    MemberSecret,
    RoleKey,
    Served,
    Use,
)


class Request:
    """One of those in this file: what stands here is what may be asked."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ask(Request):
    """How the keeper is."""


@dataclass(frozen=True, slots=True)
class Unseal(Request):
    """Open the keeper with the operator's passphrase; the first one ever given is the one from then on."""

    passphrase: str


@dataclass(frozen=True, slots=True)
class MakeMember(Request):
    """Make a member's keys under `key` and unlock a session."""

    member: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Unlock(Request):
    """Unlock a session with the key that the passphrase gives."""

    secret: MemberSecret
    key: bytes


@dataclass(frozen=True, slots=True)
class IsUnlocked(Request):
    """Whether a session lives and is this member's: 1 or 0. Asking is not using it, unless it is `used` for something."""

    session: bytes
    member: str
    used: bool = False


@dataclass(frozen=True, slots=True)
class Lock(Request):
    """Lock one session, every session of one member (session empty), or all (both empty)."""

    session: bytes = b""
    member: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class MakeEpochs(Request):
    """Make the next epoch of each of these lines."""

    wanted: tuple[EpochWanted, ...]
    by: str


@dataclass(frozen=True, slots=True)
class StockBuckets(Request):
    """Destroy what is over, make buckets for the days to come; answers with the living ones."""


@dataclass(frozen=True, slots=True)
class Open(Request):
    """Open groups for the member of `session`, by role (with the role's keys) and by assignment."""

    session: bytes
    reason: str
    roles: tuple[RoleKey, ...]
    items: tuple[Item, ...]
    assigned: tuple[Assigned, ...]


@dataclass(frozen=True, slots=True)
class Assign(Request):
    """Let another member, never the same one, open one group for a while; the session's member must be able to open it by
    role."""

    session: bytes
    role: RoleKey
    item: Item
    to: MemberPublic
    code: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class AssignAll(Request):
    """The same for many groups at once, each to whoever is named beside it."""

    session: bytes
    roles: tuple[RoleKey, ...]
    wanted: tuple[Assigning, ...]


@dataclass(frozen=True, slots=True)
class EndAssignment(Request):
    """Never again, although its time is not over."""

    code: str
    until: int


@dataclass(frozen=True, slots=True)
class LendForReseal(Request):
    """Let older epochs be re-sealed for the next minutes without this session."""

    session: bytes
    roles: tuple[RoleKey, ...]


@dataclass(frozen=True, slots=True)
class Reseal(Request):
    """Move outer wraps from a lent epoch to a newer one of the same line."""

    old: int
    new: EpochPublic
    wraps: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Approve(Request):
    """The session's member agrees to exactly this action (32 bytes), for the next minutes."""

    session: bytes
    action: bytes


@dataclass(frozen=True, slots=True)
class TakeBack(Request):
    """What was agreed to counts no longer: this action by anyone (member empty), or everything of this member (action empty)."""

    action: bytes = b""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Second(Request):
    """Use a power that another member agreed to: exactly this action (32 bytes). `power` and `about` are for the log."""

    session: bytes
    action: bytes
    power: str
    about: str


@dataclass(frozen=True, slots=True)
class Carry(Request):
    """Use one of the keeper's own powers, which another member agreed to, on exactly these terms (`certificates.power_action`
    in every zone). Their meaning is read from the terms themselves, so nobody agrees to one thing and gets another."""

    session: bytes
    power: KeeperPower
    about: str
    terms: str


@dataclass(frozen=True, slots=True)
class StopSending(Request):
    """From now on nothing is opened to be sent with. Takes no session: it only stops things."""

    by: str


@dataclass(frozen=True, slots=True)
class ResumeByOperator(Request):
    """Send again on the word of whoever knows the unseal passphrase."""

    passphrase: str


@dataclass(frozen=True, slots=True)
class AskBrake(Request):
    """The brake's limits, and what the network is used to."""


@dataclass(frozen=True, slots=True)
class SentAfter(Request):
    """The lines of the public list after a number, and its signed head."""

    after: int


@dataclass(frozen=True, slots=True)
class BreakGlass(Request):
    """Let the session's member open more than their share for an hour; the reason is for the log."""

    session: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Hold(Request):
    """Move groups into a bucket that does not end, as `code` says; needs another member's approval."""

    session: bytes
    code: str
    roles: tuple[RoleKey, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SignAlert(Request):
    """Sign an alert that would reach so many; above the keeper's limit, or where more go out than is usual, another member
    must have approved it."""

    session: bytes
    message: bytes
    reach: int


@dataclass(frozen=True, slots=True)
class Note(Request):
    """Write a use of power into the log: who did what about which code."""

    member: str
    power: str
    about: str


@dataclass(frozen=True, slots=True)
class DrawFactor(Request):
    """Draw the secret of a member's app for six-digit codes."""

    member: str


@dataclass(frozen=True, slots=True)
class CheckFactor(Request):
    """Whether these six digits are the member's now, and were not used before: 1 or 0. `session` is a mark of the session
    that they were typed in, empty where the member's words came with them."""

    member: str
    sealed: bytes
    digits: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class CountReaders(Request):
    """How many people opened a record."""

    kind: str
    record: str


@dataclass(frozen=True, slots=True)
class Leaves(Request):
    """The log's entries after a number, as they lie in the keeper's file."""

    after: int


@dataclass(frozen=True, slots=True)
class ReadLog(Request):
    """The log's words after a number, for a steward."""

    session: bytes
    roles: tuple[RoleKey, ...]
    after: int


@dataclass(frozen=True, slots=True)
class AskServiceKey(Request):
    """The public key of the service."""


@dataclass(frozen=True, slots=True)
class OpenForService(Request):
    """Open what is sealed to the service; `use` is one of Use."""

    use: Use
    items: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Prolong(Request):
    """Move what is sealed to the service to a later day."""

    until: BucketPublic
    items: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Plant(Request):
    """Remember until a time that a record belongs to nobody: whoever opens it is told of. There is no asking which."""

    kind: str
    record: str
    zone: str
    until: int


@dataclass(frozen=True, slots=True)
class CountPlanted(Request):
    """How many records of a zone belong to nobody."""

    zone: str


@dataclass(frozen=True, slots=True)
class Touches(Request):
    """Who opened a record that belongs to nobody, after a number; and up to which one `member` has seen them. Asking takes
    nothing away."""

    member: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class SeeTouches(Request):
    """The session's member has seen those up to this number."""

    session: bytes
    number: int


@dataclass(frozen=True, slots=True)
class Whose(Request):
    """Which looks of the log a text that got out comes from, for a steward."""

    session: bytes
    roles: tuple[RoleKey, ...]
    text: str
