"""What the journal records about plans of runs."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_TERM = timedelta(days=90)

PUBLISHED = declare("plan.published", "A plan of runs was told to those it changed for.", _TERM, on_boards=False)
