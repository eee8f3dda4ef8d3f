"""Doors of people: sign-in, and the stewards' pages."""
