"""What the keeper opens for the installation's own work, without a member: where alerts go, and whom they touch."""

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nacl.public import PrivateKey

from wekeep.keeper.buckets import Buckets, is_over
from wekeep.keeper.denied import Denied
from wekeep.keeper.reading_log import ReadingLog
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.stop import Stop
from wekeep.keeper.store import Store
from wekeep.kit.certificates import BucketPublic, ServicePublic, certify, is_certified
from wekeep.kit.envelope import Broken, new_pair, open_under, private_key, seal_under
from wekeep.kit.keeper_messages import No, Opened, OpenForService, Prolong, Served, Use, Wraps
from wekeep.kit.service_seal import PACK, SENDING, SHEET, ServiceBinding, places_in, rewrap, unwrap_for_service

HOUR: Final = 3600
_PURPOSE: Final = f"service {SENDING}"
# The kinds of records that each use opens. Everything else is refused, whoever asks.
KINDS: Final = {
    Use.SENDING: frozenset({"address"}),
    Use.STOCKING: frozenset({"address"}),
    Use.SHEETS: frozenset({SHEET}),
    Use.AUDIENCE: frozenset({"spot", PACK}),
    Use.PACKING: frozenset({"spot", PACK}),
    Use.OWNER: frozenset({"spot"}),
    Use.LISTS: frozenset({"list"}),
}
# Different addresses or places in an hour, all together; the same record again counts once, and a pack as every place in
# it, whether or not one of them was opened by itself before. Those for sending and for an audience must let an alert reach
# everyone in a large network at once; those that prepare for it go on all the time, in small steps, and never take from an
# alert; then one person looking at their
# own places; then lists that somebody brings in, of which each counts once. A sheet counts as every address in it, with those for sending.
CAPS: Final = {
    Use.SENDING: 50_000,
    Use.STOCKING: 12_500,
    Use.AUDIENCE: 50_000,
    Use.PACKING: 10_000,
    Use.OWNER: 300,
    Use.LISTS: 100,
}


@dataclass(frozen=True, slots=True)
class _Keys:
    private: PrivateKey
    public: ServicePublic


@dataclass(frozen=True, slots=True)
class _Struck:
    """A sheet that was opened: how many addresses it held, the day it ends with, and when."""

    size: int
    bucket: str
    at: int


@dataclass(frozen=True, slots=True)
class _Once:
    """When something was opened, and how many places that opened."""

    at: int
    places: int


