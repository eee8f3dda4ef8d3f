"""The door for a person at this repository, as far as it can be tried without installing anything."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import conftest
from tests.house.tree import ROOT


def said(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["./dev", *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("shell", [name for name in ("sh", "dash", "bash") if shutil.which(name)])
def test_it_is_a_script_that_every_shell_can_read(shell: str) -> None:
    assert subprocess.run([shell, "-n", "dev"], cwd=ROOT, check=False).returncode == 0


def test_it_names_its_verbs_and_refuses_others() -> None:
    for verb in ("setup", "run", "test", "check", "fix", "bench", "lock"):
        assert f"./dev {verb}" in said("help").stdout
    unknown = said("no-such-verb")
    assert unknown.returncode == 2
    assert "./dev setup" in unknown.stderr


def test_it_uses_nothing_that_only_bash_has() -> None:
    text = (ROOT / "dev").read_text()
    assert text.startswith("#!/bin/sh\n")
    assert not [word for word in ("[[", "function ", "local ", "<<<", "${BASH") if word in text]


def test_ci_does_what_a_person_does() -> None:
    assert "exec ./dev test" in (ROOT / ".ci/run").read_text()


def test_a_machine_without_node_gets_one_that_works_with_its_npm() -> None:
    done = subprocess.run(
        ["./dev", "npm", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "WEKEEP_NODE": "wheel"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()[0].isdigit()


def test_the_quick_stage_comes_first_and_no_test_is_left_out() -> None:
    stages = re.findall(r'^ +(?:\[.*\|\| )?stage .*? -m "?([^"$]+?)"?$', (ROOT / "dev").read_text(), re.M)
    quick = "not browser and not database and not process and not long"
    slower = "(database or process or long) and not browser"
    assert stages == [quick, slower, "database and not browser", "browser"]


def test_every_test_that_drives_a_browser_lies_where_the_browser_stage_looks() -> None:
    driving = {path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py") if "sync_api" in path.read_text()}
    assert driving and {one.parts[1] for one in driving - {Path(__file__).relative_to(ROOT)}} == {"browser", "look"}


def test_a_quick_test_that_starts_a_program_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(conftest._quick, "now", True)
    with pytest.raises(conftest.StartedAProgram):
        subprocess.run(["true"], check=True)
