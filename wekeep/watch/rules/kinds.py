"""What the journal records about sightings."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_FORTNIGHT = timedelta(days=14)

SIGHTING_FILED = declare("sighting.filed", "A sighting came in.", _FORTNIGHT)
SIGHTING_ADDED = declare("sighting.added", "A reporter added to a sighting.", _FORTNIGHT)
SIGHTING_CORRECTED = declare("sighting.corrected", "A reporter corrected a sighting.", _FORTNIGHT)
SIGHTING_WITHDRAWN = declare("sighting.withdrawn", "A reporter took a sighting back.", _FORTNIGHT)
SIGHTINGS_FORGOTTEN = declare("sighting.forgotten", "Old sightings were deleted.", _FORTNIGHT, on_boards=False)
# as long as the sighting itself: a flood is not remembered longer than what it brought
SIGHTINGS_HELD = declare(
    "sighting.held", "A sighting waits for a person to look through.", timedelta(days=3), on_boards=False
)
SIGHTINGS_KEPT = declare("sighting.kept", "A person kept sightings that waited.", _FORTNIGHT, on_boards=False)
SIGHTINGS_DROPPED = declare("sighting.dropped", "A person dropped sightings that waited.", _FORTNIGHT, on_boards=False)
SIGHTINGS_HELD_AGAIN = declare("sighting.held_again", "A person took a sweep back.", _FORTNIGHT, on_boards=False)
