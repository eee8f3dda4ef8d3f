"""Messages come back as they were said; anything else is Malformed and nothing worse."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.kit import keeper_messages as say
from wekeep.kit.envelope import Binding, Group
from wekeep.kit.keeper_messages import Malformed, decode, encode, length_of

ITEM = say.Item(Binding("request", "r1", Group.PLACE, "north", "dispatcher", "2026-03-04"), 3, "", b"\x00wrap")
OPEN = say.Open(b"k" * 32, "queue", (say.RoleKey("north", "dispatcher", 3, b"w"),), (ITEM, ITEM), ())
SAID: tuple[say.Message, ...] = (say.Ask(), OPEN, say.Opened((b"", b"k"), 1, True), say.Refusal("sealed"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("message", SAID, ids=lambda m: type(m).__name__)
def test_a_message_comes_back_as_it_was_said(message: say.Message) -> None:
    frame = encode(message)
    assert length_of(frame[:4]) == len(frame) - 4
    assert decode(frame[4:]) == message


@given(st.binary(max_size=300))
def test_noise_is_malformed(noise: bytes) -> None:
    with pytest.raises(Malformed):
        decode(noise)


@given(
    st.sampled_from(["Open", "Unlock", "Lock", "Ask", "Nothing", "Item"]), st.dictionaries(st.text(max_size=8), values)
)
def test_json_that_is_no_message_is_malformed(name: str, body: dict[str, object]) -> None:
    read = {**body, "is": name}
    if set(read) == {"is"} and name == "Ask":
        return
    with pytest.raises(Malformed):
        decode(json.dumps(read).encode())


@given(st.sampled_from(["session", "reason", "roles", "items", "assigned"]), values)
def test_a_field_of_the_wrong_kind_is_malformed(field: str, value: object) -> None:
    read = json.loads(encode(OPEN)[4:])
    good = read[field]
    read[field] = value
    if value == good or (value == [] and field in ("roles", "items", "assigned")) or isinstance(value, str):
        return
    with pytest.raises(Malformed):
        decode(json.dumps(read).encode())


def test_true_is_no_number_and_lists_have_an_end() -> None:
    read = json.loads(encode(say.Leaves(1))[4:])
    for wrong in (True, 1.0, "1", 2**60):
        with pytest.raises(Malformed):
            decode(json.dumps({**read, "after": wrong}).encode())
    many = json.loads(encode(OPEN)[4:])
    many["items"] = many["items"] * (say.MOST_ITEMS + 1)
    with pytest.raises(Malformed):
        decode(json.dumps(many).encode())


@pytest.mark.parametrize("length", [0, say.LONGEST + 1, 2**32 - 1])
def test_a_frame_of_no_length_or_too_much_is_malformed(length: int) -> None:
    with pytest.raises(Malformed):
        length_of(length.to_bytes(4, "big"))


def test_deeply_nested_json_is_malformed() -> None:
    with pytest.raises(Malformed):
        decode(b'{"is":' + b"[" * 100_000)
