"""What care decides, in plain Python."""
