"""The spool: what was called durable is found again, once, whatever happened in between; and nothing stays that is not needed."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.kit import spool as spools
from wekeep.kit.spool import SEGMENT_BYTES, Record, Spool, read_all, records_in


class Heard:
    """What a spool said of its groups."""

    def __init__(self) -> None:
        self.groups: list[tuple[list[Record], Exception | None]] = []
        self._said = threading.Condition()

    def __call__(self, records: Sequence[Record], trouble: Exception | None) -> None:
        with self._said:
            self.groups.append((list(records), trouble))
            self._said.notify_all()

    def wait_for(self, many: int) -> list[Record]:
        """The records of all groups, once there are so many."""
        with self._said:
            assert self._said.wait_for(lambda: sum(len(group) for group, _trouble in self.groups) >= many, 60)
            return [one for group, _trouble in self.groups for one in group]

    @property
    def troubles(self) -> list[Exception]:
        return [trouble for _group, trouble in self.groups if trouble is not None]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def spool(tmp_path: Path, heard: Heard) -> Iterator[Spool]:
    one = Spool(tmp_path / "spool", heard)
    yield one
    one.close()


def kept(folder: Path, heard: Heard, *payloads: bytes) -> list[Record]:
    """A process that takes these in and dies, as far as its files can tell."""
    dying = Spool(folder, heard)
    for payload in payloads:
        dying.append(Record(payload))
    records = heard.wait_for(len(payloads))
    dying.close()
    return records


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def found(folder: Path) -> list[bytes]:
    """What the next process finds."""
    after = Spool(folder, Heard())
    records, _others = after.take_over()
    after.close()
    return [record.payload for record in records]


def test_what_was_durable_is_found_by_the_next_process_in_order(tmp_path: Path, heard: Heard) -> None:
    kept(tmp_path, heard, b"one", b"two", b"three")
    assert found(tmp_path) == [b"one", b"two", b"three"]


def test_what_came_while_the_disk_was_busy_shares_one_sync(tmp_path: Path, heard: Heard) -> None:
    syncs: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow(handle: int) -> None:
        syncs.append(handle)
        begun.set()
        assert go_on.wait(60)
        os.fdatasync(handle)

    one = Spool(tmp_path, heard, slow)
    one.append(Record(b"first"))
    assert begun.wait(60)
    for number in range(50):
        one.append(Record(b"%d" % number))
    assert heard.groups == []  # nobody is told before the sync is over
    go_on.set()
    heard.wait_for(51)
    assert len(syncs) == 2
    one.close()


def test_what_is_given_at_once_shares_one_sync_and_what_is_too_much_for_one_is_found_whole(
    tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Spool(tmp_path, heard)
    one.append(*[Record(b"%d" % number) for number in range(200)])
    heard.wait_for(200)
    assert [len(group) for group, _trouble in heard.groups] == [200]
    monkeypatch.setattr(spools, "GROUP_BYTES", 64 * 1024)
    large = [bytes([number]) * 40_000 for number in range(30)]
    one.append(*map(Record, large))
    heard.wait_for(230)
    assert max(sum(record.size for record in group) for group, _trouble in heard.groups) <= 3 * 40_000
    one.close()
    assert found(tmp_path) == [b"%d" % number for number in range(200)] + large


def test_a_living_process_keeps_what_is_its_own(spool: Spool, heard: Heard, tmp_path: Path) -> None:
    spool.append(Record(b"mine"))
    heard.wait_for(1)
    other = Spool(tmp_path / "spool", Heard())
    assert other.take_over() == ([], True)
    assert spool.take_over() == ([], False)
    other.close()


def test_what_is_needed_no_longer_is_nowhere_in_the_file_and_never_found_again(tmp_path: Path, heard: Heard) -> None:
    one = Spool(tmp_path, heard)
    for word in (b"a secret corner", b"another corner", b"a third corner"):
        one.append(Record(word))
    records = heard.wait_for(3)
    one.erase(records[:2])
    content = b"".join(path.read_bytes() for path in files(tmp_path))
    assert b"secret" not in content and b"another" not in content and b"a third corner" in content
    one.close()
    assert found(tmp_path) == [b"a third corner"]


def test_some_among_others_are_read_and_overwritten_and_their_neighbours_are_not(tmp_path: Path, heard: Heard) -> None:
    spool = Spool(tmp_path, heard)
    spool.append(*[Record(b"report %d" % number * (number + 1)) for number in range(9)])
    records = heard.wait_for(9)
    some = [records[number] for number in (7, 1, 2, 3, 5, 0)]
    assert read_all(some) == [b"report %d" % number * (number + 1) for number in (7, 1, 2, 3, 5, 0)]
    spool.erase(some)
    (path,) = tmp_path.glob("*.spool")
    content = path.read_bytes()
    assert [payload for _at, payload in records_in(content)] == [b"report %d" % n * (n + 1) for n in (4, 6, 8)]
    assert not any(b"report %d" % number in content for number in (7, 1, 2, 3, 5, 0))
    assert read_all([Record(b"never on disk")]) == [b""]
    spool.close()


def test_the_files_of_a_process_that_ended_go_with_the_last_thing_in_them(tmp_path: Path, heard: Heard) -> None:
    kept(tmp_path, heard, b"one", b"two")
    after = Spool(tmp_path, Heard())
    records, _others = after.take_over()
    after.erase(records[:1])
    assert len(files(tmp_path)) == 1
    after.erase(records[1:])
    assert files(tmp_path) == []
    after.close()


@given(st.integers(min_value=0, max_value=200))
def test_a_record_torn_at_any_byte_is_ignored_and_those_before_it_are_not(cut: int) -> None:
    whole = b"".join(spools._head(b"L", len(one), crc32(one)) + one for one in (b"first" * 4, b"second" * 9))
    torn = whole[:cut] + bytes(max(0, len(whole) - cut))
    alive = [payload for _at, payload in records_in(torn)]
    assert alive == [b"first" * 4, b"second" * 9][: (cut >= 35) + (cut >= len(whole))]


@given(st.integers(min_value=0, max_value=35))
def test_a_record_torn_while_it_is_overwritten_hides_none_behind_it(cut: int) -> None:
    one, two = b"first" * 4, b"second" * 9
    begin = spools._head(b"L", 20, crc32(one)) + one
    gone = spools._head(b"G", 20, crc32(one)) + bytes(20)
    torn = gone[:cut] + begin[cut:] + spools._head(b"L", len(two), crc32(two)) + two
    alive = [payload for _at, payload in records_in(torn)]
    assert alive[-1] == two and set(alive) <= {one, two}


def test_a_disk_that_fails_is_said_and_what_was_refused_is_not_found(tmp_path: Path, heard: Heard) -> None:
    fails = {"now": False}

    def sync(handle: int) -> None:
        if fails["now"]:
            raise OSError(5, "the disk is broken")
        os.fdatasync(handle)

    one = Spool(tmp_path, heard, sync)
    one.append(Record(b"before"))
    heard.wait_for(1)
    fails["now"] = True
    one.append(Record(b"refused"))
    heard.wait_for(2)
    assert [type(trouble) for trouble in heard.troubles] == [OSError]
    fails["now"] = False
    one.append(Record(b"after"))
    heard.wait_for(3)
    one.close()
    assert sorted(found(tmp_path)) == [b"after", b"before"]


def test_a_full_disk_refuses_and_takes_again_once_there_is_room(
    tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path) -> spools.Segment:
        raise OSError(28, "no space left on device")

    one = Spool(tmp_path, heard)
    with monkeypatch.context() as patched:
        patched.setattr(spools, "_new_segment", full)
        one.append(Record(b"refused"))
        heard.wait_for(1)
    assert [trouble.errno for trouble in heard.troubles if isinstance(trouble, OSError)] == [28]
    one.append(Record(b"taken"))
    heard.wait_for(2)
    one.close()
    assert found(tmp_path) == [b"taken"]


def test_it_goes_on_in_another_file_and_ends_where_too_many_are_needed(
    tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spools, "MOST_SEGMENTS", 2)
    monkeypatch.setattr(spools, "SEGMENT_BYTES", 64 * 1024)
    one = Spool(tmp_path, heard)
    for number in range(9):
        one.append(Record(bytes([number]) * 15_000))
        heard.wait_for(number + 1)
    assert [type(trouble) for trouble in heard.troubles] == [spools.Full]
    assert len(files(tmp_path)) == 2
    done = [record for group, trouble in heard.groups for record in group if trouble is None]
    one.erase(done[:4])
    one.append(Record(b"room again"))
    heard.wait_for(10)
    one.close()
    assert found(tmp_path).count(b"room again") == 1


def test_an_emptied_file_is_written_from_its_beginning_and_never_grows(
    spool: Spool, heard: Heard, tmp_path: Path
) -> None:
    for number in range(20):
        spool.append(Record(b"%d" % number * 1000))
        spool.erase(heard.wait_for(number + 1)[-1:])
    (only,) = files(tmp_path / "spool")
    assert only.stat().st_size == SEGMENT_BYTES
    assert len({record.at for group, _trouble in heard.groups for record in group}) == 1
