"""Styles and scripts laid out where they are served from."""

import fcntl

from django.conf import settings
from django.core.management import call_command


def lay_out_files() -> None:
    """Lay out what pages load. Several processes that share a data folder and start at one moment take turns: none finds a file that
    another is just replacing. Whoever is killed meanwhile lets go of its turn."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.DATA_DIR / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", interactive=False, verbosity=0)
