"""How many sealed groups a second open through the keeper, and how long it takes to re-wrap 5,000 after someone left.

    python -m bench.keeper [--seconds 4] [--batch 250] [--clients 2]

A real keeper process on its socket, its log on the disk before every answer; the client seals, asks, and decrypts what
comes back, as a page does. Beside it: the same two layers and the same body opened in a bare PyNaCl loop, with no
process between, no log and no budget, which is what any design with these primitives is bound by on one core.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.machine import machine
from wekeep.kit import envelope
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import BucketPublic, EpochPublic
from wekeep.kit.envelope import Binding, Group

AIM_OPENED, AIM_REWRAP_SECONDS = 5000, 5.0
QUEUE, REWRAPPED, REWRAP_BATCH = 500, 5000, 500
FIELDS = {"need": "milk, bread, nappies size 4", "language": "so", "people": "5", "when": "after six"}
Sealed = tuple[say.Item, bytes]


class Line:
    """One connection to the keeper."""

    def __init__(self, path: Path) -> None:
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line.connect(str(path))

    def ask(self, request: say.Request) -> say.Message:
        self._line.sendall(say.encode(request))
        size = say.length_of(self._take(4))
        return say.decode(self._take(size))

    def _take(self, size: int) -> bytes:
        parts = b""
        while len(parts) < size:
            parts += self._line.recv(min(size - len(parts), 1 << 20))
        return parts


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """A keeper that answers when this returns."""
    (folder / "words").write_text("bench words that nobody else will ever need")
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(folder), "--socket", str(folder / "s")]
    process = subprocess.Popen([*command, "--credential", str(folder / "words"), "--until-eof"], stdin=subprocess.PIPE)
    for _try in range(300):
        try:
            Line(folder / "s").ask(say.Ask())
            return process
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the keeper did not start")


def seal(number: int, epoch: EpochPublic, bucket: BucketPublic) -> Sealed:
    """One sealed record."""
    binding = Binding("request", f"record-{number}", Group.TRIAGE, epoch.zone, epoch.role, bucket.name)
    key = envelope.new_key()
    wrap = envelope.wrap_key(key, binding, role_key=epoch.public, epoch=epoch.number, bucket_key=bucket.public)
    return say.Item(binding, epoch.number, "", wrap), envelope.seal_fields(key, binding, FIELDS)


def new_epoch(line: Line, number: int, secret: say.MemberSecret) -> tuple[EpochPublic, say.RoleKey]:
    """An epoch of one holder."""
    made = line.ask(say.MakeEpochs((say.EpochWanted("north", "intake", number, (secret.public,)),), "bench"))
    assert isinstance(made, say.EpochsMade), made
    one = made.made[0]
    return one.public, say.RoleKey("north", "intake", one.public.number, one.wraps[0].wrap)


def open_for(path: Path, session: bytes, role: say.RoleKey, sealed: list[Sealed], batch: int, until: float) -> int:
    """Open the queue again and again; returns how many groups were opened and decrypted."""
    line, done, at = Line(path), 0, 0
    while time.perf_counter() < until:
        part = [sealed[(at + n) % len(sealed)] for n in range(batch)]
        answer = line.ask(say.Open(session, "bench", (role,), tuple(item for item, _body in part), ()))
        assert isinstance(answer, say.Opened) and not answer.broken, answer
        for (item, body), key in zip(part, answer.keys, strict=True):
            assert envelope.open_fields(key, item.binding, body) == FIELDS
        done, at = done + batch, at + batch
    return done


def through_the_keeper(
    path: Path, session: bytes, role: say.RoleKey, sealed: list[Sealed], options: argparse.Namespace
) -> float:
    """Groups a second, all clients together."""
    counts: list[int] = []
    until = time.perf_counter() + options.seconds

    def work() -> None:
        counts.append(open_for(path, session, role, sealed, options.batch, until))

    threads = [threading.Thread(target=work) for _ in range(options.clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begun)


def bare(seconds: float) -> float:
    """The peer: the same cryptography in one loop."""
    (role_raw, role_public), (day_raw, day_public) = envelope.new_pair(), envelope.new_pair()
    role, day = envelope.private_key(role_raw), envelope.private_key(day_raw)
    item, body = seal(0, EpochPublic("north", "intake", 1, role_public, 0), BucketPublic("2026-12-01", day_public))
    done, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        inner = envelope.unwrap(item.wrap, "north", "intake", 1, role)
        key = envelope.open_inner(inner, item.binding.mark(), day)
        envelope.open_fields(key, item.binding, body)
        done += 1
    return done / seconds


def rewrap(line: Line, new: EpochPublic, wraps: list[bytes]) -> float:
    """Seconds to move all wraps to the new epoch."""
    begun = time.perf_counter()
    for at in range(0, len(wraps), REWRAP_BATCH):
        moved = line.ask(say.Reseal(1, new, tuple(wraps[at : at + REWRAP_BATCH])))
        assert isinstance(moved, say.Wraps) and all(moved.wraps), moved
    return time.perf_counter() - begun


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--clients", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wk-bench-") as name:
        process = start(Path(name))
        try:
            rate, seconds = measure(Path(name) / "s", options)
        finally:
            process.terminate()
            process.wait()
    peer = bare(min(options.seconds, 3.0))
    print(f"opened through the keeper  {rate:8,.0f} groups/s in batches of {options.batch} (aim: {AIM_OPENED:,})")
    print(f"bare PyNaCl loop           {peer:8,.0f} groups/s on one core; ours is {rate / peer:.2f} of it")
    print(f"re-wrap of {REWRAPPED:,}           {seconds:8.2f} s (aim: under {AIM_REWRAP_SECONDS:.0f} s)")
    print(machine())
    return int(rate < AIM_OPENED or seconds > AIM_REWRAP_SECONDS)


def measure(path: Path, options: argparse.Namespace) -> tuple[float, float]:
    """Groups opened a second, and seconds to re-wrap."""
    line = Line(path)
    made, buckets = line.ask(say.MakeMember("dana", bytes(32))), line.ask(say.StockBuckets())
    assert isinstance(made, say.Unlocked) and isinstance(buckets, say.BucketsAre)
    epoch, role = new_epoch(line, 1, made.made[0])
    sealed = [seal(n, epoch, buckets.buckets[30]) for n in range(QUEUE)]
    rate = through_the_keeper(path, made.session, role, sealed, options)
    wraps = [seal(n, epoch, buckets.buckets[30])[0].wrap for n in range(REWRAPPED)]
    new, _role = new_epoch(line, 2, made.made[0])
    line.ask(say.LendForReseal(made.session, (role,)))
    return rate, rewrap(line, new, wraps)


if __name__ == "__main__":
    sys.exit(main())
