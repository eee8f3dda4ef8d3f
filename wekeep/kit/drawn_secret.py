"""A secret that an installation draws once and keeps in a file only its owner can read."""

import os
import secrets
from pathlib import Path


def secret_in(path: Path, size: int = 48) -> str:
    """The text kept in `path`; drawn (`size` random bytes, URL-safe) and written with mode 0600 at the first call.

    Two processes starting together agree: each writes a whole file aside, and only one of them gets the name. Raises
    ValueError with what to do where there is none and none can be written.
    """
    if not path.exists():
        try:
            _offer(path, secrets.token_urlsafe(size))
        except OSError as why:
            raise ValueError(
                f"{path} is missing and cannot be drawn here ({why.strerror}): put the secret there"
            ) from why
    value = path.read_text().strip()
    if len(value) < 32:
        raise ValueError(f"{path} is too short to be a secret: remove it to draw a new one")
    return value


def _offer(path: Path, value: str) -> None:
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
