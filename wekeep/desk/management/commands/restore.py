"""`wekeep restore`: a network back from its backup, into an empty installation."""

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.desk.actions.backups import restore_backup
from wekeep.kit.errors import Refused


class Command(BaseCommand):
    help = "Put a backup in place of this empty installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key-file", type=Path, help="a file with the secret key; asked for where it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(key=_key(options["key_file"]), source=options["file"])
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored, as of {manifest.made_at}. Start it with: wekeep serve")


def _key(path: Path | None) -> str:
    """The secret key, never from the command line, where other people of the machine could read it."""
    if path:
        return path.read_text()
    if os.environ.get("WEKEEP_BACKUP_KEY"):
        return os.environ["WEKEEP_BACKUP_KEY"]
    return getpass("Secret key: ") if sys.stdin.isatty() else sys.stdin.readline()
