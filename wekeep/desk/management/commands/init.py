"""`wekeep init`: the data folder, the database and the first steward."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.errors import Refused
from wekeep.people.actions.members import Issued, admit_member
from wekeep.people.actions.roles import grant_role
from wekeep.people.queries import a_steward_exists

TERM = timedelta(days=365)


class Command(BaseCommand):
    help = "Make the data folder and the database, and admit the first steward."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--steward", default="steward", help="handle of the first steward, a made-up name")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Data folder: {settings.DATA_DIR}")
        if a_steward_exists():
            self.stdout.write("A steward is there already; nothing was changed.")
            return
        try:
            issued = _first_steward(options["steward"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(_next_steps(issued))


@transaction.atomic
def _first_steward(handle: str) -> Issued:
    issued = admit_member(actor=SYSTEM, handle=handle)
    until = clock.now() + TERM
    grant_role(actor=SYSTEM, code=issued.member.code, role=Role.STEWARD, zone=EVERY_ZONE, until=until)
    return issued


def _next_steps(issued: Issued) -> str:
    return f"""
First steward
  handle      {issued.member.handle}
  passphrase  {issued.passphrase}
The passphrase is shown this once and kept nowhere. Write it down now.

Next
  wekeep check-deploy     says what is not safe yet
  wekeep serve            serves on http://127.0.0.1:8000, the keeper beside it
  wekeep keeper unseal    in another window: makes the key that all sealed records depend on
  {settings.SITE_URL}/people/sign-in/   sign in, admit members, grant roles
"""
