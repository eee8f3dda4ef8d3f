"""Many sightings in one request: each as the single door would have answered it, and all on disk together."""

import json
import os
import threading
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.brakes import stopped
from tests.running import until
from wekeep.kit.spool import Record
from wekeep.kit.throttle import Throttle
from wekeep.watch import api
from wekeep.watch.actions import taking
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.line import Parcel
from wekeep.watch.actions.taker import Taker
from wekeep.watch.actions.taking import close_spool, open_spool
from wekeep.watch.api import MOST_AT_ONCE, Results
from wekeep.watch.forms import source
from wekeep.watch.forms.place import Inside
from wekeep.watch.models import Sighting
from wekeep.watch.rules.standing import HeldFor, Ruling

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = {"lat": 45.0, "lon": -93.0, "activity": "staging"}


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=10_000, per_minute=10_000))
    monkeypatch.setattr(Sender, "judge", lambda _sender, _report: Ruling())


@pytest.fixture
def spool(tmp_path: Path, zones: object) -> Iterator[Path]:
    open_spool(tmp_path)
    until(lambda: taking._HERE.taker is not None and taking._HERE.taker._known is not None)
    yield tmp_path
    close_spool()


def here() -> Taker:
    taker = taking._HERE.taker
    assert taker is not None
    return taker


def post(path: str, said: Any, **headers: str) -> Any:
    return Client().post(f"/api/v1/{path}", json.dumps(said), content_type="application/json", headers=headers)


def batch(*several: dict[str, Any]) -> list[dict[str, Any]]:
    answer = post("sightings/batch", {"sightings": list(several)})
    assert answer.status_code == 200, answer.content
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def one(said: Any = None, key: str = "", **more: str) -> dict[str, Any]:
    return {"key": key or str(uuid.uuid4()), "sighting": SEEN if said is None else said, **more}


SAMPLES: dict[str, Any] = {
    "the least": SEEN,
    "more": SEEN | {"text": "two vans", "signs": ["masked"], "people": [2, None], "language": "es"},
    "no place": {"activity": "staging"},
    "a place in words": {"activity": "staging", "place_text": "Nowhere & Never"},
    "degrees as words": SEEN | {"lat": "45"},
    "a field that nobody knows": SEEN | {"plate": "x"},
    "nothing seen": {"lat": 45.0, "lon": -93.0},
    "look-alikes alone": {"lat": 45.0, "lon": -93.0, "signs": ["tinted_glass"]},
    "two mistakes": SEEN | {"text": "x" * 2001, "vehicles": -1},
    "long ago": SEEN | {"observed_at": "2020-01-01T00:00:00Z"},
    "nothing": {},
}


def test_each_is_answered_as_the_single_door_would_answer_it(spool: Path) -> None:
    results = batch(*map(one, SAMPLES.values()), one(key="short"))
    for (name, said), result in zip([*SAMPLES.items(), ("short", SEEN)], results, strict=True):
        alone = post("sightings", said, **{"Idempotency-Key": "short" if name == "short" else str(uuid.uuid4())})
        expected = alone.json()
        assert result["status"] == alone.status_code, name
        for field, value in expected.items():
            assert bool(result[field]) if field == "receipt" else result[field] == value, (name, field)
    assert [result["status"] for result in results[:3]] == [201, 201, 422]
    kept = {result["receipt"] for result in results if result["receipt"]}
    until(lambda: Sighting.objects.count() == 2 * len(kept))


def test_the_same_batch_again_gives_the_same_receipts_and_stores_nothing_more(spool: Path) -> None:
    several = [one(SEEN | {"vehicles": number}) for number in range(30)]
    first, again = batch(*several), batch(*several)
    assert [result["status"] for result in first + again] == [201] * 30 + [200] * 30
    assert [result["receipt"] for result in first] == [result["receipt"] for result in again]
    other = batch(one(SEEN | {"vehicles": 9}, key=several[0]["key"]), several[1])
    assert [result["status"] for result in other] == [409, 200]
    until(lambda: Sighting.objects.count() == 30)


def test_what_comes_twice_in_one_batch_is_one_report(spool: Path) -> None:
    twice = one()
    results = batch(twice, one(), twice, one(SEEN | {"vehicles": 1}, key=twice["key"]))
    assert [result["status"] for result in results] == [201, 201, 200, 409]
    assert results[0]["receipt"] == results[2]["receipt"]
    until(lambda: Sighting.objects.count() == 2)


