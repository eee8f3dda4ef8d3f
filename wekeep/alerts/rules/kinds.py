"""What the journal records about alerts."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_QUARTER, _FORTNIGHT = timedelta(days=90), timedelta(days=14)

ALERT_SENT = declare("alert.sent", "An alert was sent.", _QUARTER)
ALERT_UPDATED = declare("alert.updated", "An update was sent to those who were told.", _QUARTER)
ALERT_CANCELLED = declare("alert.cancelled", "An alert was cancelled: it was sent in error.", _QUARTER)
ALERT_CLEARED = declare("alert.cleared", "An all clear was sent to those who were told.", _QUARTER)
ALERT_WIDENED = declare("alert.widened", "An alert was widened to people nearby who had not been told.", _QUARTER)
ALERT_PROPOSED = declare("alert.proposed", "Someone asked for a second person to agree to an alert.", _QUARTER)
ALERT_AGREED = declare("alert.agreed", "A second person agreed to an alert, and it was sent.", _QUARTER)
ALERT_EXPIRED = declare("alert.expired", "An alert ran out.", _QUARTER)
WATCH_TOLD = declare("alert.watch_told", "Verifiers and members on duty were told of a watch.", _FORTNIGHT)
# counts only: which subscription came or went is nobody's business
SUBSCRIBED = declare("subscription.confirmed", "Someone's alerts were switched on.", _FORTNIGHT, on_boards=False)
STOPPED = declare("subscription.stopped", "Someone's alerts were stopped.", _FORTNIGHT, on_boards=False)
OUTLET_ADDED = declare("outlet.added", "A group was named that a zone's alerts are posted to.", _QUARTER)
OUTLET_ENDED = declare("outlet.ended", "A zone's alerts are no longer posted to a group.", _QUARTER)
OUTLET_STOOD_IN = declare(
    "outlet.stood_in", "A group could not be reached with an alert, and its stand-in was told in its place.", _QUARTER
)
OUTLET_TRIED = declare("outlet.tried", "An exercise was posted to a zone's group.", _FORTNIGHT)
