"""Filing at the same moment, and what only some may file."""

import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from wekeep.alerts.models import Watch
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM, VISITOR, Actor
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.watch.actions import sightings
from wekeep.watch.actions.sightings import Filed, file_sighting
from wekeep.watch.actions.together import Together
from wekeep.watch.models import Sighting
from wekeep.watch.queries.incidents import queue
from wekeep.watch.queries.sightings import get_sighting, sightings_visible_to
from wekeep.watch.rules.receipt import SentBefore
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.status import Source, Status
from wekeep.work.jobs.worker import drain
from wekeep.work.queries import pending
from wekeep.work.rules.lane import MERGING


def a_report(activity: Activity | None = Activity.STAGING) -> Report:
    return Report(observed_at=clock.now(), spot=Spot(45.0, -93.0), activity=activity)


def file(actor: Actor = VISITOR, key: str = "", body: str = "body", **changes: object) -> Filed:
    given: dict = {"report": a_report(), "source": Source.WEB} | changes
    return file_sighting(actor=actor, key=key or str(uuid.uuid4()), body=body, **given)


def at_once(count: int, call: object) -> list[object]:
    """What `call(n)` gave or raised in `count` threads that begin together."""
    gate, answers = threading.Barrier(count), [None] * count

    def run(number: int) -> None:
        gate.wait()
        try:
            answers[number] = call(number)  # type: ignore[operator]
        except Exception as trouble:
            answers[number] = trouble  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers  # type: ignore[return-value]


@pytest.mark.django_db(transaction=True)
def test_the_same_report_at_the_same_moment_is_one_report() -> None:
    answers = at_once(8, lambda _n: file(key="the-same-key-0000"))
    assert len({a.words for a in answers if isinstance(a, Filed)}) == 1
    assert sum(a.is_new for a in answers if isinstance(a, Filed)) == 1
    assert Sighting.objects.count() == pending("watch.merge_sighting") == 1


@pytest.mark.django_db(transaction=True)
def test_many_reports_at_the_same_moment_are_all_kept() -> None:
    answers = at_once(12, lambda n: file(body=f"body {n}"))
    assert all(isinstance(a, Filed) and a.is_new for a in answers)
    assert Sighting.objects.count() == pending("watch.merge_sighting") == 12


@pytest.mark.django_db(transaction=True)
def test_one_bad_write_takes_no_other_along() -> None:
    sizes: list[int] = []

    def write(wanted: Sequence[int]) -> list[str]:
        sizes.append(len(wanted))
        Sighting.objects.filter(pk=-1).update(zone="x")
        time.sleep(0.05)  # so that the others gather behind the first
        if any(number % 3 == 0 for number in wanted):
            raise Refused("no")
        return [f"kept {number}" for number in wanted]

    together = Together(write)
    answers = at_once(9, lambda n: together.run(n))
    assert [isinstance(a, Refused) for a in answers] == [n % 3 == 0 for n in range(9)]
    assert [a for a in answers if isinstance(a, str)] == [f"kept {n}" for n in range(9) if n % 3]
    assert max(sizes) > 1


@pytest.mark.django_db(transaction=True)
def test_a_crowd_shares_few_transactions_and_each_is_told_of_its_own() -> None:
    begun: list[int] = []

    def write(wanted: Sequence[int]) -> list[int]:
        begun.append(len(wanted))
        Sighting.objects.filter(pk=-1).update(zone="x")
        time.sleep(0.05)
        return [10 * number for number in wanted]

    together = Together(write)
    assert at_once(12, lambda n: together.run(n)) == [10 * n for n in range(12)]
    assert sum(begun) == 12
    assert len(begun) <= 4


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_before_it_is_on_disk() -> None:
    seen: list[bool] = []

    def look(code: str) -> bool:
        try:
            return Sighting.objects.filter(code=code).exists()
        finally:
            connection.close()

    def file_and_look(number: int) -> None:
        code = file(body=f"body {number}").code
        with ThreadPoolExecutor(1) as other:  # a connection of its own sees only what is committed
            seen.append(other.submit(look, code).result())

    at_once(6, file_and_look)
    assert seen == [True] * 6


