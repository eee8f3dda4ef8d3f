"""How long the page with 500 open records takes, each with its sealed part opened through the keeper.

    python -m bench.queue [--records 500] [--times 12] [--port 8193]

The vetters' queue as it is served, by a real `wekeep serve` and a real keeper with its log on the disk, to one vetter who
has taken 500 applications on the screen. The aim is a median below 300 ms. Beside it: the same page for a session
that is locked, which reads the same rows and opens nothing.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path

import httpx

from bench.intake import serve
from bench.machine import machine, percentile, wait_for_quiet

AIM_SECONDS = 0.3
# one word: the spaces of what people read carry the reader's mark
MARK = "drives-at-night-speaks-with-neighbours"


def prepare(folder: Path, records: int) -> dict[str, str]:
    """A vetter with so many applications on the screen; returns the cookies of their unlocked session."""
    os.environ.update(WEKEEP_DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from wekeep.kit import clock
    from wekeep.kit.abilities import Role
    from wekeep.kit.actor import SYSTEM
    from wekeep.kit.envelope import Group
    from wekeep.people.access import actor_for
    from wekeep.people.actions.members import admit_member
    from wekeep.people.actions.roles import grant_role
    from wekeep.people.actions.sign_in import recognise, unlock_session
    from wekeep.people.models import Application
    from wekeep.people.rules.sealed import APPLICATION
    from wekeep.vault.actions.sealing import seal

    issued, now = admit_member(actor=SYSTEM, handle="petra"), clock.now()
    member = issued.member
    grant_role(actor=SYSTEM, code=member.code, role=Role.VETTER, zone="*", until=now + timedelta(days=9))
    found = recognise(handle="petra", passphrase=issued.passphrase)
    assert found is not None
    key = unlock_session(actor=actor_for(member), key=found.key, proven=True)
    with transaction.atomic():
        for number in range(records):
            one = Application.objects.create(
                receipt_mark=f"r{number}",
                key_mark=f"k{number}",
                state="contact_confirmed",
                state_since=now,
                due_at=now,
                applied_at=now,
                zone="*",
                language="en",
                roles=["observer"],
                zones=[],
                languages=["es"],
                times=[],
                contact_kind="phone",
                claimed_by=member.code,
                claimed_until=now + timedelta(hours=5),
            )
            seal(
                kind=APPLICATION,
                record=one.code,
                group=Group.TRIAGE,
                zone="*",
                role=Role.VETTER,
                fields={"about": MARK, "references": "2"},
                expires=now.date() + timedelta(days=3),
            )
    browser = Client()
    browser.force_login(member)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.UNLOCK_COOKIE_NAME: urlsafe_b64encode(key).decode()}


def times(base: str, cookies: dict[str, str], count: int, *, opened: int) -> list[float]:
    """How long the page takes, in seconds, so many times; it must show so many opened records."""
    took = []
    with httpx.Client(base_url=base, cookies=cookies, timeout=60) as http:
        for _time in range(count + 2):
            start = time.perf_counter()
            page = http.get("/people/screening/")
            took.append(time.perf_counter() - start)
            if page.status_code != 200 or page.text.count(MARK) != opened:
                raise SystemExit(f"the page answered {page.status_code} with {page.text.count(MARK)} opened records")
    return took[2:]


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--port", type=int, default=8193)
    options = parser.parse_args(argv)
    busy = wait_for_quiet()
    base = f"http://localhost:{options.port}"
    with tempfile.TemporaryDirectory(prefix="wk-bench-") as name:
        folder = Path(name)
        (folder / "words").write_text("bench words that nobody else will ever need")
        os.environ["WEKEEP_KEEPER_CREDENTIAL"] = str(folder / "words")
        server = serve(folder, options.port, "--host", "127.0.0.1")
        try:
            cookies = prepare(folder, options.records)
            opened = times(base, cookies, options.times, opened=options.records)
            session = {key: value for key, value in cookies.items() if "unlock" not in key}
            locked = times(base, session, options.times, opened=0)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
    print(machine(), f"(busy at the start {busy:.0%})")
    for what, took in ((f"{options.records} records opened", opened), ("the same, locked (peer)", locked)):
        print(f"{what:28} p50 {percentile(took, 0.5) * 1000:7.1f} ms   p95 {percentile(took, 0.95) * 1000:7.1f} ms")
    median = percentile(opened, 0.5)
    print(f"aim: median < {AIM_SECONDS * 1000:.0f} ms: {median * 1000:.1f} ms")
    return int(median > AIM_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
