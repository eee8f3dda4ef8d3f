"""The journal kinds of places."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

CITY_IMPORTED = declare("city.imported", "A city's map was imported", timedelta(days=365), on_boards=False)
ZONE_MADE = declare("zone.made", "A zone was made by hand.", timedelta(days=365), on_boards=False)
