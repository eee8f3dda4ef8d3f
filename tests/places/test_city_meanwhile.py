"""While a city is imported the network goes on: reports are taken, and nothing of the new city is seen before its time."""

import threading
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client

from tests.places.conftest import quiet
from tests.running import environment, process
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import Refused
from wekeep.places.actions import cities
from wekeep.places.actions.cities import import_city
from wekeep.places.models import City, Place, Street
from wekeep.places.queries.city import current_city
from wekeep.places.queries.gazetteer import look_up
from wekeep.watch.models import Sighting

pytestmark = pytest.mark.django_db(transaction=True)

KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from wekeep.kit.actor import SYSTEM
from wekeep.places.actions import cities
written, cities._BATCH = [], 100
def write(model, batch, really=cities._write):
    really(model, batch)
    written.append(model)
    if written.count(cities.Place) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
cities._write = write
cities.import_city(actor=SYSTEM, path=Path(sys.argv[1]), say=print)
"""


@pytest.fixture(autouse=True)
def little_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cities, "_BATCH", 100)


def a_report_comes_in() -> tuple[int, bool]:
    """Send one, on a connection of its own as every request has; its status, and whether the new city is seen already."""
    answers: list[tuple[int, bool]] = []

    def send() -> None:
        try:
            report = {"lat": 45.0, "lon": -93.0, "activity": "staging"}
            key = {"Idempotency-Key": str(uuid.uuid4())}
            sent = Client().post("/api/v1/sightings", report, content_type="application/json", headers=key)
            answers.append((sent.status_code, bool(look_up("Mill & Meridian").candidates)))
        finally:
            connections.close_all()

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
    return answers[0]


def test_reports_are_taken_between_any_two_batches_and_see_nothing_of_the_new_city(
    bend: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[tuple[int, bool]] = []
    batches: list[int] = []
    after: list[int] = []
    really = cities._write

    def report() -> None:
        if len(came) < 3:
            after.append(len(batches))
            came.append(a_report_comes_in())

    def write(model: type[Place], batch: list[Place]) -> None:
        assert transaction.get_connection().in_atomic_block
        batches.append(len(batch))
        transaction.on_commit(report)
        really(model, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(cities, "_write", write)
    import_city(actor=SYSTEM, path=bend, say=quiet)
    assert after == [1, 2, 3], "several batches were held in one transaction"
    assert came == [(201, False)] * 3 and Sighting.objects.count() == 3
    assert len(batches) > 8 and max(batches) <= 100
    assert look_up("Mill & Meridian").candidates and look_up("Porchlight Coffee").candidates


def test_the_old_city_goes_in_batches_too_and_takes_its_words_along(
    bend: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_city(actor=SYSTEM, path=bend, say=quiet)
    first = City.objects.get()
    begun: list[str] = []
    strays = stray_words()  # a database emptied between two tests keeps the words of the first

    def note(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.startswith("DELETE") and "places_place" in sql:
            begun.append(sql)
        return execute(sql, params, many, context)  # type: ignore[operator]

    with connection.execute_wrapper(note):
        import_city(actor=SYSTEM, path=bend, say=quiet)
    assert len(begun) > 5
    assert not Place.objects.filter(city=first.pk).exists() and not Street.objects.filter(city=first.pk).exists()
    assert stray_words() <= strays


def stray_words() -> set[int]:
    """The rows of the word index that belong to no place; PostgreSQL has its index on the places themselves."""
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM places_words WHERE rowid NOT IN (SELECT id FROM places_place)")
        return {row[0] for row in cursor.fetchall()}


def test_an_import_killed_in_the_middle_is_seen_by_nobody_and_cleared_by_the_next(bend: Path, tmp_path: Path) -> None:
    folder = Path(settings.DATA_DIR)
    env = environment(folder, DJANGO_SETTINGS_MODULE="config.settings")
    with process("-c", KILLED, bend, env=env) as one:
        assert one.wait(timeout=180) == -9
    assert Place.objects.count() >= 100 and current_city() is None
    assert look_up("Mill & Meridian").candidates == ()
    import_city(actor=SYSTEM, path=bend, say=quiet)
    city = current_city()
    assert city is not None and City.objects.count() == 1
    assert not Place.objects.exclude(city=city.key).exists()
    assert [one.name for one in (folder / "city").iterdir()] == [city.code]


def test_two_imports_at_once_do_not_clear_each_other_away(bend: Path) -> None:
    with cities._alone(), pytest.raises(Refused, match="Another import is running"):
        import_city(actor=SYSTEM, path=bend, say=quiet)
    import_city(actor=SYSTEM, path=bend, say=quiet)
    assert current_city() is not None
