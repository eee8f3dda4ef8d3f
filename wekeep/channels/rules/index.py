"""Who is told, and on which sheet each of them stands, in sorted arrays: twenty bytes for each, where a set of strings takes two
hundred. An alert may go to millions."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from wekeep.channels.rules.roll import CODE, codes_in, pack_codes

Codes = NDArray[np.bytes_]
_FEW: Final = 1_000


class Told:
    """The codes of everyone a letter goes to."""

    def __init__(self, rolls: Iterable[bytes | memoryview]) -> None:
        """`rolls` as `roll.pack_codes` gives them."""
        packed = bytearray()
        for roll in rolls:
            packed += roll
        self._codes = _codes(packed)
        # in place, where the codes lie
        self._codes.sort()

    def __len__(self) -> int:
        return len(self._codes)

    def some(self, each: int) -> list[str]:
        """One code in `each`, by lot; of few a thousand."""
        step = max(1, min(each, len(self._codes) // _FEW))
        return codes_in(self._codes[::step].tobytes())

    def share_of(self, packed: bytes | memoryview, looked_at: int) -> float:
        """The share of these codes that is told, by about `looked_at` of them, spread evenly; 0 where there are none."""
        codes = _codes(packed)
        return float(_found(self._codes, codes[:: max(1, len(codes) // looked_at)])[1].mean()) if len(codes) else 0.0


class Index:
    """On which of some sheets a code stands."""

    def __init__(self, sheets: Iterable[tuple[int, bytes | memoryview]]) -> None:
        """`sheets`: the number of each, and the codes on it; no code is on two."""
        packed, numbers, sizes = bytearray(), list[int](), list[int]()
        for sheet, codes in sheets:
            packed += codes
            numbers.append(sheet)
            sizes.append(len(codes) // CODE)
        order = np.argsort(_codes(packed))
        self._codes = _codes(packed)[order]
        # by place in `_sheets`, half as long as their numbers
        self._on = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[order]
        self._sheets = np.array(numbers, dtype=np.int64)

    @property
    def sheets(self) -> list[int]:
        """Their numbers, in the order given."""
        return [int(sheet) for sheet in self._sheets]

    def count(self, codes: Iterable[str]) -> list[tuple[int, int]]:
        """Each sheet on which any of these codes stand, and how many of them do."""
        places, here = _found(self._codes, _codes(pack_codes(codes)))
        sheets, many = np.unique(self._sheets[self._on[places[here]]], return_counts=True)
        return list(zip(sheets.tolist(), many.tolist(), strict=True))


def _codes(packed: bytes | bytearray | memoryview) -> Codes:
    return np.frombuffer(packed, dtype=f"S{CODE}")


def _found(among: Codes, wanted: Codes) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each would stand in `among`, which is sorted, and whether it does."""
    if not len(among):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), np.bool_)
    places = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    return places, among[places] == wanted
