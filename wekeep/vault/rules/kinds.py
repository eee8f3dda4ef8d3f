"""What the journal records about the vault."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_YEAR = timedelta(days=365)

EVERYONE_LOCKED = declare("vault.everyone_locked", "Every unlocked session was locked.", _YEAR, on_boards=False)
MANY_READ = declare(
    "vault.many_read", "One member opened many sealed records in a day.", timedelta(days=45), on_boards=False
)
HONEY_OPENED = declare(
    "vault.honey_opened", "A member opened a record that belongs to nobody.", timedelta(days=45), on_boards=False
)
RECORDS_HELD = declare("vault.records_held", "Two people put records on hold.", _YEAR, on_boards=False)
POWER_ASKED = declare("power.asked", "Someone asked for what takes two persons.", _YEAR, on_boards=False)
POWER_AGREED = declare("power.agreed", "A second person agreed, and it was done.", _YEAR, on_boards=False)
POWER_REFUSED = declare("power.refused", "What takes two persons was refused or taken back.", _YEAR, on_boards=False)
GLASS_BROKEN = declare(
    "vault.glass_broken", "A member opened more than their share in an emergency.", timedelta(days=45), on_boards=False
)
GLASS_REVIEWED = declare(
    "vault.glass_reviewed", "Someone said whether that was right.", timedelta(days=45), on_boards=False
)
EXPIRED = declare(
    "vault.expired", "Sealed records whose time was over were deleted.", timedelta(days=45), on_boards=False
)
