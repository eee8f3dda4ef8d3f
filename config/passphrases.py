"""How members' passphrases are kept: one Argon2id derivation (RFC 9106, 64 MiB, three passes) recognises its owner and
gives the key that opens their keys. What is stored of it is a SHA-256, so that nothing cheaper to guess at exists."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher
from django.utils.crypto import constant_time_compare

from wekeep.kit.passphrase import MEMORY, PASSES, SALT_SIZE, Derived, derive


class PassphraseHasher(BasePasswordHasher):
    """About 80 ms and 64 MiB a guess; with five drawn words (64.6 bits) a stolen table gives nothing away."""

    algorithm = "wekeep1"

    def salt(self) -> str:
        return urlsafe_b64encode(secrets.token_bytes(SALT_SIZE)).decode()

    def encode(self, password: str, salt: str) -> str:
        return "$".join([self.algorithm, str(PASSES), str(MEMORY), salt, self._derive(password, salt).stored()])

    def key_of(self, password: str, encoded: str) -> bytes | None:
        """The key that opens the member's keys, or None where this is not their passphrase."""
        parts = self.decode(encoded)
        found = self._derive(password, parts["salt"])
        return found.key if constant_time_compare(found.stored(), parts["stored"]) else None

    def verify(self, password: str, encoded: str) -> bool:
        return self.key_of(password, encoded) is not None

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, _passes, _memory, salt, stored = encoded.split("$")
        return {"algorithm": algorithm, "salt": salt, "stored": stored}

    def safe_summary(self, encoded: str) -> Any:
        return {"algorithm": self.algorithm}

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: every try costs the same."""

    def _derive(self, password: str, salt: str) -> Derived:
        return derive(password, urlsafe_b64decode(salt))


class OldPassphraseHasher(Argon2PasswordHasher):
    """What the first release stored. It still signs in, and is replaced at that moment."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1
