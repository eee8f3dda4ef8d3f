"""The `wekeep` command: its own verbs (docs/run-it.md lists them), and Django's."""

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
    if words[0] == "demo":
        _as_a_demo(words)
    command = ["wekeep", _FILES.get(words[0], words[0]), *words[1:]]
    if words[0] == "replay" and "--live" not in words:
        _on_a_throwaway_database(command)
    else:
        execute_from_command_line(command)


def _as_a_demo(words: list[str]) -> None:
    """A demo says so everywhere, keeps its data apart, and may reach this machine's own phones, before Django starts."""
    os.environ["WEKEEP_DEMO"] = os.environ["WEKEEP_ALLOW_LOOPBACK_ENDPOINTS"] = "1"
    os.environ["WEKEEP_SITE_URL"] = f"http://localhost:{_option(words, '--port', '8000')}"
    os.environ.setdefault("WEKEEP_DATA_DIR", str(Path.cwd() / ".data" / "demo"))
    if pace := _option(words, "--pace", ""):
        os.environ["WEKEEP_DEMO_PACE"] = pace


def _option(words: list[str], name: str, default: str) -> str:
    """The value of `--name VALUE` or `--name=VALUE`."""
    for at, word in enumerate(words):
        if word == name and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return default


def _on_a_throwaway_database(command: list[str]) -> None:
    """A replay that is not a drill touches no network: its database is made for it and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="wekeep-replay-") as folder:
        os.environ["WEKEEP_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'replay.sqlite3'}"
        execute_from_command_line(command)


if __name__ == "__main__":
    main()