class Service:
    """One key pair, made at the first unsealing; its private half leaves neither this process nor, opened, its memory."""

    def __init__(
        self,
        store: Store,
        secrets: Secrets,
        buckets: Buckets,
        log: ReadingLog,
        stop: Stop,
        caps: Mapping[Use, int] | None = None,
    ) -> None:
        self._store, self._secrets, self._buckets, self._log, self._stop = store, secrets, buckets, log, stop
        self._caps, self._lock = {**CAPS, **(caps or {})}, threading.Lock()
        self._keys = _keys(store, secrets)
        self._served: dict[tuple[Use, bytes], _Once] = {
            (Use(use), mark): _Once(at, places)
            for use, mark, at, places in store.rows("SELECT use, mark, at, places FROM served")
        }
        self._struck = {row[0]: _Struck(*row[1:]) for row in store.rows("SELECT mark, size, bucket, at FROM struck")}
        # how many different ones were opened in which second, so that asking how many in this hour looks at no single one
        self._tally: dict[Use, Counter[int]] = defaultdict(Counter)
        for (use, _mark), once in self._served.items():
            self._tally[use][once.at] += once.places
        for struck in self._struck.values():
            self._tally[Use.SENDING][struck.at] += struck.size

    @property
    def public(self) -> ServicePublic:
        """The public half, signed."""
        return self._keys.public

    def open(self, ask: OpenForService, now: int) -> Opened:
        """The data keys asked for, "" for what does not open. Counting and the log's entry are on the disk before."""
        use = Use(ask.use)
        if any(one.kind not in KINDS[use] for one in ask.items):
            raise Denied(No.NOT_ALLOWED)
        self._stop.check(use, len(ask.items))
        items = self._strike(ask.items, now) if use is Use.SHEETS else ask.items
        if use is not Use.SHEETS:
            self._count(use, ask.items, now)
        keys = [self._key(one, now) if one in items else None for one in ask.items]
        return Opened(tuple(key or b"" for key in keys), sum(key is None for key in keys), False)

    def prolong(self, ask: Prolong, now: int) -> Wraps:
        """Each wrap for a later day, "" for what does not open; no data key leaves the keeper."""
        is_certified(ask.until, self._secrets.verify_key)
        if any(one.kind == SHEET for one in ask.items):
            raise Denied(No.NOT_ALLOWED)
        if self._buckets.private(ask.until.name, now) is None or any(one.bucket > ask.until.name for one in ask.items):
            raise Denied(No.NOT_ALLOWED)
        self._log.append(now, who="service", power="prolong", until=ask.until.name, count=len(ask.items))
        return Wraps(tuple(self._moved(one, ask.until, now) for one in ask.items))

    def forget_old(self, now: int) -> None:
        """Drop what no longer counts."""
        with self._lock:
            self._store.write("DELETE FROM served WHERE at <= ?", now - HOUR)
            self._served = {key: once for key, once in self._served.items() if once.at > now - HOUR}
            for use, counts in self._tally.items():
                self._tally[use] = Counter({at: count for at, count in counts.items() if at > now - HOUR})
            over = {mark for mark, one in self._struck.items() if is_over(one.bucket, now)}
            self._store.write_many("DELETE FROM struck WHERE mark = ?", [(mark,) for mark in over])
            self._struck = {mark: one for mark, one in self._struck.items() if mark not in over}

    def _key(self, one: Served, now: int) -> bytes | None:
        bucket = self._buckets.private(one.bucket, now)
        if bucket is None:
            return None
        at = ServiceBinding(one.kind, one.record)
        try:
            return unwrap_for_service(one.wrap, at, service=self._keys.private, bucket=bucket)
        except Broken:
            return None

    def _moved(self, one: Served, until: BucketPublic, now: int) -> bytes:
        key = self._key(one, now)
        if key is None:
            return b""
        at = ServiceBinding(one.kind, one.record)
        return rewrap(key, at, service_key=self._keys.public.public, bucket_key=until.public)

    def _strike(self, items: Sequence[Served], now: int) -> frozenset[Served]:
        """Those of the sheets that were never opened before, written down as opened. One that comes back, from a copy of the
        database or from a thief, stays shut: its keys were used."""
        marks = {self._secrets.mark("sheet", one.record): one for one in items}
        with self._lock:
            fresh = {
                mark: _Struck(_places(one), one.bucket, now) for mark, one in marks.items() if mark not in self._struck
            }
            size = sum(one.size for one in fresh.values())
            if fresh and self._lately(Use.SENDING, now) + size > self._caps[Use.SENDING]:
                self._log.append(now, who="service", power="cap reached", use=Use.SHEETS.value)
                raise Denied(No.BUDGET)
            with self._store.transaction():
                rows = [(mark, one.size, one.bucket, one.at) for mark, one in fresh.items()]
                self._store.write_many("INSERT INTO struck VALUES (?, ?, ?, ?)", rows)
                self._log.append(now, who="service", power="open", use=Use.SHEETS.value, count=len(items), new=size)
            self._struck.update(fresh)
            self._tally[Use.SENDING][now] += size
        return frozenset(marks[mark] for mark in fresh)

    def _count(self, use: Use, items: Sequence[Served], now: int) -> None:
        """BUDGET where this is more than an hour's; a pack that says no true number of places is opened for nobody."""
        places = {(use, self._secrets.mark("served", one.kind, one.record)): _places(one) for one in items}
        with self._lock:
            fresh = {key: count for key, count in places.items() if not self._is_counted(key, now)}
            new = sum(fresh.values())
            if fresh and self._lately(use, now) + new > self._caps[use]:
                self._log.append(now, who="service", power="cap reached", use=use.value)
                raise Denied(No.BUDGET)
            count = sum(_places(one) for one in items)
            with self._store.transaction():
                rows = [(use.value, mark, now, held) for (_use, mark), held in fresh.items()]
                self._store.write_many(
                    "INSERT OR REPLACE INTO served (use, mark, at, places) VALUES (?, ?, ?, ?)", rows
                )
                self._log.append(now, who="service", power="open", use=use.value, count=count, new=new)
            self._served.update({key: _Once(now, held) for key, held in fresh.items()})
            self._tally[use][now] += new

    def _is_counted(self, key: tuple[Use, bytes], now: int) -> bool:
        once = self._served.get(key)
        return once is not None and once.at > now - HOUR

    def _lately(self, use: Use, now: int) -> int:
        """How many different ones were opened in this hour; a sheet as every address on it, among those for sending."""
        return sum(count for at, count in self._tally[use].items() if at > now - HOUR)


def _places(one: Served) -> int:
    try:
        return places_in(one.kind, one.record)
    except Broken:
        raise Denied(No.NOT_ALLOWED) from None


def _keys(store: Store, secrets: Secrets) -> _Keys:
    """The pair in the keeper's file, made where there is none."""
    sealed, public = store.meta("service private"), store.meta("service public")
    if sealed is None or public is None:
        raw, public = new_pair()
        sealed = seal_under(secrets.master, _PURPOSE, raw)
        with store.transaction():
            store.set_meta("service private", sealed)
            store.set_meta("service public", public)
    bare = ServicePublic(SENDING, public)
    signed = replace(bare, signature=certify(bare, secrets.signing))
    return _Keys(private_key(open_under(secrets.master, _PURPOSE, sealed)), signed)
