"""Breaking the glass: opening more than one's share in an emergency, told at once and looked at within a day."""

from datetime import timedelta
from typing import Final

REVIEWED_WITHIN: Final = timedelta(hours=24)
# The keeper counts it itself; tests compare the two.
AGAIN_AFTER: Final = timedelta(days=7)
KEPT: Final = timedelta(days=45)
SHORTEST_REASON: Final = 10
