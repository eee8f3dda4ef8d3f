"""Care: requests of households, who helps with them, the runs that reach them, and the money that goes to them."""
