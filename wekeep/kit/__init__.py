"""ROCK: plain Python that everyone may use and that knows nothing above it."""
