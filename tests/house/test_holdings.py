"""What the public page says is held is what the schema holds."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from tests.house.tree import ROOT
from wekeep.desk.queries.held.terms import COUNTED_DAYS, READER_KEPT_DAYS, SWEPT_MINUTES, Form
from wekeep.desk.queries.holdings import HOLDINGS, undeclared
from wekeep.keeper.brake import HABIT_SECONDS
from wekeep.keeper.inside import READER_KEPT_SECONDS
from wekeep.people.models import Member
from wekeep.work.rules.task import spec_for


def test_every_table_of_the_database_says_what_it_holds() -> None:
    assert undeclared() == []


def test_nothing_is_listed_twice() -> None:
    assert len({(one.tables, one.what) for one in HOLDINGS}) == len(HOLDINGS)


def test_every_table_of_the_keepers_file_says_what_it_holds() -> None:
    made = re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", (ROOT / "wekeep/keeper/store.py").read_text())
    declared = {
        table.removeprefix("keeper.") for one in HOLDINGS for table in one.tables if table.startswith("keeper.")
    }
    assert made and set(made) == declared


def test_no_holding_speaks_of_a_table_that_is_gone() -> None:
    labels = {model._meta.label for model in apps.get_models()}
    spoken = {table for one in HOLDINGS for table in one.tables if not table.startswith("keeper.")}
    assert spoken <= labels


def test_every_number_of_a_term_is_one_the_program_itself_uses() -> None:
    """A sentence with a digit of its own would go on saying 90 days after the program has changed its mind."""
    typed = [one.kept for one in HOLDINGS if re.search(r"\d", one.kept)]
    assert typed == []


def test_the_keeper_forgets_readers_when_the_page_says() -> None:
    assert READER_KEPT_DAYS * 86_400 == READER_KEPT_SECONDS


def test_the_keeper_forgets_how_many_were_signed_when_the_page_says() -> None:
    assert COUNTED_DAYS * 86_400 == HABIT_SECONDS


def test_duties_and_sessions_are_swept_as_often_as_the_page_says() -> None:
    assert spec_for("people.forget_times").every == timedelta(minutes=SWEPT_MINUTES)


def test_what_lies_in_bytes_of_the_vault_is_not_called_clear() -> None:
    """The texts and wraps of the vault are ciphertext, and a holding says so of every table that has them."""
    for table in ("vault.Seal", "vault.MemberKey", "vault.RoleWrap", "alerts.Spot", "channels.Address"):
        assert any(one.form is Form.SEALED for one in HOLDINGS if table in one.tables)


def test_every_row_of_the_security_page_names_a_test_that_there_is() -> None:
    """What a compromise surrenders is written down only where a test shows it."""
    page = (ROOT / "SECURITY.md").read_text()
    table = page.split("<!-- table: surrenders -->")[1].split("<!-- end -->")[0]
    rows = [line for line in table.strip().splitlines()[2:] if line.startswith("|")]
    named = [re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row) for row in rows]
    assert len(rows) >= 10 and all(named)
    gone = [f"{path}::{name}" for row in named for path, name in row if not _has_test(path, name)]
    assert gone == []


def _has_test(path: str, name: str) -> bool:
    file = ROOT / path
    return file.is_file() and re.search(rf"^def {name}\(", file.read_text(), re.M) is not None


@pytest.mark.django_db
def test_anyone_reads_what_is_held_with_every_column_of_the_schema() -> None:
    page = Client().get("/held/").content.decode()
    assert "What applicants wrote" in page and "Immigration" not in page and "immigration status" in page
    for model in apps.get_models():
        assert model._meta.db_table in page


@pytest.mark.django_db
def test_a_column_that_is_added_stands_on_the_page_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Member._meta.get_field("handle"), "column", "a_new_column")
    assert "a_new_column" in Client().get("/held/").content.decode()
