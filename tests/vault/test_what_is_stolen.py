"""The seized disk, the old backup with a stolen passphrase, and the one who leaves while others write."""

import base64
import gzip
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.cast import NORTH, Cast, admit
from tests.keeping import Keeping
from tests.people.passkeys import add_passkey
from tests.vault.test_sealing import ROSA, in_days, opened, seal_one
from wekeep.keeper.service import Keeper
from wekeep.kit import clock, envelope
from wekeep.kit import keeper_messages as say
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.envelope import Broken, Group
from wekeep.kit.errors import Refused
from wekeep.people.actions.members import end_member
from wekeep.people.actions.sign_in import recognise
from wekeep.vault.actions.resealing import reseal_all
from wekeep.vault.actions.sealing import seal
from wekeep.vault.models import MemberKey, RoleEpoch, RoleWrap, Seal
from wekeep.vault.queries.roles import newest_epoch

MARKERS = 200
# bytes that every marker begins with, in each of its shapes
BEGINNING = 6


def marker(number: int) -> str:
    return f"Maria-{number:04}-Quetzal Ñandú Street"


def as_found(words: str) -> list[bytes]:
    """The ways in which plain text lies on a disk."""
    raw = words.encode()
    shapes = [raw, words.encode("utf-16-le"), words.encode("utf-16-be"), raw.hex().encode(), base64.b64encode(raw)]
    return [*shapes, base64.urlsafe_b64encode(raw), words.encode("unicode-escape")]


def lying_in(blobs: list[bytes], names: list[str]) -> list[str]:
    """Those of `names`, which all begin alike, that lie there in any shape; only where their beginning is, can one be."""
    beginnings = {shape[:BEGINNING] for shape in as_found(names[0])}
    suspect = [one for one in blobs if any(beginning in one for beginning in beginnings)]
    return [name for name in names if any(shape in one for shape in as_found(name) for one in suspect)]


def plant() -> None:
    for number in range(MARKERS):
        seal(
            kind="request",
            record=f"r{number}",
            group=list(Group)[number % len(Group)],
            zone=NORTH,
            role=Role.DISPATCHER,
            fields={"name": marker(number)},
            expires=in_days(3),
        )


def everything_on_disk(folders: list[Path], copy: Path) -> list[bytes]:
    found = []
    for place, folder in enumerate(folders):
        shutil.copytree(folder, copy / str(place), ignore=shutil.ignore_patterns("socket"))
        found += [path.read_bytes() for path in (copy / str(place)).rglob("*") if path.is_file()]
    return found + [gzip.decompress(one) for one in found if one[:2] == b"\x1f\x8b"]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_seized_disk_shows_none_of_two_hundred_families(keeping: Keeping, cast: Cast, tmp_path: Path) -> None:
    dana = cast.dana.unlocked()
    plant()
    assert opened(dana, "r0") == {"name": marker(0)}
    keeping.stop()
    folders = [keeping.folder]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    disk = everything_on_disk(folders, tmp_path)
    rows = b"".join(bytes(row.body) + bytes(row.wrap) for row in Seal.objects.all())
    names = [marker(number) for number in range(MARKERS)]
    assert lying_in([*disk, rows], names) == []
    assert lying_in([*disk, b"x" + as_found(names[7])[5]], names) == [names[7]], "where one lies, it is found"
    assert attack_offline(keeping.folder) == 0
    keeping.start()


def attack_offline(folder: Path) -> int:
    """What a thief of the disk can open with every key that lies on it and no one's passphrase: nothing. Each 32 bytes
    stored anywhere are tried as a key of any role and day."""
    stored = [bytes(value) for row in MemberKey.objects.all() for value in (row.box, row.signing, row.sealed)]
    stored += [bytes(epoch.public) for epoch in RoleEpoch.objects.all()]
    stored += [bytes(wrap.wrap) for wrap in RoleWrap.objects.all()]
    stored.append((folder / "keeper.sqlite3").read_bytes()[:4096])
    keys = {blob[at : at + 32] for blob in stored for at in range(0, max(1, len(blob) - 31), 16)}
    sample, opened_ones = Seal.objects.select_related("epoch").first(), 0
    assert sample is not None
    for key in (k for k in keys if len(k) == 32):
        try:
            at = sample.epoch
            envelope.unwrap(bytes(sample.wrap), at.zone, at.role, at.number, envelope.private_key(key))
            opened_ones += 1
        except Broken:
            continue
    return opened_ones