def test_all_that_are_taken_share_one_sync_of_the_disk(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taker, given, durable = here(), list[int](), list[int]()
    append = taker._spool.append

    def noted(*records: Record) -> None:
        given.append(len(records))
        append(*records)

    def counted(records: Sequence[Record], trouble: Exception | None) -> None:
        durable.append(len(records))
        taker._durable(records, trouble)

    monkeypatch.setattr(taker._spool, "append", noted)
    monkeypatch.setattr(taker._spool, "_durable", counted)
    assert {result["status"] for result in batch(*(one() for _time in range(40)))} == {201}
    assert given == durable == [40]


def test_the_area_is_looked_up_once_for_all_and_holds_for_each(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[int]()

    def limits() -> Inside:
        asked.append(1)
        return lambda lat, _lon: lat < 45.5

    monkeypatch.setattr(api, "limits_now", limits)
    results = batch(one(), one(SEEN | {"lat": 46.0}), one())
    assert [result["status"] for result in results] == [201, 422, 201]
    assert "outside the area" in results[1]["errors"]["place_text"][0]
    assert len(asked) == 1


def test_the_answer_has_the_shape_that_is_described(spool: Path) -> None:
    several = {"sightings": [one(), one({}), one(SEEN | {"place_text": "x" * 300})]}
    answer = post("sightings/batch", several)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert Results(**answer.json()).dict() == answer.json()


def test_where_the_disk_fails_none_is_acknowledged_and_the_same_again_is_taken(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_handle: int) -> None:
        raise OSError(5, "the disk is broken")

    several = [one(), one(), one()]
    with monkeypatch.context() as patched:
        patched.setattr(here()._spool, "_sync", broken)
        results = batch(*several)
    assert [result["status"] for result in results] == [503] * 3
    assert all(result["retry_after"] and not result["receipt"] for result in results)
    assert [result["status"] for result in batch(*several)] == [201] * 3
    until(lambda: Sighting.objects.count() == 3)


def test_whoever_waits_for_a_disk_that_has_stopped_is_told_so_once_for_all(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def stopped(handle: int) -> None:
        assert go_on.wait(60)
        os.fdatasync(handle)

    waited = set[float]()

    def noted(_parcel: Parcel, until: float) -> None:
        waited.add(until)
        wait(_parcel, until)

    wait = Parcel.wait
    monkeypatch.setattr(Parcel, "wait", noted)
    with monkeypatch.context() as patched:
        patched.setattr(taking, "DURABLE_SECONDS", 0.1)
        patched.setattr(here()._spool, "_sync", stopped)
        results = batch(*(one() for _time in range(200)))
        go_on.set()
    assert {result["status"] for result in results} == {503}
    assert len(waited) == 1


def test_before_it_is_known_which_keys_were_used_each_is_asked_for_and_taken_once(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here(), "_known", None)
    twice = one()
    results = batch(twice, one(), twice)
    assert [result["status"] for result in results] == [201, 201, 200]
    until(lambda: Sighting.objects.count() == 2)


def test_one_that_says_how_to_reach_its_sender_goes_beside_the_others_into_the_database(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it lies in the spool, and nobody in the batch waits for another."""
    sent = list[bytes]()
    append = here()._spool.append

    def noted(*records: Record) -> None:
        sent.extend(record.payload for record in records)
        append(*records)

    monkeypatch.setattr(here()._spool, "append", noted)
    results = batch(one(), one(SEEN | {"reach": "5550100 lantern"}), one())
    assert [result["status"] for result in results] == [201] * 3
    assert len(sent) == 2 and b"lantern" not in b"".join(sent)
    until(lambda: Sighting.objects.count() == 3)


def test_each_takes_one_try_of_its_source_and_the_rest_is_told_when_to_come_again(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_REPORTS", stopped(3, 1))
    results = batch(*(one() for _time in range(5)))
    assert [result["status"] for result in results] == [201, 201, 201, 429, 429]
    assert all(result["retry_after"] > 0 and result["errors"][""] for result in results[3:])
    assert post("sightings", SEEN, **{"Idempotency-Key": str(uuid.uuid4())}).status_code == 429


def test_each_is_judged_by_itself_and_may_bring_its_own_proof(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Sender, "judge", lambda sender, _report: Ruling() if sender.answer else Ruling(held_for=HeldFor.NO_PROOF)
    )
    results = batch(one(), one(proof="solved"), one())
    assert [result["wants_proof"] for result in results] == [True, False, True]


def test_too_many_or_none_at_once_are_refused_as_a_whole(spool: Path) -> None:
    for number in (0, MOST_AT_ONCE + 1):
        assert post("sightings/batch", {"sightings": [one()] * number}).status_code == 422
    assert not Sighting.objects.exists()


def test_without_a_spool_they_lie_in_the_database_when_this_answers(zones: object) -> None:
    assert [result["status"] for result in batch(one(), one({}))] == [201, 422]
    assert Sighting.objects.count() == 1
