"""`wekeep audit verify`: whether the keeper's log of reads and powers is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.kit.errors import Refused
from wekeep.vault.queries.audit import verify_log


class Command(BaseCommand):
    help = "Check the log of reads and powers against its own chain and every checkpoint that was kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("verify",))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = verify_log()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{found.entries} entries; newest kept checkpoint: {found.words or 'none yet'}")
        for fault in found.faults:
            self.stderr.write(f"entry {fault.number}: {fault.words}")
        if found.faults:
            raise CommandError("The log is not whole. Someone has changed it, or the disk has.")
        self.stdout.write("The log is whole.")
