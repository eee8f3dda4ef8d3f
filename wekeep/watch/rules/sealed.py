"""What sightings are called in the vault."""

SIGHTING = "sighting"
