"""Measurements of what the program claims, and the commands that make them."""
