"""Matrix: one message to a room, by an account of the network."""
