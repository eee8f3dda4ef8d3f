"""What the public may see, and the shapes its feeds are written in."""
