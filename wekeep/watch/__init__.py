"""WING: from a sighting to an incident and its outcome."""
