"""Backups: one encrypted file that holds everything a network is, and the way back from it.

The file is age (age-encryption.org/v1) to a key that is kept elsewhere, around a tar: a manifest, the database, and the
data folder without what can be made again, and without who is signed in just now. No plain copy is ever written outside the
data folder.
"""

import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b, file_digest
from pathlib import Path

import pyrage
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from wekeep.channels.actions.making_ready import drop_all
from wekeep.desk.rules import kinds
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import Refused
from wekeep.kit.words import RECEIPT_WORDS, from_digest
from wekeep.people.actions.restoring import put_back
from wekeep.watch.actions.taker import FOLDER as SPOOL

FORMAT = 1
# Made again by every start, or of no use elsewhere.
_LEFT_OUT = frozenset(
    {"static", "backups", "city-import.lock", "wekeep.sqlite3", "wekeep.sqlite3-wal", "wekeep.sqlite3-shm"}
) | {
    # its locks would go with whoever closed it
    "wekeep.sqlite3-turns",
    # a copy of the keeper's file would keep alive what its days were to end, and its key is no other installation's
    "keeper",
    "keeper.verify",
    "keeper.alerts",
}
# A session is the very word that a browser shows to be signed in: whoever opened a backup of this day could walk into the
# living network with it. A sheet holds keys for one message each: one that came back would be used for a second.
_NOT_TO_COME_BACK = frozenset({Session._meta.db_table, "channels_sheet"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `migrations` are the database's state as "app.name"."""

    format: int
    made_at: str
    engine: str
    migrations: list[str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the backup's manifest and mark, and whether two persons have to agree before the network goes on."""

    manifest: Manifest
    mark: str
    waits: bool


def new_key() -> tuple[str, str]:
    """A fresh key pair: the secret part, to keep off this machine, and the public part to encrypt to."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def make_backup(*, to: str, target: Path) -> Manifest:
    """Write the encrypted backup to `target` (mode 0600, replaced only once it is complete), readable by the owner of
    the secret part of `to`. The network keeps running meanwhile; the copy is of one moment."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(to)
    except pyrage.RecipientError:
        raise Refused("That is not an age public key. It begins with age1.") from None
    _check_target(target)
    with _workshop() as folder:
        manifest = _collect(folder)
        plain, sealed = folder / "plain.tar", folder / "sealed.age"
        _pack(folder / "contents", plain)
        with plain.open("rb") as read, sealed.open("wb") as write:
            pyrage.encrypt_io(read, write, [recipient])
        sealed.chmod(0o600)
        half = target.with_name(target.name + ".half")
        shutil.move(sealed, half)
        half.rename(target)
    return manifest


def _check_target(target: Path) -> None:
    """Before the work and not after it."""
    if target.is_dir():
        raise Refused("%(path)s is a folder. Name a file in it.", path=str(target))
    if not target.parent.is_dir():
        raise Refused("There is no folder %(path)s. Make it, or name another one.", path=str(target.parent))
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise Refused("Nothing can be written in %(path)s.", path=str(target.parent))


def restore_backup(*, key: str, source: Path) -> Restored:
    """Put a backup in place of what is here; its members' roles rest and nothing is sent until two persons agree to go on
    (`people.actions.restoring`). Refused, with nothing changed, where the key does not open it, the file is damaged, or
    this installation already has members."""
    try:
        identity = pyrage.x25519.Identity.from_str(key.strip())
    except pyrage.IdentityError:
        raise Refused("That is not an age secret key. It begins with AGE-SECRET-KEY-1.") from None
    if _has_members():
        raise Refused("This installation has members already. Restore into an empty one.")
    with _workshop() as folder:
        contents = _unpack(source, identity, folder)
        manifest = Manifest(**json.loads((contents / "manifest.json").read_text()))
        if manifest.format != FORMAT:
            raise Refused("This backup was made by another version. Restore it with that one, then upgrade.")
        _put_database(contents, manifest)
        for item in (contents / "data").iterdir():
            _put(item, settings.DATA_DIR / item.name)
        drop_all()
        waits = put_back(mark=mark_of(source), made_at=datetime.fromisoformat(manifest.made_at))
        journal.record(kinds.RESTORED, about="backup", actor=SYSTEM, waits=waits)
    return Restored(manifest, mark_of(source), waits)


def mark_of(backup: Path) -> str:
    """What recognises a backup's file: BLAKE2b of its bytes, in hex."""
    with backup.open("rb") as file:
        return file_digest(file, _blake2b).hexdigest()


def words_of(mark: str) -> str:
    """The mark as six words that can be read aloud and compared."""
    return from_digest(mark, RECEIPT_WORDS)


def _blake2b() -> blake2b:
    return blake2b(digest_size=32)


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder inside the data folder, so that nothing plain leaves the disk that holds it anyway."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA_DIR) as name:
        yield Path(name)


def _collect(folder: Path) -> Manifest:
    contents = folder / "contents"
    (contents / "data").mkdir(parents=True)
    # before the database: what leaves the spool meanwhile is there, and what is in both is one report
    _copy_spool(contents / "data" / SPOOL)
    with transaction.atomic():
        _freeze()
        manifest = Manifest(FORMAT, clock.now().isoformat(), connection.vendor, _migrations())
        _copy_database(contents)
    for item in settings.DATA_DIR.iterdir():
        if (
            item != settings.KEEPER_DIR
            and item.name not in {*_LEFT_OUT, SPOOL}
            and not item.name.startswith(".backup-")
        ):
            _put(item, contents / "data" / item.name)
    (contents / "manifest.json").write_text(json.dumps(asdict(manifest)))
    return manifest


def _copy_spool(target: Path) -> None:
    """Reports that are acknowledged and not in the database yet; the next start after a restore brings them in."""
    target.mkdir()
    for item in (settings.DATA_DIR / SPOOL).glob("*.spool"):
        # one that is empty by now is removed
        with suppress(FileNotFoundError):
            shutil.copy2(item, target / item.name)


def _freeze() -> None:
    """Let all that follows in this transaction see one moment."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _copy_database(contents: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
        copy = sqlite3.connect(contents / "database.sqlite3")
        source.backup(copy)
        _leave_out(copy)
        copy.close()
        source.close()
        return
    (contents / "tables").mkdir()
    with connection.cursor() as cursor:
        for table in sorted(set(_tables()) - _NOT_TO_COME_BACK):
            with (contents / "tables" / table).open("wb") as file, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                for block in rows:
                    file.write(block)


def _leave_out(copy: sqlite3.Connection) -> None:
    """What is deleted is overwritten, and not only taken out of the list of pages; then the copy is written anew without it."""
    copy.execute("PRAGMA secure_delete=ON")
    present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in _NOT_TO_COME_BACK & present:
        copy.execute(f'DELETE FROM "{table}"')
    copy.commit()
    copy.execute("VACUUM")


def _put_database(contents: Path, manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise Refused("This backup is of another kind of database. Restore it on the kind it was made on.")
    if connection.vendor == "sqlite":
        target = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for left in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
            left.unlink(missing_ok=True)
        shutil.copyfile(contents / "database.sqlite3", target)
        target.chmod(0o600)
    else:
        call_command("migrate", verbosity=0)
        if set(_migrations()) != set(manifest.migrations):
            raise Refused("This backup was made by another version. Restore it with that one, then upgrade.")
        _fill_tables(contents / "tables")
    call_command("migrate", verbosity=0)


def _fill_tables(tables: Path) -> None:
    names = [table for table in _tables() if (tables / table).exists()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " CASCADE")
        locked = [name for name in names if name.startswith("care_")]
        for name in locked:  # the book's locks ask for legs before their entry, and its rows come back table by table
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        for name in names:
            with (tables / name).open("rb") as file, cursor.copy(f'COPY "{name}" FROM STDIN') as rows:
                while block := file.read(1 << 16):
                    rows.write(block)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), list(apps.get_models(include_auto_created=True))
        ):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in locked:
            cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')


def _tables() -> list[str]:
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return sorted(known & set(connection.introspection.table_names()))


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _has_members() -> bool:
    member = apps.get_model(settings.AUTH_USER_MODEL)
    return member._meta.db_table in connection.introspection.table_names() and member._default_manager.exists()


def _pack(contents: Path, target: Path) -> None:
    with tarfile.open(target, "w") as tar:
        tar.add(contents, arcname=".")


def _unpack(source: Path, identity: object, folder: Path) -> Path:
    plain, contents = folder / "plain.tar", folder / "contents"
    try:
        with source.open("rb") as read, plain.open("wb") as write:
            pyrage.decrypt_io(read, write, [identity])
        with tarfile.open(plain) as tar:
            _take_out(tar, contents)
    except pyrage.DecryptError:
        raise Refused("This key does not open this backup, or the file is damaged. Nothing was changed.") from None
    except OSError as trouble:
        raise Refused(
            "The backup cannot be read: %(why)s. Nothing was changed.", why=trouble.strerror or "damaged"
        ) from None
    return contents


def _take_out(tar: tarfile.TarFile, target: Path) -> None:
    """Folders and plain files of `tar` under `target`, for their owner alone. tarfile's own filters came with Python 3.11.4,
    and Debian 12 has 3.11.2."""
    for member in tar:
        path = target / member.name
        if not (member.isfile() or member.isdir()) or not path.resolve().is_relative_to(target.resolve()):
            raise Refused("This key does not open this backup, or the file is damaged. Nothing was changed.")
        if member.isdir():
            path.mkdir(parents=True, exist_ok=True)
        elif (content := tar.extractfile(member)) is not None:
            with content, path.open("xb") as copy:
                shutil.copyfileobj(content, copy)
            path.chmod(member.mode & 0o700)


def _put(item: Path, target: Path) -> None:
    if item.is_dir():
        shutil.copytree(item, target, dirs_exist_ok=True)
    else:
        shutil.copy2(item, target)
