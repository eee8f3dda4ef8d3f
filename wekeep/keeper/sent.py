"""The public list of what was signed: chained as the log is, each head signed with the key that signs alerts."""

from typing import Final

from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit import log_chain
from wekeep.kit.envelope import new_key
from wekeep.kit.log_chain import Checkpoint, Entry
from wekeep.kit.sent_list import ALERT, ENDINGS, KEPT_SECONDS, Line

PAGE: Final = 1000


class Sent:
    """Lines are added by signing and by nothing else; there is no request that takes one out."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store, self._secrets = store, secrets

    def append(self, line: Line, now: int) -> None:
        """Add a line, in the caller's transaction."""
        last = self._store.row("SELECT number, link FROM sent ORDER BY number DESC LIMIT 1")
        number, before = (last[0] + 1, last[1]) if last else (1, log_chain.START)
        nonce, words = new_key(), line.text().encode()
        leaf = log_chain.leaf_of(nonce, words, now)
        link = log_chain.link_of(before, leaf, now)
        signature = Checkpoint(number, link, now).signed(self._secrets.alerts).signature
        row = (number, leaf, link, nonce, words, now, signature, line.alert, line.kind)
        self._store.write("INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *row)

    def is_open(self, alert: str) -> bool:
        """Whether an alert with this mark was signed here, and no end of it yet."""
        kinds = {kind for (kind,) in self._store.rows("SELECT kind FROM sent WHERE alert = ? AND alert != ''", alert)}
        return ALERT in kinds and not kinds & ENDINGS

    def page(self, after: int) -> tuple[Entry, ...]:
        """The lines after a number."""
        columns = "number, leaf, link, nonce, words, at"
        rows = self._store.rows(f"SELECT {columns} FROM sent WHERE number > ? ORDER BY number LIMIT ?", after, PAGE)
        return tuple(Entry(*row) for row in rows)

    def head(self) -> tuple[Checkpoint, ...]:
        """The signed head; nothing before the first line."""
        row = self._store.row("SELECT number, link, at, signature FROM sent ORDER BY number DESC LIMIT 1")
        return (Checkpoint(*row),) if row else ()

    def erase_old(self, now: int) -> None:
        """Lines older than 90 days can be read no more; the chain stays whole without them."""
        gone = "UPDATE sent SET nonce = x'', words = x'', alert = '' WHERE at < ? AND words != x''"
        self._store.write(gone, now - KEPT_SECONDS)
