"""Typed readers of the environment that fail loudly, so that a wrong setting stops the start and not the night shift."""

import os
import re
import stat
from pathlib import Path

from wekeep.kit.errors import BadSetting

PREFIX = "WEKEEP_"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# What lies in a data folder of ours.
_MARKS = ("secret_key", "wekeep.sqlite3")


_asked: set[str] = set()


def asked() -> frozenset[str]:
    """Every variable that was asked for so far: what else begins with the prefix is misspelt."""
    return frozenset(_asked)


def text(name: str, default: str = "") -> str:
    """The value of WEKEEP_<name>, stripped, or `default` where it is unset."""
    _asked.add(PREFIX + name)
    return os.environ.get(PREFIX + name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """A yes or no; accepts 1/0, yes/no, true/false, on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise BadSetting(f"{PREFIX}{name} is {value!r}: say yes or no")


def number(name: str, default: int, low: int, high: int) -> int:
    """A whole number between `low` and `high`, both allowed."""
    value = text(name)
    if not value:
        return default
    if not re.fullmatch(r"-?[0-9]{1,18}", value) or not low <= int(value) <= high:
        raise BadSetting(f"{PREFIX}{name} is {value!r}: a whole number from {low} to {high} is needed")
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list separated by commas, empty parts dropped."""
    value = text(name)
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else default


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    """One of `options`."""
    value = text(name, default)
    if value not in options:
        raise BadSetting(f"{PREFIX}{name} is {value!r}: one of {', '.join(options)} is needed")
    return value


def service(name: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """The address of a server of ours or of a provider, without a slash at its end, or nothing. It may lie anywhere."""
    value = text(name).rstrip("/")
    if value and not re.fullmatch(rf"(?:{'|'.join(schemes)})://[^/\s@]+(?:/[^\s]*)?", value):
        raise BadSetting(f"{PREFIX}{name} is {value!r}: an address such as {schemes[0]}://127.0.0.1:8080 is needed")
    return value


def mailbox(name: str) -> str:
    """An e-mail address of our own without a plus in it, or nothing."""
    value = text(name)
    if value and not re.fullmatch(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+", value):
        raise BadSetting(f"{PREFIX}{name} is {value!r}: an address such as bounces@mail.example is needed")
    return value


def folder(name: str, default: Path) -> Path:
    """An absolute folder for its owner alone: made so where it does not exist, and closed to others where it is ours."""
    path = Path(text(name) or default).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        raise BadSetting(f"{PREFIX}{name} is {path}: {trouble.strerror}") from trouble
    if path.stat().st_mode & _OTHERS:
        _close(name, path)
    return path


def _close(name: str, path: Path) -> None:
    """Take the rights of others away from a folder that is empty or a network's; one that holds anything else, as /tmp
    does, may be somebody's, and is refused."""
    try:
        inside = list(path.iterdir())
        if inside and not any((path / mark).exists() for mark in _MARKS):
            raise BadSetting(f"{PREFIX}{name} is {path}, which others can read: name another folder, or chmod 700 it")
        for one in (path, *inside):
            if not one.is_symlink():
                one.chmod(one.stat().st_mode & ~_OTHERS & 0o777)
    except OSError as trouble:
        raise BadSetting(f"{PREFIX}{name} is {path}, which others can read: chmod -R go= {path}") from trouble
