"""Files are sealed as every group is, chunk by chunk: cut, exchanged, moved or expired, nothing of them opens."""

import io
import os
import shutil
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cast import NORTH, SOUTH, Cast, Person
from tests.keeping import Keeping
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.sealed_stream import CHUNK
from wekeep.vault.actions import disk
from wekeep.vault.actions.buckets import forget_expired, stock_buckets
from wekeep.vault.actions.files import seal_file
from wekeep.vault.actions.holding import agree_to_hold, hold
from wekeep.vault.actions.sealing import erase
from wekeep.vault.models import SealedFile, path_of
from wekeep.vault.queries.files import files_of, open_file

PLAIN = b"Rosa's lease, page one. " * 12_000
EXTRA = 17


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where sealed files lie in this test."""
    settings.SEALED_FILES = tmp_path / "sealed"
    return tmp_path / "sealed"


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper."""
    return Cast()


def seal_one(record: str = "r1", *, zone: str = NORTH, plain: bytes = PLAIN, days: int = 3) -> str:
    expires: date = clock.now().date() + timedelta(days=days)
    return seal_file(
        kind="request",
        record=record,
        zone=zone,
        role=Role.DISPATCHER,
        source=io.BytesIO(plain),
        name="lease.pdf",
        media_type="application/pdf",
        expires=expires,
    )


def opened(by: Person, code: str, record: str = "r1") -> bytes:
    found = open_file(by.unlocked(), kind="request", record=record, code=code, reason="test")
    assert (found.name, found.media_type) == ("lease.pdf", "application/pdf")
    read = b"".join(found.chunks)
    assert len(read) == found.size
    return read


def test_a_file_opens_for_a_holder_of_its_role_and_for_nobody_else(cast: Cast, folder: Path) -> None:
    cast.dana.unlocked()
    code = seal_one()
    assert opened(cast.dana, code) == PLAIN and files_of("request", "r1") == [code]
    for other in (cast.amina, cast.vera, cast.sol):
        with pytest.raises(NotFound):
            opened(other, code)
    with pytest.raises(NotFound):
        opened(cast.dana, code, record="r2")
    on_disk = path_of(code).read_bytes()
    assert b"Rosa" not in on_disk and b"lease" not in on_disk
    assert path_of(code).stat().st_mode & 0o777 == 0o600


def _cut_short(raw: bytes) -> bytes:
    return raw[: 25 + 2 * (CHUNK + EXTRA)]


def _cut_in_a_chunk(raw: bytes) -> bytes:
    return raw[:-1]


def _exchanged(raw: bytes) -> bytes:
    first, second = 25, 25 + CHUNK + EXTRA
    return raw[:first] + raw[second : second + CHUNK + EXTRA] + raw[first:second] + raw[second + CHUNK + EXTRA :]


def _longer(raw: bytes) -> bytes:
    return raw + b"x"


def _one_bit(raw: bytes) -> bytes:
    return raw[:-40] + bytes([raw[-40] ^ 1]) + raw[-39:]


@pytest.mark.parametrize("change", [_cut_short, _cut_in_a_chunk, _exchanged, _longer, _one_bit])
def test_of_a_file_that_was_changed_on_the_disk_nothing_is_given_out(
    change: Callable[[bytes], bytes], cast: Cast
) -> None:
    cast.dana.unlocked()
    code = seal_one()
    path_of(code).write_bytes(change(path_of(code).read_bytes()))
    with pytest.raises(Refused, match="Nothing of it was opened"):
        opened(cast.dana, code)


def test_a_file_moved_to_another_record_or_row_does_not_open(cast: Cast) -> None:
    cast.dana.unlocked()
    mine, other = seal_one("r1"), seal_one("r2", plain=b"another")
    shutil.copy(path_of(mine), path_of(other))
    with pytest.raises(Refused, match="not the one that was sealed"):
        opened(cast.dana, other, record="r2")
    SealedFile.objects.filter(code=mine).update(seal=None or SealedFile.objects.get(code=mine).seal_id, record="r3")
    assert files_of("request", "r3") == [mine], "a row says whose it is; the seal says what it is"
    seal = SealedFile.objects.get(code=mine).seal
    seal.record = f"r3.{mine}"
    seal.save()
    with pytest.raises(NotFound):
        opened(cast.dana, mine, record="r3")


def test_what_is_erased_is_gone_from_the_disk_when_it_is_committed(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    cast.dana.unlocked()
    code, kept = seal_one("r1"), seal_one("r2")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        erase(kind="request", record="r1")
    assert not path_of(code).exists() and path_of(kept).exists()
    assert not SealedFile.objects.filter(code=code).exists() and opened(cast.dana, kept, record="r2") == PLAIN


def test_after_its_day_the_file_is_swept_and_a_held_one_is_not(cast: Cast, signer: Keeping) -> None:
    cast.dana.unlocked()
    gone, held = seal_one("r1"), seal_one("r2")
    agree_to_hold(unlocked=cast.sol.unlocked(), code="court-1", kind="request", records=["r2"])
    assert hold(unlocked=cast.dana.unlocked(), code="court-1", kind="request", records=["r2"]) == 1
    signer.ahead = timedelta(days=4)
    with clock.simulated(clock.now() + timedelta(days=4)):
        stock_buckets()
        assert forget_expired() == 1
    for code in (gone, held):
        os.utime(path_of(code), (1, 1))
    assert disk.sweep_disk() == 1
    assert not path_of(gone).exists() and path_of(held).exists()


def test_what_breaks_off_leaves_nothing_behind(cast: Cast, folder: Path) -> None:
    cast.dana.unlocked()

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > CHUNK:
                raise OSError("the phone went away")
            return super().read(size)

    common = {"kind": "request", "zone": NORTH, "role": Role.DISPATCHER, "name": "a", "media_type": "b"}
    day = clock.now().date() + timedelta(days=3)
    with pytest.raises(OSError, match="went away"):
        seal_file(**common, record="r1", source=Broken(PLAIN), expires=day)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="too large"):
        seal_file(**common, record="r1", source=io.BytesIO(PLAIN), expires=day, most=CHUNK)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="no key for that day"):
        seal_one(days=2000)
    with pytest.raises(Refused, match="Nobody who may read this"):
        seal_one(zone=SOUTH)
    assert [one for one in folder.rglob("*") if one.is_file()] == [] and not SealedFile.objects.exists()


def test_a_file_of_any_length_takes_the_memory_of_a_few_chunks(cast: Cast, tmp_path: Path) -> None:
    cast.dana.unlocked()
    long = tmp_path / "long"
    with long.open("wb") as file:
        file.truncate(24 * 1024 * 1024)
    session = cast.dana.unlocked()
    tracemalloc.start()
    with long.open("rb") as source:
        code = seal_file(
            kind="request",
            record="r1",
            zone=NORTH,
            role=Role.DISPATCHER,
            source=source,
            name="long",
            media_type="video/mp4",
            expires=clock.now().date() + timedelta(days=3),
        )
    found = open_file(session, kind="request", record="r1", code=code, reason="test")
    assert sum(len(chunk) for chunk in found.chunks) == 24 * 1024 * 1024
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024 * 1024
