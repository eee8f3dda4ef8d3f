"""Reports on their way from the spool into the database: acknowledged at once, there once, and never out of reach."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client

from tests.running import until
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR
from wekeep.kit.errors import Busy
from wekeep.places.rules.cell import cell_of
from wekeep.watch.actions import draining, taking
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.sightings import Filed
from wekeep.watch.actions.storing import store
from wekeep.watch.actions.taker import FOLDER, Taker
from wekeep.watch.actions.taking import bring_in, close_spool, open_spool, take_in
from wekeep.watch.models import Sighting
from wekeep.watch.queries.sightings import sighting_by_receipt
from wekeep.watch.rules.receipt import SentBefore, mark_of_words
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import STORED, Report, Spot
from wekeep.watch.rules.standing import HeldFor, Lane, Ruling, Standing
from wekeep.watch.rules.status import Source
from wekeep.work.queries import pending

pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"


class Dam:
    """Holds what would go into the database, until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open, self._store = threading.Event(), store
        self.reached = threading.Event()
        monkeypatch.setattr(draining, "store", self._hold)

    def _hold(self, filings: Any) -> Any:
        self.reached.set()
        assert self._open.wait(60)
        return self._store(filings)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def dam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dam]:
    one = Dam(monkeypatch)
    yield one
    one.open()


@pytest.fixture
def spool(tmp_path: Path, zones: object) -> Iterator[Path]:
    open_spool(tmp_path)
    yield tmp_path / FOLDER
    close_spool()


def a_report(activity: Activity = Activity.STAGING, text: str = "") -> Report:
    return Report(observed_at=clock.now(), spot=Spot(45.0, -93.0), activity=activity, text=text)


def take(key: str = "", body: str = "body", report: Report | None = None, **sender: Any) -> Filed:
    key = key or str(uuid.uuid4())
    given = Sender(**({"source": "10.0.0.1", "key": key} | sender))
    return take_in(actor=VISITOR, report=report or a_report(), source=Source.WEB, key=key, body=body, sender=given)


def spool_of(folder: Path, take_one: Callable[[], Any]) -> Any:
    """What another web process over `folder` acknowledges, and leaves in its spool as it dies."""
    mine = taking._HERE.taker
    other = Taker(folder)
    other._known = set()
    taking._HERE.taker = other
    try:
        return take_one()
    finally:
        taking._HERE.taker = mine
        other._spool.close()


def all_in() -> bool:
    """Whether nothing is left in the line."""
    taker = taking._HERE.taker
    return taker is None or not len(taker.line)


def ask_for(words: str) -> None:
    """As a page's thread does, and leave no line to the database behind."""
    try:
        bring_in(words=words)
    finally:
        connection.close()


def post(path: str, said: dict[str, Any], **headers: str) -> Any:
    return Client().post(path, json.dumps(said), content_type=JSON, headers=headers)


def test_a_report_is_acknowledged_before_the_database_has_it_and_is_there_once(spool: Path, dam: Dam) -> None:
    filed = take()
    assert filed.is_new and len(filed.words.split()) == 6
    assert not Sighting.objects.exists()
    dam.open()
    until(all_in)
    row = Sighting.objects.get()
    assert row.code == filed.code and row.zone == "north" and row.receipt_mark
    assert pending("watch.merge_sighting") == Entry.objects.filter(about=row.code).count() == 1


def test_reports_that_are_brought_in_together_lie_each_where_it_was_seen(spool: Path, dam: Dam) -> None:
    for lat in [45.0, *[45.0, 44.96, 44.5] * 4]:
        take(report=replace(a_report(), spot=Spot(lat, -93.0)))
    dam.open()
    until(all_in)
    for lat, zone, many in ((45.0, "north", 5), (44.96, "south", 4), (44.5, "", 4)):
        rows = Sighting.objects.filter(lat=lat).values_list("zone", "cell")
        assert list(rows) == [(zone, cell_of(lat, -93.0))] * many


def test_nothing_of_a_report_stays_in_the_spool_once_it_is_in_the_database(spool: Path, dam: Dam) -> None:
    take(report=a_report(text="a lantern by the green door"))
    assert b"lantern" in b"".join(path.read_bytes() for path in spool.iterdir())
    dam.open()
    until(all_in)
    assert b"lantern" not in b"".join(path.read_bytes() for path in spool.iterdir())
    assert Sighting.objects.get().text == "a lantern by the green door"


