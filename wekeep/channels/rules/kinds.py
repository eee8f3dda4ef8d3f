"""What the journal records about letters: that boards may look how far one is."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

GOES_ON = declare("letter.goes_on", "A letter to many reached more of them.", timedelta(hours=1))
