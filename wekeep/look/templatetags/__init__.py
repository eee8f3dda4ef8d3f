"""Template tags of the rock."""
