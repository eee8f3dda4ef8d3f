"""What tests of care may ask for: a keeper, and a coordinator of the north who has unlocked once."""

import pytest

from tests.care.asking import coordinator
from tests.cast import Cast, Person
from tests.keeping import Keeping
from wekeep.care.forms import source
from wekeep.kit.throttle import Throttle


@pytest.fixture
def cora(cast: Cast, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The coordinator for whom everything here is sealed."""
    monkeypatch.setattr(source, "_FORMS", Throttle(burst=500, per_minute=500))
    monkeypatch.setattr(source, "_WORDS", Throttle(burst=500, per_minute=500))
    one = coordinator()
    one.unlocked()
    return one
