"""A backup opens only with its key, holds everything, and comes back into an empty installation alone."""

import io
import os
import subprocess
import tarfile
import threading
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

import psycopg
import pyrage
import pytest
from django.db import connection

from tests.running import ran
from wekeep.desk.actions import backups
from wekeep.kit.errors import Refused
from wekeep.kit.spool import Record, Spool, records_in
from wekeep.watch.actions.taker import FOLDER as SPOOL

pytestmark = pytest.mark.django_db


def url_for(folder: Path) -> str:
    """The address of a database of its own: a file in the folder, or a new one on the test server."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'wekeep.sqlite3'}"
    server = connection.settings_dict
    name = "backup_" + blake2b(str(folder).encode(), digest_size=6).hexdigest()
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"postgresql://{server['USER']}@/{name}?host={quote(server['HOST'], safe='')}"


def wekeep(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as an operator would, with a data folder and a database of its own."""
    folder.mkdir(exist_ok=True)
    env = {
        **os.environ,
        "WEKEEP_DATA_DIR": str(folder),
        "WEKEEP_DATABASE_URL": url_for(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return ran("-m", "config.manage" if words[0] in ("migrate", "shell") else "wekeep.desk.command", *words, env=env)


def handles(folder: Path) -> list[str]:
    """The handles of the members there; none where there is no table yet."""
    said = wekeep(folder, "shell", "-v0", "-c", LIST)
    return said.stdout.split()


LIST = """
from django.db import connection
from wekeep.people.models import Member
if "people_member" in connection.introspection.table_names():
    print(*Member.objects.values_list("handle", flat=True))
"""
ADMIT = """
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import admit_member
admit_member(actor=SYSTEM, handle="marker-handle")
"""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path, str]:
    """A small network, its backup, the file with its secret key, and the public key."""
    folder = tmp_path_factory.mktemp("network")
    assert wekeep(folder, "migrate", "-v0").returncode == 0
    assert wekeep(folder, "shell", "-v0", "-c", ADMIT).returncode == 0
    said = wekeep(folder, "backup", "--new-key").stdout.split()
    secret = next(word for word in said if word.startswith("AGE-SECRET-KEY-1"))
    public = next(word for word in said if word.startswith("age1"))
    key = folder.parent / "key.txt"
    key.write_text(secret)
    made = wekeep(folder, "backup", str(folder.parent / "network.age"), "--to", public)
    assert made.returncode == 0, made.stderr
    return folder, folder.parent / "network.age", key, public


def test_the_file_shows_nothing_to_one_without_the_key(network: tuple[Path, Path, Path, str], tmp_path: Path) -> None:
    _folder, backup, _key, _public = network
    assert b"marker-handle" not in backup.read_bytes()
    assert backup.stat().st_mode & 0o077 == 0
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(wekeep(tmp_path, "backup", "--new-key").stdout.split("\n")[1])
    refused = wekeep(tmp_path / "new", "restore", str(backup), "--key-file", str(wrong))
    assert refused.returncode != 0 and "does not open" in refused.stderr
    assert handles(tmp_path / "new") == []


def test_everything_comes_back_with_its_secrets(network: tuple[Path, Path, Path, str], tmp_path: Path) -> None:
    folder, backup, key, _public = network
    restored = wekeep(tmp_path, "restore", str(backup), "--key-file", str(key))
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "secret_key").read_text() == (folder / "secret_key").read_text()
    assert handles(tmp_path) == ["marker-handle"]
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".backup-")]


def test_a_network_with_members_is_never_overwritten(network: tuple[Path, Path, Path, str]) -> None:
    folder, backup, key, _public = network
    refused = wekeep(folder, "restore", str(backup), "--key-file", str(key))
    assert refused.returncode != 0 and "members already" in refused.stderr


def test_a_damaged_file_is_refused_and_nothing_is_changed(
    network: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    _folder, backup, key, _public = network
    whole = bytearray(backup.read_bytes())
    whole[len(whole) // 2] ^= 1
    damaged = tmp_path / "damaged.age"
    damaged.write_bytes(whole)
    refused = wekeep(tmp_path / "new", "restore", str(damaged), "--key-file", str(key))
    assert refused.returncode != 0 and "Nothing was changed" in refused.stderr
    assert handles(tmp_path / "new") == []


def test_without_a_key_there_is_no_backup(tmp_path: Path) -> None:
    refused = wekeep(tmp_path, "backup", str(tmp_path / "x.age"))
    assert refused.returncode != 0 and "key" in refused.stderr
    assert not (tmp_path / "x.age").exists()


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside-of-it"])
def test_a_backup_that_reaches_out_of_its_folder_is_refused(name: str, tmp_path: Path) -> None:
    packed, target = tmp_path / "made.tar", tmp_path / "contents"
    with tarfile.open(packed, "w") as tar:
        tar.addfile(tarfile.TarInfo(name), io.BytesIO())
    target.mkdir()
    with tarfile.open(packed) as tar, pytest.raises(Refused):
        backups._take_out(tar, target)
    assert not (tmp_path / "outside").exists()
    assert not list(target.iterdir())


def test_what_was_acknowledged_and_is_not_in_the_database_yet_is_in_the_backup(
    network: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    """From the spool of a server that lives on; what it holds afterwards is not touched."""
    folder, _backup, key, public = network
    durable = threading.Event()
    spool = Spool(folder / SPOOL, lambda _records, _trouble: durable.set())
    spool.append(Record(b"a report on its way"))
    assert durable.wait(60)
    made = tmp_path / "with-a-spool.age"
    assert wekeep(folder, "backup", str(made), "--to", public).returncode == 0
    spool.close()
    contents = backups._unpack(made, pyrage.x25519.Identity.from_str(key.read_text().strip()), tmp_path)
    for where in (contents / "data" / SPOOL, folder / SPOOL):
        (lies,) = where.glob("*.spool")
        assert [payload for _at, payload in records_in(lies.read_bytes())] == [b"a report on its way"]


SIGN_IN = """
from django.contrib.sessions.backends.db import SessionStore
one = SessionStore()
one["_auth_user_id"] = "1"
one.create()
print(one.session_key)
"""
SESSIONS = """
from django.contrib.sessions.models import Session
print(Session.objects.count())
"""


def test_a_backup_signs_nobody_in_at_the_network_that_lives_on(
    network: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    folder, _backup, key, public = network
    cookie = wekeep(folder, "shell", "-v0", "-c", SIGN_IN).stdout.strip()
    made = tmp_path / "with-a-session.age"
    assert len(cookie) == 32 and wekeep(folder, "backup", str(made), "--to", public).returncode == 0
    contents = backups._unpack(made, pyrage.x25519.Identity.from_str(key.read_text().strip()), tmp_path)
    held = [path for path in contents.rglob("*") if path.is_file()]
    assert held and not [path for path in held if cookie.encode() in path.read_bytes()]
    assert wekeep(folder, "shell", "-v0", "-c", SESSIONS).stdout.strip() != "0"
    restored = wekeep(tmp_path / "new", "restore", str(made), "--key-file", str(key))
    assert restored.returncode == 0, restored.stderr
