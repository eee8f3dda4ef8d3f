"""The writers of the watch."""
