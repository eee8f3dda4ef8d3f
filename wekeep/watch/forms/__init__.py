"""Parsing of what the watch's pages send."""
