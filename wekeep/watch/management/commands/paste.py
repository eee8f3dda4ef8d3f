"""`wekeep paste`: SALUTE messages as people typed them, one JSON object a line, read into the form's fields."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.watch.rules.paste.bulk import BadLine, read_lines


class Command(BaseCommand):
    """It needs no database and no network: it reads, and writes what it could read."""

    help = "Read pasted messages ({id, text, sent_at} a line) into fields, one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, help="where to write the answers (default: to the screen)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as lines:
                answers = list(read_lines(lines))
        except OSError as trouble:
            raise CommandError(f"{options['file']}: {trouble.strerror}") from trouble
        except BadLine as trouble:
            raise CommandError(f"{options['file']}: {trouble}. Nothing was written.") from trouble
        if options["out"]:
            try:
                options["out"].write_text("".join(f"{line}\n" for line in answers), encoding="utf-8")
            except OSError as trouble:
                raise CommandError(f"--out {options['out']}: {trouble.strerror}") from trouble
            self.stderr.write(f"{len(answers)} messages read")
        else:
            self.stdout.write("\n".join(answers))
