"""An intake that dies in the middle of a crowd: what it acknowledged is there, once, and nothing is there by half."""

import json
import os
import signal
import socket
import threading
import time
import uuid
from collections import Counter
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings

from tests.running import environment, process, server, until
from wekeep.journal.models import Entry
from wekeep.watch.actions.draining import FOLDER
from wekeep.watch.actions.taking import close_spool, open_spool
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules import kinds
from wekeep.watch.rules.receipt import mark_of_words
from wekeep.work.models import Job

MANY = 200
pytestmark = pytest.mark.django_db(transaction=True)


def test_kill_9_in_a_crowd_loses_nothing_that_was_acknowledged_and_leaves_nothing_by_half(tmp_path: Path) -> None:
    with process("-m", "tests.watch.killed_filer", env=environment(tmp_path)) as filer:
        acknowledged = [filer.stdout.readline().strip() for _ in range(MANY)]
        filer.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in filer.stdout if line.endswith("\n")]
        filer.wait()
    kept = set(Sighting.objects.values_list("code", flat=True))
    assert len(set(acknowledged)) >= MANY
    assert set(acknowledged) <= kept
    all_of_each_is_there(kept)


def all_of_each_is_there(kept: set[str]) -> None:
    """One entry and one job for each."""
    about = Entry.objects.filter(kind=kinds.SIGHTING_FILED.name).values_list("about", flat=True)
    assert Counter(about) == Counter(kept)
    assert Counter(job.payload["code"] for job in Job.objects.filter(name="watch.merge_sighting")) == Counter(kept)


def marks_of(receipts: list[str]) -> set[str]:
    return {mark_of_words(settings.SECRET_KEY, words) for words in receipts}


@pytest.mark.parametrize("step", ["spooled", "written", "all"])
def test_kill_9_at_any_step_behind_the_spool_loses_none_and_writes_none_twice(tmp_path: Path, step: str) -> None:
    with process("-m", "tests.watch.spooled_taker", tmp_path, step, env=environment(tmp_path)) as taker:
        acknowledged = [taker.stdout.readline().strip() for _ in range(MANY)]
        if step == "written":
            until(lambda: Sighting.objects.exists())
        taker.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in taker.stdout if line.endswith("\n")]
        taker.wait()
    assert Sighting.objects.exists() is (step != "spooled") or step == "all"
    open_spool(tmp_path)
    until(lambda: not list((tmp_path / FOLDER).glob("*.spool")))
    close_spool()
    assert len(set(acknowledged)) >= MANY
    assert marks_of(acknowledged) <= set(Sighting.objects.values_list("receipt_mark", flat=True))
    all_of_each_is_there(set(Sighting.objects.values_list("code", flat=True)))


