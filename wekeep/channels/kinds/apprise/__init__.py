"""The many others, through the library Apprise, in a process of its own whose every socket is judged."""
