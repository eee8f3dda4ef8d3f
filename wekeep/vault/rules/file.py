"""What a sealed file's seal is called, where it lies below a folder, and how much of a source was read."""

from pathlib import Path
from typing import BinaryIO, Final

MOST_BYTES: Final = 2 * 1024**3


def record_of(record: str, code: str) -> str:
    """What a file's seal belongs to: the record and the file, so that neither can be exchanged."""
    return f"{record}.{code}"


def place_in(folder: Path, code: str) -> Path:
    """Where the file lies."""
    return folder / code[:2] / code


class Counted:
    """A source that says how much of it was read, and whether that is more than it may have."""

    def __init__(self, source: BinaryIO, most: int) -> None:
        self._source, self._most, self.count = source, most, 0

    @property
    def is_too_long(self) -> bool:
        """Whether more was read than allowed."""
        return self.count > self._most

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes until the end, whatever pieces the source gives."""
        parts: list[bytes] = []
        while size and (part := self._source.read(size)):
            parts.append(part)
            size -= len(part)
        read = b"".join(parts)
        self.count += len(read)
        return read
