"""From confirm to the last of 100,000 web pushes accepted by two push services, beside what most code does.

    python -m bench.alert100k [--phones 100000] [--of 1] [--as-they-came] [--port 8391] [--peer 1000] [--unprepared] [--no-wait]

The real action, outbox, keeper and sender process on SQLite with FULL durability. The push services are processes of their own
on the same cores (`bench.push_sinks`): TLS and HTTP/2, 50 ms delay, 2 % of the first tries answered 429 and 1 % of the phones
410; they read a sample as its phone would and refuse any salt or key that came before. Everyone is more than one person may
tell, so a second one agrees, and the time runs from that call, signature and transaction included.

`--of 10`: the phones told are one in ten of the network, and live together; `--as-they-came`: their sheets are made as if
it were not known who lives with whom.

CPU seconds of each process are counted from that call until a second after the last message, and so is the most memory the sender
held: other work on the machine changes the time, and hardly these. What is made ready ahead is timed apart and printed beside. A plain loop of pywebpush, one message after the other into a push
service of its own without TLS, is taken in the same run over fewer messages, and its time for as many is reckoned from that.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil

from bench.alert5000 import peer
from bench.alert5000 import sink as plain_sink
from bench.alert5000 import unlocked as unlocked_session
from bench.machine import machine, wait_for_quiet
from bench.push_sinks import Sink, two_sinks

PATIENCE_SECONDS_FOR_EACH = 0.0018
FLOOR_SECONDS, FLOOR_TIMES = 8.0, 30.0


@contextmanager
def keeper(folder: str) -> Any:
    """A keeper in a process of its own, unsealed, that opens for as many as there are."""
    home = f"{folder}/keeper"
    words = [sys.executable, "-m", "wekeep.keeper", "--folder", home, "--socket", f"{home}/socket"]
    process = subprocess.Popen([*words, "--unseal-itself", "--most-sendings", "10000000"])
    try:
        while not os.path.exists(f"{home}/socket"):
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait()


@contextmanager
def sender() -> Any:
    """The process that sends, as the server starts it; yields how to knock."""
    words = [sys.executable, "-m", "wekeep.desk.command", "sender", "--until-eof"]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, bufsize=0)
    assert process.stdin is not None
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait()


@dataclass(frozen=True)
class Told:
    """Who follows the alert's zone: one phone in `of`, drawn by lot; all others follow one of nineteen more."""

    phones: int
    of: int

    def zones(self) -> list[str]:
        """Of each phone, the first of one push service and the first of the other, and so on."""
        lot = random.Random(self.phones)
        return ["north" if lot.random() * self.of < 1 else f"zone{lot.randrange(1, 20)}" for _n in range(self.phones)]

    def tellable(self) -> int:
        """How many of those told are not gone; the push services know one in a hundred no more (`bench.push_sinks`)."""
        return sum(zone == "north" and number // 2 % 100 != 7 for number, zone in enumerate(self.zones()))


def network(folder: str, authority: str, sinks: list[Sink], told: Told, *, as_they_came: bool) -> list[Any]:
    """A network on SQLite with one subscription a phone, each following one zone; returns its two dispatchers, unlocked."""
    os.environ |= {
        "WEKEEP_DATA_DIR": folder,
        "WEKEEP_ALLOW_LOOPBACK_ENDPOINTS": "yes",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEKEEP_LOG_LEVEL": "ERROR",
    }
    Path(folder, "loopback_authority.pem").write_bytes(Path(authority).read_bytes())
    import django

    django.setup()
    from django.core.management import call_command

    from wekeep.places.models import Zone
    from wekeep.vault.actions.buckets import stock_buckets

    call_command("migrate", verbosity=0)
    stock_buckets()
    for number in range(20):
        west, south, side = -93.02 + number, 44.98, 0.04
        ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
        outline = {"type": "Polygon", "coordinates": [ring]}
        code = f"zone{number}" if number else "north"
        Zone.objects.create(code=code, name=code, outline=outline)
    phones = [phone for pair in zip(*(one.phones() for one in sinks), strict=True) for phone in pair]
    _sign_up(phones, told.zones(), as_they_came=as_they_came)
    return [unlocked_session(handle) for handle in ("dana", "dov")]


def _sign_up(phones: list[tuple[str, tuple[bytes, bytes]]], zones: list[str], *, as_they_came: bool) -> None:
    """The rows that signing up leaves, without its letters."""
    from django.db import transaction

    from wekeep.alerts.models import FollowedZone, Subscription
    from wekeep.alerts.rules.coarse import nearness
    from wekeep.channels.kinds.webpush.encryption import to_base64url
    from wekeep.channels.models import Address, OnSheet
    from wekeep.kit import clock
    from wekeep.kit.codes import new_code
    from wekeep.kit.service_seal import ServiceBinding, seal_for_service
    from wekeep.vault.models import Bucket, ServiceKey

    until = clock.now() + timedelta(days=300)
    day = until.date().isoformat()
    service = bytes(ServiceKey.objects.get().public)
    bucket = bytes(Bucket.objects.get(name=day).public)
    for start in range(0, len(phones), 2_000):
        with transaction.atomic():
            addresses, people = list[Address](), list[Subscription]()
            for endpoint, (point, secret) in phones[start : start + 2_000]:
                code = new_code()
                fields = {"endpoint": endpoint, "p256dh": to_base64url(point), "auth": to_base64url(secret)}
                at = ServiceBinding("address", code)
                raw = seal_for_service(at, fields, service_key=service, bucket_key=bucket)
                row = Address(code=code, kind="webpush", bucket=day, sealed=raw, mark=code, endpoint_mark=code)
                row.expires_at = until
                addresses.append(row)
                people.append(
                    Subscription(
                        address=code,
                        kind="webpush",
                        language=("en", "es", "so")[len(people) % 3],
                        time_zone="America/Chicago",
                        words_mark=new_code(),
                        confirmed_at=clock.now(),
                        expires_at=until,
                    )
                )
            Address.objects.bulk_create(addresses, batch_size=500)
            Subscription.objects.bulk_create(people, batch_size=500)
            where = list(zip(people, addresses, zones[start:], strict=False))
            FollowedZone.objects.bulk_create([FollowedZone(subscription=one, zone=zone) for one, _at, zone in where])
            OnSheet.objects.bulk_create(
                OnSheet(address=at, kind="webpush", near=0 if as_they_came else nearness([], [zone]))
                for _one, at, zone in where
            )


def prepare() -> tuple[int, float]:
    """Make ready what there is to make ready; how many, and in how many seconds."""
    from wekeep.channels.actions import making_ready

    begun, made = time.time(), 0
    while more := making_ready.make_one():
        made += more
    return made, time.time() - begun


def alert(two: Any, sinks: list[Sink], tellable: int, knock: Any) -> dict[str, float]:
    """Send one alert that a second person agrees to; seconds from their agreeing until its transaction had committed, and
    until 99 in 100 and all of those messages that can be were accepted."""
    from wekeep.alerts.actions.proposals import agree, propose_alert
    from wekeep.alerts.rules.alert import Level
    from wekeep.alerts.rules.area import around
    from wekeep.alerts.rules.parts import Parts

    asks, agrees = two
    proposal = propose_alert(
        unlocked=asks,
        about="bench",
        zone="north",
        area=around(45.0, -93.0, 500),
        level=Level.ACTIVE,
        parts=Parts(place="North"),
        given_by="another",
    )
    begun = time.time()
    agree(unlocked=agrees, code=proposal.code)
    knock.stdin.write(b"alerts\n")
    found = {"commit": time.time() - begun, "tellable": float(tellable), "p99": 0.0}
    while time.time() - begun < max(60, tellable * PATIENCE_SECONDS_FOR_EACH):
        told = sum(one.count()["told"] for one in sinks)
        if not found["p99"] and told >= 0.99 * tellable:
            found["p99"] = time.time() - begun
        if told >= tellable:
            break
        # asking costs the push services what they would answer with
        time.sleep(0.1)
    time.sleep(1)
    return found | {"last": max(one.count()["last"] for one in sinks) - begun}


class Used:
    """The CPU seconds that processes use, by what each is called, since this was made."""

    def __init__(self, **processes: list[int]) -> None:
        self._processes = processes
        self._before = self._now()

    def _now(self) -> dict[str, float]:
        return {name: sum(map(_cpu_seconds, some)) for name, some in self._processes.items()}

    def read(self) -> dict[str, float]:
        """So far."""
        return {name: seconds - self._before[name] for name, seconds in self._now().items()}


def _cpu_seconds(process: int) -> float:
    times = psutil.Process(process).cpu_times()
    return times.user + times.system


def _most_memory(process: int) -> float:
    """The most a process has ever held, in megabytes (Linux: VmHWM, in kB)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def wait_until_idle(process: int) -> None:
    """Until it has begun and waits for something to do."""
    before, now = 0.0, _cpu_seconds(process)
    while now < 0.5 or now - before > 0.1:
        time.sleep(1)
        before, now = now, _cpu_seconds(process)


def main() -> int:
    """Measure and print; 1 where the floor was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=100_000)
    parser.add_argument("--of", type=int, default=1, help="so many times as large is the network")
    parser.add_argument("--as-they-came", action="store_true", help="sheets by when people signed up")
    parser.add_argument("--port", type=int, default=8391)
    parser.add_argument("--peer", type=int, default=1_000)
    parser.add_argument("--unprepared", action="store_true", help="with nothing made ready ahead")
    parser.add_argument("--no-wait", action="store_true", help="beside other work: for the CPU seconds alone")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = Told(wanted.phones * wanted.of, wanted.of)
        with keeper(name) as keeping, two_sinks(folder / "sinks", told.phones, wanted.port) as (authority, sinks):
            two = network(name, authority, sinks, told, as_they_came=wanted.as_they_came)
            made, seconds = (0, 0.0) if wanted.unprepared else prepare()
            _settle_down()
            with sender() as process:
                wait_until_idle(process.pid)
                idle = _most_memory(process.pid)
                if not wanted.no_wait:
                    wait_for_quiet()
                own, theirs = [os.getpid()], [one.process for one in sinks]
                used = Used(sender=[process.pid], sinks=theirs, keeper=[keeping.pid], confirming=own)
                found = alert(two, sinks, told.tellable(), process)
                seconds_of = used.read()
                most = _most_memory(process.pid)
            counts = [one.count() for one in sinks]
        other = None
        if wanted.peer:
            with plain_sink(wanted.peer, wanted.port + 2) as addresses:
                other = peer(addresses, name)
    print(f"memory of the sender: {idle:.0f} MB before, {most:.0f} MB at most")
    tell_of_cpu(seconds_of, sum(int(one["told"]) for one in counts))
    return report(told, made, seconds, found, counts, other, wanted.peer)


