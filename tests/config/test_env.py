"""Settings are read strictly: what cannot be meant stops the start and names the setting."""

from pathlib import Path

import pytest

from config import env
from wekeep.kit.errors import BadSetting


@pytest.mark.parametrize(("given", "meant"), [("1", True), ("Yes", True), ("off", False), ("", None), ("FALSE", False)])
def test_a_yes_or_no_is_understood(given: str, meant: bool | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", given)
    assert [env.flag("X", default) for default in (True, False)] == (
        [meant] * 2 if meant is not None else [True, False]
    )


@pytest.mark.parametrize("given", ["maybe", "2", "ja"])
def test_anything_else_is_refused_by_name(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", given)
    with pytest.raises(BadSetting, match="WEKEEP_X"):
        env.flag("X")


@pytest.mark.parametrize("given", ["0", "65", "eight", "--5", "²", "1e3", "7.0", "9" * 40])
def test_a_number_out_of_bounds_or_no_number_is_refused_by_name(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", given)
    with pytest.raises(BadSetting, match=r"WEKEEP_X.*from 1 to 64"):
        env.number("X", 8, 1, 64)


def test_numbers_lists_and_choices_come_out_as_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", " 12 ")
    assert env.number("X", 8, 1, 64) == 12
    monkeypatch.setenv("WEKEEP_X", "a.example, ,b.example")
    assert env.words("X") == ("a.example", "b.example")
    with pytest.raises(BadSetting, match="one of json, plain"):
        env.choice("X", ("json", "plain"), "json")


def test_a_folder_is_made_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", str(tmp_path / "new"))
    assert env.folder("X", tmp_path).stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").touch()
    monkeypatch.setenv("WEKEEP_X", str(tmp_path / "file" / "inside"))
    with pytest.raises(BadSetting, match="WEKEEP_X"):
        env.folder("X", tmp_path)


@pytest.mark.parametrize("given", ["bounces", "bounces+x@mail.example", "Bounces <b@mail.example>", "a@b@c", "@x"])
def test_what_is_no_plain_mailbox_is_refused_by_name(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", given)
    with pytest.raises(BadSetting, match="WEKEEP_X"):
        env.mailbox("X")


@pytest.mark.parametrize("given", ["bounces@mail.example", ""])
def test_a_mailbox_or_none_is_taken(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_X", given)
    assert env.mailbox("X") == given


def test_a_networks_folder_that_others_can_read_is_closed_and_a_shared_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, shared = tmp_path / "ours", tmp_path / "shared"
    for folder, name in ((ours, "wekeep.sqlite3"), (shared, "letter.txt")):
        folder.mkdir()
        (folder / name).write_text("")
        (folder / name).chmod(0o644)
        folder.chmod(0o755)
    monkeypatch.setenv("WEKEEP_X", str(ours))
    assert env.folder("X", tmp_path) == ours
    assert [one.stat().st_mode & 0o777 for one in (ours, ours / "wekeep.sqlite3")] == [0o700, 0o600]
    monkeypatch.setenv("WEKEEP_X", str(shared))
    with pytest.raises(BadSetting, match="which others can read"):
        env.folder("X", tmp_path)
    assert shared.stat().st_mode & 0o777 == 0o755
