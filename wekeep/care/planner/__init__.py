"""Programs that make plans: each runs in a process of its own, tells of the best plan so far, and ends when it is told to."""