def _settle_down() -> None:
    """What preparing left in SQLite's log is written into the database, as it would be within minutes."""
    from wekeep.work.actions import leave_no_log

    leave_no_log()


def tell_of_cpu(used: dict[str, float], told: int) -> None:
    """Print the CPU seconds, and how many microseconds of them each message took."""
    parts = [f"{name} {seconds:.2f} s ({1e6 * seconds / max(1, told):.0f} µs)" for name, seconds in used.items()]
    print(
        f"CPU, in all and for each phone told: {', '.join(parts)}; together {1e6 * sum(used.values()) / max(1, told):.0f} µs"
    )


def report(
    network: Told,
    made: int,
    seconds: float,
    found: dict[str, float],
    counts: list[dict[str, Any]],
    other: float | None,
    sample: int,
) -> int:
    """Print the figures; 1 where the floor was missed."""
    told, accepted = (int(sum(one[name] for one in counts)) for name in ("told", "accepted"))
    repeated, refused, read = (int(sum(one[name] for one in counts)) for name in ("repeated", "refused", "read"))
    lost, doubled = int(found["tellable"]) - told, accepted - told
    print(machine())
    print(
        f"a network of {network.phones}, to be told are {int(found['tellable'])}: told {told}, lost {lost}, doubled "
        f"{doubled}, keys or salts used again {repeated}, unreadable {refused} of {read + refused} that were read"
    )
    print(f"made ready ahead: {made} in {seconds:.1f} s")
    print(
        f"confirm to commit {found['commit']:.2f} s, to 99 % accepted {found['p99']:.2f} s, to the last {found['last']:.2f} s"
        f" ({told / found['last']:,.0f} a second); floor {FLOOR_SECONDS:.0f} s, goal 2 s"
    )
    times = 0.0
    if other is None:
        print("peer: left out")
    else:
        times = told / found["last"] / other
        print(
            f"peer: a plain pywebpush loop, {sample} messages, {other:.0f} a second, so {told / other:.0f} s for as many "
            f"(reckoned); ours is {times:.0f} times as fast; floor {FLOOR_TIMES:.0f}, goal 120"
        )
    good = lost == 0 and doubled == 0 and repeated == 0 and refused == 0 and found["last"] <= FLOOR_SECONDS
    return int(not (good and (other is None or times >= FLOOR_TIMES)))


if __name__ == "__main__":
    sys.exit(main())
