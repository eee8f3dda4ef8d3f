"""Doors of the watch."""
