"""An unsafe installation is told so, with what to do."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import override_settings

from config import checks
from wekeep.work import broker
from wekeep.work.rules.broker import where

SAFE: dict[str, Any] = {
    "DEBUG": False,
    "DEMO": False,
    "SITE_URL": "https://watch.example.org",
    "HTTPS": True,
    "TRUSTED_PROXIES": 1,
    "ALLOWED_HOSTS": ["watch.example.org"],
    "SECRET_KEY": "k3J9-pQ72_xVn8LtR0aWzY5mEbUcHdSg",
}
EVERY = [
    checks.check_debug,
    checks.check_demo,
    checks.check_transport,
    checks.check_proxies,
    checks.check_hosts,
    checks.check_secret,
    checks.check_data_folder,
    checks.check_file_system,
]


def found(**changes: Any) -> list[str]:
    with override_settings(**(SAFE | changes)):
        messages = [message for check in EVERY for message in check(None)]
    assert all(message.hint for message in messages)
    return [str(message.id) for message in messages]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    SAFE["DATA_DIR"] = tmp_path
    return tmp_path


def test_a_safe_installation_passes() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"DEBUG": True}, "wekeep.E001"),
        ({"DEMO": True}, "wekeep.E002"),
        ({"SITE_URL": "http://watch.example.org", "HTTPS": False}, "wekeep.E003"),
        ({"TRUSTED_PROXIES": 0}, "wekeep.E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "wekeep.E005"),
        ({"SECRET_KEY": "change-me"}, "wekeep.E006"),
        ({"SECRET_KEY": "a" * 60}, "wekeep.E006"),
    ],
)
def test_each_unsafe_setting_is_found(changes: dict[str, Any], fault: str) -> None:
    assert found(**changes) == [fault]


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000", "http://abc.onion"])
def test_plain_http_is_fine_on_this_machine_and_over_onion(url: str) -> None:
    assert found(SITE_URL=url, HTTPS=False, TRUSTED_PROXIES=0) == []


def test_a_data_folder_that_others_can_read_is_found(folder: Path) -> None:
    folder.chmod(0o755)
    assert found() == ["wekeep.E007"]


def test_a_database_on_a_network_file_system_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n")
    assert checks.file_system_of(tmp_path / "wekeep.sqlite3", mounts) == "nfs4"
    assert checks.file_system_of(Path("/srv/wekeep.sqlite3"), mounts) == "ext4"
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        monkeypatch.setattr(checks, "file_system_of", lambda _path: "nfs4")
        assert found() == ["wekeep.E008"]


@pytest.mark.django_db
def test_the_tests_own_database_keeps_every_language() -> None:
    assert checks.encoding_of_database() == "UTF8"
    assert checks.check_encoding(None) == []


def test_a_database_that_keeps_english_alone_or_is_away_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "encoding_of_database", lambda: "SQL_ASCII")
    assert [one.id for one in checks.check_encoding(None)] == ["wekeep.E010"]

    def away() -> str:
        raise OperationalError("could not connect to 10.0.0.1 as wekeep")

    monkeypatch.setattr(checks, "encoding_of_database", away)
    (told,) = checks.check_encoding(None)
    assert told.id == "wekeep.E011" and "10.0.0.1" not in str(told)


def test_a_misspelt_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEKEEP_SIT_URL", "https://watch.example.org")
    assert "WEKEEP_SIT_URL" in str(checks.check_spelling(None)[0].msg)


@pytest.mark.django_db
def test_check_deploy_fails_where_a_fault_is_found() -> None:
    with override_settings(**(SAFE | {"DEBUG": True})), pytest.raises(CommandError, match="WEKEEP_DEBUG"):
        call_command("check_deploy")


def test_a_broker_that_is_away_or_spoken_to_in_the_clear_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(*servers: str) -> list[str]:
        with override_settings(BROKER=where(servers)):
            return [str(one.id) for one in checks.check_broker(None)]

    monkeypatch.setattr(broker, "ANSWERS_WITHIN", 1.0)
    assert said() == []
    assert said("nats://ours:secret@127.0.0.1:1") == ["wekeep.W003"]
    assert said("tls://127.0.0.1:1") == ["wekeep.W003"]
    # a name that nobody knows takes some resolvers a quarter of a minute
    monkeypatch.setattr(checks, "why_away", lambda _where: "")
    assert said("nats://broker.invalid:4222") == ["wekeep.E009"]
