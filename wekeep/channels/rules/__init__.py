"""When a delivery is tried again, and which addresses may be called at all."""