class Crowd:
    """Some who send one report after the other to both doors, until they are stopped or the server is gone."""

    def __init__(self, site: str, pause: float = 0.0) -> None:
        self.receipts: list[str] = []
        self._pause = pause
        self._netloc, self._stopping = urlsplit(site).netloc, False
        self._threads = [threading.Thread(target=self._send, args=(number,)) for number in range(6)]
        for thread in self._threads:
            thread.start()

    def wait(self) -> list[str]:
        for thread in self._threads:
            thread.join(60)
        return self.receipts

    def stop(self) -> None:
        """After the report that each is at."""
        self._stopping = True

    def _send(self, number: int) -> None:
        line, place = HTTPConnection(self._netloc, timeout=60), {"lat": 45.0 + number / 100, "lon": -93.0}
        while not self._stopping:
            said, key = place | {"activity": "staging", "text": f"words of their own {uuid.uuid4()}"}, str(uuid.uuid4())
            try:
                if number % 2:
                    line.request(
                        "POST",
                        "/api/v1/sightings",
                        json.dumps(said),
                        {"Content-Type": "application/json", "Idempotency-Key": key},
                    )
                else:
                    line.request(
                        "POST",
                        "/report/",
                        urlencode(said | {"idempotency_key": key, "when": "0"}),
                        {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
                    )
                answer = line.getresponse()
                told = json.loads(answer.read())
                assert answer.status == 201, told
            except (OSError, HTTPException):
                return
            self.receipts.append(told["receipt"])
            time.sleep(self._pause)


BRAKES: dict[str, Any] = dict.fromkeys(
    ("WEKEEP_REPORT_BURST", "WEKEEP_REPORTS_PER_MINUTE", "WEKEEP_CALM_REPORTS_PER_MINUTE"), "1000000"
)


def beside(pid: int, word: str) -> int:
    """The process beside a server in whose command line this word stands."""
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            if word.encode() in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                return int(child)
    raise AssertionError(f"there is no {word}")


def lines_of(pid: int) -> int:
    """How many sockets a process holds."""
    return sum(os.readlink(one).startswith("socket:") for one in Path(f"/proc/{pid}/fd").iterdir())


@pytest.mark.long
def test_of_two_doors_on_one_port_either_may_be_killed_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    with server(tmp_path, "--doors", "2", **BRAKES) as (site, one):
        until(lambda: listening(site) == 2)
        other = beside(one.pid, "--further-door")
        before = lines_of(other)
        with ExitStack() as held:
            for _number in range(40):
                held.enter_context(socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2]))))
            until(lambda: lines_of(other) > before)
        crowd = Crowd(site, pause=0.2)
        until(lambda: len(crowd.receipts) > MANY // 4)
        os.kill(other, signal.SIGKILL)
        # whoever was on its line comes again
        more = Crowd(site, pause=0.2)
        until(lambda: len(more.receipts) > MANY // 4)
        for each in (crowd, more):
            each.stop()
        receipts = crowd.wait() + more.wait()
        until(lambda: marks_of(receipts) <= set(Sighting.objects.values_list("receipt_mark", flat=True)))
        until(lambda: not any(path.read_bytes().count(b"WSL") for path in (tmp_path / FOLDER).iterdir()))
    all_of_each_is_there(set(Sighting.objects.values_list("code", flat=True)))


def listening(site: str) -> int:
    """How many sockets are listened on at the port of a site."""
    port = f":{int(site.rpartition(':')[2]):04X} "
    lines = Path("/proc/net/tcp").read_text().splitlines()
    return sum(port in line.split(maxsplit=2)[1] + " " and line.split()[3] == "0A" for line in lines[1:])


@pytest.mark.long
def test_a_worker_that_is_killed_again_and_again_under_a_crowd_loses_none_and_doubles_none(tmp_path: Path) -> None:
    """The doors go on without it, and the next one takes over what it had in hand."""
    with server(tmp_path, **BRAKES) as (site, one):
        crowd = Crowd(site, pause=0.2)
        for _time in range(2):
            there = Sighting.objects.count()
            until(lambda seen=there: Sighting.objects.count() > seen)  # type: ignore[misc]
            so_far = len(crowd.receipts)
            os.kill(beside(one.pid, "worker"), signal.SIGKILL)
            until(lambda seen=so_far: len(crowd.receipts) > seen)  # type: ignore[misc]
        crowd.stop()
        receipts = crowd.wait()
        until(lambda: Sighting.objects.count() == len(receipts))
        until(lambda: not Sighting.objects.filter(incident=None).exists())
        until(lambda: not any(path.read_bytes().count(b"WSL") for path in (tmp_path / FOLDER).iterdir()))
    assert marks_of(receipts) == set(Sighting.objects.values_list("receipt_mark", flat=True))
    all_of_each_is_there(set(Sighting.objects.values_list("code", flat=True)))
    assert sum(Incident.objects.filter(merged_into="").values_list("sightings_count", flat=True)) == len(receipts)


@pytest.mark.long
def test_a_server_that_is_killed_under_a_crowd_has_all_of_it_on_the_board_after_the_next_start(tmp_path: Path) -> None:
    """Through the doors that phones use, with the merging beside; each is in one incident, and is counted there once."""
    with server(tmp_path, **BRAKES) as (site, one):
        crowd = Crowd(site)
        until(lambda: len(crowd.receipts) >= MANY)
        one.send_signal(signal.SIGKILL)
        receipts = crowd.wait()
        one.wait()
    with server(tmp_path, **BRAKES):
        until(lambda: not any(path.read_bytes().count(b"WSL") for path in (tmp_path / FOLDER).iterdir()))
        until(lambda: not Sighting.objects.filter(incident=None).exists())
    assert len(receipts) >= MANY
    assert marks_of(receipts) <= set(Sighting.objects.values_list("receipt_mark", flat=True))
    all_of_each_is_there(set(Sighting.objects.values_list("code", flat=True)))
    standing = Incident.objects.filter(merged_into="")
    assert sum(standing.values_list("sightings_count", flat=True)) == Sighting.objects.count()
