"""A key for each day to come. When the day is over its private half is destroyed, and with it everything sealed to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from nacl.public import PrivateKey

from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.certificates import BucketPublic, certify
from wekeep.kit.envelope import new_pair, open_under, private_key, seal_under

# A subscription to alerts lasts a year, and what it seals must end with it.
DAYS_AHEAD: Final = 400
HELD: Final = "held-"


class Buckets:
    """The private halves, from the keeper's file and nowhere else."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store, self._secrets = store, secrets
        rows = store.rows("SELECT name, private FROM bucket")
        self._private = {name: open_under(secrets.master, _purpose(name), sealed) for name, sealed in rows}
        # of hundreds of days few are ever asked for in one run, so each is made ready when it is
        self._ready: dict[str, PrivateKey] = {}

    def private(self, name: str, now: int) -> PrivateKey | None:
        """The private half, or None where its day is over (or never was)."""
        raw = self._private.get(name)
        if raw is None or is_over(name, now):
            return None
        ready = self._ready.get(name) or private_key(raw)
        # another one beside it, because whoever destroys old ones may be looking through it at this moment
        self._ready = self._ready | {name: ready}
        return ready

    def stock(self, now: int) -> tuple[BucketPublic, ...]:
        """Destroy what is over, make what is missing; returns all living ones, signed."""
        self.renew(now)
        return self._living()

    def renew(self, now: int) -> None:
        """Destroy what is over, make what is missing."""
        today = _day(now)
        wanted = {(today + timedelta(days=n)).isoformat() for n in range(DAYS_AHEAD + 1)}
        with self._store.transaction():
            self.destroy_old(now)
            for name in sorted(wanted - self._private.keys()):
                self._make(name)

    def make_held(self, code: str) -> BucketPublic:
        """The bucket of one hold, made at its first use; it has no end of its own."""
        name = HELD + code
        with self._store.transaction():
            if name not in self._private:
                self._make(name)
        return self._living(name)[0]

    def destroy_old(self, now: int) -> None:
        """Destroy the keys of days that are over, on the disk (overwritten) and in memory. One at a time: a key that is made
        meanwhile for a court is not lost from memory."""
        with self._store.transaction():
            destroy_old(self._store, now)
            self._private = {name: key for name, key in self._private.items() if not is_over(name, now)}
            self._ready = {name: key for name, key in self._ready.items() if name in self._private}

    def _make(self, name: str) -> None:
        raw, public = new_pair()
        sealed = seal_under(self._secrets.master, _purpose(name), raw)
        self._store.write("INSERT INTO bucket VALUES (?, ?, ?)", name, public, sealed)
        self._private = self._private | {name: raw}

    def _living(self, only: str = "") -> tuple[BucketPublic, ...]:
        found = self._store.rows("SELECT name, public FROM bucket WHERE ? IN ('', name)", only)
        rows = [BucketPublic(name, public) for name, public in found]
        return tuple(BucketPublic(one.name, one.public, certify(one, self._secrets.signing)) for one in rows)


def destroy_old(store: Store, now: int) -> None:
    """What even a sealed keeper does: the rows of days that are over go."""
    old = [(name,) for (name,) in store.rows("SELECT name FROM bucket") if is_over(name, now)]
    if old:
        store.write_many("DELETE FROM bucket WHERE name = ?", old)


def is_over(name: str, now: int) -> bool:
    """Whether the day has ended, by UTC; a hold never has."""
    return not name.startswith(HELD) and name < _day(now).isoformat()


def _day(now: int) -> date:
    return datetime.fromtimestamp(now, UTC).date()


def _purpose(name: str) -> str:
    return f"bucket {name}"
