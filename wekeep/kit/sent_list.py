"""The public list of what was sent: a line for each message that the keeper signed, chained as its log is (`log_chain`)."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Final

from wekeep.kit.log_chain import Checkpoint, Entry, Fault, check

VERSION: Final = 1
# so long a line can be read; afterwards its place in the chain is left
KEPT_SECONDS: Final = 90 * 86_400
ALERT: Final = "alert"
ENDINGS: Final = frozenset({"cancel", "all_clear"})
_KINDS: Final = ENDINGS | {ALERT, "update"}
_LEVELS: Final = frozenset({"confirmed", "active"})
UNKNOWN: Final = "unknown"
_MARK: Final = re.compile(r"(?:[0-9a-f]{64})?")


@dataclass(frozen=True, slots=True)
class Line:
    """One message: its kind and level, whether it is a drill, and up to how many people it newly reached (`rounded_up`; 0 for
    what goes to those who were told). No place, no words, nobody's name. `alert` and `message` are marks of their codes,
    `statement` is SHA-256 of what was signed, all in hex."""

    kind: str
    level: str
    drill: bool
    up_to: int
    alert: str
    message: str
    statement: str

    def text(self) -> str:
        """Canonical JSON: sorted names, no spaces."""
        return json.dumps({**asdict(self), "v": VERSION}, sort_keys=True, separators=(",", ":"))


def line_of(message: bytes, reach: int) -> Line:
    """The line for a message that is signed; of one that is no statement of an alert only that there was one."""
    statement = sha256(message).hexdigest()
    try:
        facts = json.loads(message)
        kind, level, alert, code = (str(facts[name]) for name in ("type", "level", "alert", "code"))
        drill = facts["status"] == "exercise"
    except (ValueError, TypeError, KeyError, RecursionError):
        return Line(UNKNOWN, "", False, rounded_up(reach), "", "", statement)
    if kind not in _KINDS or level not in _LEVELS:
        return Line(UNKNOWN, "", False, rounded_up(reach), "", "", statement)
    return Line(kind, level, drill, rounded_up(reach), mark_of_code(alert), mark_of_code(code), statement)


def read_line(text: bytes) -> Line:
    """The line that `text()` wrote; ValueError where it is none."""
    try:
        facts = json.loads(text)
        if facts.pop("v") != VERSION:
            raise ValueError("a line of another version")
        line = Line(**facts)
    except (TypeError, KeyError, AttributeError, RecursionError) as trouble:
        raise ValueError("not a line") from trouble
    if not _is_one(line):
        raise ValueError("not a line")
    return line


def _is_one(line: Line) -> bool:
    """Whether it says nothing that no keeper writes: a forger's own words would be shown to whoever checks the list."""
    words = (line.kind, line.level, line.alert, line.message, line.statement)
    if not all(isinstance(one, str) for one in words) or type(line.drill) is not bool or type(line.up_to) is not int:
        return False
    is_known = line.kind in _KINDS and line.level in _LEVELS
    return (is_known or words[:2] == (UNKNOWN, "")) and all(_MARK.fullmatch(one) for one in words[2:])


def mark_of_code(code: str) -> str:
    """What stands for a code in the list: whoever has the code finds its line, and no line tells a code (78 bits)."""
    return sha256(f"code {code}".encode()).hexdigest()


def rounded_up(count: int) -> int:
    """Up to the next ten, from a hundred on to two digits that count: the list tells how many and not who joined."""
    if count <= 0:
        return 0
    step = int(10 ** max(1, len(str(count)) - 2))
    return -(-count // step) * step


def faults_of(entries: Sequence[Entry], head: Checkpoint, key: bytes, *, now: int) -> list[Fault]:
    """Everything wrong with a copy of the whole list: what `log_chain.check` finds, and a head that is not its end. `key` is
    the network's published one, which signs alerts too."""
    found = check(entries, [head], key, erased_before=now - KEPT_SECONDS)
    if head.number != len(entries):
        found.append(Fault(head.number, "the list does not end where its signed head says"))
    return found + [Fault(one.number, "not a line of this list") for one in entries if one.words and not _is_line(one)]


def _is_line(entry: Entry) -> bool:
    try:
        read_line(entry.words)
    except ValueError:
        return False
    return True
