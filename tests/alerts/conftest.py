"""Neighbours who subscribe, for the tests of alerts."""

import pytest

from tests.cast import Cast
from tests.channels.conftest import mail, ntfy, push
from tests.keeping import Keeping
from wekeep.places.models import Zone

__all__ = ["mail", "ntfy", "push"]


@pytest.fixture
def cast(zones: dict[str, Zone], signer: Keeping) -> Cast:
    """The cast beside a keeper, which signs what they send."""
    return Cast()
