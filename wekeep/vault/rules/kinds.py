"""What the journal records about the vault."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_YEAR = timedelta(days=365)

EVERYONE_LOCKED = declare("vault.everyone_locked", "Every unlocked session was locked.", _YEAR, on_boards=False)
MANY_READ = declare(
    "vault.many_read", "One member opened many sealed records in a day.", timedelta(days=45), on_boards=False
)
RECORDS_HELD = declare("vault.records_held", "Two people put records on hold.", _YEAR, on_boards=False)
EXPIRED = declare(
    "vault.expired", "Sealed records whose time was over were deleted.", timedelta(days=45), on_boards=False
)
