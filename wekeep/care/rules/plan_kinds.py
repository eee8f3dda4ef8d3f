"""What the journal records about plans of runs."""

from datetime import timedelta

from wekeep.care.rules.run_kinds import DESK
from wekeep.journal.rules.kind import declare

_TERM = timedelta(days=90)

PUBLISHED = declare("plan.published", "A plan of runs was told to those it changed for.", _TERM, desk=DESK)
CHANGED = declare("plan.changed", "The draft of a plan of runs was changed.", timedelta(days=1), desk=DESK)
