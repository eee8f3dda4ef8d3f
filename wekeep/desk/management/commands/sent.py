"""`wekeep sent verify FILE`: check a downloaded list of what was sent, offline."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.kit import clock
from wekeep.kit.envelope import digest
from wekeep.kit.log_chain import Checkpoint, Entry
from wekeep.kit.sent_list import faults_of, mark_of_code, read_line
from wekeep.kit.words import RECEIPT_WORDS, from_digest

# so many seconds after 1970 no list is signed, and a calendar still has a date
_LATEST: Final = 1 << 37


class Command(BaseCommand):
    help = "Check a list of what a network sent, without asking anybody: its chain, its signed end, and whether a code is in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("verify",))
        parser.add_argument("file", help="the list as it was downloaded (/alerts/sent/list.json); - for standard input")
        parser.add_argument("--key", help="the network's published key in hex, from where you trust it")
        parser.add_argument("--code", help="the code at the end of an alert's link")

    def handle(self, *args: Any, **options: Any) -> None:
        entries, head, key = _read(options["file"])
        if head is None:
            raise CommandError("There is nothing in this list yet.")
        if options["key"] and options["key"].strip().lower() != key.hex():
            raise CommandError("The list carries another key than the one you gave. It is not this network's.")
        faults = faults_of(entries, head, key, now=int(clock.now().timestamp()))
        for fault in faults:
            self.stderr.write(f"line {fault.number}: {fault.words}")
        if faults:
            raise CommandError("The list is not whole. Do not believe it.")
        self.stdout.write(f"{len(entries)} lines, whole, signed with {key.hex()}")
        signed = datetime.fromtimestamp(head.at, UTC)
        words = from_digest(digest(head.link).hex(), RECEIPT_WORDS)
        self.stdout.write(f"head: {head.link.hex()} ({words}), signed {signed:%Y-%m-%d %H:%M} UTC")
        if options["code"]:
            self._find(entries, options["code"])
        if not options["key"]:
            raise CommandError(
                "Whose list it is, nobody can tell from the list: anyone writes one with a key of their own. Give the "
                "network's key with --key, from where you trust it (/alerts/signing-key/, or a neighbour who noted it)."
            )

    def _find(self, entries: list[Entry], code: str) -> None:
        mark = mark_of_code(code.strip().lower())
        lines = [(one, read_line(one.words)) for one in entries if one.words]
        found = [(one, line) for one, line in lines if mark in (line.alert, line.message)]
        if not found:
            raise CommandError("No line of the list is about this code: it is not theirs, or older than 90 days.")
        for one, line in found:
            drill = ", a drill" if line.drill else ""
            self.stdout.write(f"line {one.number}: {line.kind}{drill}")


def _read(name: str) -> tuple[list[Entry], Checkpoint | None, bytes]:
    try:
        told = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text())
        head = told["head"]
        entries = [_entry(one) for one in told["entries"]]
        if head is None:
            return entries, None, b""
        link, signature = bytes.fromhex(head["link"]), bytes.fromhex(head["signature"])
        checkpoint = Checkpoint(int(head["number"]), link, int(head["at"]), signature)
        if not 0 <= checkpoint.at < _LATEST:
            raise ValueError("no time")
        return entries, checkpoint, bytes.fromhex(told["key"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as trouble:
        raise CommandError(f"This is not a list of ours ({type(trouble).__name__}).") from None


def _entry(one: dict[str, Any]) -> Entry:
    leaf, link, nonce = (bytes.fromhex(one[name]) for name in ("leaf", "link", "nonce"))
    return Entry(int(one["number"]), leaf, link, nonce, str(one["words"]).encode(), int(one["at"]))
