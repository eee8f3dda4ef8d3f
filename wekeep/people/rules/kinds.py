"""What the journal records about people."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_YEAR, _FORTNIGHT = timedelta(days=365), timedelta(days=14)

MEMBER_ADMITTED = declare("member.admitted", "A member was admitted.", _YEAR, on_boards=False)
PASSPHRASE_ISSUED = declare(
    "member.passphrase_issued", "A member was given a new passphrase.", _YEAR, on_boards=False, changes_access=True
)
MEMBER_ENDED = declare("member.ended", "A member's access was ended.", _YEAR, on_boards=False, changes_access=True)
MEMBER_SUSPENDED = declare("member.suspended", "A member was suspended.", _YEAR, on_boards=False, changes_access=True)
ROLE_GRANTED = declare("role.granted", "A role was granted.", _YEAR, on_boards=False, changes_access=True)
ROLE_ENDED = declare("role.ended", "A role was ended.", _YEAR, on_boards=False, changes_access=True)
# Who it was is not written down: it is there so that the streams of every process ask again whom they may speak to.
SIGNED_OUT = declare("session.ended", "Someone signed out.", timedelta(hours=1), on_boards=False, changes_access=True)
WENT_ON = declare(
    "member.went_on",
    "Two persons agreed that the network goes on from a backup.",
    _YEAR,
    on_boards=False,
    changes_access=True,
)
DUTY_BEGUN = declare("duty.begun", "A member went on duty.", _FORTNIGHT)
DUTY_ENDED = declare("duty.ended", "A member went off duty.", _FORTNIGHT)
APPLICATION_FILED = declare("application.filed", "Somebody applied.", _YEAR, on_boards=False)
APPLICATION_MOVED = declare("application.moved", "An application moved on.", _YEAR, on_boards=False)
APPLICATION_UNDONE = declare("application.undone", "A vetter took a decision back.", _YEAR, on_boards=False)
EVIDENCE_SEEN = declare("evidence.seen", "A vetter wrote down what was seen.", _YEAR, on_boards=False)
EVIDENCE_STRUCK = declare("evidence.struck", "A piece of evidence was struck out.", _YEAR, on_boards=False)
STANDING_CHANGED = declare("standing.changed", "A role was opened or closed by the evidence.", _YEAR, on_boards=False)
# Who vouched is in no entry: the time of it, beside the time a code was used, would draw the graph that is sealed.
VOUCH_USED = declare("vouch.used", "A join code was used.", _YEAR, on_boards=False)
VOUCHES_VOIDED = declare(
    "vouch.voided", "A steward made void what a removed member vouched for.", _YEAR, on_boards=False
)
TRUST_ESTABLISHED = declare(
    "trust.established", "Trust stood for 90 days; the vouches were forgotten.", _YEAR, on_boards=False
)
FACTOR_ADDED = declare("member.factor_added", "A member added a second factor.", _YEAR, on_boards=False)
RECOVERY_USED = declare("member.recovery_used", "A member used a recovery code.", _YEAR, on_boards=False)
RECOVERY_DRAWN = declare("member.recovery_drawn", "A member drew new recovery codes.", _YEAR, on_boards=False)
REMOVAL_ASKED = declare(
    "member.factor_removal_asked", "Someone asked to remove a member's second factors.", _YEAR, on_boards=False
)
FACTOR_REMOVED = declare("member.factor_removed", "A member's second factor was removed.", _YEAR, on_boards=False)
SIGNED_OUT_EVERYWHERE = declare(
    "member.signed_out_everywhere",
    "A member ended every session of theirs.",
    _FORTNIGHT,
    on_boards=False,
    changes_access=True,
)
