"""What the keeper opens without a member: two kinds, counted, written down, and nothing else."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.keeper.conftest import Bench, Clock
from wekeep.keeper.store import Store
from wekeep.kit import keeper_messages as say
from wekeep.kit import service_seal
from wekeep.kit.envelope import Group
from wekeep.kit.keeper_messages import Use
from wekeep.kit.service_seal import PACK, WRAP_SIZE, ServiceBinding, pack_record

HOME = {"name": "home", "lat": "45.0"}


def seal(bench: Bench, record: str, *, kind: str = "address", days: int = 3) -> tuple[say.Served, bytes]:
    """Something sealed to the service, as the keeper is shown it, and its body."""
    key = bench.ask(say.AskServiceKey())
    assert isinstance(key, say.ServiceKeyIs)
    day = bench.bucket(days)
    raw = service_seal.seal_for_service(
        ServiceBinding(kind, record), HOME, service_key=key.public.public, bucket_key=day.public
    )
    return say.Served(kind, record, day.name, raw[:WRAP_SIZE]), raw


def test_a_list_opens_for_bringing_it_in_and_for_no_other_use(bench: Bench) -> None:
    item, _raw = seal(bench, "l1", kind="list")
    assert isinstance(bench.ask(say.OpenForService(Use.LISTS, (item,))), say.Opened)
    for use in set(Use) - {Use.LISTS}:
        assert bench.ask(say.OpenForService(use, (item,))) == say.Refusal(say.No.NOT_ALLOWED), use
    address, _raw = seal(bench, "a1")
    assert bench.ask(say.OpenForService(Use.LISTS, (address,))) == say.Refusal(say.No.NOT_ALLOWED)


def test_an_address_opens_without_a_member_and_is_written_down(bench: Bench) -> None:
    item, raw = seal(bench, "a1")
    opened = bench.ask(say.OpenForService(Use.SENDING, (item,)))
    assert isinstance(opened, say.Opened) and opened.broken == 0
    assert service_seal.open_with(opened.keys[0], ServiceBinding("address", "a1"), raw) == HOME
    epoch = bench.epochs["*", "steward"].number
    role = say.RoleKey("*", "steward", epoch, bench.wraps["*", "steward", epoch, "sol"])
    words = bench.ask(say.ReadLog(bench.sessions["sol"], (role,), 0))
    assert isinstance(words, say.LogWords)
    said = [json.loads(line.words) for line in words.lines if line.words]
    assert {"who": "service", "power": "open", "use": "sending", "count": 1, "new": 1} in said


def test_other_kinds_are_refused(bench: Bench) -> None:
    spot, _raw = seal(bench, "s1", kind="spot")
    assert bench.ask(say.OpenForService(Use.SENDING, (spot,))) == say.Refusal("not_allowed")
    request, _raw = seal(bench, "r1", kind="request")
    for use in Use:
        assert bench.ask(say.OpenForService(use, (request,))) == say.Refusal("not_allowed")


def test_a_members_record_called_an_address_does_not_open(bench: Bench) -> None:
    item, _key = bench.seal("r1", Group.CONTACT)
    shown = say.Served("address", "r1", item.binding.bucket, item.wrap)
    assert bench.ask(say.OpenForService(Use.SENDING, (shown,))) == say.Opened((b"",), 1, False)


def test_another_records_wrap_and_another_day_do_not_open(bench: Bench) -> None:
    item, _raw = seal(bench, "a1")
    renamed = say.Served("address", "a2", item.bucket, item.wrap)
    shifted = say.Served("address", "a1", bench.bucket(4).name, item.wrap)
    assert bench.ask(say.OpenForService(Use.SENDING, (renamed, shifted))) == say.Opened((b"", b""), 2, False)


def test_a_wrap_is_moved_to_a_later_day_and_to_no_earlier_or_foreign_one(bench: Bench, keeper_clock: Clock) -> None:
    item, raw = seal(bench, "a1")
    later = bench.bucket(300)
    moved = bench.ask(say.Prolong(later, (item,)))
    assert isinstance(moved, say.Wraps) and len(moved.wraps[0]) == WRAP_SIZE
    assert bench.ask(say.Prolong(bench.bucket(2), (item,))) == say.Refusal("not_allowed")
    foreign = type(later)(later.name, item.wrap[:32], later.signature)
    assert bench.ask(say.Prolong(foreign, (item,))) == say.Refusal("broken")
    keeper_clock.move(days=10)
    prolonged = say.Served("address", "a1", later.name, moved.wraps[0])
    opened = bench.ask(say.OpenForService(Use.SENDING, (item, prolonged)))
    assert isinstance(opened, say.Opened) and opened.keys[0] == b""
    assert service_seal.open_with(opened.keys[1], ServiceBinding("address", "a1"), raw) == HOME


def test_a_sealed_keeper_opens_nothing_for_anyone(bench: Bench) -> None:
    item, _raw = seal(bench, "a1")
    bench.keeper._inside.open = None
    assert bench.ask(say.OpenForService(Use.SENDING, (item,))) == say.Refusal("sealed")


def pack(bench: Bench, count: int, *, says: int | None = None) -> say.Served:
    """A pack of so many places, as the keeper is shown it by someone who says it holds `says`."""
    code = f"p{count}"
    item, _raw = seal(bench, pack_record(code, count), kind=PACK)
    return say.Served(PACK, pack_record(code, says or count), item.bucket, item.wrap)


def keeper_with(bench: Bench, caps: dict[Use, int]) -> None:
    assert bench.keeper._inside.open
    bench.keeper._inside.open.service._caps |= caps


def test_every_place_in_a_pack_counts_once_an_hour(bench: Bench, keeper_clock: Clock) -> None:
    keeper_with(bench, {Use.AUDIENCE: 100})
    sixty, forty, one = pack(bench, 60), pack(bench, 40), seal(bench, "s1", kind="spot")[0]
    for item in (sixty, sixty, forty):
        opened = bench.ask(say.OpenForService(Use.AUDIENCE, (item,)))
        assert isinstance(opened, say.Opened) and all(opened.keys)
    assert bench.ask(say.OpenForService(Use.AUDIENCE, (one,))) == say.Refusal("budget")
    assert isinstance(bench.ask(say.OpenForService(Use.PACKING, (one,))), say.Opened)
    keeper_clock.move(hours=1, minutes=1)
    assert isinstance(bench.ask(say.OpenForService(Use.AUDIENCE, (one, sixty))), say.Opened)


def test_the_log_says_how_many_places_a_pack_opened(bench: Bench) -> None:
    bench.ask(say.OpenForService(Use.AUDIENCE, (pack(bench, 60), seal(bench, "s1", kind="spot")[0])))
    epoch = bench.epochs["*", "steward"].number
    role = say.RoleKey("*", "steward", epoch, bench.wraps["*", "steward", epoch, "sol"])
    words = bench.ask(say.ReadLog(bench.sessions["sol"], (role,), 0))
    assert isinstance(words, say.LogWords)
    said = [json.loads(line.words) for line in words.lines if line.words]
    assert {"who": "service", "power": "open", "use": "audience", "count": 61, "new": 61} in said


def test_a_pack_that_says_it_holds_fewer_does_not_open(bench: Bench) -> None:
    assert bench.ask(say.OpenForService(Use.AUDIENCE, (pack(bench, 60, says=1),))) == say.Opened((b"",), 1, False)


@pytest.mark.parametrize("record", ["p.0", "p.461", "p", "p.", "p.-5", "p.1e2", "p.٣", "p.9999999999999999999999"])
def test_a_pack_of_a_size_that_none_has_is_refused(bench: Bench, record: str) -> None:
    item = seal(bench, record, kind=PACK)[0]
    assert bench.ask(say.OpenForService(Use.AUDIENCE, (item,))) == say.Refusal("not_allowed")


def test_packs_are_opened_for_audiences_and_for_sealing_anew_alone(bench: Bench) -> None:
    item = pack(bench, 9)
    for use in (Use.OWNER, Use.SENDING):
        assert bench.ask(say.OpenForService(use, (item,))) == say.Refusal("not_allowed")


def test_what_an_older_keeper_counted_still_counts(tmp_path: Path) -> None:
    older = sqlite3.connect(tmp_path / "k")
    older.execute(
        "CREATE TABLE served (use TEXT, mark BLOB, at INTEGER NOT NULL, PRIMARY KEY (use, mark)) WITHOUT ROWID"
    )
    older.execute("INSERT INTO served VALUES ('audience', x'01', 7)")
    older.commit()
    older.close()
    for _start in range(2):
        store = Store(tmp_path / "k")
        assert store.rows("SELECT use, mark, at, places FROM served") == [("audience", b"\x01", 7, 1)]
        store.close()
