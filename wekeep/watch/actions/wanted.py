"""Reports whose reporters wait for them: a file beside the spool names each by the mark of its receipt, so that whichever process
brings them in takes these first."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_ENDING: Final = ".wanted"
# whoever asked was killed
_STALE_SECONDS: Final = 60.0


@contextmanager
def wanted(folder: Path, receipt: str) -> Iterator[None]:
    """While this lasts, the report with this mark of its receipt goes before all others."""
    path = folder / f"{receipt}{_ENDING}"
    with suppress(OSError):
        path.touch(mode=0o600)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def all_wanted(folder: Path) -> frozenset[str]:
    """The marks of the receipts of all that are waited for."""
    found = [path for path in folder.glob(f"*{_ENDING}") if not _is_stale(path)]
    return frozenset(path.stem for path in found)


def _is_stale(path: Path) -> bool:
    try:
        if time.time() - path.stat().st_mtime < _STALE_SECONDS:
            return False
        path.unlink()
    except FileNotFoundError:
        pass
    return True
