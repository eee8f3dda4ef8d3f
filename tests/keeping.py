"""A real keeper for tests: its service in threads of this process, behind its real socket, with a clock to move."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from wekeep.keeper import secrets
from wekeep.keeper.budgets import Class, Limit
from wekeep.keeper.server import Server
from wekeep.keeper.service import Keeper
from wekeep.kit import clock
from wekeep.kit.envelope import digest
from wekeep.kit.keeper_messages import Use
from wekeep.kit.passphrase import Derived
from wekeep.vault import keeper as line
from wekeep.vault.actions.buckets import stock_buckets

UNSEAL = "porch lantern winter street kettle bread"


@dataclass
class Keeping:
    """A keeper that runs. `ahead` moves its clock."""

    folder: Path
    ahead: timedelta = timedelta()
    limits: dict[Class, Limit] | None = None
    caps: dict[Use, int] | None = None
    keeper: Keeper = field(init=False)
    server: Server = field(init=False)

    def start(self, *, unseal: bool = True) -> None:
        """Begin, unsealed unless told otherwise."""
        self.keeper = Keeper(self.folder / "keeper.sqlite3", now=self.now, limits=self.limits, caps=self.caps)
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


@pytest.fixture
def keeping(db: None, settings: Settings) -> Iterator[Keeping]:
    """An unsealed keeper, with its days' keys in the database."""
    # a short path, because a socket's may have 107 bytes at most
    folder = Path(tempfile.mkdtemp(prefix="wekeep-keeper-"))
    settings.KEEPER_DIR, settings.KEEPER_SOCKET = folder, folder / "socket"
    settings.KEEPER_VERIFY_KEY = folder / "keeper.verify"
    settings.KEEPER_ALERT_KEY = folder / "keeper.alerts"
    one = Keeping(folder)
    one.start()
    stock_buckets()
    yield one
    one.stop()
    shutil.rmtree(folder)


@pytest.fixture
def signer(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Keeping:
    """The same keeper for tests of what it signs, where deriving its key from words need not be slow."""
    monkeypatch.setattr(secrets, "derive", lambda words, salt: Derived(b"", digest(words.encode(), key=salt)))
    found: Keeping = request.getfixturevalue("keeping")
    return found
