"""Score what was read from pasted messages against hand-written truth, a wrong value costing what a right one earns.

`python -m bench.paste.score OUT.jsonl TRUTH.jsonl [--misses] [--strict]` prints one line a field. TRUTH is a file beside this one
(truth inside each line) or lines of {id, is_sighting, people, …, also}. README.md says how the truth was decided.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FIELDS = ("is_sighting", "people", "vehicles", "activity", "place_text", "uniform", "observed_at", "equipment")
TEXT_FIELDS = frozenset({"place_text", "uniform", "equipment"})
ENOUGH_WORDS_SHARED = 0.6
CLOCK_TOLERANCE = timedelta(minutes=2)
STOP_WORDS = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "with",
        "w",
        "n",
        "and",
        "or",
        "to",
        "its",
        "it",
        "is",
        "y",
        "o",
        "e",
        "con",
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "un",
        "una",
        "en",
        "al",
        "por",
    )
)

Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What happened to one field: `said` is how often the truth holds a value."""

    said: int = 0
    right: int = 0
    wrong: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Right values over said values; 1.0 where nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def penalised(self) -> float:
        """Right less wrong over said values: a wrong value loses its own point and takes another."""
        return (self.right - self.wrong) / self.said if self.said else 1.0 - self.wrong


def words(text: str) -> Counter[str]:
    """The words that carry meaning, without case, accents or punctuation; all of them if only stop-words are there."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    found = re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return Counter([word for word in found if word not in STOP_WORDS] or found)


def same_words(left: str, right: str) -> bool:
    """Whether the two share enough words: token F1 of 0.6 or more."""
    ours, theirs = words(left), words(right)
    total = ours.total() + theirs.total()
    return total > 0 and 2 * (ours & theirs).total() / total >= ENOUGH_WORDS_SHARED


def same_time(left: str, right: str) -> bool:
    """Whether two ISO 8601 times lie within two minutes; a time without a zone, or no time at all, never does."""
    try:
        return abs(datetime.fromisoformat(left) - datetime.fromisoformat(right)) <= CLOCK_TOLERANCE
    except (TypeError, ValueError):
        return False


def agrees(name: str, given: Any, true: Any) -> bool:
    """Whether a given value says what the true one says; null agrees with null only."""
    if given is None or true is None:
        return given is true
    if name in TEXT_FIELDS:
        return same_words(str(given), true)
    if name == "observed_at":
        return same_time(str(given), true)
    return bool(given == true) and type(given) is type(true)


def is_right(name: str, given: Any, truth: Row) -> bool:
    """Whether a value is the true one or one of the others a careful person might have put (`also`)."""
    others = truth.get("also", {}).get(name, [])
    return any(agrees(name, given, true) for true in [truth.get(name), *others])


def mark(tally: Tally, name: str, given: Any, truth: Row) -> None:
    """Count one value of one message."""
    true = truth.get(name)
    right = is_right(name, given, truth)
    tally.said += true is not None
    tally.right += right and true is not None
    tally.wrong += not right and given is not None
    if not right:
        tally.misses.append(f"{truth['id']} {name}: gave {given!r}, truth {true!r}")


def score(given: Iterable[Row], truth: Iterable[Row]) -> dict[str, Tally]:
    """Tally every field over every message of the truth; a message without an answer counts as all null."""
    answers = {row["id"]: row for row in given}
    tallies = {name: Tally() for name in FIELDS}
    for row in truth:
        answer = answers.get(row["id"], {})
        for name, tally in tallies.items():
            mark(tally, name, answer.get(name), row)
    return tallies


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, blank lines skipped."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_truth(path: Path) -> list[Row]:
    """The truth of each message, whether it stands inside a corpus line or is the line."""
    return [{**row, **row.get("truth", {})} for row in read_rows(path)]


def report(tallies: Mapping[str, Tally]) -> str:
    """A table of the fields: said, right, wrong, recall and penalised recall."""
    lines = [f"{'field':12} {'said':>5} {'right':>5} {'wrong':>5} {'recall':>7} {'penalised':>9}"]
    for name, tally in tallies.items():
        counts = f"{tally.said:5} {tally.right:5} {tally.wrong:5}"
        lines.append(f"{name:12} {counts} {tally.recall:7.3f} {tally.penalised:9.3f}")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    """Print the table; --misses adds every value that was not right, --strict allows the first truth only."""
    parser = argparse.ArgumentParser(description="Score pasted messages against their truth.")
    parser.add_argument("out", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--strict", action="store_true")
    asked = parser.parse_args(argv)
    truth = read_truth(asked.truth)
    if asked.strict:
        truth = [{**row, "also": {}} for row in truth]
    tallies = score(read_rows(asked.out), truth)
    print(report(tallies))
    if asked.misses:
        print("\n".join(miss for tally in tallies.values() for miss in tally.misses))


if __name__ == "__main__":
    main()
