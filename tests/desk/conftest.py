"""What the tests of the public face stand on."""

import pytest
from django.core.cache import cache

from tests.cast import Cast
from tests.desk.stage import Street


@pytest.fixture
def street(cast: Cast) -> Street:
    """An empty street, and caches that remember nothing of another test."""
    cache.clear()
    return Street(cast)
