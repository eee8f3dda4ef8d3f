"""Sends the summaries that are due and is killed right before or right after they are written down: python -m
tests.alerts.killed_summary before|after TIME."""

import os
import signal
import sys
from datetime import datetime
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.db.models import QuerySet

    from wekeep.alerts.actions import summaries
    from wekeep.alerts.models import Morning
    from wekeep.kit import clock

    kept = QuerySet.bulk_update

    def die(rows: Any, *given: Any, **named: Any) -> Any:
        """Written, and not committed."""
        kept(rows, *given, **named)
        if rows.model is Morning and sys.argv[1] == "before":
            os.kill(os.getpid(), signal.SIGKILL)

    QuerySet.bulk_update = die  # type: ignore[assignment, method-assign]
    with clock.simulated(datetime.fromisoformat(sys.argv[2])):
        summaries.send_due()
    os.kill(os.getpid(), signal.SIGKILL)
