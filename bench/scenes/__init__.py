"""Recorded scenes with a known truth, to measure how well sightings of one event are merged into one incident."""
