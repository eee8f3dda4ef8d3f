"""Records that belong to nobody: the keeper alone knows which they are, and keeps who opened one until time takes it."""

import json
from typing import Final

from wekeep.keeper.reading_log import ReadingLog
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.envelope import Binding, open_under, seal_under
from wekeep.kit.keeper_messages import Plant, Touch

KEPT_SECONDS: Final = 45 * 86_400
MOST_AT_ONCE: Final = 500
_DAY: Final = 86_400
_PURPOSE: Final = "touch"


class Honey:
    """Marks under the master key. There is no question to which the answer is whether a record is one of them, and none
    that takes back a mark or a touch: only time does."""

    def __init__(self, store: Store, secrets: Secrets, log: ReadingLog) -> None:
        self._store, self._secrets, self._log = store, secrets, log

    def plant(self, ask: Plant) -> None:
        """Remember one, to the end of its last day, or of a later one that was said before: nobody makes it end sooner.
        Neither here nor in the log stands a moment by which whoever reads the database too could find out which one it is."""
        until = (ask.until // _DAY + 1) * _DAY
        row = (self._mark(ask.kind, ask.record), self._of_zone(ask.zone), until)
        later = "ON CONFLICT (mark) DO UPDATE SET until = MAX(until, excluded.until)"
        self._store.write(f"INSERT INTO honey VALUES (?, ?, ?) {later}", *row)

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

    def touches(self, after: int) -> tuple[Touch, ...]:
        """Those with a higher number, oldest first, as many as are given at once."""
        newer = "SELECT number, words, at FROM touch WHERE number > ? ORDER BY number LIMIT ?"
        return tuple(self._told(*row) for row in self._store.rows(newer, after, MOST_AT_ONCE))

    def seen(self, member: str) -> int:
        """Up to which number this member said that they have seen them."""
        row = self._store.row("SELECT number FROM saw WHERE person = ?", self._of_reader(member))
        return int(row[0]) if row else 0

    def see(self, member: str, number: int, now: int) -> None:
        """This member has seen those up to a number, of those that there are; what comes later is new to them."""
        with self._store.transaction():
            there = int(self._store.rows("SELECT COALESCE(MAX(number), 0) FROM touch")[0][0])
            upto = min(number, there)
            if upto > self.seen(member):
                self._store.write("INSERT OR REPLACE INTO saw VALUES (?, ?)", self._of_reader(member), upto)
                self._log.append(now, who=member, power="saw honey", about=str(upto))

    def forget_old(self, now: int) -> None:
        """Drop what is over."""
        self._store.write("DELETE FROM honey WHERE until <= ?", now)
        self._store.write("DELETE FROM touch WHERE at <= ?", now - KEPT_SECONDS)
        self._store.write("DELETE FROM saw WHERE NOT EXISTS (SELECT 1 FROM touch WHERE touch.number <= saw.number)")

    def _told(self, number: int, words: bytes, at: int) -> Touch:
        member, zone = json.loads(open_under(self._secrets.master, _PURPOSE, words))
        return Touch(number, member, zone, at)

    def _is_one(self, kind: str, record: str, now: int) -> bool:
        found = "SELECT 1 FROM honey WHERE mark = ? AND until > ?"
        return self._store.row(found, self._mark(kind, record), now) is not None

    def _mark(self, kind: str, record: str) -> bytes:
        return self._secrets.mark("honey", kind, record)

    def _of_reader(self, member: str) -> bytes:
        return self._secrets.mark("saw honey", member)

    def _of_zone(self, zone: str) -> bytes:
        return self._secrets.mark("honey zone", zone)
