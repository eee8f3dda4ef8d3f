"""`wekeep resume-sending`: start sending again from the operator's shell, with the words that unseal the keeper."""

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.alerts.actions.resuming import resume_by_operator
from wekeep.alerts.notices.sending import held_line
from wekeep.alerts.queries.stopped import held_back
from wekeep.kit.errors import Refused
from wekeep.kit.words import normal_form


class Command(BaseCommand):
    help = "Start sending again, where no two persons can. Asks for the words that unseal the keeper."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drop", action="store_true", help="send what waits to nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        held = held_back()
        for one in held.of_alerts:
            self.stdout.write(f"waits: {held_line(one)}")
        self.stdout.write(f"waits: {held.others} others that are no alerts")
        try:
            resume_by_operator(passphrase=_asked(), drop=options["drop"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("Sending goes on." + (" What waited goes to nobody." if options["drop"] else ""))


def _asked() -> str:
    """Never from the command line, where other people of the machine could read them."""
    return normal_form(getpass("Unseal passphrase: ") if sys.stdin.isatty() else sys.stdin.readline())
