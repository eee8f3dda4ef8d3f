"""A keeper in this process, with a clock that the test moves, and a small hand to seal and ask with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.keeping import FOLDER, derived, founded
from wekeep.keeper import secrets
from wekeep.keeper.service import Keeper
from wekeep.kit import envelope
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import BucketPublic, EpochPublic, MemberPublic
from wekeep.kit.envelope import Binding, Group

PASSPHRASE = "correct horse battery staple porch"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock to be moved by hand."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Bench:
    """A keeper and everything a database would hold beside it."""

    keeper: Keeper
    clock: Clock
    folder: Path
    secrets: dict[str, say.MemberSecret] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    sessions: dict[str, bytes] = field(default_factory=dict)
    epochs: dict[tuple[str, str], EpochPublic] = field(default_factory=dict)
    wraps: dict[tuple[str, str, int, str], bytes] = field(default_factory=dict)
    buckets: dict[str, BucketPublic] = field(default_factory=dict)

    def ask(self, request: say.Request) -> say.Answer:
        """One request over nothing but its bytes."""
        message = say.decode(say.encode(request)[4:])
        return say.decode(say.encode(self.keeper.answer(message))[4:])  # type: ignore[return-value]

    def admit(self, member: str) -> None:
        """Keys and an unlocked session for a member."""
        self.keys[member] = envelope.new_key()
        made = self.ask(say.MakeMember(member, self.keys[member]))
        assert isinstance(made, say.Unlocked)
        self.secrets[member], self.sessions[member] = made.made[0], made.session

    def unlock(self, member: str) -> say.Answer:
        """Unlock again; the new session replaces the old one here."""
        answer = self.ask(say.Unlock(self.secrets[member], self.keys[member]))
        if isinstance(answer, say.Unlocked):
            self.sessions[member] = answer.session
        return answer

    def hold_role(self, zone: str, role: str, *members: str) -> EpochPublic:
        """The next epoch of a role for these members."""
        number = self.epochs[zone, role].number + 1 if (zone, role) in self.epochs else 1
        wanted = say.EpochWanted(zone, role, number, tuple(self.public(m) for m in members))
        answer = self.ask(say.MakeEpochs((wanted,), "sol"))
        assert isinstance(answer, say.EpochsMade), answer
        self.epochs[zone, role] = answer.made[0].public
        for wrap in answer.made[0].wraps:
            self.wraps[zone, role, number, wrap.member] = wrap.wrap
        return answer.made[0].public

    def public(self, member: str) -> MemberPublic:
        """A member's certified public keys."""
        return self.secrets[member].public

    def bucket(self, days: int) -> BucketPublic:
        """The bucket that many days ahead."""
        name = (self.clock.at.date() + timedelta(days=days)).isoformat()
        if name not in self.buckets:
            answer = self.ask(say.StockBuckets())
            assert isinstance(answer, say.BucketsAre)
            self.buckets = {one.name: one for one in answer.buckets}
        return self.buckets[name]

    def seal(
        self, record: str, group: Group = Group.TRIAGE, *, days: int = 3, zone: str = "north", role: str = "dispatcher"
    ) -> tuple[say.Item, bytes]:
        """A sealed group and its data key."""
        bucket, epoch, key = self.bucket(days), self.epochs[zone, role], envelope.new_key()
        binding = Binding("request", record, group, zone, role, bucket.name)
        wrap = envelope.wrap_key(key, binding, role_key=epoch.public, epoch=epoch.number, bucket_key=bucket.public)
        return say.Item(binding, epoch.number, "", wrap), key

    def role_key(self, member: str, item: say.Item) -> say.RoleKey:
        """What the database holds of the item's role for this member; nothing fitting where there is none."""
        at = item.binding
        wrap = self.wraps.get((at.zone, at.role, item.epoch, member), b"")
        return say.RoleKey(at.zone, at.role, item.epoch, wrap)

    def open(self, member: str, *items: say.Item, reason: str = "queue") -> say.Answer:
        """Open by role."""
        roles = {(i.binding.zone, i.binding.role, i.epoch): self.role_key(member, i) for i in items}
        return self.ask(say.Open(self.sessions[member], reason, tuple(roles.values()), items, ()))


@pytest.fixture
def keeper_clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper_folder() -> Iterator[Path]:
    """Where the bench's keeper writes; a short path, in memory where there is such a place."""
    with TemporaryDirectory(prefix="wk-", dir=FOLDER) as name:
        yield Path(name)


@pytest.fixture
def bench(keeper_folder: Path, keeper_clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """An unsealed keeper with two dispatchers of the north, dana and dov, and a steward."""
    monkeypatch.setattr(secrets, "derive", derived)
    (keeper_folder / "keeper.sqlite3").write_bytes(founded(NOON.date(), PASSPHRASE).file)
    keeper = Keeper(keeper_folder / "keeper.sqlite3", now=keeper_clock)
    keeper.unseal(PASSPHRASE)
    one = Bench(keeper, keeper_clock, keeper_folder)
    for member in ("dana", "dov", "sol"):
        one.admit(member)
    one.hold_role("north", "dispatcher", "dana", "dov")
    one.hold_role("*", "steward", "sol")
    yield one
    keeper.close()
