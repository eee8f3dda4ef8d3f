"""WeKeep: what a city's neighbours need, on one server of their own, to look out for each other."""
