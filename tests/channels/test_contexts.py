"""One-use contexts: each seals one message, for its own phone, and none can be used a second time."""

import copy
import hashlib
import hmac
import pickle

import http_ece
import numpy as np
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wekeep.channels.kinds.webpush import lanes
from wekeep.channels.kinds.webpush.contexts import (
    PACKED_BYTES,
    Context,
    Phone,
    Spent,
    derive,
    make,
    make_many,
    pack,
    seal_with,
    unpack,
)
from wekeep.channels.kinds.webpush.encryption import CURVE, decrypt

Private = ec.EllipticCurvePrivateKey
TEXT = b'{"c": "0123456789abcdef"}'
# RFC 5903, 8.1: a private number, its public point, another's public point, and what the two share
RFC_5903_PRIVATE = "C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433"
RFC_5903_PUBLIC = "DAD0B65394221CF9B051E1FECA5787D098DFE637FC90B9EF945D0C37725811805271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB3"
RFC_5903_OTHER = "D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF6356FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB"
RFC_5903_SHARED = "D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE"


def phone(number: int) -> tuple[Private, Phone]:
    key = ec.generate_private_key(CURVE)
    return key, (
        key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        bytes([number % 256]) * 16,
    )


def loaded() -> lanes.Lanes:
    library = lanes.load()
    if library is None:
        pytest.skip("no multi-buffer library here, or a processor without its instructions")
    return library


