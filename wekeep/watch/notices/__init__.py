"""The words of the watch, translatable."""