def test_a_keeper_file_without_its_words_opens_nothing(keeping: Keeping, cast: Cast, tmp_path: Path) -> None:
    cast.dana.unlocked()
    seal_one("r1")
    shutil.copy(keeping.folder / "keeper.sqlite3", tmp_path / "k")
    stolen = Keeper(tmp_path / "k")
    with pytest.raises(Broken):
        stolen.unseal("every other passphrase that anyone tries")
    row = MemberKey.objects.get(member=cast.dana.code)
    found = recognise(handle="dana", passphrase=cast.dana.passphrase)
    assert found is not None
    assert stolen.answer(say.Unlock(row.secret, found.key)) == say.Refusal("sealed")
    stolen.close()


def test_an_old_backup_and_a_stolen_passphrase_open_nothing_that_has_expired(keeping: Keeping, cast: Cast) -> None:
    """The thief has the database of day D, dana's passphrase, and may even ask the living keeper, four days later."""
    cast.vera.unlocked()
    add_passkey(cast.dana.client(), cast.dana.passphrase)  # the thief has it too
    seal_one("expires")
    seal(
        kind="request",
        record="lives",
        group=Group.TRIAGE,
        zone=NORTH,
        role=Role.DISPATCHER,
        fields=ROSA,
        expires=in_days(30),
    )
    seal(
        kind="request",
        record="elsewhere",
        group=Group.TRIAGE,
        zone="south",
        role=Role.DISPATCHER,
        fields=ROSA,
        expires=in_days(30),
    )
    keeping.ahead = timedelta(days=4)
    keeping.keeper.tick()
    with clock.simulated(clock.now() + timedelta(days=4)):
        thief = cast.dana.unlocked()
        assert opened(thief, "expires") is None
        assert opened(thief, "lives") == ROSA
        assert opened(thief, "elsewhere") is None


@pytest.mark.django_db(transaction=True)
def test_someone_is_removed_while_four_others_write(keeping: Keeping, cast: Cast) -> None:
    leaver = admit("lee", Role.DISPATCHER)
    cast.dana.unlocked()
    lee = leaver.unlocked()
    client, stop, written = leaver.client(), threading.Event(), list[str]()
    assert client.get("/desk/").status_code == 200

    def write(writer: int) -> None:
        number = 0
        while not stop.is_set() and number < 60:
            try:
                seal_one(f"w{writer}-{number}")
                written.append(f"w{writer}-{number}")
            except Refused:
                pass
            number += 1
        connections.close_all()

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for one in writers:
        one.start()
    while len(written) < 15:
        stop.wait(0.01)
    end_member(actor=SYSTEM, code=leaver.code)
    gone_at, newest = set(Seal.objects.values_list("record", flat=True)), newest_epoch(NORTH, Role.DISPATCHER)
    while len(written) < len(gone_at) + 15 and any(one.is_alive() for one in writers):
        stop.wait(0.01)
    stop.set()
    for one in writers:
        one.join()
    assert newest is not None
    later = Seal.objects.exclude(record__in=gone_at)
    assert later.exists() and set(later.values_list("epoch", flat=True)) == {newest.id}
    assert client.get("/desk/").status_code == 302
    assert not RoleWrap.objects.filter(member=leaver.code).exists()
    assert all(opened(lee, record) is None for record in written[:5])
    dana = cast.dana.unlocked()
    reseal_all()
    assert set(Seal.objects.values_list("epoch", flat=True)) == {newest.id}
    assert RoleEpoch.objects.filter(zone=NORTH, role="dispatcher").count() == 1
    assert opened(dana, written[0]) == ROSA
