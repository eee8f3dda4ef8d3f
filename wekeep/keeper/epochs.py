"""Roles' keys: a new pair for each epoch, made here and given out sealed to each holder; nothing of it stays here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from nacl.public import PrivateKey

from wekeep.keeper.denied import Denied
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.certificates import EpochPublic, MemberPublic, certify, is_certified
from wekeep.kit.envelope import Broken, new_pair, open_from, private_key, seal_to, unwrap, wrap_again
from wekeep.kit.keeper_messages import EpochWanted, NewEpoch, No, RoleKey, Wrapped

LENT_SECONDS: Final = 15 * 60
# A new keeper goes on where the database of a lost one stands; numbers beyond any such place would use them up.
FURTHEST: Final = 1_000_000
Line = tuple[str, str, int]


class Epochs:
    """Makes epochs, remembers only the newest number of each line, and lends old ones for re-sealing a while."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store, self._secrets = store, secrets
        self._lent: dict[Line, tuple[PrivateKey, int]] = {}

    def make(self, wanted: EpochWanted, now: int) -> NewEpoch:
        """The next epoch for these holders, each certified. Its number is the one wanted or, where the database went back
        in time, the one after the newest: a line never returns to a key that a leaver held. Denied for a number out of all order."""
        line = (wanted.zone, wanted.role)
        for holder in wanted.holders:
            self._check(holder)
        following = self.newest(*line) + 1
        if not wanted.holders or wanted.number > max(following, FURTHEST):
            raise Denied(No.NOT_ALLOWED)
        number = max(wanted.number, following)
        raw, public = new_pair()
        epoch = EpochPublic(*line, number, public, now)
        signed = replace(epoch, signature=certify(epoch, self._secrets.signing))
        self._store.write("INSERT OR REPLACE INTO line VALUES (?, ?, ?)", *line, number)
        return NewEpoch(signed, tuple(Wrapped(one.member, seal_to(one.box, raw)) for one in wanted.holders))

    def newest(self, zone: str, role: str) -> int:
        """The number of the newest epoch ever made for the line, 0 before the first."""
        row = self._store.row("SELECT number FROM line WHERE zone = ? AND role = ?", zone, role)
        return row[0] if row else 0

    def lend(self, line: Line, private: PrivateKey, now: int) -> None:
        """Keep an older epoch's key in memory for a quarter of an hour, for re-sealing only."""
        self._lent = {key: one for key, one in self._lent.items() if one[1] > now} | {
            line: (private, now + LENT_SECONDS)
        }

    def reseal(self, old: int, new: EpochPublic, wraps: Iterable[bytes], now: int) -> tuple[bytes, ...]:
        """Each wrap of the lent epoch, for the newest one; the data key inside is not opened."""
        private, until = self._lent.get((new.zone, new.role, old), (None, 0))
        if private is None or until <= now:
            raise Denied(No.NOT_NOW)
        is_certified(new, self._secrets.verify_key)
        if new.number != self.newest(new.zone, new.role) or new.number <= old:
            raise Denied(No.NOT_ALLOWED)
        return tuple(_moved(wrap, old, new, private) for wrap in wraps)

    def _check(self, holder: MemberPublic) -> None:
        is_certified(holder, self._secrets.verify_key)


def role_keys(private: PrivateKey, roles: Iterable[RoleKey]) -> dict[Line, PrivateKey]:
    """The roles' private keys, opened with a member's; Broken where one is not theirs."""
    return {(one.zone, one.role, one.epoch): private_key(open_from(private, one.wrap)) for one in roles}


def _moved(wrap: bytes, old: int, new: EpochPublic, private: PrivateKey) -> bytes:
    try:
        inner = unwrap(wrap, new.zone, new.role, old, private)
    except Broken:
        return b""
    return wrap_again(inner, new.zone, new.role, new.number, new.public)
