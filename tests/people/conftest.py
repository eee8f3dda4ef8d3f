"""Where people's tests seal: in memory, in the shape of the vault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from wekeep.kit.errors import Locked
from wekeep.kit.throttle import Throttle
from wekeep.people.forms import source


@dataclass
class Sealed:
    """A vault of this test. `unlocked` says whether sessions can open what is in it."""

    kept: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)
    unlocked: bool = True

    def seal(
        self, *, kind: str, record: str, group: Any, zone: str, role: Any, fields: Mapping[str, str], expires: date
    ) -> None:
        self.kept[kind, record, str(group)] = dict(fields)

    def erase(self, *, kind: str, record: str) -> None:
        self.kept = {key: fields for key, fields in self.kept.items() if key[:2] != (kind, record)}

    def open_groups(
        self, unlocked: object, asked: Sequence[Any], *, reason: str
    ) -> dict[tuple[str, str], dict[str, str]]:
        if not self.unlocked:
            raise Locked("Unlock with your passphrase first.")
        keys = [(one.kind, one.record, str(one.group)) for one in asked]
        return {key[1:]: self.kept[key] for key in keys if key in self.kept}

    def check_unlocked(self, unlocked: object) -> None:
        if not self.unlocked:
            raise Locked("Unlock with your passphrase first.")


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> Sealed:
    """What people sealed in this test."""
    one = Sealed()
    monkeypatch.setattr(source, "_APPLICATIONS", Throttle(burst=500, per_minute=500))
    monkeypatch.setattr(source, "_WORDS", Throttle(burst=500, per_minute=500))
    monkeypatch.setattr("wekeep.people.queries.applications.holders_of", lambda _zone, _role: {"someone"})
    for module in ("applications", "vouches"):
        monkeypatch.setattr(f"wekeep.people.actions.{module}.seal", one.seal)
    for module in ("moving", "vouches", "letters"):
        monkeypatch.setattr(f"wekeep.people.actions.{module}.erase", one.erase)
    monkeypatch.setattr("wekeep.people.queries.reading.read_groups", one.open_groups)
    monkeypatch.setattr("wekeep.people.queries.vouches.open_groups", one.open_groups)
    monkeypatch.setattr("config.middleware.check_unlocked", one.check_unlocked)
    return one
