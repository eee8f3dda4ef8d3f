"""Sealing and sending push messages, each beside its peer in the same run.

    python -m bench.push_rate [--messages 4096] [--posts 60000] [--alert 40000] [--runs 5] [--port 8301]

Sealing: messages a CPU second on one core, beside pywebpush's encode and one token a message, which is what its `webpush`
does. Sending: posts a second into nghttpd, beside h2load without the long header, in turn; both are from nghttp2 and are left
out where they are not installed. Alert: contexts made ahead, two push services in processes of their own on the same cores that
delay 50 ms, answer 2 % with 429 and 1 % with 410, read a sample and refuse any salt or key that came before. All medians.
"""

import argparse
import base64
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench.machine import machine, wait_for_quiet
from bench.push_sinks import Sink, certify, two_sinks
from wekeep.channels.kinds.webpush import lanes
from wekeep.channels.kinds.webpush.contexts import CURVE, Phone, make_many, pack, record, seal_record, unpack
from wekeep.channels.kinds.webpush.sheets import Row, Sealer, Sheet
from wekeep.channels.kinds.webpush.vapid import Vapid
from wekeep.channels.wire.posts import Course, Post
from wekeep.channels.wire.sending import Wire

PAYLOAD = b'{"c": "0123456789abcdef"}'
FLOOR_SCALAR, FLOOR_SENDING = 2.2, 0.25


def rate(work: Callable[[], object], count: int) -> float:
    """How many a CPU second."""
    began = time.process_time()
    work()
    return count / (time.process_time() - began)


def phones_of(count: int) -> list[Phone]:
    """Phones with keys of their own."""
    kind = (Encoding.X962, PublicFormat.UncompressedPoint)
    drawn = (ec.generate_private_key(CURVE) for _n in range(count))
    return [(key.public_key().public_bytes(*kind), os.urandom(16)) for key in drawn]


