"""FLOOR: zones, hex cells, coarse positions, and finding a place without a third party."""
