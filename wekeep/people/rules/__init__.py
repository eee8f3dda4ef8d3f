"""Who may hold which role, and what a handle may look like."""