def sealing(count: int, runs: int) -> bool:
    """Print the figures of sealing; returns whether the floor was reached."""
    phones, plain = phones_of(count), record(PAYLOAD)

    def seal() -> None:
        for context in make_many(phones):
            assert context is not None
            seal_record(context, plain)

    ways: dict[str, Callable[[], object]] = {"scalar": seal}
    found = lanes.load()
    if found:
        ways["lanes"] = seal
    rates: dict[str, list[float]] = {name: [] for name in ("pywebpush", "scalar", "lanes", "ready")}
    other = peer(phones[: count // 4])
    for _run in range(runs):
        if other:
            rates["pywebpush"].append(rate(other, count // 4))
        for name, work in ways.items():
            with only(found if name == "lanes" else None):
                rates[name].append(rate(work, count))
        kept = pack([context for context in make_many(phones) if context])
        rates["ready"].append(rate(partial(use, kept, plain), count))
    middle = {name: statistics.median(some) for name, some in rates.items() if some}
    base = middle.get("pywebpush")
    for name, value in middle.items():
        beside = f", {value / base:.1f} x pywebpush" if base and name != "pywebpush" else ""
        print(f"sealing, {name}: {value:,.0f} messages a CPU second{beside}")
    if not found:
        print("sealing, lanes: left out (the extra `lanes` is not installed, or the processor has no AVX-512 IFMA)")
    return base is None or middle["scalar"] / base >= FLOOR_SCALAR


def use(kept: bytes, plain: bytes) -> None:
    """What is left to do when the contexts were made ahead."""
    for one in unpack(kept):
        seal_record(one, plain)


class only:
    """Within it, key agreement is done with these lanes or none."""

    def __init__(self, found: lanes.Lanes | None) -> None:
        self._found, self._real = found, lanes.load

    def __enter__(self) -> None:
        lanes.load = lambda: self._found  # type: ignore[assignment]

    def __exit__(self, *_trouble: object) -> None:
        lanes.load = self._real


def peer(phones: list[Phone]) -> Callable[[], object] | None:
    """What pywebpush does for these messages before it posts them; None where it is not installed."""
    try:
        from py_vapid import Vapid02
        from pywebpush import WebPusher
    except ImportError:
        print("peer: pywebpush is not installed, left out")
        return None
    vapid = Vapid02()
    vapid.generate_keys()

    def text(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    infos = [
        {"endpoint": "https://127.0.0.1/p", "keys": {"p256dh": text(point), "auth": text(auth)}}
        for point, auth in phones
    ]

    def work() -> None:
        for info in infos:
            WebPusher(info).encode(PAYLOAD, "aes128gcm")
            vapid.sign({"sub": "mailto:a@example.org", "aud": "https://127.0.0.1", "exp": int(time.time()) + 3600})

    return work


def sending(count: int, runs: int, port: int, folder: Path) -> bool:
    """Print the figures of sending; returns whether the floor was reached."""
    if not shutil.which("h2load") or not shutil.which("nghttpd"):
        print("sending beside h2load: left out (apt install nghttp2-client nghttp2-server)")
        return True
    authority = certify(folder)
    (folder / "push").write_bytes(b"")
    words = [
        "nghttpd",
        "-n",
        "1",
        "-d",
        str(folder),
        str(port),
        str(folder / "key.pem"),
        str(folder / "certificate.pem"),
    ]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (folder / "body").write_bytes(os.urandom(375))
    ours, theirs = [], []
    try:
        time.sleep(0.5)
        for _run in range(runs):
            wait_for_quiet(patience=10)
            theirs.append(h2load(count, port, folder / "body"))
            ours.append(own(count, port, authority))
    finally:
        server.kill()
        server.wait()
    rates = [statistics.median(one[way] for one in some) for some in (ours, theirs) for way in (0, 1)]
    share = rates[0] / rates[2]
    print(f"sending: {rates[0]:,.0f} posts a second ({rates[1]:,.0f} a CPU second of ours), to one nghttpd thread")
    print(f"h2load without the long header: {rates[2]:,.0f} a second ({rates[3]:,.0f} a CPU second of its own)")
    print(f"share of h2load: {share:.2f} by the clock, {rates[1] / rates[3]:.2f} by CPU")
    return share >= FLOOR_SENDING


def h2load(count: int, port: int, body: Path) -> tuple[float, float]:
    """Posts a second, by the clock and by its CPU."""
    words = ["h2load", "-n", str(count), "-c", "4", "-m", "100", "-t", "1", "-d", str(body)]
    words += ["-H", "ttl: 3600", "-H", "urgency: high", "-H", "content-encoding: aes128gcm"]
    before, began = os.times(), time.perf_counter()
    subprocess.run([*words, f"https://127.0.0.1:{port}/push?{'A' * 146}"], check=True, stdout=subprocess.DEVNULL)
    took, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return count / took, count / used


def own(count: int, port: int, authority: str) -> tuple[float, float]:
    """The same of ours: every post with a reply of its own."""
    headers = (
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("user-agent", "WeKeep"),
        ("authorization", Vapid("bench", "mailto:a@example.org").authorization("https://127.0.0.1")),
        ("ttl", "3600"),
        ("urgency", "high"),
        ("topic", "T" * 32),
    )
    course, body, tail = Course(f"https://127.0.0.1:{port}", headers), os.urandom(375), "A" * 138
    wire = Wire(allow_loopback=True, authorities=authority)
    began, used = time.perf_counter(), time.process_time()
    found: Counter[int] = Counter()
    for replies in wire.send_many(Post(n, course, f"/push?{n:08d}{tail}", body) for n in range(count)):
        found.update([reply.status for reply in replies])
    took, used = time.perf_counter() - began, time.process_time() - used
    wire.close()
    assert found == {200: count}, found
    return count / took, count / used


def alert(count: int, port: int, folder: Path) -> bool:
    """Print how long an alert takes that goes to two push services; returns whether nothing was lost or doubled."""
    with two_sinks(folder, count, port) as (authority, sinks):
        phones = [one for pair in zip(*(sink.phones() for sink in sinks), strict=True) for one in pair]
        began, used = time.perf_counter(), time.process_time()
        kept = pack([context for context in make_many([phone for _endpoint, phone in phones]) if context])
        made, made_cpu = time.perf_counter() - began, time.process_time() - used
        wait_for_quiet(patience=10)
        began, used = time.perf_counter(), time.process_time()
        left, gone = tell(rows(phones, kept), authority)
        first = time.perf_counter() - began
        again = len(left)
        while left:
            time.sleep(1)
            fresh = [(phones[n][0], phones[n][1]) for n in left]
            left, more = tell([Row(n, *one) for n, one in zip(left, fresh, strict=True)], authority)
            gone += more
        used, took = time.process_time() - used, last_of(sinks) - (time.time() - (time.perf_counter() - began))
        return told(
            count,
            gone,
            sinks,
            f"{first:.2f} s to the first answer of all, {took:.2f} s to the last accepted, "
            f"{used:.2f} CPU s; {again} tried again; contexts made ahead in {made:.2f} s ({made_cpu:.2f} CPU s)",
        )


def told(count: int, gone: int, sinks: list[Sink], words: str) -> bool:
    sums: Counter[str] = Counter()
    for sink in sinks:
        sums.update(sink.count())
    lost, doubled = count - gone - sums["told"], sums["accepted"] - sums["told"]
    print(f"alert to {count:,}: {words}")
    print(
        f"accepted {sums['told']:,}, gone {gone:,}, lost {lost}, doubled {doubled}, salts or keys that came twice "
        f"{sums['repeated']}, read by their phones {sums['read']:,}, unreadable {sums['refused']}"
    )
    return not lost and not doubled and not sums["repeated"] and not sums["refused"]


def rows(phones: list[tuple[str, Phone]], kept: bytes) -> Iterator[Row]:
    for number, ((endpoint, _phone), context) in enumerate(zip(phones, unpack(kept), strict=True)):
        yield Row(number, endpoint, context)


def tell(some: Iterable[Row], authority: str) -> tuple[list[int], int]:
    """Send one letter to these; returns who must be tried again and how many are gone."""
    sealer = Sealer(Vapid("bench", "mailto:a@example.org"), b"bench")
    wire = Wire(allow_loopback=True, authorities=authority)
    again: list[int] = []
    gone = 0
    sheet = Sheet("0123456789abcdef", "thread", False, True, 3600, some)
    for replies in wire.send_many(sealer.posts([sheet])):
        for reply in replies:
            if reply.status == 410:
                gone += 1
            elif reply.status != 201:
                again.append(reply.key)
    wire.close()
    return again, gone


def last_of(sinks: list[Sink]) -> float:
    return max(float(sink.count()["last"]) for sink in sinks)


def main() -> int:
    """Measure and print; 1 where a floor was missed or something was lost or doubled."""
    parser = argparse.ArgumentParser()
    for name, default in (("messages", 4_096), ("posts", 60_000), ("alert", 40_000), ("runs", 5), ("port", 8_301)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    print(machine())
    wait_for_quiet(patience=30)
    fine = sealing(given.messages, given.runs)
    with tempfile.TemporaryDirectory() as folder:
        fine &= sending(given.posts, given.runs, given.port, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        fine &= alert(given.alert, given.port + 1, Path(folder))
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
