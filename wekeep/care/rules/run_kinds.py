"""What the journal records about runs that are driven."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_TERM = timedelta(days=30)
# where what becomes of runs and of their plans is heard: by those who plan runs in its zone
DESK = "runs"

RUN_ACCEPTED = declare("run.accepted", "A driver said yes to a run.", _TERM, desk=DESK)
RUN_OUT = declare("run.set_out", "A driver set out.", _TERM, desk=DESK)
RUN_TOLD = declare("run.stops_told", "A driver told what became of stops.", _TERM, desk=DESK)
RUN_SAID = declare("run.said_for_driver", "The desk told what became of stops, as a driver said.", _TERM, desk=DESK)
RUN_DONE = declare("run.finished", "A driver finished a run.", _TERM, desk=DESK)
RUN_ENDED = declare("run.ended", "A run ended because nothing of it was left to do.", _TERM, desk=DESK)
RUN_DROPPED = declare("run.dropped_out", "A driver dropped out of a run.", _TERM, desk=DESK)
RUN_TAKEN = declare("run.taken_along", "A driver took a whole run along on a phone.", _TERM, desk=DESK)
RUN_OPENED = declare("run.opened", "A coordinator opened the addresses of runs to their drivers.", _TERM, desk=DESK)
CALL_ASKED = declare("run.call_asked", "A driver asked the desk to call a household.", _TERM, desk=DESK)
CALL_ANSWERED = declare("run.call_answered", "The desk told a driver what a call brought.", _TERM, desk=DESK)
BACK_ASKED = declare(
    "run.back_asked", "A way there did not work, or nobody says how it went: is its way back needed?", _TERM, desk=DESK
)
BACK_SETTLED = declare("run.back_settled", "Somebody said whether a way back is needed.", _TERM, desk=DESK)
