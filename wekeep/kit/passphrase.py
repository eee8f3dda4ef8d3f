"""One Argon2id derivation of a passphrase gives two things: what recognises it, and the key that opens its owner's keys."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from nacl.pwhash import argon2id

from wekeep.kit.envelope import canonical, digest

SALT_SIZE: Final = argon2id.SALTBYTES
PASSES: Final = 3
MEMORY: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Derived:
    """`verifier` is stored as its SHA-256 only; `key` is never stored. Guessing either costs the same derivation."""

    verifier: bytes
    key: bytes

    def stored(self) -> str:
        """What may be stored: SHA-256 of the verifier, in hex."""
        return sha256(self.verifier).hexdigest()


def derive(passphrase: str, salt: bytes, *, passes: int = PASSES, memory: int = MEMORY) -> Derived:
    """About 80 ms and 64 MiB (RFC 9106, Argon2id, one lane). `salt` has 16 bytes."""
    root = argon2id.kdf(32, passphrase.encode(), salt, opslimit=passes, memlimit=memory)
    return Derived(digest(canonical("verifier"), key=root), digest(canonical("key"), key=root))
