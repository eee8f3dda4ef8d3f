"""A fund's rules are set by two, and the book is checked and written out from the shell."""

import csv
import io
from dataclasses import replace

import pytest
from beancount import loader
from django.core.management import CommandError, call_command
from django.db import connection

from tests.care.money import TERMS, a_fund
from tests.cast import NORTH, Person, admit
from tests.keeping import Keeping
from wekeep.care.actions.book import write_gift
from wekeep.care.actions.funds import agree_to_fund, propose_fund, propose_rules
from wekeep.care.models import Fund
from wekeep.care.queries.book import held_by, verify_book
from wekeep.care.rules.fund import Band
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.vault.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def flo(zones: object, signer: Keeping) -> Person:
    """A fund steward beside a keeper, which counts who agreed."""
    return admit("flo", Role.FUND_STEWARD)


@pytest.fixture
def kay(flo: Person) -> Person:
    """A fund keeper, who may be the second person."""
    return admit("kay", Role.FUND_KEEPER)


def test_a_fund_opens_when_a_second_person_agreed_to_exactly_its_rules(flo: Person, kay: Person) -> None:
    asked = propose_fund(unlocked=flo.unlocked(), zone=NORTH, name="Homes", terms=TERMS)
    assert not Fund.objects.exists()
    with pytest.raises(Refused, match="asked for this yourself"):
        agree_to_fund(unlocked=flo.unlocked(), code=asked.code)
    one = agree_to_fund(unlocked=kay.unlocked(), code=asked.code)
    assert (one.rules, one.version, one.set_by, one.agreed_by) == (TERMS, 1, flo.code, kay.code)
    with pytest.raises(NotFound):
        agree_to_fund(unlocked=kay.unlocked(), code=asked.code)


def test_rules_that_were_changed_behind_the_first_persons_back_hold_for_nobody(flo: Person, kay: Person) -> None:
    admit("sol", Role.STEWARD, zone="*").unlocked(), admit("sam", Role.STEWARD, zone="*").unlocked()
    asked = propose_fund(unlocked=flo.unlocked(), zone=NORTH, name="Homes", terms=TERMS)
    row = Proposal.objects.get()
    Proposal.objects.update(terms=row.terms.replace('"most_months":3', '"most_months":12'))
    with pytest.raises(Refused):
        agree_to_fund(unlocked=kay.unlocked(), code=asked.code)
    assert not Fund.objects.exists()


def test_other_rules_are_another_version_and_none_by_which_one_person_pays(flo: Person, kay: Person) -> None:
    fund = a_fund()
    larger = replace(TERMS, bands=(Band(5_000_00, 2),))
    asked = propose_rules(unlocked=flo.unlocked(), code=fund.code, name="Homes", terms=larger)
    assert agree_to_fund(unlocked=kay.unlocked(), code=asked.code).version == 2
    with pytest.raises(Refused, match="One approval"):
        propose_rules(
            unlocked=flo.unlocked(), code=fund.code, name="Homes", terms=replace(TERMS, bands=(Band(900_00, 1),))
        )
    with pytest.raises(NotAllowed):
        propose_fund(unlocked=kay.unlocked(), zone=NORTH, name="Mine", terms=TERMS)


def test_a_gift_is_written_in_by_a_fund_steward_and_by_nobody_else(flo: Person, kay: Person) -> None:
    fund = a_fund()
    write_gift(unlocked=flo.unlocked(), fund=fund.code, cents=250_00)
    with pytest.raises(NotAllowed):
        write_gift(unlocked=kay.unlocked(), fund=fund.code, cents=250_00)
    assert held_by(fund) == 250_00


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("book", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_the_shell_says_that_the_book_is_whole_and_writes_it_out() -> None:
    a_fund(500_000)
    head = verify_book().head
    assert "The book is whole" in said("verify", "--seen", f"1:{head}")
    parsed, errors, _options = loader.load_string(said("beancount"))
    assert errors == [] and len(parsed) > 2
    assert [row["amount"] for row in csv.DictReader(io.StringIO(said("csv")))] == ["5000.00", "-5000.00"]


def test_the_shell_says_that_it_is_not() -> None:
    a_fund(500_000)
    with pytest.raises(CommandError, match="not whole"):
        said("verify", "--seen", f"1:{'0' * 64}")
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER care_bookleg_no_change" + (" ON care_bookleg" if connection.vendor == "postgresql" else "")
        )
        cursor.execute("UPDATE care_bookleg SET cents = cents * 2")
    with pytest.raises(CommandError, match="not whole"):
        said("verify")
