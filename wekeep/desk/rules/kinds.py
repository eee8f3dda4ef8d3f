"""What the journal records about the installation as a whole."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

RESTORED = declare("desk.restored", "The network was put back from a backup.", timedelta(days=365), on_boards=False)
