"""A backup brings the book back whole, with its locks, whatever order its tables are filled in."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from tests.care.money import Staff, a_fund, committed, locks, paid, ready_to_pay, sealed, staff
from wekeep.care.models.book import LOCKS
from wekeep.care.queries.book import verify_book
from wekeep.desk.actions.backups import _copy_database, _fill_tables

__all__ = ["committed", "sealed", "staff"]


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_the_book_back_with_its_locks(committed: None, staff: Staff, tmp_path: Path) -> None:
    paid(staff, ready_to_pay(staff, a_fund(500_000)))
    before = verify_book()
    _copy_database(tmp_path)
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(tmp_path / "database.sqlite3")
        found = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        links = [link for (link,) in copy.execute("SELECT link FROM care_bookentry ORDER BY number")]
        copy.close()
        assert found >= LOCKS and links[-1] == before.head
        return
    _empty()
    assert verify_book().entries == 0
    _fill_tables(tmp_path / "tables")
    after = verify_book()
    assert (after.head, after.faults, after.missing) == (before.head, [], [])


def _empty() -> None:
    """As a fresh installation is."""
    with connection.cursor() as cursor:
        for word in ("DISABLE", "ENABLE"):
            for table, *_rest in locks.RULES:
                cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")
            if word == "DISABLE":
                cursor.execute(
                    "TRUNCATE care_bookleg, care_bookentry, care_rentpayment, care_rentapproval, care_rentcase CASCADE"
                )
