"""The writers of alerts and subscriptions."""
