"""`wekeep backup`: one encrypted file with everything, while the network runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.desk.actions.backups import make_backup, mark_of, new_key, words_of
from wekeep.kit.errors import Refused


class Command(BaseCommand):
    help = "Write one encrypted file that holds the whole network; only the owner of the key can open it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="where to write it, for example network.age")
        parser.add_argument(
            "--to", default=settings.BACKUP_TO, help="the age public key to encrypt to (WEKEEP_BACKUP_TO)"
        )
        parser.add_argument("--new-key", action="store_true", help="make a key pair, show it once, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            secret, public = new_key()
            self.stdout.write(
                f"Keep this off this machine, on paper or on another one:\n{secret}\n\nEncrypt to this:\n{public}"
            )
            return
        if not options["file"] or not options["to"]:
            raise CommandError(
                "Say where to write it and the key to encrypt to: wekeep backup FILE --to age1… (make one with --new-key)"
            )
        try:
            manifest = make_backup(to=options["to"], target=options["file"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Written {options['file']}, as of {manifest.made_at}.")
        self.stdout.write(f"Its mark, to note where stewards find it: {words_of(mark_of(options['file']))}")