@pytest.mark.django_db(transaction=True)
def test_a_report_that_cannot_be_stored_is_refused_and_its_neighbours_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose key another holds, in the same moment as seven that are new."""
    file(key="the-key-of-another")
    monkeypatch.setattr(sightings, "code_filed_under", lambda _marks: None)  # as if it had come a moment later
    keys = ["the-key-of-another", *(f"a-key-of-its-own-{n}" for n in range(7))]
    answers = at_once(8, lambda n: file(key=keys[n]))
    assert [isinstance(a, IntegrityError) for a in answers] == [True] + [False] * 7
    assert Sighting.objects.count() == pending("watch.merge_sighting") == 8


@pytest.mark.django_db(transaction=True)
def test_all_of_a_report_is_written_in_one_transaction() -> None:
    """Begun once, one statement for the report, its entry and its job, and committed once: one sync of the disk."""
    with CaptureQueriesContext(connection) as asked:
        file()
    said = [one["sql"].removeprefix("1 times: ").split()[0] for one in asked.captured_queries]
    assert [word for word in said if word in ("BEGIN", "SAVEPOINT", "INSERT", "UPDATE", "COMMIT")] == [
        "BEGIN",
        *["INSERT"] * 3,
        "COMMIT",
    ]


def test_another_body_under_a_used_key_is_refused(zones: object) -> None:
    file(key="a-key-used-twice")
    with pytest.raises(SentBefore):
        file(key="a-key-used-twice", body="another")


def test_a_drill_is_filed_only_by_those_who_run_drills(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        file(VISITOR, status=Status.EXERCISE)
    with pytest.raises(NotAllowed):
        file(cast.omar.actor, status=Status.EXERCISE)
    file(cast.dana.actor, status=Status.EXERCISE)
    assert Sighting.objects.get().status == "exercise"


def test_filing_for_others_needs_its_ability(cast: Cast) -> None:
    for source in (Source.PASTE, Source.IMPORT):
        with pytest.raises(NotAllowed):
            file(cast.mai.actor, source=source)
    file(cast.omar.actor, source=Source.PASTE)


def test_sightings_are_seen_by_those_who_work_the_zone_and_by_nobody_else(cast: Cast) -> None:
    code = file().code
    Sighting.objects.update(zone="north")
    assert get_sighting(cast.omar.actor, code).code == code
    for other in (cast.vera.actor, cast.mai.actor, VISITOR):
        assert not sightings_visible_to(other).exists()


def test_a_report_is_placed_in_its_zone(zones: object) -> None:
    file()
    assert Sighting.objects.get().zone == "north"


def seen(ago: timedelta, source: Source) -> Sighting:
    report = replace(a_report(), observed_at=clock.now() - ago)
    filed = file(actor=SYSTEM, report=report, source=source, body=str(uuid.uuid4()))
    drain(MERGING)
    return Sighting.objects.select_related("incident").get(code=filed.code)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("source", "ago", "is_sent_for"),
    [(Source.WEB, 0, True), (Source.WEB, 5, False), (Source.IMPORT, 0, False), (Source.IMPORT, 26, False)],
)
def test_records_and_old_news_are_kept_and_wake_nobody(cast: Cast, source: Source, ago: int, is_sent_for: bool) -> None:
    one = seen(timedelta(hours=ago), source)
    assert one.incident is not None and one.incident.sightings_count == 1
    assert Watch.objects.filter(about=one.incident.code).exists() is is_sent_for
    assert [row.code for row in queue(cast.amina.actor)] == ([one.incident.code] if is_sent_for else [])


@pytest.mark.django_db(transaction=True)
def test_the_first_live_report_that_joins_a_record_wakes_the_watch_once(cast: Cast) -> None:
    record = seen(timedelta(minutes=4), Source.IMPORT)
    live = seen(timedelta(minutes=1), Source.WEB)
    assert live.incident == record.incident
    assert Watch.objects.count() == 1
    assert len(queue(cast.amina.actor)) == 1
