"""Which bytes a Range header asks for (RFC 9110, section 14)."""

import pytest

from wekeep.places.rules.byte_range import LONGEST, ByteRange, range_asked


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("bytes=0-99", ByteRange(0, 99)),
        ("bytes=900-", ByteRange(900, 999)),
        ("bytes=-100", ByteRange(900, 999)),
        ("bytes=-5000", ByteRange(0, 999)),
        ("bytes=990-5000", ByteRange(990, 999)),
    ],
)
def test_a_range_is_cut_to_the_file(header: str, asked: ByteRange) -> None:
    assert range_asked(header, 1000) == asked


@pytest.mark.parametrize(
    "header", ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-9", "items=0-1", "bytes=x-y", "bytes=0-" + "9" * 400]
)
def test_what_is_no_single_range_is_ignored(header: str) -> None:
    assert range_asked(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=2000-3000", "bytes=-0"])
def test_a_range_beyond_the_file_has_no_bytes(header: str) -> None:
    asked = range_asked(header, 1000)
    assert asked is not None and asked.length <= 0


def test_a_huge_range_is_answered_in_part() -> None:
    asked = range_asked("bytes=0-", LONGEST * 3)
    assert asked is not None and asked.length == LONGEST
