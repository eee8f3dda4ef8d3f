"""CELLAR: the append-only record of what happened, in codes, and the live stream that boards listen to."""
