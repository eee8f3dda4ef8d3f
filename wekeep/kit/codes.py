"""Random codes that name things to the outside, and one-way marks that recognise a secret without keeping it."""

import hmac
import secrets
from base64 import b32encode
from hashlib import blake2b

# Crockford's base 32: no I, L, O or U, so that a code read aloud comes back the same.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 16
_CODE_BYTES = 10
# RFC 4648 spells the same five bits with other letters
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)


def new_code() -> str:
    """A random code of 16 letters and digits (80 bits): unguessable, and it says nothing of order or number."""
    return b32encode(secrets.token_bytes(_CODE_BYTES)).decode().translate(_CROCKFORD)


def keyed_mark(secret: str, purpose: str, value: str) -> str:
    """A keyed BLAKE2b of `value` (RFC 7693), 32 bytes in hex: recognises the value again, cannot be turned back.

    `purpose` (16 bytes at most) keeps marks of different uses apart. Only for values with enough bits of their own
    (a receipt's six words have 77); a member's passphrase goes through Argon2id instead.
    """
    key = blake2b(secret.encode(), digest_size=32).digest()
    return blake2b(value.encode(), key=key, person=purpose.encode(), digest_size=32).hexdigest()


def same(left: str, right: str) -> bool:
    """Whether two strings are equal, in a time that does not say where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())
