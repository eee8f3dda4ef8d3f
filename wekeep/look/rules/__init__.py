"""Plain decisions about sentences and their translations."""
