"""Web process and keeper are killed anywhere in whatever the vault does, and nothing that was answered for is lost.

After each death: no acknowledged record is missing or opens to other words, no half of a change of keys is left, what was
ended or destroyed stays so even for one who kept a copy, and each look has its line in a log whose chain is whole. The
suite kills a few times, at points that it draws anew each time and prints; before a release run

    WEKEEP_TEST_KILLS=500 .venv/bin/pytest -q -s tests/vault/test_killed.py
"""

import json
import os
import random
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tests.cast import NORTH, admit
from tests.nursery import Program
from tests.running import environment, process, until
from tests.vault import killed_worker
from tests.vault.killed_worker import KEYS
from wekeep.kit import clock, log_chain
from wekeep.kit import keeper_messages as say
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.kit.log_chain import Entry
from wekeep.people.access import actor_for
from wekeep.people.actions.keys import match_all_keys
from wekeep.people.actions.sign_in import unlock_session
from wekeep.people.models import FactorDue, Grant, Member
from wekeep.vault import keeper as line
from wekeep.vault.models import Assignment, RoleEpoch, RoleWrap, Seal
from wekeep.vault.queries.audit import read_log
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.queries.roles import newest_epoch
from wekeep.vault.rules.unlocked import Asked, Unlocked

KILLS = int(os.environ.get("WEKEEP_TEST_KILLS", "6"))
SEED = int(os.environ.get("WEKEEP_TEST_SEED", secrets.randbelow(10**6)))
LONGEST_LIFE_SECONDS = 0.6
GRACE_HOURS = 8760
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Told:
    """What the processes that died had said until then."""

    texts: dict[str, str] = field(default_factory=dict)
    last_days: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, say.Open] = field(default_factory=dict)
    erasing: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    assigned: dict[str, say.Open] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)
    rows_gone: int = 0
    keys_gone: int = 0
    count: Counter[str] = field(default_factory=Counter)

    def hear(self, ledger: Path, start: int) -> int:
        """Take in the lines from `start` on; returns where they end."""
        with ledger.open("rb") as lines:
            lines.seek(start)
            for words in map(json.loads, lines):
                self.count[words["what"]] += 1
                self._hear(words)
            return lines.tell()

    def _hear(self, words: dict[str, Any]) -> None:
        match words:
            case {"what": "sealing", "record": record, "text": text, "last": last}:
                self.texts[record], self.last_days[record] = text, last
            case {"what": "sealed", "record": record, "copy": copy}:
                self.sealed[record] = _opened_copy(copy)
            case {"what": "erasing", "record": record}:
                self.erasing.add(record)
            case {"what": "erased", "record": record}:
                self.erased.add(record)
            case {"what": "assigned", "code": code, "copy": copy}:
                self.assigned[code] = _opened_copy(copy)
            case {"what": "ended", "code": code}:
                self.ended.add(code)
            case {"what": "opened", "reason": reason}:
                self.reasons.add(reason)
            case {"what": "rows gone", "ahead": ahead}:
                self.rows_gone = ahead
            case {"what": "keys gone", "ahead": ahead}:
                self.keys_gone = ahead


def _opened_copy(copy: str) -> say.Open:
    read = say.decode(b64decode(copy))
    assert isinstance(read, say.Open)
    return read


@dataclass
class Stage:
    """The folder, the process that is killed again and again, and the keeper that is too."""

    folder: Path
    nursery: Program
    keeper: "subprocess.Popen[bytes] | None" = None
    chain: dict[int, bytes] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)

    def start_keeper(self) -> None:
        command = [sys.executable, "-m", "tests.keeper.shifted", str(self.folder)]
        self.keeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.keeper.stdout is not None and self.keeper.stdout.readline() == b"ready\n"

    def kill_keeper(self) -> None:
        assert self.keeper is not None
        self.keeper.send_signal(signal.SIGKILL)
        self.keeper.communicate()
        line._hang_up()

    def one_life(self, chance: random.Random, victim: str) -> None:
        """Let one process work for a while, then kill it ("web"), the keeper, or both."""
        said, before = _pipe(self.nursery.stdout), _lines_of(self.folder)
        print(self.folder, chance.getrandbits(40), file=self.nursery.stdin, flush=True)
        child = int(said.readline())
        until(lambda: _lines_of(self.folder) > before, "the process did not begin")
        time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
        if victim != "web":
            self.kill_keeper()
        if victim != "keeper":
            # without its keeper it may have ended by itself already
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        assert said.readline() == "gone\n"
        if victim != "web":
            self.start_keeper()

    @property
    def ahead(self) -> int:
        return int((self.folder / "ahead").read_text())


