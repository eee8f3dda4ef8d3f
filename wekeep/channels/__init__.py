"""CELLAR: the ways to reach people, and the outbox that uses them."""
