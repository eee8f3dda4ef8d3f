"""How much each person opened, counted from the log's words, and the uses of power in it."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wekeep.kit.keeper_messages import LogLine


@dataclass(slots=True)
class Opened:
    """One person's reading: different groups opened by kind of group, and how often the keeper said no or warned."""

    member: str
    groups: Counter[str] = field(default_factory=Counter)
    records: set[tuple[str, str]] = field(default_factory=set)
    refused: int = 0
    alarms: int = 0


@dataclass(frozen=True, slots=True)
class Used:
    """A power that was used: by whom, who had asked for it ("" where it takes one), about what code."""

    at: int
    member: str
    power: str
    about: str
    asked_by: str


# Kept beside what they count, or too many to read.
_NOT_LISTED = frozenset({"budget refused", "alarm", "read log", "approve"})


def tally(lines: Iterable[LogLine]) -> list[Opened]:
    """How much each person opened, the most records first; what nobody can read any more counts for nobody."""
    found: dict[str, Opened] = {}
    for words in (_words(line) for line in lines):
        if who := words.get("who"):
            _count(found.setdefault(who, Opened(who)), words)
    return sorted(
        (one for one in found.values() if one.records or one.refused or one.alarms),
        key=lambda one: (-len(one.records), one.member),
    )


def powers_used(lines: Iterable[LogLine]) -> list[Used]:
    """The uses of power, newest first."""
    found = []
    for line in lines:
        words = _words(line)
        if "power" in words and words["power"] not in _NOT_LISTED:
            about = str(words.get("about") or words.get("to") or "")
            found.append(Used(line.at, words.get("who", ""), words["power"], about, words.get("asked_by", "")))
    return found[::-1]


def _count(one: Opened, words: dict[str, Any]) -> None:
    power = words.get("power", "")
    one.refused += power == "budget refused"
    one.alarms += power == "alarm"
    if power:
        return
    for kind, record, group in words.get("opened", ()):
        one.groups[group] += 1
        one.records.add((kind, record))


def _words(line: LogLine) -> dict[str, Any]:
    try:
        read = json.loads(line.words) if line.words else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
