"""Writers of the roof."""
