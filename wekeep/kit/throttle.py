"""A brake on how often one source may do a thing, which never stores who the source is."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_address, ip_network


class Throttle:
    """At most `burst` at once and `per_minute` sustained for each source (a token bucket per salted hash).

    The salt is drawn at start and again every day, and lives in this object's memory only, as do the counts: a reader
    of the disk learns nothing, and a restart forgets all. `capacity` bounds the memory; the least recent go first.
    """

    def __init__(
        self, burst: int, per_minute: float, capacity: int = 50_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._capacity, self._clock = burst, per_minute / 60, capacity, clock
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()
        self._salt, self._salted_at = secrets.token_bytes(16), clock()

    def wait_for(self, source: str) -> int:
        """Take one token for `source`: 0 when it may go on, else the whole seconds until it may."""
        with self._lock:
            at = self._clock()
            self._renew_salt(at)
            key = blake2b(source.encode(), key=self._salt, digest_size=12).digest()
            tokens, seen = self._buckets.pop(key, (float(self._burst), at))
            tokens = min(self._burst, tokens + (at - seen) * self._rate)
            allowed = tokens >= 1
            self._buckets[key] = (tokens - 1 if allowed else tokens, at)
            if len(self._buckets) > self._capacity:
                self._buckets.popitem(last=False)
            return 0 if allowed else max(1, round((1 - tokens) / self._rate))

    def _renew_salt(self, at: float) -> None:
        if at - self._salted_at > 86_400:
            self._salt, self._salted_at = secrets.token_bytes(16), at
            self._buckets.clear()


def network_of(address: str) -> str:
    """The network a source counts under: the address itself for IPv4 (mapped into IPv6 or not), the /64 for IPv6 (one
    household, one prefix)."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False))
