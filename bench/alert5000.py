"""From confirm to the last of 5,000 web pushes handed to a push service, beside what most code does.

    python -m bench.alert5000 [--phones 5000] [--port 8191] [--peer 500]

The real action, outbox, worker and web push channel on SQLite with FULL durability; the push service is another process
on the same cores that decrypts every message as its phone would and refuses a salt it has seen. The keeper is
another process too; five thousand are more than one person may tell, so a second one agrees, and the time runs from that
call (signature and transaction included) to the last message accepted. Beside it stands a plain loop of
pywebpush, one message after the other, into the same service.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx

PATIENCE_SECONDS = 120


@contextmanager
def sink(phones: int, port: int) -> Any:
    """A counting push service in a process of its own; yields its phones' addresses."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.push_sink", str(phones), str(port)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        addresses = json.loads(process.stdout.readline())
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/count")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield addresses
    finally:
        process.kill()
        process.wait()


def counts(port: int) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"http://127.0.0.1:{port}/count").json()
    return found


@contextmanager
def keeper(folder: str) -> Any:
    """A keeper in a process of its own, unsealed, as in the demo."""
    home = f"{folder}/keeper"
    process = subprocess.Popen(
        [sys.executable, "-m", "wekeep.keeper", "--folder", home, "--socket", f"{home}/socket", "--unseal-itself"]
    )
    try:
        while not os.path.exists(f"{home}/socket"):
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def network(folder: str, addresses: list[dict[str, str]]) -> Any:
    """A network on SQLite with one subscription a phone, all in one zone; returns its dispatcher, unlocked."""
    os.environ |= {
        "WEKEEP_DATA_DIR": folder,
        "WEKEEP_ALLOW_LOOPBACK_ENDPOINTS": "yes",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEKEEP_LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from wekeep.alerts.actions.spots import keep_spots
    from wekeep.alerts.models import FollowedZone, Subscription
    from wekeep.alerts.queries.spots import NamedSpot
    from wekeep.channels.actions.addresses import keep_address
    from wekeep.kit import clock
    from wekeep.kit.codes import new_code
    from wekeep.places.models import Zone
    from wekeep.vault.actions.buckets import stock_buckets

    call_command("migrate", verbosity=0)
    stock_buckets()
    ring = [[-93.02, 44.98], [-92.98, 44.98], [-92.98, 45.02], [-93.02, 45.02], [-93.02, 44.98]]
    Zone.objects.create(code="north", name="North", outline={"type": "Polygon", "coordinates": [ring]})
    until = clock.now() + timedelta(days=300)  # nobody is reminded of an end that is near
    with transaction.atomic():
        for n, address in enumerate(addresses):
            code, _new = keep_address(kind_name="webpush", given=address, expires_at=until)
            one = Subscription.objects.create(
                address=code,
                kind="webpush",
                language=("en", "es", "so")[n % 3],
                time_zone="America/Chicago",
                words_mark=new_code(),
                confirmed_at=clock.now(),
                expires_at=until,
            )
            if n % 2:
                FollowedZone.objects.create(subscription=one, zone="north")
            else:
                keep_spots(one, [NamedSpot("home", 45 + n * 1e-6, -93.0, 1000)])
    return [unlocked(handle) for handle in ("dana", "dov")]


def unlocked(handle: str) -> Any:
    """A dispatcher with that handle, in an unlocked session."""
    from wekeep.kit import clock
    from wekeep.kit.abilities import Role
    from wekeep.kit.actor import SYSTEM
    from wekeep.people.access import actor_for
    from wekeep.people.actions.members import admit_member
    from wekeep.people.actions.roles import grant_role
    from wekeep.people.actions.sign_in import recognise, unlock_session
    from wekeep.vault.rules.unlocked import Unlocked

    issued = admit_member(actor=SYSTEM, handle=handle)
    until = clock.now() + timedelta(days=1)
    grant_role(actor=SYSTEM, code=issued.member.code, role=Role.DISPATCHER, zone="north", until=until)
    recognised = recognise(handle=handle, passphrase=issued.passphrase)
    assert recognised is not None
    actor = actor_for(issued.member)
    return Unlocked(actor, unlock_session(actor=actor, key=recognised.key, proven=True))


def ours(two: Any, port: int, phones: int) -> tuple[float, float]:
    """Send one alert that a second person agrees to; seconds from their agreeing until its transaction had committed, and
    until the last message was accepted."""
    from wekeep.alerts.actions.proposals import agree, propose_alert
    from wekeep.alerts.rules.alert import Level
    from wekeep.alerts.rules.area import around
    from wekeep.alerts.rules.parts import Parts
    from wekeep.work.jobs.worker import Worker

    worker = Worker(2)
    worker.start()
    time.sleep(1)
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
    committed = time.time()
    while counts(port)["told"] < phones and time.time() - begun < PATIENCE_SECONDS:
        time.sleep(0.1)
    time.sleep(1)
    last = counts(port)["last"]
    worker.stop()
    return committed - begun, last - begun


def peer(addresses: list[dict[str, str]], folder: str) -> float | None:
    """Messages a second of a plain pywebpush loop with one kept session; None where it is not installed."""
    try:
        import requests
        from py_vapid import Vapid02
        from pywebpush import webpush
    except ImportError:
        return None
    vapid = Vapid02()
    vapid.generate_keys()
    path = f"{folder}/peer.pem"
    vapid.save_key(path)
    session, begun = requests.Session(), time.time()
    for one in addresses:
        keys = {"p256dh": one["p256dh"], "auth": one["auth"]}
        webpush(
            {"endpoint": one["endpoint"], "keys": keys},
            '{"c": "0123456789abcdef"}',
            vapid_private_key=path,
            vapid_claims={"sub": "mailto:peer@example.org"},
            ttl=60,
            requests_session=session,
        )
    return len(addresses) / (time.time() - begun)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=5000)
    parser.add_argument("--port", type=int, default=8191)
    parser.add_argument("--peer", type=int, default=500)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with keeper(folder), sink(wanted.phones, wanted.port) as addresses:
            committed, last = ours(network(folder, addresses), wanted.port, wanted.phones)
            found = counts(wanted.port)
        with sink(wanted.peer, wanted.port + 1) as addresses:
            other = peer(addresses, folder)
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(
        f"phones {wanted.phones}: told {found['told']}, lost {wanted.phones - found['told']}, "
        f"doubled {found['came'] - found['told']}, refused {found['refused']}"
    )
    print(
        f"confirm to commit {committed:.2f} s, confirm to last accepted {last:.2f} s "
        f"({wanted.phones / last:.0f} a second), goal < 10 s"
    )
    if other is None:
        print("peer: pywebpush is not installed, left out")
    else:
        print(
            f"peer: a plain pywebpush loop {other:.0f} a second, so {wanted.phones / other:.1f} s for as many; "
            f"ours is {wanted.phones / last / other:.1f} times as fast"
        )


if __name__ == "__main__":
    main()
