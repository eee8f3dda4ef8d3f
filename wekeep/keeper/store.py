"""The keeper's own file: keys of days, the log, what was spent. It is in no backup; destroying a row in it is for good."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bucket (name TEXT PRIMARY KEY, public BLOB NOT NULL, private BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS line (zone TEXT, role TEXT, number INTEGER NOT NULL, PRIMARY KEY (zone, role)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (person BLOB, class TEXT, mark BLOB, at INTEGER NOT NULL, PRIMARY KEY (person, class, mark))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS served (use TEXT, mark BLOB, at INTEGER NOT NULL, places INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (use, mark)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS struck (mark BLOB PRIMARY KEY, size INTEGER NOT NULL, bucket TEXT NOT NULL, at INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reader (record BLOB, person BLOB, at INTEGER NOT NULL, PRIMARY KEY (record, person)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS factor (person BLOB PRIMARY KEY, step INTEGER NOT NULL, wrong INTEGER NOT NULL, at INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS glass (person BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS honey (mark BLOB PRIMARY KEY, zone BLOB NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touch (number INTEGER PRIMARY KEY AUTOINCREMENT, words BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS saw (person BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS revoked (code TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS log_key (id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, wrap BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS log (number INTEGER PRIMARY KEY, leaf BLOB NOT NULL, link BLOB NOT NULL, nonce BLOB NOT NULL,
    words BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS checkpoint (number INTEGER PRIMARY KEY, link BLOB NOT NULL, at INTEGER NOT NULL,
    signature BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS signed (at INTEGER NOT NULL, person BLOB NOT NULL, class TEXT NOT NULL, reach INTEGER NOT NULL,
    second INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS signed_at ON signed (at);
CREATE TABLE IF NOT EXISTS sent (number INTEGER PRIMARY KEY, leaf BLOB NOT NULL, link BLOB NOT NULL, nonce BLOB NOT NULL,
    words BLOB NOT NULL, at INTEGER NOT NULL, signature BLOB NOT NULL, alert TEXT NOT NULL, kind TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS sent_alert ON sent (alert);
"""
# What files of an older keeper lack: the table, the column, and how it is added.
_ADDED: Final = (("served", "places", "INTEGER NOT NULL DEFAULT 1"),)


class Store:
    """One connection behind one lock. What a transaction wrote is on the disk when its block has ended."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._lock = threading.RLock()
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        # DELETE and secure_delete: no log beside the file keeps what was destroyed in it
        for line in ("journal_mode=DELETE", "secure_delete=ON", "synchronous=FULL", "trusted_schema=OFF"):
            self._base.execute(f"PRAGMA {line}")
        self._base.executescript(_SCHEMA)
        for table, column, kind in _ADDED:
            if column not in {row[1] for row in self._base.execute(f"PRAGMA table_info({table})")}:
                self._base.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing; one at a time, and inside another one part of it."""
        with self._lock:
            if self._base.in_transaction:
                yield
                return
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def write(self, statement: str, *values: Any) -> int:
        """Run one statement; returns how many rows it changed."""
        with self.transaction():
            return self._base.execute(statement, values).rowcount

    def write_many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """Run one statement for each row."""
        with self.transaction():
            self._base.executemany(statement, rows)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        with self._lock:
            return self._base.execute(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row of a question."""
        found = self.rows(statement, *values)
        return found[0] if found else None

    def meta(self, name: str) -> bytes | None:
        """A value kept by name."""
        row = self.row("SELECT value FROM meta WHERE name = ?", name)
        return bytes(row[0]) if row else None

    def set_meta(self, name: str, value: bytes) -> None:
        """Keep a value by name."""
        self.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._base.close()
