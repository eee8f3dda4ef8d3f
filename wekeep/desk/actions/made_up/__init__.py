"""Telling the demo's week through the same actions that people's presses reach."""
