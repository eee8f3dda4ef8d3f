"""What the tests had the program ask the database, so that a test may be left to SQLite only where nothing is left unasked.

A test marked `once` runs on SQLite alone. While it does, each statement is noted by the place in the program that it came
from, its verb, and the tables and columns it names; and so is, on PostgreSQL, every statement of every test. At the end of
a run `python -m tests.asked FOLDER` tells which statements of the former no test had PostgreSQL answer.
"""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

# the folder to keep the notes in; nothing is noted where there is none
WHERE = "WEKEEP_TEST_ASKED"
_HERE = f"{ROOT}{os.sep}"
_OURS = tuple(f"{_HERE}{name}{os.sep}" for name in ("wekeep", "config"))
_TESTS = f"{_HERE}tests{os.sep}"
# what asks whatever it is given
_ASKS_FOR_OTHERS = tuple(os.sep.join(("wekeep", "work", name)) for name in ("prepared.py", "rows.py"))
# how a transaction begins and ends differs by engine, and no test that is about that runs once
VERBS = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}
_NAMES = re.compile(r'"([^"]+)"')


class Notes:
    """What was asked so far in this process, each with the test that asked it first."""

    def __init__(self) -> None:
        self.test = ""
        self.asked: dict[str, str] = {}

    def take(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Stands around every statement (Django's `execute_wrappers`), and notes it while there is a test to note for."""
        if self.test and (place := _place()):
            words = str(sql)
            verb = words.lstrip().partition(" ")[0].upper()
            if verb in VERBS:
                names = " ".join(sorted(set(_NAMES.findall(words))))
                self.asked.setdefault(f"{place}|{verb}|{names}", self.test)
        return execute(sql, params, many, context)

    def keep(self, engine: str) -> None:
        """Write them down, for the process that compares."""
        if folder := os.environ.get(WHERE):
            (Path(folder) / f"{engine}-{os.getpid()}.json").write_text(json.dumps(self.asked))


def _place() -> str:
    """The innermost line of the program that is at work, and not of what asks for it; empty where the test itself asks."""
    frame = sys._getframe(2).f_back
    while frame:
        code = frame.f_code
        if code.co_filename.startswith(_OURS) and not code.co_filename.endswith(_ASKS_FOR_OTHERS):
            return f"{code.co_filename.removeprefix(_HERE)}:{frame.f_lineno} {code.co_qualname}"
        if code.co_filename.startswith(_TESTS):
            return ""
        frame = frame.f_back
    return ""


def _read(folder: Path, engine: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in folder.glob(f"{engine}-*.json"):
        found.update(json.loads(path.read_text()))
    return found


def main(folder: Path) -> int:
    """Tell what tests marked `once` had SQLite answer and no test PostgreSQL; 1 where that is anything, or all."""
    sqlite, postgresql = (_read(folder, engine) for engine in ("sqlite", "postgresql"))
    missing = sorted(sqlite.keys() - postgresql.keys())
    for one in missing:
        sys.stderr.write(f"PostgreSQL was never asked: {one}\n    as {sqlite[one]} does\n")
    sys.stderr.write(f"statements: {len(sqlite)} of tests on SQLite alone, {len(postgresql)} on PostgreSQL\n")
    return int(bool(missing) or not sqlite)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
