"""Hmong."""
