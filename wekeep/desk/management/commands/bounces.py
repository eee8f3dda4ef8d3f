"""`wekeep bounces`: reads one message that a mail server returned, as a mail server's pipe gives it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from wekeep.channels.actions.bounces import take_in
from wekeep.channels.rules.bounce import LONGEST_REPORT

# EX_TEMPFAIL of sysexits(3): the mail server keeps the message and tries again
TRY_AGAIN = 75


class Command(BaseCommand):
    help = "Read one returned message from standard input and forget its address where there is no such mailbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="whom the message was for, as the mail server says")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            taken = take_in(raw=sys.stdin.buffer.read(LONGEST_REPORT), sent_to=[options["to"]])
        except DatabaseError as trouble:
            raise CommandError("The database is away: try again.", returncode=TRY_AGAIN) from trouble
        self.stdout.write(taken.value)
