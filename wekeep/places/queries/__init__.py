"""Reading places."""
