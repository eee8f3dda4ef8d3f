"""A small piece of work that a sender's device does before it sends, asked for only while there is a flood, and checked
without anybody else's help.

Hashcash (A. Back, 2002) with sixteen small puzzles instead of one large, so that luck matters little: the time varies by a
quarter, not by the whole of itself (A. Juels and J. Brainard, 1999, sub-puzzles). The challenge carries its own terms and our
mark, so that nothing is kept of those who only ask.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from wekeep.kit.codes import keyed_mark, same

PIECES: Final = 16
# How long a challenge is good for: a long report typed with cold fingers, and a second try.
LIFE_SECONDS: Final = 900
HARDEST: Final = 20
_VERSION, _MARK, _NONCE_BYTES = "1", 32, 4
# an answer is at most this long, whatever a stranger sends
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Challenge:
    """What was asked: `bits` leading zero bits in each of PIECES hashes; `issued_at` in whole seconds since 1970."""

    text: str
    number: str
    bits: int
    issued_at: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A challenge of ours that was solved for one key."""

    number: str
    bits: int
    age: int


def issue(secret: str, form: str, bits: int, now: int) -> str:
    """A challenge for one form, of `bits` (0: nothing to do), good for LIFE_SECONDS from `now`. It names nobody."""
    body = ".".join((_VERSION, form, str(bits), str(now), secrets.token_hex(8)))
    return f"{body}.{_mark(secret, body)}"


def read(secret: str, form: str, text: str, now: int) -> Challenge | None:
    """The challenge in `text` if it is ours, for this form, and not too old; else None."""
    body, _dot, mark = text.rpartition(".")
    parts = body.split(".")
    if not text.isascii() or len(parts) != 5 or not same(mark, _mark(secret, body)):
        return None
    _version, made_for, bits, issued_at, number = parts
    age = now - int(issued_at)
    if made_for != form or not 0 <= age <= LIFE_SECONDS:
        return None
    return Challenge(text, number, int(bits), int(issued_at))


def bits_of(challenge: str) -> int:
    """How many leading zero bits a challenge of ours asks for."""
    return int(challenge.split(".")[2])


def check(secret: str, form: str, key: str, answer: str, now: int) -> Proof | None:
    """What `answer` proves for the report sent under `key`: the challenge, "~", and its nonces in hexadecimal with dots
    between them. None for anything that is not a whole and right answer."""
    text, _tilde, said = answer[:_LONGEST].partition("~")
    challenge = read(secret, form, text, now)
    if challenge is None:
        return None
    nonces = _nonces(said)
    begin = start(text, key)
    if len(nonces) != PIECES or not all(solves(begin, n, nonce, challenge.bits) for n, nonce in enumerate(nonces)):
        return None
    return Proof(challenge.number, challenge.bits, now - challenge.issued_at)


def start(challenge: str, key: str) -> bytes:
    """What every puzzle of a challenge begins with: it holds the key, so that a solution is worth nothing for another."""
    return sha256(f"{challenge}:{key}".encode()).digest()


def solves(begin: bytes, piece: int, nonce: int, bits: int) -> bool:
    """Whether SHA-256 of `begin`, the piece's number in one byte and the nonce in four (big-endian) has `bits` zeros first.
    All fits one block of 64 bytes, which a phone hashes in microseconds without any memory to speak of."""
    digest = sha256(begin + bytes((piece,)) + nonce.to_bytes(_NONCE_BYTES, "big")).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0


def solve(challenge: str, key: str) -> str:
    """The answer to a challenge, for programs that send reports; 16 times 2 to the power of its bits hashes on average."""
    bits, begin = bits_of(challenge), start(challenge, key)
    found = []
    for piece in range(PIECES):
        nonce = 0
        while not solves(begin, piece, nonce, bits):
            nonce += 1
        found.append(f"{nonce:x}")
    return f"{challenge}~{'.'.join(found)}"


def _nonces(said: str) -> list[int]:
    try:
        found = [int(one, 16) for one in said.split(".")]
    except ValueError:
        return []
    return [one for one in found if 0 <= one < 1 << (8 * _NONCE_BYTES)]


def _mark(secret: str, body: str) -> str:
    return keyed_mark(secret, "challenge", body)[:_MARK]
