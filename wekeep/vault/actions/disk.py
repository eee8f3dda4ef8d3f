"""Sealed files as they lie on the disk: written whole or not at all, removed with their rows."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from wekeep.vault.models import SealedFile, path_of

# A file whose row is not there yet is being written; after this long nobody writes it any more.
UNFINISHED_SECONDS = 6 * 3600


def write_to_disk(code: str, chunks: Iterable[bytes]) -> int:
    """Write a file under its code and return its length; on any error nothing is left of it."""
    path = path_of(code)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return path.stat().st_size


def remove_from_disk(codes: Iterable[str]) -> None:
    """Remove files whose rows are gone."""
    for code in codes:
        path_of(code).unlink(missing_ok=True)


def sweep_disk() -> int:
    """Remove every file that no row knows: its day was over, its record was erased, or it was never finished. Returns how
    many. What is being written now is left alone."""
    gone = 0
    for path in _old_files():
        if not SealedFile.objects.filter(code=path.stem).exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _old_files() -> Iterator[Path]:
    before = time.time() - UNFINISHED_SECONDS
    yield from (
        one for one in Path(settings.SEALED_FILES).glob("*/*") if one.is_file() and one.stat().st_mtime < before
    )