@pytest.mark.parametrize("do", ["status", "withdraw", "correct", "add"])
def test_a_receipt_is_good_from_the_moment_it_is_given(spool: Path, do: str) -> None:
    """The page and the API alike; the database has it by the time it is asked."""
    said = {"lat": 45.0, "lon": -93.0, "activity": "staging"}
    words = post("/api/v1/sightings", said, **{"Idempotency-Key": str(uuid.uuid4())}).json()["receipt"]
    mores: dict[str, dict[str, Any]] = {"correct": {"sighting": said | {"vehicles": 2}}, "add": {"text": "two more"}}
    more = mores.get(do, {})
    assert post(f"/api/v1/sightings/{do}", {"receipt": words} | more).status_code == 200
    row = Sighting.objects.get()
    assert (row.withdrawn_at is not None, row.vehicles, row.additions.count()) == {
        "status": (False, None, 0),
        "withdraw": (True, None, 0),
        "correct": (False, 2, 0),
        "add": (False, None, 1),
    }[do]


def test_whoever_comes_back_too_early_waits_for_it_before_all_others(spool: Path, dam: Dam) -> None:
    """Sixty-four are in hand, a hundred stand in front of it, and its owner asks."""
    for _time in range(170):
        take(report=a_report(Activity.DETAINING))
    last = take(report=a_report(Activity.STAGING))
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask_for, last.words)
        until(lambda: taking._HERE.taker is not None and taking._HERE.taker.line._hurried)
        dam.open()
        asked.result(60)
    assert sighting_by_receipt(last.words).code == last.code


