"""The planning of runs: what is asked, what a plan is, and whether one keeps every rule."""
