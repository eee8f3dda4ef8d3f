"""Random codes that name things to the outside, and one-way marks that recognise a secret without keeping it."""

import hmac
import os
import secrets
import threading
from functools import lru_cache
from hashlib import blake2b

# Crockford's base 32: no I, L, O or U, so that a code read aloud comes back the same.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 16
_CODE_BYTES, _DRAWN_AT_ONCE = 10, 256
# ten bits at a time
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = range(8 * _CODE_BYTES - 10, -1, -10)


class _Drawn:
    """Random numbers for some hundred codes, drawn from the system at once: whoever asks it for each gives the interpreter
    away each time, and under a crowd waits for it. A process that was forked draws its own."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Give out nothing of what was drawn until now; whoever held the lock in another process does not here."""
        self._lock, self._left = threading.Lock(), b""

    def take(self) -> int:
        """A number of 80 bits, which nobody was given before."""
        with self._lock:
            if not self._left:
                self._left = secrets.token_bytes(_CODE_BYTES * _DRAWN_AT_ONCE)
            taken, self._left = self._left[:_CODE_BYTES], self._left[_CODE_BYTES:]
        return int.from_bytes(taken, "big")


_DRAWN = _Drawn()
os.register_at_fork(after_in_child=_DRAWN.forget)


def new_code() -> str:
    """A random code of 16 letters and digits (80 bits): unguessable, and it says nothing of order or number."""
    number = _DRAWN.take()
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


def keyed_mark(secret: str, purpose: str, value: str) -> str:
    """A keyed BLAKE2b of `value` (RFC 7693), 32 bytes in hex: recognises the value again, cannot be turned back.

    `purpose` (16 bytes at most) keeps marks of different uses apart. Only for values with enough bits of their own
    (a receipt's six words have 77); a member's passphrase goes through Argon2id instead.
    """
    mark = _keyed(secret, purpose).copy()
    mark.update(value.encode())
    return mark.hexdigest()


@lru_cache(maxsize=64)
def _keyed(secret: str, purpose: str) -> blake2b:
    """A hash that has read its key and nothing else yet."""
    key = blake2b(secret.encode(), digest_size=32).digest()
    return blake2b(key=key, person=purpose.encode(), digest_size=32)


def same(left: str, right: str) -> bool:
    """Whether two strings are equal, in a time that does not say where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())
