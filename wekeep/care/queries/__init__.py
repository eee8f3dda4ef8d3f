"""What care reads."""
