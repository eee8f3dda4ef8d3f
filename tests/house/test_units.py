"""The units of `deploy/` agree with each other, with the command beside them and with the page that says how they are put in place."""

import pwd
import re
import shlex
import sys
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.house.tree import ROOT
from wekeep.keeper.__main__ import _options

DEPLOY = ROOT / "deploy"
GUIDE = ROOT / "docs" / "as-services.md"
UNITS = {one.name: one for one in sorted(DEPLOY.glob("*.service"))}
PROGRAMS = [name for name in UNITS if "keeper" not in name]
ITSELF = DEPLOY / "wekeep-keeper-unseals-itself.conf"

Said = dict[str, list[str]]


def said(path: Path) -> Said:
    """What a unit says, by name; lines that end with a backslash go on."""
    found: Said = defaultdict(list)
    for line in path.read_text().replace("\\\n", " ").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[name].append(value.strip())
    return found


def settings_in(one: Said) -> dict[str, str]:
    return dict(word.split("=", 1) for line in one["Environment"] for word in shlex.split(line))


def keepers_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """The users that the keeper answers, and its words without them; refused where it does not know one of its options."""
    words = shlex.split(said(path)["ExecStart"][-1])
    assert words[:3] == ["/opt/wekeep/bin/python", "-m", "wekeep.keeper"]
    monkeypatch.setattr(sys, "argv", words[2:])
    asked: list[str] = []

    def known(name: str) -> SimpleNamespace:
        asked.append(name)
        return SimpleNamespace(pw_uid=1)

    monkeypatch.setattr(pwd, "getpwnam", known)
    given = _options()
    assert given.folder == "/var/lib/wekeep-keeper" and given.socket == "/run/wekeep/keeper"
    return asked, [word for word in words if word not in ("--peer", *asked)]


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_writes_where_its_unit_lets_it(name: str) -> None:
    one = said(UNITS[name])
    mine = "/var/lib/" + one["StateDirectory"][0]
    # systemd gives the folder its rights anew at each start: open to others, the program would not start a second time
    assert one["StateDirectoryMode"] == ["0700"] and one["UMask"] == ["0077"]
    given = settings_in(one)
    assert {given["WEKEEP_DATA_DIR"], given.get("WEKEEP_SENDER_DIR", mine)} == {mine}
    hidden = {path.removeprefix("-") for line in one["InaccessiblePaths"] for path in line.split()}
    assert hidden >= {f"/var/lib/{two}" for two in ("wekeep", "wekeep-sender", "wekeep-keeper")} - {mine}
    read = [line.removeprefix("-") for line in one["EnvironmentFile"]] + list(given.values())
    assert not hidden & set(read)


def test_nobody_but_the_pages_and_their_jobs_share_a_folder() -> None:
    users = {
        (said(path)["StateDirectory"][0], said(path)["User"][0]) for path in UNITS.values() if "line" not in path.name
    }
    assert users == {("wekeep", "wekeep"), ("wekeep-sender", "wekeep-sender"), ("wekeep-keeper", "wekeep-keeper")}


@pytest.mark.parametrize("path", [UNITS["wekeep-keeper.service"], ITSELF], ids=lambda one: one.name)
def test_the_keeper_answers_whoever_is_told_where_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = {said(UNITS[name])["User"][0] for name in PROGRAMS}
    assert {settings_in(said(UNITS[name]))["WEKEEP_KEEPER_SOCKET"] for name in PROGRAMS} == {"/run/wekeep/keeper"}
    assert set(keepers_words(path, monkeypatch)[0]) == asking


def test_a_keeper_that_unseals_itself_is_otherwise_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand = keepers_words(UNITS["wekeep-keeper.service"], monkeypatch)
    users, words = keepers_words(ITSELF, monkeypatch)
    assert (users, words) == (by_hand[0], [*by_hand[1], "--credential", "%d/unseal"])
    # an empty one first: otherwise it would be started twice
    assert said(ITSELF)["ExecStart"][0] == "" and len(said(ITSELF)["ExecStart"]) == 2
    assert said(ITSELF)["LoadCredentialEncrypted"][0].startswith("unseal:")


def test_a_command_by_hand_has_what_the_pages_have() -> None:
    pages, by_hand = said(UNITS["wekeep.service"]), (DEPLOY / "wekeep").read_text()
    properties: Said = defaultdict(list)
    for word in shlex.split(by_hand.replace("\\\n", " "), comments=True):
        if word.startswith("--property="):
            name, _, value = word.removeprefix("--property=").partition("=")
            properties[name].append(value)
    for name in ("User", "Group", "UMask", "Environment", "EnvironmentFile", "StateDirectory", "StateDirectoryMode"):
        assert properties[name] == pages[name], name


def test_the_broker_knows_a_command_by_hand_as_the_pages() -> None:
    seed = settings_in(said(UNITS["wekeep-web.service"]))["WEKEEP_NATS_CREDENTIALS"]
    by_hand = (DEPLOY / "wekeep").read_text()
    assert f"seed={seed}\n" in by_hand and "--setenv=WEKEEP_NATS_CREDENTIALS=$seed" in by_hand


def test_the_page_makes_every_user_and_names_no_file_that_is_not_there() -> None:
    page = GUIDE.read_text()
    made = re.search(r"for user in (.*); do", page)
    wanted = {said(path)["User"][0] for path in UNITS.values() if "line" not in path.name}
    assert made and set(made[1].split()) == wanted
    copied = re.findall(r"^(?:cp|install -m 0755) ((?:[\w/.-]+ )+)/", page, re.M)
    files = {Path(word).name for line in copied for word in line.split()}
    assert {"wekeep.service", "wekeep-sender.service", "wekeep-keeper.service", "wekeep", ITSELF.name} <= files
    assert all((DEPLOY / name).is_file() for name in files)
    for name in ("wekeep.service", "wekeep-sender.service"):
        for path in said(UNITS[name])["EnvironmentFile"]:
            assert f"cat > {path} <<END" in page
