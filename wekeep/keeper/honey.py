"""Records that belong to nobody: the keeper alone knows which they are, and tells who opened one."""

import json
from typing import Final

from wekeep.keeper.reading_log import ReadingLog
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.envelope import Binding, open_under, seal_under
from wekeep.kit.keeper_messages import Plant, Touch

KEPT_SECONDS: Final = 45 * 86_400
TELL_SECONDS: Final = 60
MOST_AT_ONCE: Final = 500
_DAY: Final = 86_400
_PURPOSE: Final = "touch"


class Honey:
    """Marks under the master key. There is no question to which the answer is whether a record is one of them."""

    def __init__(self, store: Store, secrets: Secrets, log: ReadingLog) -> None:
        self._store, self._secrets, self._log = store, secrets, log
        self._handed: dict[int, int] = {}

    def plant(self, ask: Plant) -> None:
        """Remember one, to the end of its last day. Neither here nor in the log stands a moment by which whoever reads the
        database too could find out which one it is."""
        until = (ask.until // _DAY + 1) * _DAY
        row = (self._mark(ask.kind, ask.record), self._of_zone(ask.zone), until)
        self._store.write("INSERT OR REPLACE INTO honey VALUES (?, ?, ?)", *row)

    def count(self, zone: str, now: int) -> int:
        """How many of the zone have not ended."""
        where = "SELECT COUNT(*) FROM honey WHERE zone = ? AND until > ?"
        return int(self._store.rows(where, self._of_zone(zone), now)[0][0])

    def touch(self, member: str, opened: list[Binding], now: int) -> bool:
        """Write down, in the caller's transaction, each record among these that belongs to nobody; whether there was one."""
        records = {(one.kind, one.record): one.zone for one in opened}
        found = [(key, zone) for key, zone in records.items() if self._is_one(*key, now)]
        for (_kind, record), zone in found:
            self._log.append(now, who=member, power="honey", about=record)
            words = json.dumps([member, zone]).encode()
            sealed = seal_under(self._secrets.master, _PURPOSE, words)
            self._store.write("INSERT INTO touch (words, at) VALUES (?, ?)", sealed, now)
        return bool(found)

    def untold(self, told: int, now: int) -> tuple[Touch, ...]:
        """Those with a higher number, oldest first; the others are forgotten. What was given to one who asks is given to
        the next a minute later, so that two at once do not both tell, and one that died is made up for."""
        with self._store.transaction():
            self._store.write("DELETE FROM touch WHERE number <= ?", told)
            rows = self._store.rows("SELECT number, words, at FROM touch ORDER BY number LIMIT ?", MOST_AT_ONCE)
            free = [row for row in rows if self._handed.get(row[0], -TELL_SECONDS) <= now - TELL_SECONDS]
            kept = {row[0]: self._handed[row[0]] for row in rows if row[0] in self._handed}
            self._handed = kept | {row[0]: now for row in free}
        return tuple(self._told(*row) for row in free)

    def forget_old(self, now: int) -> None:
        """Drop what is over."""
        self._store.write("DELETE FROM honey WHERE until <= ?", now)
        self._store.write("DELETE FROM touch WHERE at <= ?", now - KEPT_SECONDS)

    def _told(self, number: int, words: bytes, at: int) -> Touch:
        member, zone = json.loads(open_under(self._secrets.master, _PURPOSE, words))
        return Touch(number, member, zone, at)

    def _is_one(self, kind: str, record: str, now: int) -> bool:
        found = "SELECT 1 FROM honey WHERE mark = ? AND until > ?"
        return self._store.row(found, self._mark(kind, record), now) is not None

    def _mark(self, kind: str, record: str) -> bytes:
        return self._secrets.mark("honey", kind, record)

    def _of_zone(self, zone: str) -> bytes:
        return self._secrets.mark("honey zone", zone)