def _pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


def _lines_of(folder: Path) -> int:
    return (folder / "ledger").stat().st_size


@pytest.fixture
def stage(zones: object, settings: Settings) -> Iterator[Stage]:
    folder = Path(tempfile.mkdtemp(prefix="wk-"))
    (folder / "words").write_text("porch lantern winter street kettle bread")
    (folder / "ahead").write_text("0")
    (folder / "ledger").touch()
    # many days pass, and second steps are proven elsewhere
    settings.FACTOR_GRACE_HOURS = GRACE_HOURS
    settings.KEEPER_SOCKET, settings.KEEPER_VERIFY_KEY = folder / "s", folder / "keeper.verify"
    for name in KEYS:
        admit(name, *_ROLES.get(name, ()), zone="*" if name == "sol" else NORTH)
    ours = {"KEEPER_SOCKET": folder / "s", "FACTOR_GRACE_HOURS": GRACE_HOURS}
    env = environment(folder, **{f"WEKEEP_{name}": str(value) for name, value in ours.items()})
    with process("-m", killed_worker.__name__, env=env, stdin=True) as nursery:
        one = Stage(folder, nursery)
        one.start_keeper()
        yield one
        one.kill_keeper()
        _pipe(nursery.stdin).close()
    shutil.rmtree(folder)


_ROLES = {"dana": (Role.DISPATCHER,), "dov": (Role.DISPATCHER,), "sol": (Role.STEWARD,)}


@contextmanager
def today(stage: Stage) -> Iterator[None]:
    with clock.simulated(clock.now() + timedelta(days=stage.ahead)):
        yield


def session(stage: Stage, name: str) -> Unlocked:
    actor = actor_for(Member.objects.get(handle=name))
    with today(stage):
        return Unlocked(actor, unlock_session(actor=actor, key=KEYS[name], proven=True))


def test_killed_anywhere_nothing_is_lost_or_half_done_and_no_look_is_without_its_line(stage: Stage) -> None:
    sys.stdout.write(f"seed {SEED}\n")
    chance, told, heard = random.Random(SEED), Told(), 0
    # each as often as the others, in any order: by chance alone one run of six in a dozen sees only keepers die
    victims = [("web", "keeper", "both")[n % 3] for n in range(KILLS)]
    chance.shuffle(victims)
    for victim in victims:
        terms_are_renewed(stage)
        stage.one_life(chance, victim)
        heard = told.hear(stage.folder / "ledger", heard)
        both_files_are_whole(stage)
        held = nobody_has_a_key_too_many()
        for name in KEYS:
            session(stage, name)
        after_the_next_job_nobody_lacks_one(stage, held)
        dana, omar = session(stage, "dana"), session(stage, "omar")
        every_acknowledged_record_opens_to_its_words(stage, told, dana)
        what_was_ended_or_destroyed_stays_so(stage, told, dana, omar)
        every_look_has_its_line(stage, told)
    sys.stdout.write(f"{dict(told.count)}\n")
    assert told.count["refused"] < told.count["begun"], "no life was ended in the middle of work"


def terms_are_renewed(stage: Stage) -> None:
    """Hundreds of lives take longer than any role lasts, and than anyone goes without a second step."""
    with today(stage):
        Grant.objects.update(until=clock.now() + timedelta(days=90))
        FactorDue.objects.update(since=clock.now())


