"""Sealed files: chunks of 64 KiB under libsodium's secretstream, whose last chunk says that it is the last."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from wekeep.kit.envelope import VERSION, Binding, Broken, canonical, digest

CHUNK: Final = 64 * 1024
_EXTRA: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


def stream_key(key: bytes) -> bytes:
    """The key of a file's chunks, from the data key of the group that describes it."""
    return digest(canonical("file"), key=key)


def seal_stream(key: bytes, binding: Binding, source: BinaryIO) -> Iterator[bytes]:
    """The sealed bytes of what `source` gives, a chunk at a time. `read(n)` must give n bytes until the end."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    yield bytes([VERSION]) + sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    aad, chunk = binding.aad(), source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        tag = _MESSAGE if following else _FINAL
        yield sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, aad, tag)
        if not following:
            return
        chunk = following


def open_stream(key: bytes, binding: Binding, source: BinaryIO) -> Iterator[bytes]:
    """The plain bytes, a chunk at a time. Broken at the first chunk that is not in its place, and at the end of a file
    that was cut short or has something after its end: what came before is then not to be used."""
    state, aad = sodium.crypto_secretstream_xchacha20poly1305_state(), binding.aad()
    start = source.read(1 + _HEADER)
    if len(start) != 1 + _HEADER or start[0] != VERSION:
        raise Broken
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, start[1:], key)
    tag = _MESSAGE
    while tag != _FINAL:
        chunk = source.read(CHUNK + _EXTRA)
        try:
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, aad)
        except (CryptoError, ValueError, RuntimeError, TypeError) as trouble:
            raise Broken from trouble
        yield plain
    if source.read(1):
        raise Broken
