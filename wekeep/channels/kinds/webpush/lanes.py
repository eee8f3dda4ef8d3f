"""P-256 key agreement eight at a time, where the processor has AVX-512 IFMA and Intel's multi-buffer library is installed.

The library is `libcrypto_mb` of the Python package ipp-crypto (Apache-2.0), asked for by WeKeep's extra `lanes`. It is
linked against a compiler's run-time libraries, of which it calls nothing; they come with the same extra. Everything here
is optional: where any part is missing, `load` gives None and key agreement is done one at a time.
"""

import ctypes
import os
import sys
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LANES, POINT, NUMBER = 8, 65, 32
# in the order in which they need each other
_RUNTIME = ("libintlc.so.5", "libirng.so", "libimf.so", "libsvml.so")
_LIBRARY = "libcrypto_mb.so"
_UNCOMPRESSED = 4
Bytes = NDArray[np.uint8]


class Lanes:
    """The loaded library. It holds no keys, and several threads may use it at once."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._public = library.mbx_nistp256_ecpublic_key_mb8
        self._agree = library.mbx_nistp256_ecdh_mb8
        self._public.argtypes = [ctypes.c_void_p] * 5
        self._agree.argtypes = [ctypes.c_void_p] * 6
        self._public.restype = self._agree.restype = ctypes.c_uint32

    def agree(self, phones: bytes) -> list[tuple[bytes, bytes] | None]:
        """For each uncompressed point (65 bytes) in `phones`: the public point of a key pair drawn for it alone and the
        secret shared with it (RFC 8291, 3.1); None where it is no point of the curve."""
        count = len(phones) // POINT
        points = _filled_up(np.frombuffer(phones, np.uint8).reshape(count, POINT))
        return self.agree_with(points, _draw(len(points)), count)

    def agree_with(self, points: Bytes, keys: Bytes, count: int) -> list[tuple[bytes, bytes] | None]:
        """`agree` with the private numbers given (little-endian, 32 bytes each), for known answers. Whole groups of eight
        points; the first `count` are answered for."""
        x, y = _number(points[:, 1:33]), _number(points[:, 33:65])
        shared, sent = np.empty_like(x), np.empty((2, *x.shape), np.uint8)
        key, phone_x, phone_y, secret, own_x, own_y = map(_pointers, (keys, x, y, shared, sent[0], sent[1]))
        bad = set[int]()
        for group in range(0, len(points), LANES):
            at = group * ctypes.sizeof(ctypes.c_void_p)
            drawn = self._public(_at(own_x, at), _at(own_y, at), None, _at(key, at), None)
            agreed = self._agree(_at(secret, at), _at(key, at), _at(phone_x, at), _at(phone_y, at), None, None)
            if drawn or agreed:
                bad |= {group + lane for lane in range(LANES) if ((drawn | agreed) >> 4 * lane) & 15}
        bad |= set(np.flatnonzero(points[:, 0] != _UNCOMPRESSED).tolist())
        return _rows(sent, shared, count, bad)


def _rows(sent: Bytes, shared: Bytes, count: int, bad: set[int]) -> list[tuple[bytes, bytes] | None]:
    senders = np.empty((len(shared), POINT), np.uint8)
    senders[:, 0] = _UNCOMPRESSED
    senders[:, 1:33], senders[:, 33:] = sent[0, :, ::-1], sent[1, :, ::-1]
    points, secrets = senders.tobytes(), shared.tobytes()
    found: list[tuple[bytes, bytes] | None] = [
        (points[n * POINT : (n + 1) * POINT], secrets[n * NUMBER : (n + 1) * NUMBER]) for n in range(count)
    ]
    for n in bad & set(range(count)):
        found[n] = None
    return found


def _number(big_endian: Bytes) -> Bytes:
    return np.ascontiguousarray(big_endian[:, ::-1])


def _filled_up(points: Bytes) -> Bytes:
    """The last one repeated up to whole groups of eight; what comes of the repeated is thrown away."""
    return np.pad(points, ((0, -len(points) % LANES), (0, 0)), mode="edge")


def _draw(count: int) -> Bytes:
    """Private numbers below the order of P-256, which begins with 32 ones: whichever begins so too is drawn again. That
    leaves out a 2^-32 part of all keys. Zero would need 256 zero bits, and the library refuses it."""
    keys = np.frombuffer(os.urandom(NUMBER * count), np.uint8).reshape(count, NUMBER)
    while (keys[:, NUMBER - 4 :] == 255).all(axis=1).any():
        keys = np.frombuffer(os.urandom(NUMBER * count), np.uint8).reshape(count, NUMBER)
    return keys


def _pointers(rows: Bytes) -> NDArray[np.uint64]:
    return rows.ctypes.data + np.arange(len(rows), dtype=np.uint64) * np.uint64(NUMBER)


def _at(pointers: NDArray[np.uint64], offset: int) -> int:
    return int(pointers.ctypes.data) + offset


@cache
def load() -> Lanes | None:
    """The library, where it is installed and this processor can run it; otherwise None."""
    if not sys.platform.startswith("linux"):
        return None
    folder = Path(sys.prefix) / "lib"
    try:
        # held by the process once loaded: the dynamic linker knows them by name when the library asks for them
        for name in _RUNTIME:
            ctypes.CDLL(str(folder / name), mode=ctypes.RTLD_GLOBAL)
        library = ctypes.CDLL(str(folder / _LIBRARY))
        return Lanes(library) if _runs_here(library) else None
    except (OSError, AttributeError):
        return None


def _runs_here(library: ctypes.CDLL) -> bool:
    applicable = library.mbx_is_crypto_mb_applicable
    applicable.argtypes, applicable.restype = [ctypes.c_uint64], ctypes.c_int
    return bool(applicable(0))
