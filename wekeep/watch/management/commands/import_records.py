"""`wekeep import sightings FILE`: sightings from another tool into this network, each once."""

import json
from collections.abc import Iterable
from contextlib import nullcontext
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import Refused
from wekeep.watch.actions.sightings import file_sighting, filed_before
from wekeep.watch.forms.record import WrongRecord, report_of
from wekeep.watch.forms.rows import Row, Unreadable, rows_of
from wekeep.watch.rules.sign import stop_look_alikes
from wekeep.watch.rules.status import Source

# Rows of one transaction: one sync of the disk for a hundred of them, and at most that many to do again after a crash.
_AT_ONCE = 100
_SHOWN = 20


class Fate(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    KNOWN = "known already"
    REFUSED = "not taken"


class Command(BaseCommand):
    help = "Bring sightings from a CSV or JSON-lines file into the network. Running it twice brings nothing in twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["sightings"])
        parser.add_argument("file", type=Path, help="FILE.csv with a header line, or FILE.jsonl")
        parser.add_argument("--preview", action="store_true", help="check every line and write nothing")
        parser.add_argument(
            "--errors", type=Path, help="write each line that was not taken here, with why (JSON lines)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        counts = dict.fromkeys(Fate, 0)
        errors: Path | None = options["errors"]
        try:
            beside = errors.open("w", encoding="utf-8") if errors else nullcontext()
        except OSError as trouble:
            raise CommandError(f"--errors {errors}: {trouble.strerror}. Nothing was brought in.") from trouble
        try:
            with beside as note:
                rows = iter(rows_of(options["file"]))
                while batch := list(islice(rows, _AT_ONCE)):
                    self._take(batch, counts, note, preview=options["preview"])
        except (Unreadable, OSError) as trouble:
            why = trouble.strerror if isinstance(trouble, OSError) else trouble
            raise CommandError(f"{options['file']}: {why} ({_summary(counts)} before that)") from trouble
        would = "would be " if options["preview"] else ""
        self.stdout.write(f"{_summary(counts, would)}.")
        if counts[Fate.REFUSED]:
            raise CommandError(f"{counts[Fate.REFUSED]} lines were not taken; each is named above or in --errors")

    def _take(self, batch: list[Row], counts: dict[Fate, int], note: IO[str] | None, *, preview: bool) -> None:
        with transaction.atomic():
            fates = [(row, *_fate(row, preview=preview)) for row in batch]
        for row, fate, why in fates:
            counts[fate] += 1
            if fate is Fate.REFUSED:
                self._tell(row, why, counts[fate], note)
        self.stderr.write(f"line {batch[-1].line}: {_summary(counts)}")

    def _tell(self, row: Row, why: str, number: int, note: IO[str] | None) -> None:
        if note is not None:
            note.write(json.dumps({"line": row.line, "why": why, "row": row.body}, ensure_ascii=False) + "\n")
        if number <= _SHOWN or note is None:
            self.stderr.write(f"line {row.line}: {why}")


def _summary(counts: dict[Fate, int], would: str = "") -> str:
    return ", ".join(f"{number} {would}{fate.value}" for fate, number in counts.items())


def _fate(row: Row, *, preview: bool) -> tuple[Fate, str]:
    if row.record is None:
        return Fate.REFUSED, row.why
    try:
        if filed_before(key=row.key, body=row.body):
            return Fate.KNOWN, ""
        report, _place = report_of(row.record, Source.IMPORT)
        if preview:
            stop_look_alikes(report.evidence)
            return Fate.TAKEN, ""
        filed = file_sighting(actor=SYSTEM, report=report, source=Source.IMPORT, key=row.key, body=row.body)
        return (Fate.TAKEN if filed.is_new else Fate.KNOWN), ""
    except WrongRecord as trouble:
        return Fate.REFUSED, "; ".join(_each(trouble.errors.items()))
    except Refused as refusal:
        return Fate.REFUSED, str(refusal)


def _each(errors: Iterable[tuple[str, Refused]]) -> list[str]:
    return [f"{name}: {why}" for name, why in errors]
