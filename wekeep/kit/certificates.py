"""What the keeper vouches for with its signature: whose a public key is, and what it may be used for."""

from collections.abc import Sequence
from dataclasses import dataclass

from wekeep.kit.envelope import Binding, canonical, digest, sign, verify


@dataclass(frozen=True, slots=True)
class MemberPublic:
    """A member's public keys, made at a time (whole seconds since 1970)."""

    member: str
    box: bytes
    signing: bytes
    made_at: int
    signature: bytes = b""

    def statement(self) -> bytes:
        """What is signed."""
        return canonical("member key", self.member, self.box, self.signing, str(self.made_at))


@dataclass(frozen=True, slots=True)
class EpochPublic:
    """The public key of a role in a zone, from the time it was made until the next number."""

    zone: str
    role: str
    number: int
    public: bytes
    made_at: int
    signature: bytes = b""

    def statement(self) -> bytes:
        """What is signed."""
        return canonical("role key", self.zone, self.role, str(self.number), self.public, str(self.made_at))


@dataclass(frozen=True, slots=True)
class BucketPublic:
    """The public key of everything that ends after the day called `name` (YYYY-MM-DD), or of one hold (held-…)."""

    name: str
    public: bytes
    signature: bytes = b""

    def statement(self) -> bytes:
        """What is signed."""
        return canonical("bucket key", self.name, self.public)


@dataclass(frozen=True, slots=True)
class ServicePublic:
    """The public key of what the installation opens by itself, through the keeper."""

    name: str
    public: bytes
    signature: bytes = b""

    def statement(self) -> bytes:
        """What is signed."""
        return canonical("service key", self.name, self.public)


@dataclass(frozen=True, slots=True)
class Terms:
    """One member may open one group of one record between two times (whole seconds since 1970)."""

    code: str
    member: str
    binding: Binding
    since: int
    until: int

    def statement(self) -> bytes:
        """What is signed, and what the data key is bound to inside the assignment."""
        return canonical("assignment", self.code, self.member, self.binding.aad(), str(self.since), str(self.until))


Certified = MemberPublic | EpochPublic | BucketPublic | ServicePublic


def is_certified(key: Certified, verify_key: bytes) -> None:
    """Broken unless the keeper signed exactly this."""
    verify(verify_key, key.statement(), key.signature)


def certify(key: Certified, seed: bytes) -> bytes:
    """The keeper's signature."""
    return sign(seed, key.statement())


def hold_action(code: str, groups: Sequence[Binding]) -> bytes:
    """What a second person agrees to: this hold, of exactly these groups."""
    return digest(canonical("hold", code, *sorted(one.mark() for one in groups)))


def alert_statement(message: bytes) -> bytes:
    """What is signed when an alert is; its digest is what a second person approves."""
    return canonical("alert", message)
