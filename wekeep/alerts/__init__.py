"""FLOOR: subscriptions, audiences, alerts and their corrections."""
