"""What the operator's passphrase opens: one master key, and under it the keeper's two signing keys."""

from dataclasses import dataclass
from typing import Final

from nacl.signing import SigningKey
from nacl.utils import random

from wekeep.keeper.store import Store
from wekeep.kit.envelope import Broken, canonical, digest, new_key, open_under, seal_under
from wekeep.kit.passphrase import SALT_SIZE, derive

SHORTEST_PASSPHRASE: Final = 20


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """Held in memory only, between unsealing and the end of the process."""

    master: bytes
    signing: bytes
    alerts: bytes

    @property
    def verify_key(self) -> bytes:
        """Recognises what this keeper vouches for."""
        return bytes(SigningKey(self.signing).verify_key)

    @property
    def alert_verify_key(self) -> bytes:
        """Recognises alerts signed by this keeper."""
        return bytes(SigningKey(self.alerts).verify_key)

    def mark(self, *parts: str) -> bytes:
        """16 bytes that stand for the parts, and say nothing without the master key."""
        return digest(canonical("mark", *parts), key=self.master)[:16]


def is_fresh(store: Store) -> bool:
    """Whether no passphrase was ever given."""
    return store.meta("master") is None


def unseal(store: Store, passphrase: str) -> Secrets:
    """The secrets, or Broken where these are not the words. The first words ever given are the ones from then on, unless
    they are too short to withstand a thief of the file."""
    if is_fresh(store):
        _found(store, passphrase)
    salt, sealed, signing, alerts = (store.meta(name) or b"" for name in ("salt", "master", "signing", "alerts"))
    master = open_under(derive(passphrase, salt).key, "master", sealed)
    return Secrets(master, open_under(master, "signing", signing), open_under(master, "alerts", alerts))


def _found(store: Store, passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Broken
    salt, master = random(SALT_SIZE), new_key()
    sealed = seal_under(derive(passphrase, salt).key, "master", master)
    with store.transaction():
        for name in ("signing", "alerts"):
            store.set_meta(name, seal_under(master, name, new_key()))
        store.set_meta("salt", salt)
        store.set_meta("master", sealed)
