"""Doors of alerts: signing up, coming back, stopping, and the public pages."""
