"""The keeper as a process: alone in its folder, ended with whoever started it, and whole after being killed anywhere."""

import os
import pwd
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeper.test_server import connect, read
from wekeep.kit import envelope, log_chain
from wekeep.kit import keeper_messages as say
from wekeep.kit.envelope import Binding, Group

WORDS = "porch lantern winter street kettle bread"
KILLS = 8


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="wk-") as name:
        (Path(name) / "words").write_text(WORDS)
        yield Path(name)


def start(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(folder), "--socket", str(folder / "s")]
    command += ["--credential", str(folder / "words"), *options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with connect(folder / "s") as line:
                line.sendall(encode_ask())
                if isinstance(read(line), say.State):
                    return process
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the keeper did not start: {process.poll()}")


def encode_ask() -> bytes:
    return say.encode(say.Ask())


def ask(line: socket.socket, request: say.Request) -> say.Message | None:
    line.sendall(say.encode(request))
    return read(line)


def test_it_ends_with_whoever_started_it(folder: Path) -> None:
    process = start(folder, "--until-eof")
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(30) == 0
    assert not (folder / "s").exists()


def test_wrong_words_end_it_with_a_word_and_without_the_words(folder: Path) -> None:
    first = start(folder)
    first.terminate()
    first.wait(60)
    (folder / "words").write_text("some other words that are long enough")
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(folder), "--socket", str(folder / "s")]
    done = subprocess.run(
        [*command, "--credential", str(folder / "words")], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert b"not accepted" in done.stderr and b"long enough" not in done.stderr


def test_whom_it_answers_is_said_by_name_too_and_a_name_that_nobody_has_is_refused(folder: Path) -> None:
    start(folder, "--peer", pwd.getpwuid(os.getuid()).pw_name).terminate()
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(folder), "--socket", str(folder / "s")]
    done = subprocess.run([*command, "--peer", "nobody-of-ours"], capture_output=True, check=False, timeout=60)
    assert done.returncode == 2 and b"no user 'nobody-of-ours'" in done.stderr


def work_until_it_dies(folder: Path, answered: list[int]) -> None:
    """Unlock, make epochs and open records, counting every answer that came back."""
    try:
        with connect(folder / "s") as line:
            made = ask(line, say.MakeMember("dana", bytes(32)))
            assert isinstance(made, say.Unlocked)
            number = 1
            while True:
                wanted = say.EpochWanted("north", "dispatcher", number, (made.made[0].public,))
                epochs = ask(line, say.MakeEpochs((wanted,), "sol"))
                buckets = ask(line, say.StockBuckets())
                assert isinstance(epochs, say.EpochsMade) and isinstance(buckets, say.BucketsAre)
                one, bucket = epochs.made[0], buckets.buckets[-1]
                answered.append(one.public.number)
                binding = Binding("request", f"r{number}", Group.TRIAGE, "north", "dispatcher", bucket.name)
                wrap = envelope.wrap_key(
                    bytes(32), binding, role_key=one.public.public, epoch=one.public.number, bucket_key=bucket.public
                )
                role = say.RoleKey("north", "dispatcher", one.public.number, one.wraps[0].wrap)
                item = say.Item(binding, one.public.number, "", wrap)
                opened = ask(line, say.Open(made.session, f"r{number}", (role,), (item,), ()))
                assert opened == say.Opened((bytes(32),), 0, False)
                number += 1
    except (OSError, AssertionError, say.Malformed):
        return


def test_killed_at_random_points_it_loses_nothing_it_answered_for(folder: Path) -> None:
    chance, answered, links = random.Random(9), list[int](), dict[int, bytes]()
    for _kill in range(KILLS):
        process = start(folder)
        thread = threading.Thread(target=work_until_it_dies, args=(folder, answered), daemon=True)
        thread.start()
        time.sleep(chance.uniform(0.01, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        thread.join(30)
        with sqlite3.connect(folder / "keeper.sqlite3") as base:
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            kept = base.execute("SELECT number, link FROM log").fetchall()
            newest = base.execute("SELECT COALESCE(MAX(number), 0) FROM line").fetchone()[0]
        assert all(dict(kept)[number] == link for number, link in links.items()), "an entry was lost or rewritten"
        links = dict(kept)
        assert newest >= max(answered, default=0), "an epoch that was given out was forgotten"
    process = start(folder)
    with connect(folder / "s") as line:
        log, state = ask(line, say.Leaves(0)), ask(line, say.Ask())
    process.terminate()
    process.wait(30)
    assert isinstance(log, say.Log) and isinstance(state, say.State) and answered
    assert log_chain.check(log.entries, log.checkpoints, state.verify_key, erased_before=0) == []
