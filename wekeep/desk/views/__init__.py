"""Doors of the roof."""
