"""`wekeep restore`: a network back from its backup, into an empty installation."""

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.desk.actions.backups import restore_backup, words_of
from wekeep.kit.errors import Refused

_GOES_ON = """Members' roles rest and nothing is sent until two stewards sign in, unlock, compare these words with those that
were noted when the backup was made, and agree on the page Two persons."""
_ALONE = """There are no two stewards in this backup who could agree to go on, so everybody in it has their roles at once.
End the access of whoever left since."""


class Command(BaseCommand):
    help = "Put a backup in place of this empty installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key-file", type=Path, help="a file with the secret key; asked for where it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = restore_backup(key=_key(options["key_file"]), source=options["file"])
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored, as of {restored.manifest.made_at}. Start it with: wekeep serve")
        self.stdout.write(f"The file's mark: {words_of(restored.mark)}")
        self.stdout.write(_GOES_ON if restored.waits else _ALONE)


def _key(path: Path | None) -> str:
    """The secret key, never from the command line, where other people of the machine could read it."""
    if path:
        return path.read_text()
    if os.environ.get("WEKEEP_BACKUP_KEY"):
        return os.environ["WEKEEP_BACKUP_KEY"]
    return getpass("Secret key: ") if sys.stdin.isatty() else sys.stdin.readline()
