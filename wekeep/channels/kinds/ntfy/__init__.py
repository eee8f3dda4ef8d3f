"""ntfy: a plain HTTP message to a topic that an app listens to."""
