"""The writers of addresses and of the outbox."""
