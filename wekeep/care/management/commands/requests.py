"""`wekeep requests look FILE`: what would become of each row of a list; `bring FILE` brings it in, `undo CODE` takes it back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.care.actions import lists
from wekeep.care.forms.lists import WishesForm, vocabulary
from wekeep.care.models import BroughtList
from wekeep.care.notices.lists import FAULT_WORDS
from wekeep.care.queries.lists import get_list, lists_of, looked_through
from wekeep.care.rules.listed import guessed, read_table
from wekeep.care.rules.need import needs
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotFound, Refused


class Command(BaseCommand):
    help = "Bring in a list of requests as CSV, after a look at what would become of each row, and take it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("look", "bring", "undo", "lists"))
        parser.add_argument("what", nargs="?", default="", metavar="FILE or CODE")
        parser.add_argument("--need", default="", choices=["", *needs()], help="where a row names none")
        parser.add_argument("--language", default="en", help="where a row does not say")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except NotFound:
            raise CommandError("there is no such list") from None
        except (Refused, OSError) as trouble:
            raise CommandError(str(getattr(trouble, "why", trouble))) from None

    def _look(self, options: dict[str, Any]) -> None:
        one = self._taken_in(options)
        self._tell(one)
        lists.stop(actor=SYSTEM, code=one.code)

    def _bring(self, options: dict[str, Any]) -> None:
        one = self._taken_in(options)
        self._tell(one)
        lists.start(actor=SYSTEM, code=one.code)
        self.stdout.write(
            f"{one.code} is brought in by the server's workers; `wekeep requests lists` tells how far it is"
        )

    def _undo(self, options: dict[str, Any]) -> None:
        one = lists.undo(actor=SYSTEM, code=get_list(SYSTEM, options["what"]).code)
        self.stdout.write(f"{one.code} is taken back by the server's workers")

    def _lists(self, _options: dict[str, Any]) -> None:
        for one in lists_of(SYSTEM):
            self.stdout.write(
                f"{one.code} {one.state}: {one.made} of {one.rows} in, {one.left_out} left out, {one.undone} undone"
            )

    def _taken_in(self, options: dict[str, Any]) -> BroughtList:
        table = read_table(Path(options["what"]).read_bytes())
        wishes = {name: str(field.initial or "") for name, field in WishesForm().fields.items()}
        wishes |= {"need": options["need"], "language": options["language"]}
        return lists.take_in(actor=SYSTEM, table=table, columns=guessed(table.header), wishes=wishes)

    def _tell(self, one: BroughtList) -> None:
        found = looked_through(one, vocabulary())
        self.stdout.write(f"{found.good} of {found.rows} rows can be brought in")
        for fault, n in sorted(found.counts.items()):
            self.stdout.write(f"  {n}: {FAULT_WORDS[fault]}")
        self.stdout.write(
            f"  {found.twice} twice in this list, {found.known} perhaps here already, {found.tell_status} seem to tell a status"
        )
