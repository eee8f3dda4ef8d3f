"""The `wekeep` command: init demo serve worker check-deploy backup restore import replay paste city, and Django's own."""

import os
import sys
import tempfile
from pathlib import Path

from django.core.management import execute_from_command_line

# `import` is a word of the language, so the file that does it has another name.
_FILES = {"import": "import_records", "check-deploy": "check_deploy"}


def main() -> None:
    """Run one command; docs/run-it.md tells of each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = sys.argv[1:] or ["help"]
    command = ["wekeep", _FILES.get(words[0], words[0]), *words[1:]]
    if words[0] == "replay" and "--live" not in words:
        _on_a_throwaway_database(command)
    else:
        execute_from_command_line(command)


def _on_a_throwaway_database(command: list[str]) -> None:
    """A replay that is not a drill touches no network: its database is made for it and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="wekeep-replay-") as folder:
        os.environ["WEKEEP_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'replay.sqlite3'}"
        execute_from_command_line(command)


if __name__ == "__main__":
    main()
