"""The demo as a stranger meets it: one command on an empty folder, and the story tells itself."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.house.tree import ROOT
from tests.running import answers, free_port, until
from wekeep.channels.rules.delivery import MOVED
from wekeep.channels.rules.roll import codes_in
from wekeep.desk.actions.made_up.roads import WAITING
from wekeep.desk.rules.demo import CAST, CORNERS, OWNERS, STORY, TELLINGS, Deed, Scene
from wekeep.kit.abilities import Role

SMALL_CITY_METRES = "700"
WEEK = "SELECT 'requests', count(*) FROM care_request UNION ALL SELECT 'rents', count(*) FROM care_rentcase"
# Making a city up takes a busy machine a while.
PATIENCE_SECONDS = 240
PAGES = httpx.Client(timeout=PATIENCE_SECONDS)


@contextmanager
def demo(folder: Path, port: int | None = None, *, ends: signal.Signals = signal.SIGTERM) -> Iterator[tuple[str, Path]]:
    """`wekeep demo` in `folder` at a quick pace, ended by a signal; yields its address and what it prints."""
    port, said = port or free_port(), folder / "said.txt"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WEKEEP_", "DJANGO_"))}
    words = ("demo", "--port", str(port), "--half", SMALL_CITY_METRES, "--pace", "1")
    with said.open("w") as out:
        one = subprocess.Popen(
            [sys.executable, "-m", "wekeep.desk.command", *words],
            cwd=folder,
            env=kept | {"PYTHONPATH": str(ROOT)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield f"http://localhost:{port}", said
    finally:
        one.send_signal(ends)
        one.wait(timeout=PATIENCE_SECONDS)


def read(address: str) -> str:
    """A public page, however long a busy machine takes over it."""
    return PAGES.get(address).text


def sign_in(site: str, said: Path, handle: str) -> httpx.Client:
    """A browser signed in with the words that the demo printed."""
    found = re.search(rf"^  {handle} +\w+ +([\w-]+(?: [\w-]+){{4}})$", said.read_text(), re.M)
    assert found, said.read_text()
    browser = httpx.Client(base_url=site, follow_redirects=True, timeout=PATIENCE_SECONDS)
    page = browser.get("/people/sign-in/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    form = {"handle": handle, "passphrase": found[1], "csrfmiddlewaretoken": token[1]}
    assert browser.post("/people/sign-in/", data=form, headers={"Referer": site}).url.path == "/desk/"
    return browser


def test_one_command_shows_an_incident_an_alert_on_every_phone_and_the_all_clear(tmp_path: Path) -> None:
    with demo(tmp_path) as (site, said):
        until(lambda: answers(site), "the demo did not start", PATIENCE_SECONDS)
        assert (tmp_path / ".data" / "demo" / "wekeep.sqlite3").exists()
        assert "This is a demo" in read(site)
        dana = sign_in(site, said, "dana")
        until(lambda: "data-incident=" in dana.get("/board/list/").text, "no incident came to the board")
        phones = f"{site}/demo/phones/"
        until(lambda: "Enforcement confirmed" in read(phones), "no alert came to a phone", PATIENCE_SECONDS)
        until(lambda: "All clear" in read(phones), "the all clear did not come", PATIENCE_SECONDS)
        # two alerts go their ways beside each other: which of them ends first on a phone nobody promises
        until(lambda: "Sent in error" in read(phones), "the cancel did not come", PATIENCE_SECONDS)
        until(lambda: read(phones).count("is-lit") == len(OWNERS), "a phone stayed dark", PATIENCE_SECONDS)
        until(lambda: "Not enforcement" in dana.get("/board/list/").text)
        until(lambda: "a film crew" in read(f"{site}/rumours/"), "no rumour was answered", PATIENCE_SECONDS)
        assert "Nobody reads applications" not in read(f"{site}/people/apply/")
        assert "Nobody reads requests" not in read(f"{site}/ask/")
        until(lambda: held(tmp_path, WEEK) == [("requests", 30 + WAITING), ("rents", 10)], "the week was not told")
        cora, pavel = (sign_in(site, said, one) for one in ("cora", "pavel"))
        assert "/requests/" in cora.get("/requests/").text
        until(lambda: "Your turn" in pavel.get("/money/").text, "no case of rent waits for its second person")
        until(lambda: "Homes of Sorrel Bend" in read(f"{site}/funds/"), "the public page does not name the fund")


def held(folder: Path, question: str) -> list[tuple[str, int]]:
    """What the demo's database answers, read beside it."""
    with sqlite3.connect(f"file:{folder / '.data' / 'demo' / 'wekeep.sqlite3'}?mode=ro", uri=True, timeout=30) as base:
        return [(str(name), int(count)) for name, count in base.execute(question)]


