"""The readers of the vault."""
