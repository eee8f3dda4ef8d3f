"""What the desk says of a placement."""

import pytest

from wekeep.watch.notices import reason_words
from wekeep.watch.rules.merging import ReasonCode


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_is_put_into_words(code: ReasonCode) -> None:
    words = reason_words(code.value, [120, 4])
    assert words and "%" not in words


def test_a_decision_held_by_a_person_is_said_as_such() -> None:
    assert "a person decided otherwise" in reason_words("held_by_person", [17])
