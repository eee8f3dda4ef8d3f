"""How many are near, said so that two areas a street apart tell nothing of the street between them."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

TEN: Final = 10
# fewer are never spoken of
FEWEST: Final = 5


def blurred(count: int, cells: Iterable[str], secret: bytes) -> int:
    """`count` in whole tens; 0 for a few or none.

    Up or down is drawn, the nearer the likelier, so that it is right on the average; and drawn once for each set of `cells`, by
    a secret: the same area always draws the same, and for its neighbour another draw decides.
    """
    if count < FEWEST:
        return 0
    drawn = blake2b(" ".join(sorted(cells)).encode(), key=secret[:64], digest_size=8).digest()
    return (count + int.from_bytes(drawn) % TEN) // TEN * TEN
