"""Rows of a CSV or JSON-lines file, one at a time, each read into a record or into what is wrong with it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from wekeep.watch.forms.record import Record

LONGEST_LINE = 65_536
_LISTS = frozenset({"signs"})
_NUMBERS = {"lat": float, "lon": float, "vehicles": int}
_TRUTHS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why and on which line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number, the key under which it is filed once, its content in one spelling, and the record read from
    it (None: it cannot be read, and `why` says why)."""

    line: int
    key: str
    body: str
    record: Record | None
    why: str = ""


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of FILE.csv (with a header line) or FILE.jsonl, read as they are asked for, however long the file is.

    A row with an `id` is filed under that id, another under its own content; Unreadable for a file that is neither.
    """
    if path.suffix not in (".csv", ".jsonl"):
        raise Unreadable("the name must end in .csv or .jsonl")
    with path.open(encoding="utf-8-sig", errors="replace", newline="" if path.suffix == ".csv" else None) as file:
        yield from _csv_rows(file) if path.suffix == ".csv" else _json_rows(file)


def _json_rows(file: IO[str]) -> Iterator[Row]:
    for number, line in enumerate(_bounded_lines(file), start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line, object_pairs_hook=_each_once)
        except (ValueError, RecursionError) as trouble:
            yield _broken(number, line, f"this line is not JSON ({type(trouble).__name__})")
            continue
        yield _row(number, said) if isinstance(said, dict) else _broken(number, line, "this line is not a JSON object")


def _csv_rows(file: IO[str]) -> Iterator[Row]:
    """Rows of the CSV. Where its quotes go wrong, each line of that record is said to be wrong, and reading goes on behind
    it: what was sound before is taken, and nothing is passed over in silence."""
    csv.field_size_limit(LONGEST_LINE)
    lines = _Lines(_bounded_lines(file))
    try:
        header = [name.strip().lower() for name in next(csv.reader(lines, strict=True), [])]
    except csv.Error as trouble:
        raise Unreadable(f"line 1: {trouble}") from trouble
    _check_header(header)
    is_over = False
    while not is_over:
        try:
            yield from _sound_rows(lines, header)
            is_over = True
        except csv.Error as trouble:
            first = lines.number - len(lines.open) + 1
            for number, line in enumerate(lines.open, start=first):
                yield _broken(number, line, f"the quotes that begin on line {first} do not fit ({trouble})")


def _sound_rows(lines: "_Lines", header: list[str]) -> Iterator[Row]:
    lines.open.clear()
    for cells in csv.reader(lines, strict=True):
        if any(cells):
            yield _csv_row(lines.number, cells, header)
        lines.open.clear()


def _csv_row(number: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        return _broken(number, json.dumps(cells), f"{len(cells)} cells where the header has {len(header)}")
    return _row(number, _typed(dict(zip(header, cells, strict=True))))


class _Lines:
    """The lines of a file, counted; `open` are those of the record that is being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.number, self.open = lines, 0, list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.open.append(line)
        return line


def _bounded_lines(file: IO[str]) -> Iterator[str]:
    """Lines of at most LONGEST_LINE characters; a longer one comes in pieces, each of which is said to be wrong."""
    while line := file.readline(LONGEST_LINE):
        yield line


def _check_header(header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Unreadable(f"line 1: the column {', '.join(twice)} comes twice")
    unknown = sorted(set(header) - set(Record.model_fields) - {"id"})
    if unknown or not header:
        raise Unreadable(f"line 1: no such column: {', '.join(unknown) or 'the file is empty'}")


def _typed(cells: dict[str, str]) -> dict[str, Any]:
    """CSV knows only text: numbers, truths, lists and ranges become what they are; what does not fit stays text."""
    said: dict[str, Any] = {}
    for name, cell in cells.items():
        value = cell.strip()
        if value:
            said[name] = _typed_cell(name, value)
    return said


def _typed_cell(name: str, value: str) -> Any:
    try:
        if name in _NUMBERS:
            return _NUMBERS[name](value)
        if name == "people":
            low, _dash, high = value.replace("+", "-").partition("-")
            return [int(low), int(high) if high.strip() else None] if _dash else int(value)
    except ValueError:
        return value
    if name in _LISTS:
        return [part.strip() for part in value.replace(";", " ").replace(",", " ").split()]
    return _TRUTHS.get(value.lower(), value) if name in ("first_hand", "still_there") else value


def _row(number: int, said: dict[str, Any]) -> Row:
    named = said.pop("id", None)
    body = json.dumps(said, sort_keys=True, default=str)
    key = _key(f"id {named}" if named not in (None, "") else body)
    try:
        return Row(number, key, body, Record.model_validate(said))
    except ValidationError as trouble:
        wrong = [f"{'.'.join(str(p) for p in e['loc'][:1])}: {e['msg']}" for e in trouble.errors(include_input=False)]
        return Row(number, key, body, None, "; ".join(dict.fromkeys(wrong)))


def _broken(number: int, line: str, why: str) -> Row:
    return Row(number, _key(line), line, None, why)


def _key(text: str) -> str:
    return "import:" + blake2b(text.encode("utf-8", "replace"), digest_size=24).hexdigest()


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a name comes twice")
    return said
