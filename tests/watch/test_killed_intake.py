"""An intake that dies in the middle of a crowd: what it acknowledged is there, once, and nothing is there by half."""

import json
import signal
import threading
import uuid
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings

from tests.running import environment, process, server, until
from wekeep.journal.models import Entry
from wekeep.watch.actions.taker import FOLDER
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


def still_spooled(folder: Path) -> bool:
    """Whether a report lies in the spool; a file may go while one looks."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if b"WSL" in path.read_bytes():
                return True
    return False


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


Posted = tuple[str, str, dict[str, str]]


def words_at(lat: float) -> dict[str, Any]:
    return {"lat": lat, "lon": -93.0, "activity": "staging", "text": f"words of their own {uuid.uuid4()}"}


def a_form(lat: float) -> Posted:
    said = words_at(lat) | {"idempotency_key": str(uuid.uuid4()), "when": "0"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    return "/report/", urlencode(said), headers


def a_record(lat: float) -> Posted:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    return "/api/v1/sightings", json.dumps(words_at(lat)), headers


def a_batch(lat: float) -> Posted:
    several = [{"key": str(uuid.uuid4()), "sighting": words_at(lat)} for _time in range(20)]
    return "/api/v1/sightings/batch", json.dumps({"sightings": several}), {"Content-Type": "application/json"}


class Crowd:
    """Some who send one report after the other, or twenty at once, to all three doors, until the server is gone."""

    def __init__(self, site: str) -> None:
        self.receipts: list[str] = []
        self._netloc = urlsplit(site).netloc
        self._threads = [threading.Thread(target=self._send, args=(number,)) for number in range(6)]
        for thread in self._threads:
            thread.start()

    def wait(self) -> list[str]:
        for thread in self._threads:
            thread.join(60)
        return self.receipts

    def _send(self, number: int) -> None:
        line, door = HTTPConnection(self._netloc, timeout=60), (a_form, a_record, a_batch)[number % 3]
        while True:
            try:
                line.request("POST", *door(45.0 + number / 100))
                answer = line.getresponse()
                told = json.loads(answer.read())
            except (OSError, HTTPException):
                return
            several = told.get("results") or [told | {"status": answer.status}]
            assert {one["status"] for one in several} == {201}, told
            self.receipts += [one["receipt"] for one in several]


@pytest.mark.long
def test_a_server_that_is_killed_under_a_crowd_has_all_of_it_on_the_board_after_the_next_start(tmp_path: Path) -> None:
    """Through the doors that phones use, with the merging beside; each is in one incident, and is counted there once."""
    brakes: dict[str, Any] = dict.fromkeys(
        ("WEKEEP_REPORT_BURST", "WEKEEP_REPORTS_PER_MINUTE", "WEKEEP_CALM_REPORTS_PER_MINUTE"), "1000000"
    )
    with server(tmp_path, **brakes) as (site, one):
        crowd = Crowd(site)
        until(lambda: len(crowd.receipts) >= MANY)
        one.send_signal(signal.SIGKILL)
        receipts = crowd.wait()
        one.wait()
    with server(tmp_path, **brakes):
        until(lambda: not still_spooled(tmp_path / FOLDER))
        until(lambda: not Sighting.objects.filter(incident=None).exists())
    assert len(receipts) >= MANY
    assert marks_of(receipts) <= set(Sighting.objects.values_list("receipt_mark", flat=True))
    all_of_each_is_there(set(Sighting.objects.values_list("code", flat=True)))
    standing = Incident.objects.filter(merged_into="")
    assert sum(standing.values_list("sightings_count", flat=True)) == Sighting.objects.count()
