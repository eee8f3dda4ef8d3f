"""The writers of the vault."""
