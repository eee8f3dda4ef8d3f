"""The words of the desk: of its public pages, of what waits for a second person, and of what it texts back."""
