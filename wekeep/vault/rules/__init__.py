"""What the vault decides from plain values."""
