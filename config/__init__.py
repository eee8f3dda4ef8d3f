"""How this installation is wired."""
