"""What kinds of events there are and what an entry may hold."""
