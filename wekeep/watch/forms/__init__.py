"""Parsing of what the watch's pages, its API and its imports send."""
