"""The log of reads and powers: written before anything is handed out, sealed to the stewards, erased after 45 days."""

import json
import threading
from collections.abc import Iterator
from typing import Any, Final

from nacl.public import PrivateKey

from wekeep.keeper.denied import Denied
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit import log_chain
from wekeep.kit.certificates import EpochPublic
from wekeep.kit.envelope import Broken, new_key, open_from, open_under, seal_to, seal_under
from wekeep.kit.keeper_messages import LogLine, No
from wekeep.kit.log_chain import Checkpoint, Entry

KEPT_SECONDS: Final = 45 * 86_400
CHECKPOINT_SECONDS: Final = 3600
PAGE: Final = 1000
# What one entry may say, and after how many bytes of words a page ends: a page always fits an answer, so that nobody who may
# write into the log can make it one that nobody reads.
LONGEST_WORDS: Final = 512 * 1024
LONGEST_PAGE: Final = 256 * 1024
# Until the first steward's keys are made, words are sealed to the keeper itself.
_OWN: Final = 0
STEWARDS: Final = ("*", "steward")


class ReadingLog:
    """Each run of the keeper seals its words under a key of its own, and that key to the stewards' newest epoch: when
    stewards change, only those few keys are sealed again."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store, self._secrets, self._lock = store, secrets, threading.RLock()
        self._key_id, self._key, self._day = 0, b"", -1

    def append(self, now: int, **words: Any) -> None:
        """Write one entry in the caller's transaction; Denied where it would say more than anybody has to say."""
        text = json.dumps(words, separators=(",", ":"), ensure_ascii=False).encode()
        if len(text) > LONGEST_WORDS:
            raise Denied(No.MALFORMED)
        with self._store.transaction():
            number, link = self._head()
            key_id, key = self._today(now)
            nonce = new_key()
            sealed = key_id.to_bytes(4, "big") + seal_under(key, "log", text)
            leaf = log_chain.leaf_of(nonce, sealed, now)
            row = (number + 1, leaf, log_chain.link_of(link, leaf, now), nonce, sealed, now)
            self._store.write("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", *row)

    def seal_to_stewards(self, epoch: EpochPublic) -> None:
        """From now on to this epoch; what only the keeper could read is handed over to it."""
        with self._store.transaction():
            self._store.set_meta("stewards", epoch.number.to_bytes(8, "big") + epoch.public)
            for key_id, wrap in self._store.rows("SELECT id, wrap FROM log_key WHERE epoch = ?", _OWN):
                self._rewrap(key_id, open_under(self._secrets.master, "log key", wrap))

    def hand_over(self, epoch: int, private: PrivateKey) -> None:
        """Seal the keys of an older epoch to the newest one."""
        with self._store.transaction():
            for key_id, wrap in self._store.rows("SELECT id, wrap FROM log_key WHERE epoch = ?", epoch):
                self._rewrap(key_id, open_from(private, wrap))

    def sign_checkpoint(self, now: int) -> None:
        """Sign the head where an hour has passed and something was written since."""
        with self._store.transaction():
            number, link = self._head()
            last = self._store.row("SELECT number, at FROM checkpoint ORDER BY number DESC LIMIT 1") or (0, -(10**9))
            if number > last[0] and now - last[1] >= CHECKPOINT_SECONDS:
                one = Checkpoint(number, link, now).signed(self._secrets.signing)
                self._store.write("INSERT INTO checkpoint VALUES (?, ?, ?, ?)", number, link, now, one.signature)

    def erase_old(self, now: int) -> None:
        """Words and nonces older than 45 days go; the chain stays whole without them."""
        old = now - KEPT_SECONDS
        with self._store.transaction():
            self._store.write("UPDATE log SET nonce = x'', words = x'' WHERE at < ? AND nonce != x''", old)
            spare = "DELETE FROM log_key WHERE at < ? AND id != ?"
            self._store.write(spare, old - CHECKPOINT_SECONDS - 86_400, self._key_id)

    def begin_anew(self) -> None:
        """Seal the next words under a new key: after a write that failed, nobody knows whether the last one was kept."""
        self._key = b""

    def page(self, after: int) -> tuple[Entry, ...]:
        """Entries after a number, as they lie in the file: so many as fit an answer, and one at least where there is one."""
        rows = self._store.rows("SELECT * FROM log WHERE number > ? AND number <= ?", after, self._end_of_page(after))
        return tuple(Entry(*row) for row in sorted(rows))

    def goes_on_after(self, number: int) -> bool:
        """Whether there is an entry behind this one."""
        return self._head()[0] > number

    def _end_of_page(self, after: int) -> int:
        sizes = "SELECT number, length(words) FROM log WHERE number > ? ORDER BY number LIMIT ?"
        last, size = after, 0
        for number, more in self._store.rows(sizes, after, PAGE):
            size += more
            if size > LONGEST_PAGE and last > after:
                break
            last = number
        return last

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The newest signed checkpoints, newest first."""
        rows = self._store.rows("SELECT * FROM checkpoint ORDER BY number DESC LIMIT ?", PAGE)
        return tuple(Checkpoint(*row) for row in rows)

    def lines(self, after: int, privates: dict[int, PrivateKey]) -> tuple[LogLine, ...]:
        """The words of a page for someone who holds these epochs of the stewards' key."""
        keys = self._keys(privates)
        return tuple(LogLine(one.number, one.at, _words(one, keys)) for one in self.page(after))

    def all_lines(self, privates: dict[int, PrivateKey]) -> Iterator[LogLine]:
        """The words that were not erased yet, oldest first, for someone who holds these epochs of the stewards' key."""
        row = self._store.row("SELECT MIN(number) FROM log WHERE nonce != x''")
        after = (row[0] if row and row[0] else 1) - 1
        while page := self.lines(after, privates):
            yield from page
            after = page[-1].number

    def _keys(self, privates: dict[int, PrivateKey]) -> dict[int, bytes]:
        found = {}
        for key_id, epoch, wrap in self._store.rows("SELECT id, epoch, wrap FROM log_key"):
            if epoch in privates:
                try:
                    found[key_id] = open_from(privates[epoch], wrap)
                except Broken:
                    continue
        return found

    def _head(self) -> tuple[int, bytes]:
        row = self._store.row("SELECT number, link FROM log ORDER BY number DESC LIMIT 1")
        return (row[0], row[1]) if row else (0, log_chain.START)

    def _today(self, now: int) -> tuple[int, bytes]:
        """The key of this run and day."""
        day = now // 86_400
        if not self._key or self._day != day:
            self._day, self._key = day, new_key()
            epoch, wrap = self._wrapped(self._key)
            statement = "INSERT INTO log_key (epoch, wrap, at) VALUES (?, ?, ?) RETURNING id"
            self._key_id = self._store.rows(statement, epoch, wrap, now)[0][0]
        return self._key_id, self._key

    def _wrapped(self, key: bytes) -> tuple[int, bytes]:
        stewards = self._store.meta("stewards")
        if stewards is None:
            return _OWN, seal_under(self._secrets.master, "log key", key)
        return int.from_bytes(stewards[:8], "big"), seal_to(stewards[8:], key)

    def _rewrap(self, key_id: int, key: bytes) -> None:
        self._store.write("UPDATE log_key SET epoch = ?, wrap = ? WHERE id = ?", *self._wrapped(key), key_id)


def _words(one: Entry, keys: dict[int, bytes]) -> str:
    key = keys.get(int.from_bytes(one.words[:4], "big"))
    try:
        return open_under(key, "log", one.words[4:]).decode() if key else ""
    except Broken:
        return ""
