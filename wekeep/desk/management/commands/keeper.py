"""`wekeep keeper run | unseal | lock`: the process that holds the keys, by itself and by hand."""

import os
import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.desk.actions.keeping import keeper_command
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Ask, Done, State, Unseal
from wekeep.kit.words import RECEIPT_WORDS, draw, normal_form
from wekeep.people.actions.keys import match_all_keys
from wekeep.vault import keeper
from wekeep.vault.actions.buckets import stock_buckets
from wekeep.vault.actions.members import lock_everyone


class Command(BaseCommand):
    help = "Run the keeper apart from the server, unseal it after a start, or lock everyone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("run", "unseal", "lock", "status"))
        parser.add_argument("--peer", action="append", default=[], help="user, or its id, that may ask it")

    def handle(self, *args: Any, **options: Any) -> None:
        verb = {"run": self._run, "unseal": self._unseal, "lock": self._lock, "status": self._status}
        try:
            verb[options["verb"]](options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _run(self, options: dict[str, Any]) -> None:
        command = [*keeper_command(), *(word for user in options["peer"] for word in ("--peer", user))]
        os.execv(command[0], command)

    def _unseal(self, _options: dict[str, Any]) -> None:
        state = keeper.ask(Ask(), State)
        if not state.sealed:
            self.stdout.write("The keeper is unsealed already.")
            return
        passphrase = self._first_words() if state.fresh else _asked()
        keeper.ask(Unseal(passphrase), Done, patience=keeper.UNSEALING_SECONDS)
        self.stdout.write(f"Unsealed. Keys for {stock_buckets()} days are ready.")
        match_all_keys()

    def _first_words(self) -> str:
        words = draw(RECEIPT_WORDS)
        self.stdout.write(
            f"\nUnseal passphrase\n  {words}\n"
            "It is shown this once and kept nowhere. Without it, after the next start, nothing sealed opens again.\n"
            "Write it down, and keep it away from this machine.\n"
        )
        return words

    def _lock(self, _options: dict[str, Any]) -> None:
        lock_everyone(actor=SYSTEM)
        self.stdout.write("Everyone is locked.")

    def _status(self, _options: dict[str, Any]) -> None:
        state = keeper.ask(Ask(), State)
        how = "sealed" if state.sealed else "unsealed"
        self.stdout.write(f"The keeper at {settings.KEEPER_SOCKET} is {how}; {state.sessions} sessions are unlocked.")


def _asked() -> str:
    """The operator's words, never from the command line, where other people of the machine could read them."""
    return normal_form(getpass("Unseal passphrase: ") if sys.stdin.isatty() else sys.stdin.readline())
