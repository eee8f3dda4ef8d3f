"""Reading alerts and subscriptions."""
