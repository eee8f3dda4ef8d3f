"""The `wekeep` command: what it offers, what it refuses, and that what it writes is for its owner alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from wekeep.desk.command import COMMANDS


def wekeep(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """One run of the command in a data folder of its own, under the loosest umask."""
    environment = {"WEKEEP_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    if compiled := os.environ.get("PYTHONPYCACHEPREFIX"):
        environment["PYTHONPYCACHEPREFIX"] = compiled
    command = [sys.executable, "-m", "wekeep.desk.command", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, umask=0, check=False)


def test_help_lists_the_documented_commands_and_no_other(tmp_path: Path) -> None:
    shown = wekeep(tmp_path, "--help").stdout
    listed = {line.split()[0] for line in shown.splitlines() if line.startswith("  ")}
    documented = (ROOT / "docs" / "run-it.md").read_text()
    assert listed == set(COMMANDS)
    assert all(f"`wekeep {name}" in documented for name in COMMANDS)
    assert "usage: wekeep import " in wekeep(tmp_path, "import", "--help").stdout


@pytest.mark.parametrize(
    "name", ["dbshell", "flush", "createsuperuser", "changepassword", "testserver", "import_records"]
)
def test_commands_that_go_round_the_program_are_refused(name: str, tmp_path: Path) -> None:
    ended = wekeep(tmp_path, name)
    assert ended.returncode == 1
    assert "has no command" in ended.stderr


def test_what_a_command_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert wekeep(folder, "init").returncode == 0
    loose = [one.name for one in (folder, *folder.rglob("*")) if one.stat().st_mode & 0o077]
    assert loose == []
    assert (folder / "wekeep.sqlite3").exists()


def test_a_backup_into_no_folder_says_which_one_is_missing(tmp_path: Path) -> None:
    key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    ended = wekeep(tmp_path / "data", "backup", "/nope/x.age", "--to", key)
    assert ended.returncode == 1
    assert "There is no folder /nope" in ended.stderr and "Traceback" not in ended.stderr
