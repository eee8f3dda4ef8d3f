"""Writing down what households ask for, and what becomes of it."""
