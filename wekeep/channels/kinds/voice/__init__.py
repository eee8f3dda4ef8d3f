"""Voice: one call that says one sentence twice, through a provider."""
