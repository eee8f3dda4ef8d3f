"""What the tests of the public face stand on."""

import pytest
from django.core.cache import cache

from tests.cast import Cast
from tests.desk.stage import Street
from tests.keeping import Keeping
from wekeep.places.models import Zone


@pytest.fixture
def cast(zones: dict[str, Zone], signer: Keeping) -> Cast:
    """The cast beside a keeper, which signs what they send."""
    return Cast()


@pytest.fixture
def street(cast: Cast) -> Street:
    """An empty street, and caches that remember nothing of another test."""
    cache.clear()
    return Street(cast)
