"""What care seals: of a household how to reach it, where it lives and what it wrote; of a request the answers to its own form."""

HOUSEHOLD, REQUEST, NEWS = "household", "request", "news"
