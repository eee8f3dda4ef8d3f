"""Wording B: the words of the held-out scenes."""

from bench.scenes.wording_a import WORDING
