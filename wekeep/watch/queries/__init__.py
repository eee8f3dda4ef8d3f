"""Reading the watch."""