def said_of(folder: Path) -> list[list[str]]:
    """For each alert, in order, the messages that were sent on it."""
    sent = held(folder, "SELECT type, alert_id FROM alerts_message ORDER BY alert_id, number")
    return [[kind for kind, alert in sent if alert == one] for one in sorted({alert for _kind, alert in sent})]


TOLD_ONCE = [["alert", "update", "all_clear"], ["alert", "cancel"]]


def test_a_demo_killed_in_the_middle_comes_up_and_goes_on_and_tells_nobody_twice_and_can_be_told_again(
    tmp_path: Path,
) -> None:
    port = free_port()
    with demo(tmp_path, port, ends=signal.SIGKILL) as (site, _said):
        phones = f"{site}/demo/phones/"
        until(lambda: answers(site), "the demo did not start", PATIENCE_SECONDS)
        until(lambda: "Enforcement confirmed" in read(phones), "no alert came to a phone", PATIENCE_SECONDS)
    with demo(tmp_path, port) as (site, _said):
        until(lambda: answers(site), "the demo did not come up again", PATIENCE_SECONDS)
        until(lambda: said_of(tmp_path) == TOLD_ONCE, "the story did not go on", PATIENCE_SECONDS)
        until(lambda: "All clear" in read(phones), "the all clear did not come", PATIENCE_SECONDS)
        reports = sum(step.deed is Deed.REPORT for step in STORY)
        told = "SELECT 'all', count(*) FROM watch_sighting"
        until(lambda: held(tmp_path, told) == [("all", reports)], "not each report came in, once", PATIENCE_SECONDS)
        # each phone signed up again, and what it had before ends when it says yes
        kept = "SELECT 'all', count(*) FROM alerts_subscription"
        until(lambda: held(tmp_path, kept) == [("all", len(OWNERS))], "an older sign-up did not end", PATIENCE_SECONDS)
        _each_was_told_once(tmp_path)

        with httpx.Client(base_url=site, follow_redirects=True, timeout=PATIENCE_SECONDS) as browser:
            form = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/demo/phones/").text)
            assert form
            assert browser.post("/demo/play/", data={"csrfmiddlewaretoken": form[1]}).status_code == 200
        until(lambda: said_of(tmp_path) == TOLD_ONCE * 2, "the second telling did not end", PATIENCE_SECONDS)
        scenes = "SELECT 'all', count(*) FROM watch_incident"
        until(
            lambda: held(tmp_path, scenes) == [("all", 2 * len(Scene))],
            "not each scene is an incident",
            PATIENCE_SECONDS,
        )
        _each_was_told_once(tmp_path)


def _each_was_told_once(folder: Path) -> None:
    """Nobody stands twice on the rolls of one letter, nor did any phone turn out to be gone. A place whose message the
    channel could not take, as while the demo comes up again, has moved to another roll: it stands only there."""
    rolls = "SELECT letter_id || ' ' || hex(states) || ' ' || hex(codes), 1 FROM channels_roll JOIN channels_batch ON id = batch_id"
    names = list[tuple[str, str]]()
    for key, _one in held(folder, rolls):
        letter, states, codes = key.split()
        marked = zip(bytes.fromhex(states), codes_in(bytes.fromhex(codes)), strict=True)
        names += [(letter, code) for state, code in marked if state != MOVED]
    assert names and len(names) == len(set(names))
    assert held(folder, "SELECT 'gone', sum(gone) FROM channels_batch") == [("gone", 0)]


def test_the_demos_pages_are_nowhere_else(client: httpx.Client, db: None) -> None:
    assert [client.get(path).status_code for path in ("/demo/", "/demo/phones/", "/specimen/")] == [404, 404, 404]


@pytest.mark.parametrize("scene", Scene)
def test_every_scene_begins_with_a_report_and_no_telling_shares_a_corner(scene: Scene) -> None:
    deeds = [step.deed for step in STORY if step.scene is scene]
    assert deeds[0] is Deed.REPORT
    assert len(set(CORNERS[scene])) == TELLINGS


def test_the_cast_has_one_of_each_role_and_of_those_whose_yes_takes_others_too_as_many_as_it_takes() -> None:
    held = Counter(part.role for part in CAST)
    assert held == dict.fromkeys(held, 1) | {Role.VETTER: 2, Role.FUND_KEEPER: 3, Role.DRIVER: 2}
    assert len({part.handle for part in CAST}) == len(CAST)
