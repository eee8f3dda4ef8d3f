"""Which bytes of a file a Range header asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

LONGEST = 8 * 1024 * 1024
"""A longer range is answered with its first bytes only, which a client must expect."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `first` to `last`, both included; an unsatisfiable range has none."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes; 0 or less when the range lies outside the file."""
        return self.last - self.first + 1


def range_asked(header: str, size: int) -> ByteRange | None:
    """Return the single range asked for, cut to the file; None when there is none or it is to be ignored."""
    found = re.fullmatch(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", header)
    if not found or not (found[1] or found[2]) or (found[1] and found[2] and int(found[2]) < int(found[1])):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
        first = first if int(found[2]) else size
    else:
        first, last = int(found[1]), min(int(found[2]) if found[2] else size - 1, size - 1)
    return ByteRange(first, min(last, first + LONGEST - 1))
