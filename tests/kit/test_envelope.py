"""A sealed group opens where it was sealed and nowhere else, and its length says little."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import CryptoError

from wekeep.kit import envelope
from wekeep.kit.certificates import BucketPublic, EpochPublic, MemberPublic, certify, is_certified
from wekeep.kit.envelope import SIZES, Binding, Broken, Group
from wekeep.kit.passphrase import derive
from wekeep.kit.sealed_stream import CHUNK, open_stream, seal_stream

names = st.text(min_size=0, max_size=20)
bindings = st.builds(Binding, names, names, st.sampled_from(Group), names, names, names)
KEY = bytes(range(32))
HERE = Binding("request", "r1", Group.PLACE, "north", "dispatcher", "2026-03-04")


@given(bindings, st.dictionaries(names, st.text(max_size=300), max_size=5))
def test_what_was_sealed_opens_the_same(binding: Binding, fields: dict[str, str]) -> None:
    assert envelope.open_fields(KEY, binding, envelope.seal_fields(KEY, binding, fields)) == fields


@given(bindings, bindings)
def test_two_places_have_one_mark_only_if_they_are_one_place(a: Binding, b: Binding) -> None:
    assert (a.aad() == b.aad()) == (a == b)


@given(st.data())
def test_a_body_with_any_byte_changed_is_broken(data: st.DataObject) -> None:
    body = bytearray(envelope.seal_fields(KEY, HERE, {"street": "12 Elm"}))
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Broken):
        envelope.open_fields(KEY, HERE, bytes(body))


@given(st.binary(max_size=400))
def test_bytes_that_are_no_envelope_are_broken_and_nothing_worse(noise: bytes) -> None:
    private = envelope.private_key(KEY)
    for attempt in (
        lambda: envelope.open_fields(KEY, HERE, noise),
        lambda: envelope.unwrap(noise, "north", "dispatcher", 1, private),
        lambda: envelope.open_inner(noise, HERE.mark(), private),
        lambda: envelope.open_under(KEY, "purpose", noise),
        lambda: envelope.open_from(private, noise),
        lambda: list(open_stream(KEY, HERE, io.BytesIO(noise))),
    ):
        with pytest.raises(Broken):
            attempt()


@given(st.integers(0, SIZES[-1] + 10))
def test_only_four_lengths_are_ever_seen(size: int) -> None:
    text = bytes(size)
    if size >= SIZES[-1]:
        with pytest.raises(ValueError, match="64 KiB"):
            envelope.pad(text)
        return
    padded = envelope.pad(text)
    assert len(padded) in SIZES and envelope.unpad(padded) == text


@pytest.mark.parametrize("change", ["kind", "record", "zone", "role", "bucket"])
def test_a_wrap_and_a_body_moved_elsewhere_do_not_open(change: str) -> None:
    elsewhere = replace(HERE, **{change: "other"})  # type: ignore[arg-type]
    day_private, day_public = envelope.new_pair()
    inner = envelope.inner_of(KEY, HERE.mark(), day_public)
    assert envelope.open_inner(inner, HERE.mark(), envelope.private_key(day_private)) == KEY
    with pytest.raises(Broken):
        envelope.open_inner(inner, elsewhere.mark(), envelope.private_key(day_private))
    with pytest.raises(Broken):
        envelope.open_fields(KEY, elsewhere, envelope.seal_fields(KEY, HERE, {"a": "b"}))


def test_the_outer_layer_is_of_one_epoch_and_moves_to_the_next_without_the_key() -> None:
    (old_private, old_public), (new_private, new_public) = envelope.new_pair(), envelope.new_pair()
    wrap = envelope.wrap_key(KEY, HERE, role_key=old_public, epoch=1, bucket_key=old_public)
    private = envelope.private_key(old_private)
    with pytest.raises(Broken):
        envelope.unwrap(wrap, "north", "dispatcher", 2, private)
    inner = envelope.unwrap(wrap, "north", "dispatcher", 1, private)
    moved = envelope.wrap_again(inner, "north", "dispatcher", 2, new_public)
    assert envelope.unwrap(moved, "north", "dispatcher", 2, envelope.private_key(new_private)) == inner
    assert KEY not in inner


def test_a_certificate_holds_for_exactly_what_was_signed() -> None:
    seed = envelope.new_key()
    verify_key = bytes(__import__("nacl.signing").signing.SigningKey(seed).verify_key)
    for key in (
        MemberPublic("m1", b"b" * 32, b"s" * 32, 5),
        EpochPublic("north", "dispatcher", 3, b"p" * 32, 5),
        BucketPublic("2026-03-04", b"p" * 32),
    ):
        good = replace(key, signature=certify(key, seed))
        is_certified(good, verify_key)
        with pytest.raises(Broken):
            is_certified(replace(good, **{next(iter(good.__slots__)): "other"}), verify_key)  # type: ignore[arg-type]
        with pytest.raises(Broken):
            is_certified(key, verify_key)


def test_one_derivation_gives_two_secrets_that_do_not_give_each_other_away() -> None:
    cheap = {"passes": 1, "memory": 8192}
    one, again, other = (derive(w, bytes(16), **cheap) for w in ("five words", "five words", "six words"))
    assert (one.verifier, one.key) == (again.verifier, again.key)
    assert len({one.verifier, one.key, other.verifier, other.key}) == 4
    assert one.key.hex() not in one.stored() and one.verifier.hex() != one.stored()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_a_file_comes_back_whole_and_a_shortened_one_does_not(size: int) -> None:
    plain = bytes(n % 251 for n in range(size))
    sealed = b"".join(seal_stream(KEY, HERE, io.BytesIO(plain)))
    assert b"".join(open_stream(KEY, HERE, io.BytesIO(sealed))) == plain
    cuts = {len(sealed) - 1, 1 + 24, *range(1 + 24, len(sealed), CHUNK + 17)} - {len(sealed)}
    for cut in cuts:
        with pytest.raises(Broken):
            list(open_stream(KEY, HERE, io.BytesIO(sealed[:cut])))
    with pytest.raises(Broken):
        list(open_stream(KEY, HERE, io.BytesIO(sealed + b"x")))
    with pytest.raises(Broken):
        list(open_stream(KEY, replace(HERE, record="r2"), io.BytesIO(sealed)))


def test_chunks_in_another_order_do_not_open() -> None:
    header, first, second, last = seal_stream(KEY, HERE, io.BytesIO(bytes(2 * CHUNK + 5)))
    with pytest.raises(Broken):
        list(open_stream(KEY, HERE, io.BytesIO(header + second + first + last)))


def test_unpadding_what_was_never_padded_is_an_error() -> None:
    with pytest.raises((Broken, CryptoError)):
        envelope.unpad(bytes(1024))
