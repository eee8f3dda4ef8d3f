"""What runs on SQLite alone leaves nothing unasked of PostgreSQL, and what would be left is told."""

import json
from pathlib import Path

import pytest
from django.db import connection

from tests import asked, conftest
from tests.engines import ON_SQLITE_ALONE, ONCE
from tests.house.tree import ROOT
from wekeep.places.queries import zones


def test_every_module_that_runs_on_sqlite_alone_is_there_and_named_once() -> None:
    assert sum(map(len, ONCE.values())) == len(ON_SQLITE_ALONE)
    assert [path for path in ON_SQLITE_ALONE if not (ROOT / path).is_file()] == []


@pytest.mark.django_db
def test_a_statement_is_noted_with_its_line_and_what_it_names_and_with_the_test_that_asked_first() -> None:
    notes = asked.Notes()
    with connection.execute_wrapper(notes.take):
        zones.zone_names()
        notes.test = "test_a"
        zones.zone_names()
        notes.test = "test_b"
        zones.zone_names()
    ((statement, test),) = notes.asked.items()
    place, verb, names = statement.split("|")
    assert test == "test_a"
    assert place.startswith("wekeep/places/queries/zones.py:") and place.endswith(" zone_names")
    assert (verb, names) == ("SELECT", "code name places_zone")


def test_what_only_sqlite_was_asked_is_told_with_the_test_and_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, said in (
        ("sqlite-1", {"a": "t1", "b": "t2"}),
        ("sqlite-2", {"c": "t3"}),
        ("postgresql-9", {"a": "u", "c": "u"}),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(said))
    assert asked.main(tmp_path) == 1
    told = capsys.readouterr().err
    assert "never asked: b" in told and "as t2 does" in told and "t1" not in told and "t3" not in told
    (tmp_path / "postgresql-9.json").write_text(json.dumps({"a": "u", "b": "u", "c": "u"}))
    assert asked.main(tmp_path) == 0


def test_without_notes_of_both_engines_nothing_is_proven(tmp_path: Path) -> None:
    (tmp_path / "postgresql-9.json").write_text("{}")
    assert asked.main(tmp_path) == 1


def test_the_run_takes_notes() -> None:
    assert connection.execute_wrappers.count(conftest._notes.take) == 1
