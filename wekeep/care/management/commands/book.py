"""`wekeep book verify`: add the book of the funds up anew; `wekeep book beancount` and `csv` write it out."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wekeep.care.queries.book import verify_book, whole_book
from wekeep.care.rules import export
from wekeep.kit.money import amount


class Command(BaseCommand):
    help = "Check the book of the funds from its first entry on, or write it out for an auditor's own programs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("verify", "beancount", "csv"))
        parser.add_argument(
            "--seen",
            action="append",
            default=[],
            metavar="NUMBER:LINK",
            help="an entry's number and link that you noted earlier, from the page of totals; the book must still hold them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "verify":
            self._verify([_seen(one) for one in options["seen"]])
        elif options["verb"] == "beancount":
            self.stdout.write(export.beancount(whole_book(), timezone.get_default_timezone()), ending="")
        else:
            rows = csv.writer(self.stdout)
            rows.writerow(export.COLUMNS)
            rows.writerows(export.rows(whole_book(), timezone.get_default_timezone()))

    def _verify(self, seen: list[tuple[int, str]]) -> None:
        found = verify_book(seen)
        self.stdout.write(f"{found.entries} entries; head {found.entries}:{found.head} ({found.words})")
        for (fund, account, currency), cents in sorted(found.sums.items()):
            self.stdout.write(f"  {fund} {account.value}: {amount(cents, currency)}")
        for fault in found.faults:
            self.stderr.write(f"entry {fault.number}: {fault.words}")
        for name in found.missing:
            self.stderr.write(f"the database's own lock {name} is gone")
        if found.faults or found.missing:
            raise CommandError("The book is not whole. Someone has changed it, or the disk has.")
        self.stdout.write("The book is whole: every entry sums to zero and follows the one before.")


def _seen(typed: str) -> tuple[int, str]:
    number, _colon, link = typed.partition(":")
    if not number.isdecimal() or len(link) != 64:
        raise CommandError("Give --seen as NUMBER:LINK, as they stand on the page of totals.")
    return int(number), link
