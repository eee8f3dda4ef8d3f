"""A brake on how often one source may do a thing, which never stores who the source is."""

import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_address, ip_network

# an IPv4 address, which names itself: to read it as the library does takes ten times as long
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_WRITTEN_AS_EVER = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")


class Throttle:
    """At most `burst` at once and `per_minute` sustained for each source (a token bucket per salted hash); with `together`
    so many times that for all IPv6 sources of one /48, 65,536 of which come with one rented server. That is for guessing:
    a /48 of a telephone company is a crowd, whose reports must not wait for each other.

    The salt is drawn at start and again every day, and lives in this object's memory only, as do the counts: a reader
    of the disk learns nothing, and a restart forgets all. `capacity` bounds the memory; the least recent go first.
    """

    def __init__(
        self,
        burst: int,
        per_minute: float,
        capacity: int = 50_000,
        clock: Callable[[], float] = time.monotonic,
        together: int = 0,
    ) -> None:
        self._together = together
        self._burst, self._rate, self._capacity, self._clock = burst, per_minute / 60, capacity, clock
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()
        self._salt, self._salted_at = secrets.token_bytes(16), clock()

    def wait_for(self, source: str) -> int:
        """Take one token for `source`: 0 when it may go on, else the whole seconds until it may."""
        with self._lock:
            at = self._clock()
            self._renew_salt(at)
            asked = [(self._key(source), 1)]
            if self._together and (wider := wider_of(source)):
                asked.append((self._key(wider), self._together))
            buckets = [(key, self._tokens(key, at, many), many) for key, many in asked]
            waits = [(1 - tokens) / (self._rate * many) for _key, tokens, many in buckets if tokens < 1]
            for key, tokens, _many in buckets:
                self._keep(key, tokens if waits else tokens - 1, at)
            return max(1, round(max(waits))) if waits else 0

    def _key(self, source: str) -> bytes:
        return blake2b(source.encode(), key=self._salt, digest_size=12).digest()

    def _tokens(self, key: bytes, at: float, many: int) -> float:
        full = float(self._burst * many)
        tokens, seen = self._buckets.get(key, (full, at))
        return min(full, tokens + (at - seen) * self._rate * many)

    def _keep(self, key: bytes, tokens: float, at: float) -> None:
        self._buckets[key] = (tokens, at)
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._capacity:
            self._buckets.popitem(last=False)

    def _renew_salt(self, at: float) -> None:
        if at - self._salted_at > 86_400:
            self._salt, self._salted_at = secrets.token_bytes(16), at
            self._buckets.clear()


def network_of(address: str) -> str:
    """The network a source counts under: the address itself for IPv4 (mapped into IPv6 or not), the /64 for IPv6 (one
    household, one prefix)."""
    if _WRITTEN_AS_EVER.fullmatch(address):
        return address
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False))


def wider_of(network: str) -> str:
    """The /48 that a /64 lies in, which is what one customer is given at most (RFC 6177); "" for anything else."""
    return str(ip_network(network).supernet(new_prefix=48)) if network.endswith("/64") else ""