def both_files_are_whole(stage: Stage) -> None:
    files = [stage.folder / "keeper.sqlite3"]
    if connection.vendor == "sqlite":
        files.append(Path(str(connection.settings_dict["NAME"])))
    for path in files:
        with closing(sqlite3.connect(path)) as base:
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def nobody_has_a_key_too_many() -> set[str]:
    """As it was left: no key is wrapped for one who does not hold the role. Returns who does."""
    held = set(Grant.objects.filter(role=Role.DISPATCHER).values_list("member__code", flat=True))
    assert not RoleWrap.objects.filter(epoch__role=Role.DISPATCHER).exclude(member__in=held).exists()
    return held


def after_the_next_job_nobody_lacks_one(stage: Stage, held: set[str]) -> None:
    """Whoever comes may wait for the job that runs now and then; it finds what was left."""
    with today(stage):
        match_all_keys()
    newest = newest_epoch(NORTH, Role.DISPATCHER)
    assert newest is not None and set(newest.wraps.values_list("member", flat=True)) == held


def every_acknowledged_record_opens_to_its_words(stage: Stage, told: Told, dana: Unlocked) -> None:
    with today(stage):
        day = clock.now().date().isoformat()
        rows = set(Seal.objects.filter(bucket__gte=day).values_list("record", flat=True))
        found = open_groups(dana, [Asked("request", record, Group.TRIAGE) for record in rows], reason="after")
    living = {record for record in told.sealed if told.last_days[record] >= day} - told.erasing
    assert living <= rows, "an acknowledged record is gone"
    assert not rows & told.erased, "an erased record is back"
    assert {record: fields["is"] for (record, _), fields in found.items()} == {r: told.texts[r] for r in rows}
    assert not RoleEpoch.objects.exclude(pk__in=RoleEpoch.objects.filter(wraps__isnull=False)).filter(
        seals__isnull=False
    ), "something is sealed to a key that nobody holds"


def what_was_ended_or_destroyed_stays_so(stage: Stage, told: Told, dana: Unlocked, omar: Unlocked) -> None:
    """Also for one who kept a copy of every row, and asks the keeper itself."""
    for code in told.ended:
        assert _answer(told.assigned[code], omar) == say.Opened((b"",), 0, False), "an ended assignment opens"
    assert not Assignment.objects.filter(code__in=told.ended).exists()
    today_is = (clock.now() + timedelta(days=stage.ahead)).date().isoformat()
    over = [record for record in told.sealed if told.last_days[record] < today_is]
    for record in over[-50:]:
        assert _answer(told.sealed[record], dana) == say.Opened((b"",), 0, False), (
            "a record of a day that is over opens"
        )
    gone = (clock.now() + timedelta(days=told.rows_gone)).date().isoformat()
    assert not Seal.objects.filter(bucket__lt=gone).exists()
    file = (stage.folder / "keeper.sqlite3").read_bytes()
    days = [(clock.now() + timedelta(days=n)).date().isoformat() for n in range(told.keys_gone)]
    assert not [day for day in days if day.encode() in file], "a destroyed key is still in the keeper's file"


def _answer(copy: say.Open, who: Unlocked) -> say.Opened:
    return line.ask(replace(copy, session=who.key, reason="a copy"), say.Opened)


def every_look_has_its_line(stage: Stage, told: Told) -> None:
    entries: list[Entry] = []
    while page := line.ask(say.Leaves(len(entries)), say.Log).entries:
        entries += page
    checkpoints = line.ask(say.Leaves(2**50), say.Log).checkpoints
    assert log_chain.check(entries, checkpoints, line.verify_key(), erased_before=2**60) == []
    links = {one.number: one.link for one in entries}
    assert all(links.get(number) == link for number, link in stage.chain.items()), "an entry was lost or rewritten"
    sol, read = session(stage, "sol"), max(stage.chain, default=0)
    stage.chain = links
    # each page that is read adds a line
    while read < len(entries):
        lines = read_log(sol, after=read)
        read = lines[-1].number
        stage.lines.update(json.loads(one.words).get("reason", "") for one in lines if one.words)
    missing = told.reasons - stage.lines.keys()
    assert not missing, "something was opened without a line in the log"
    assert all(stage.lines[reason] == 1 for reason in told.reasons), "one look, two lines"
