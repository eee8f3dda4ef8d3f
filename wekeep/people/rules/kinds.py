"""What the journal records about people."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_YEAR, _FORTNIGHT = timedelta(days=365), timedelta(days=14)

MEMBER_ADMITTED = declare("member.admitted", "A member was admitted.", _YEAR, on_boards=False)
PASSPHRASE_ISSUED = declare(
    "member.passphrase_issued", "A member was given a new passphrase.", _YEAR, on_boards=False, changes_access=True
)
MEMBER_ENDED = declare("member.ended", "A member's access was ended.", _YEAR, on_boards=False, changes_access=True)
ROLE_GRANTED = declare("role.granted", "A role was granted.", _YEAR, on_boards=False, changes_access=True)
ROLE_ENDED = declare("role.ended", "A role was ended.", _YEAR, on_boards=False, changes_access=True)
# Who it was is not written down: it is there so that the streams of every process ask again whom they may speak to.
SIGNED_OUT = declare("session.ended", "Someone signed out.", timedelta(hours=1), on_boards=False, changes_access=True)
DUTY_BEGUN = declare("duty.begun", "A member went on duty.", _FORTNIGHT)
DUTY_ENDED = declare("duty.ended", "A member went off duty.", _FORTNIGHT)
