"""A database that was migrated once: every process of a run begins with a copy of it.

To walk through all migrations takes seconds of a processor, and a run has a dozen processes. The one that is copied lies
in `.data`, and is made anew where any migration, or what migrations may import, is another than when it was made.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests.house.tree import ROOT

FOLDER = ROOT / ".data"
_MADE_FROM = ("wekeep/*/migrations/*.py", "wekeep/kit/**/*.py", "config/settings.py", "locks/run.txt")


def lay_down() -> None:
    """Put a migrated database, and nothing else, where this process's tests look for theirs. Django then finds it up to date."""
    name = str(connection.settings_dict["TEST"]["NAME"])
    FOLDER.mkdir(exist_ok=True)
    with _alone():
        if connection.vendor == "sqlite":
            _copy_file(Path(name))
        else:
            _copy_database(name)


@cache
def made_from() -> str:
    """What tells this state of the migrations from any other."""
    marks = blake2b(django.__version__.encode(), digest_size=8)
    for pattern in _MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            marks.update(path.read_bytes())
    return marks.hexdigest()


def _copy_file(target: Path) -> None:
    ready = FOLDER / f"migrated-{made_from()}.sqlite3"
    if not ready.exists():
        for old in FOLDER.glob("migrated-*"):
            old.unlink()
        half = FOLDER / "migrated-half"
        _migrate(str(half))
        half.rename(ready)
    shutil.copy(ready, target)


def _copy_database(target: str) -> None:
    ready, settings = f"migrated_{made_from()}", connection.settings_dict
    with psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname="postgres", autocommit=True) as admin:
        known = {str(name) for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall()}
        if ready not in known:
            for old in (one for one in known if one.startswith("migrated_")):
                _tell(admin, "DROP DATABASE {} WITH (FORCE)", old)
            _tell(admin, "CREATE DATABASE {}", "migrated_half")
            _migrate("migrated_half")
            _tell(admin, "ALTER DATABASE {} RENAME TO {}", "migrated_half", ready)
        _tell(admin, "DROP DATABASE IF EXISTS {} WITH (FORCE)", target)
        _tell(admin, "CREATE DATABASE {} TEMPLATE {}", target, ready)


def _tell(admin: "psycopg.Connection[tuple[object, ...]]", words: str, *names: str) -> None:
    admin.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


def _migrate(name: str) -> None:
    """Bring the empty database of that name up to date."""
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    connection.close()
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time, of all that test in this folder."""
    with (FOLDER / "migrated.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
