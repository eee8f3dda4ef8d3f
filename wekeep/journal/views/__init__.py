"""Doors of the journal: the live stream."""
