"""Sets of subscriptions as compressed bitmaps of their numbers, in the form in which they are kept.

A number is a subscription's primary key: a whole number from 1 to 2³² - 1 that is never given to another.
"""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Numbers = NDArray[np.int64]


def bitmap(numbers: Iterable[int] | Numbers) -> BitMap:
    """The set of these numbers; OverflowError or ValueError for one that no subscription can have."""
    if isinstance(numbers, np.ndarray):
        if numbers.size and not 0 <= numbers.min() <= numbers.max() < 2**32:
            raise ValueError("no subscription has such a number")
        return BitMap(array("I", numbers.astype(np.uint32).tobytes()))
    return BitMap(numbers)


def as_array(numbers: BitMap) -> Numbers:
    """The numbers of a set, smallest first."""
    return np.asarray(numbers.to_array(), dtype=np.int64)


def as_kept(numbers: BitMap) -> bytes:
    """The bytes of a set (Roaring, the portable form of roaringbitmap.org/RoaringFormatSpec)."""
    small = numbers.copy()
    small.run_optimize()
    return bytes(small.serialize())


def read(kept: bytes) -> BitMap:
    """The set that `as_kept` wrote."""
    return BitMap.deserialize(kept)