@pytest.fixture(params=["one at a time", "in lanes"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of key agreement in turn."""
    found = loaded() if request.param == "in lanes" else None
    monkeypatch.setattr(lanes, "load", lambda: found)
    return str(request.param)


@pytest.mark.parametrize("count", [1, 3, 8, 9, 21, 600])
def test_every_phone_reads_its_own_message_and_so_does_an_independent_implementation(way: str, count: int) -> None:
    phones = [phone(n) for n in range(count)]
    for (key, (_point, auth)), context in zip(phones, make_many([one for _key, one in phones]), strict=True):
        assert context is not None
        body = seal_with(context, TEXT)
        assert decrypt(body, key, auth) == TEXT
        assert http_ece.decrypt(body, private_key=key, auth_secret=auth, version="aes128gcm") == TEXT


def test_no_two_contexts_share_a_salt_or_a_key_or_a_nonce(way: str) -> None:
    _key, one = phone(1)
    packed = [context.spend() for context in make_many([one] * 700) if context]
    for start, end in ((0, 16), (16, 81), (81, 97), (97, 109)):
        assert len({raw[start:end] for raw in packed}) == 700


def test_another_phone_cannot_read_it(way: str) -> None:
    (_mine, one), (other, _two) = phone(1), phone(1)
    for context in make_many([one] * 9):
        assert context is not None
        with pytest.raises(InvalidTag):
            decrypt(seal_with(context, TEXT), other, one[1])


def test_a_phone_with_a_bad_key_gets_none_and_its_neighbours_get_theirs(way: str) -> None:
    _key, (point, auth) = phone(1)
    bad: list[Phone] = [
        (b"\x04" + bytes(64), auth),
        (point[:-1] + bytes([point[-1] ^ 1]), auth),
        (b"\x05" + point[1:], auth),
        (b"\x04" + b"\xff" * 64, auth),
        (point, auth[:-1]),
    ]
    phones = [(point, auth), *bad, (point, auth), (point, auth), (point, auth)]
    assert [context is not None for context in make_many(phones)] == [True, *[False] * 5, True, True, True]


def test_a_key_of_the_wrong_length_harms_no_other(way: str) -> None:
    _key, one = phone(1)
    phones = [one, (one[0] + b"\x00", one[1]), (b"", one[1]), one, one]
    assert [context is not None for context in make_many(phones)] == [True, False, False, True, True]
    assert make_many([]) == []


def test_a_bad_key_alone_is_an_error() -> None:
    with pytest.raises(ValueError, match="P-256"):
        make(b"\x04" + bytes(64), bytes(16))


def test_a_context_seals_once() -> None:
    context = make(*phone(1)[1])
    seal_with(context, TEXT)
    with pytest.raises(Spent):
        seal_with(context, TEXT)
    with pytest.raises(Spent):
        pack([context])


def test_a_packed_context_lives_on_only_there() -> None:
    key, one = phone(1)
    made = [make(*one) for _n in range(3)]
    raw = pack(made)
    assert len(raw) == 3 * PACKED_BYTES
    with pytest.raises(Spent):
        seal_with(made[0], TEXT)
    assert [decrypt(seal_with(context, TEXT), key, one[1]) for context in unpack(raw)] == [TEXT] * 3


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_context_has_no_copy_and_shows_nothing(copied: object) -> None:
    context = make(*phone(1)[1])
    with pytest.raises(TypeError):
        copied(context)  # type: ignore[operator]
    assert repr(context) == "<context>"
    context.spend()
    assert repr(context) == "<spent context>"


@pytest.mark.parametrize("cut", [1, PACKED_BYTES - 1, PACKED_BYTES + 1])
def test_what_is_cut_off_is_no_context(cut: int) -> None:
    with pytest.raises(ValueError, match="cut off"):
        unpack(bytes(cut))
    with pytest.raises(ValueError, match="fixed length"):
        Context(bytes(cut))


def test_the_keys_are_those_of_hkdf_as_python_has_hmac() -> None:
    shared, auth, point, sender, salt = bytes(range(32)), b"a" * 16, b"p" * 65, b"s" * 65, b"x" * 16

    def mac(key: bytes, text: bytes) -> bytes:
        return hmac.digest(key, text, hashlib.sha256)

    material = mac(mac(auth, shared), b"WebPush: info\x00" + point + sender + b"\x01")
    late = mac(salt, material)
    key = mac(late, b"Content-Encoding: aes128gcm\x00\x01")[:16]
    nonce = mac(late, b"Content-Encoding: nonce\x00\x01")[:12]
    assert derive(shared, auth, point, sender, salt).spend() == salt + sender + key + nonce


def test_the_lanes_give_the_known_answer_of_rfc_5903_in_every_lane() -> None:
    library = loaded()
    point = np.frombuffer(b"\x04" + bytes.fromhex(RFC_5903_OTHER), np.uint8)
    key = np.frombuffer(bytes.fromhex(RFC_5903_PRIVATE)[::-1], np.uint8)
    found = library.agree_with(np.tile(point, (8, 1)), np.tile(key, (8, 1)), 8)
    wanted = (b"\x04" + bytes.fromhex(RFC_5903_PUBLIC), bytes.fromhex(RFC_5903_SHARED))
    assert found == [wanted] * 8


def test_the_lanes_refuse_the_private_number_zero() -> None:
    library = loaded()
    point = np.frombuffer(b"\x04" + bytes.fromhex(RFC_5903_OTHER), np.uint8)
    keys = np.tile(np.frombuffer(bytes.fromhex(RFC_5903_PRIVATE)[::-1], np.uint8), (8, 1)).copy()
    keys[2] = 0
    found = library.agree_with(np.tile(point, (8, 1)), keys, 8)
    assert [one is not None for one in found] == [True, True, False, True, True, True, True, True]


def test_a_private_number_that_could_exceed_the_order_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = [bytes(32) + b"\x01" * 28 + b"\xff" * 4, b"\x01" * 64]
    monkeypatch.setattr("os.urandom", lambda _size: draws.pop(0))
    assert lanes._draw(2).tobytes() == b"\x01" * 64


def test_without_the_library_messages_are_sealed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lanes.load.cache_clear()
    monkeypatch.setattr(lanes, "_RUNTIME", ("libnothing.so",))
    try:
        assert lanes.load() is None
        assert all(make_many([phone(n)[1] for n in range(9)]))
    finally:
        lanes.load.cache_clear()
