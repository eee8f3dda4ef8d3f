"""What a job is, when it is tried again, and which lane it runs in."""