def test_a_true_receipt_is_never_said_to_be_unknown(spool: Path, dam: Dam, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database does not come to take it, its owner is asked to come again, in words."""
    monkeypatch.setattr(taking, "SETTLE_SECONDS", 0.05)
    words = take().words
    answer = post("/api/v1/sightings/status", {"receipt": words})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.json() == {"errors": {"": ["This report is still on its way. Wait 10 seconds and try again."]}}
    page = Client().post("/receipt/", {"words": words})
    assert page.status_code == 503
    assert "still on its way" in page.content.decode()
    dam.open()
    assert post("/api/v1/sightings/status", {"receipt": words}).status_code in (200, 503)
    until(lambda: post("/api/v1/sightings/status", {"receipt": words}).status_code == 200)


def test_the_same_report_again_is_answered_the_same_wherever_it_is(spool: Path, dam: Dam, monkeypatch: Any) -> None:
    monkeypatch.setattr(taking, "SETTLE_SECONDS", 0.05)
    first = take("the-same-key-0000")
    again = take("the-same-key-0000")
    assert (again.words, again.is_new) == (first.words, False)
    with pytest.raises(SentBefore):
        take("the-same-key-0000", body="another body")
    dam.open()
    until(all_in)
    once_more = take("the-same-key-0000")
    assert (once_more.words, once_more.is_new, once_more.code) == (first.words, False, first.code)
    with pytest.raises(SentBefore):
        take("the-same-key-0000", body="another body")
    assert Sighting.objects.count() == 1


def test_the_same_report_at_the_same_moment_is_one(spool: Path) -> None:
    def one(_number: int) -> Filed:
        try:
            return take("the-same-key-0000")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(8)))
    assert len({one.words for one in answers}) == 1
    assert sum(one.is_new for one in answers) == 1
    until(all_in)
    assert Sighting.objects.count() == 1


def test_the_most_urgent_of_those_that_wait_is_written_first_and_the_held_last(
    spool: Path, dam: Dam, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulings = {
        "held": Ruling(Standing.WEAK, HeldFor.TOO_MANY),
        "weak": Ruling(Standing.WEAK),
        "plain": Ruling(Standing.ORDINARY),
        "known": Ruling(Standing.KNOWN),
    }
    monkeypatch.setattr(Sender, "judge", lambda sender, _report: rulings[sender.source])
    take(source="plain")
    assert dam.reached.wait(60)  # in hand already; all that come now stand in line
    order = ["held", "weak", "plain", "known"]
    grave = {name: take(source=name, report=a_report(Activity.DETAINING)).code for name in order}
    less = {name: take(source=name, report=a_report(Activity.LEAVING)).code for name in order}
    dam.open()
    until(all_in)
    written = list(Sighting.objects.order_by("id").values_list("code", flat=True))[1:]
    assert written[:6] == [codes[name] for name in ("known", "plain", "weak") for codes in (grave, less)]
    assert set(written[6:]) == {grave["held"], less["held"]}
    held = Sighting.objects.filter(lane=Lane.HELD)
    assert held.count() == 2 and pending("watch.merge_sighting") == 7


def test_where_too_many_wait_the_next_is_told_to_come_again_and_not_taken(
    spool: Path, dam: Dam, monkeypatch: pytest.MonkeyPatch
) -> None:
    taker = taking._HERE.taker
    assert taker is not None
    monkeypatch.setattr(taker.line, "_most", 2)
    take()
    take()
    said = {"lat": 45.0, "lon": -93.0, "activity": "staging"}
    answer = post("/api/v1/sightings", said, **{"Idempotency-Key": str(uuid.uuid4())})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Send it again in 10 seconds." in answer.json()["errors"][""][0]
    page = Client().post("/report/", {"lat": "45.0", "lon": "-93.0", "activity": "staging", "text": "kept words"})
    assert page.status_code == 503
    assert "Send it again in 10 seconds." in page.content.decode() and "kept words" in page.content.decode()
    dam.open()
    until(all_in)
    assert Sighting.objects.count() == 2


def test_a_disk_that_cannot_be_written_to_is_said_and_nothing_is_acknowledged(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path) -> Any:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("wekeep.kit.spool._new_segment", full)
        with pytest.raises(Busy, match="could not be kept"):
            take("a-key-that-is-refused")
    assert take("a-key-that-is-refused").is_new  # the same again, once there is room
    until(all_in)
    assert Sighting.objects.count() == 1


def test_a_database_that_is_away_for_a_while_loses_nothing(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, tries = store, []

    def away(filings: Any) -> Any:
        tries.append(len(filings))
        if len(tries) < 3:
            raise OperationalError("the database is away")
        return write(filings)

    monkeypatch.setattr(draining, "store", away)
    codes = {take().code for _time in range(5)}
    until(all_in)
    assert set(Sighting.objects.values_list("code", flat=True)) == codes


def test_others_who_write_get_their_turn_however_much_there_is_to_bring_in(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sends any more, so that there is no one to give way to, and still nobody who writes waits for all of it."""
    taker = taking._HERE.taker
    assert taker is not None

    def slow(filings: Any) -> Any:
        time.sleep(0.02)
        return store(filings)

    monkeypatch.setattr(draining, "store", slow)
    monkeypatch.setattr(draining, "AT_ONCE", 1)
    monkeypatch.setattr(taker.way, "rest", lambda _took: 0.0)
    for _time in range(100):
        take()
    for _time in range(3):
        with transaction.atomic():
            Sighting.objects.filter(code="nobody").update(text="")
    assert len(taker.line) > 50


def test_one_that_cannot_be_written_waits_and_takes_no_other_along(
    spool: Path, dam: Dam, monkeypatch: pytest.MonkeyPatch
) -> None:
    take()
    assert dam.reached.wait(60)
    write = dam._store
    bad = [take(report=a_report(text="this one")).code]
    dam._store = lambda filings: write(_no_bad(filings, bad))
    others = {take().code for _time in range(5)}
    dam.open()
    until(lambda: Sighting.objects.count() == 6)
    assert others <= set(Sighting.objects.values_list("code", flat=True))
    taker = taking._HERE.taker
    assert taker is not None
    until(lambda: len(taker.line) == 1)
    bad.clear()
    taker.drain._again_at = 0.0
    until(all_in)
    assert Sighting.objects.count() == 7


def _no_bad(filings: Any, bad: list[str]) -> Any:
    if any(filing.code in bad for filing, _where in filings):
        raise ValueError("it does not fit")
    return filings


def test_what_a_process_left_is_taken_over_by_one_that_lives(spool: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """Without a restart; and the line to the one that lives says so of receipts that it does not know."""
    dead = spool_of(tmp_path, take_one=lambda: take(report=a_report(text="from the dead one")))
    assert not Sighting.objects.exists()
    taker = taking._HERE.taker
    assert taker is not None
    taker.drain._look_at = 0.0
    until(lambda: Sighting.objects.filter(code=dead.code).exists())
    until(all_in)
    assert sighting_by_receipt(dead.words).text == "from the dead one"


def test_what_lay_in_a_spool_for_longer_than_a_report_is_kept_is_not_kept(tmp_path: Path, zones: object) -> None:
    spool_of(tmp_path, take_one=take)
    with time_machine.travel(clock.now() + STORED + timedelta(hours=1)):
        open_spool(tmp_path)
        until(lambda: not list((tmp_path / FOLDER).iterdir()))
        close_spool()
    assert not Sighting.objects.exists()


def test_another_report_under_a_key_that_another_process_took_is_kept_beside_it(tmp_path: Path, zones: object) -> None:
    """Two web processes cannot know of each other in time: neither report is lost, and each receipt finds its own."""
    first = spool_of(tmp_path, take_one=lambda: take("one-key-for-two-00", body="one"))
    second = spool_of(tmp_path, take_one=lambda: take("one-key-for-two-00", body="two"))
    again = spool_of(tmp_path, take_one=lambda: take("one-key-for-two-00", body="two"))
    open_spool(tmp_path)
    until(lambda: Sighting.objects.count() == 2 and all_in())
    close_spool()
    assert again.words == second.words != first.words
    marks = {mark_of_words(settings.SECRET_KEY, one.words) for one in (first, second)}
    assert set(Sighting.objects.values_list("receipt_mark", flat=True)) == marks


def test_a_proof_that_is_brought_to_another_process_frees_the_report(
    tmp_path: Path, zones: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulings = [Ruling(held_for=HeldFor.NO_PROOF), Ruling()]
    monkeypatch.setattr(Sender, "judge", lambda _sender, _report: rulings.pop(0))
    held = spool_of(tmp_path, take_one=lambda: take("the-key-of-a-held-one"))
    assert held.wants_proof
    open_spool(tmp_path)
    until(lambda: Sighting.objects.filter(lane=Lane.HELD).exists())
    close_spool()
    spool_of(tmp_path, take_one=lambda: take("the-key-of-a-held-one"))
    open_spool(tmp_path)
    until(lambda: Sighting.objects.get().lane == Lane.OPEN)
    until(all_in)
    close_spool()
    assert pending("watch.merge_sighting") == 1


def test_a_held_report_that_waits_in_the_spool_goes_on_with_a_proof(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sender, "judge", lambda _sender, _report: Ruling(held_for=HeldFor.NO_PROOF))
    monkeypatch.setattr(Sender, "is_mended", lambda sender: bool(sender.answer))
    first = take("the-key-of-a-held-one")
    assert first.wants_proof and take("the-key-of-a-held-one").wants_proof
    freed = take("the-key-of-a-held-one", answer="done")
    assert (freed.words, freed.wants_proof) == (first.words, False)
    assert Sighting.objects.get().lane == Lane.OPEN


def test_a_phone_without_scripts_gets_its_receipt_as_a_page(spool: Path, dam: Dam) -> None:
    answer = Client().post("/report/", {"lat": "45.0", "lon": "-93.0", "activity": "staging"})
    assert answer.status_code == 201
    assert answer.context["filed"].words in answer.content.decode()
    assert not Sighting.objects.exists()
    dam.open()
    until(all_in)
    assert Sighting.objects.count() == 1


def test_how_to_reach_somebody_never_lies_in_the_spool(spool: Path, dam: Dam) -> None:
    answer = Client().post("/report/", {"lat": "45.0", "lon": "-93.0", "activity": "staging", "reach": "612 555 0100"})
    assert answer.status_code == 201
    assert Sighting.objects.count() == 1
    assert not any(b"0100" in path.read_bytes() for path in spool.iterdir())


def test_a_receipt_that_another_living_process_holds_is_waited_for(tmp_path: Path, zones: object) -> None:
    """Its owner comes back to this process while the other one has not written it yet."""
    other, mine = Taker(tmp_path), Taker(tmp_path)
    other._known, mine._known = set(), set()
    taking._HERE.taker = other
    filed = take()
    mine.drain.start()
    until(lambda: mine.drain.others)
    taking._HERE.taker = mine
    try:
        assert mine.may_be_elsewhere()
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(ask_for, filed.words)
            other.drain.start()
            asked.result(60)
        assert sighting_by_receipt(filed.words).code == filed.code
    finally:
        taking._HERE.taker = None
        for one in (mine, other):
            one.close(0.0)
