"""Parsing of what households and coordinators send."""
