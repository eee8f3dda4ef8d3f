"""A real keeper for tests: its service in threads of this process, behind its real socket, with a clock to move."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from wekeep.keeper import secrets
from wekeep.keeper.budgets import Class, Limit
from wekeep.keeper.server import Server
from wekeep.keeper.service import Keeper
from wekeep.kit import clock
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import BucketPublic
from wekeep.kit.passphrase import derive
from wekeep.vault import keeper as line
from wekeep.vault.models import Bucket, ServiceKey

UNSEAL = "porch lantern winter street kettle bread"
WIDE = say.Limits(*[100_000] * 7)
# the keeper waits for the disk at every write; where there is one in memory, no test waits
FOLDER = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())


@dataclass(frozen=True)
class Founded:
    """What lies there after a keeper's first start: its file, and what it vouched for."""

    file: bytes
    buckets: tuple[BucketPublic, ...]
    state: say.State
    service: say.ServiceKeyIs


@cache
def founded(day: date, words: str = UNSEAL) -> Founded:
    """A keeper first started on that day, made once for all tests, because its 400 keys take a quarter of a second."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        path = Path(folder) / "keeper.sqlite3"
        keeper = Keeper(path, now=lambda: datetime(day.year, day.month, day.day, tzinfo=UTC))
        keeper.unseal(words)
        stocked, state, service = (keeper.answer(one) for one in (say.StockBuckets(), say.Ask(), say.AskServiceKey()))
        keeper.close()
        assert isinstance(stocked, say.BucketsAre) and isinstance(state, say.State)
        assert isinstance(service, say.ServiceKeyIs)
        return Founded(path.read_bytes(), stocked.buckets, state, service)


# the real derivation, made once for the same words and salt
derived = cache(derive)


@dataclass
class Keeping:
    """A keeper that runs. `ahead` moves its clock."""

    folder: Path
    ahead: timedelta = timedelta()
    limits: dict[Class, Limit] | None = None
    caps: dict[say.Use, int] | None = None
    # wide, because tests send in a second what people send in a week; those of the brake set the real one
    brake: say.Limits = WIDE
    keeper: Keeper = field(init=False)
    server: Server = field(init=False)

    def start(self, *, unseal: bool = True) -> None:
        """Begin, unsealed unless told otherwise."""
        self.keeper = Keeper(
            self.folder / "keeper.sqlite3", now=self.now, limits=self.limits, caps=self.caps, brake=self.brake
        )
        if unseal:
            self.keeper.unseal(UNSEAL)
        self.server = Server(self.keeper, self.folder / "socket", peers=frozenset({os.getuid()}), patience=2.0)
        threading.Thread(target=self.server.run, daemon=True).start()

    def stop(self) -> None:
        """End, forgetting every session."""
        self.server.stop()
        line._hang_up()
        self.keeper.close()

    def now(self) -> datetime:
        """The keeper's own clock."""
        return clock.now() + self.ahead


def keep_founded(one: Founded) -> None:
    """What `stock_buckets` writes down when it asks a keeper that was founded so."""
    rows = [Bucket(name=b.name, public=b.public, signature=b.signature) for b in one.buckets]
    Bucket.objects.bulk_create(rows)
    public = one.service.public
    ServiceKey.objects.create(name=public.name, public=public.public, signature=public.signature)


@pytest.fixture
def keeping(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeping]:
    """An unsealed keeper, with its days' keys in the database."""
    monkeypatch.setattr(secrets, "derive", derived)
    begun = founded(clock.now().date())
    # a short path, because a socket's may have 107 bytes at most
    folder = Path(tempfile.mkdtemp(prefix="wekeep-keeper-", dir=FOLDER))
    settings.KEEPER_DIR, settings.KEEPER_SOCKET = folder, folder / "socket"
    settings.KEEPER_VERIFY_KEY = folder / "keeper.verify"
    settings.KEEPER_ALERT_KEY = folder / "keeper.alerts"
    (folder / "keeper.sqlite3").write_bytes(begun.file)
    settings.KEEPER_VERIFY_KEY.write_text(begun.state.verify_key.hex())
    keep_founded(begun)
    one = Keeping(folder)
    one.start()
    yield one
    one.stop()
    shutil.rmtree(folder)


@pytest.fixture
def signer(keeping: Keeping) -> Keeping:
    """The same keeper, for tests of what it signs."""
    return keeping
