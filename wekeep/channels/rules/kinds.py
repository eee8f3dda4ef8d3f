"""What the journal records about letters: that boards may look how far one is, and that sending was stopped."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

GOES_ON = declare("letter.goes_on", "A letter to many reached more of them.", timedelta(hours=1))

_YEAR = timedelta(days=365)
SENDING_STOPPED = declare("sending.stopped", "Someone stopped everything that is sent.", _YEAR)
STOP_FOUND = declare("sending.stop_found", "The keeper had stopped sending, and the database did not say so.", _YEAR)
SENDING_RESUMED = declare("sending.resumed", "Sending was started again.", _YEAR)
LET_THROUGH = declare("sending.let_through", "A letter was let out while sending was stopped.", _YEAR, on_boards=False)
