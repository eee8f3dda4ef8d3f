"""What pages that look at runs and their plans hear of them while they are open."""

from typing import Any

from wekeep.care.rules.run_kinds import DESK
from wekeep.journal.queries import kinds_heard_at, last_number


def stream_of_runs() -> dict[str, Any]:
    """The stream's address and what is heard there. Asked before the page is read: whatever comes after it reaches the page by the stream."""
    return {"src": f"/live/events?since={last_number()}", "kinds": " ".join(sorted(kinds_heard_at(DESK)))}
