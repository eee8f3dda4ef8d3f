"""Words planted in everything that care seals are found on no page, in no file, in no log and in no table that anyone reaches."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.care.asking import asked, step, words_on
from tests.care.money import a_fund
from tests.cast import Person, admit
from tests.crawling import crawled
from wekeep.care.actions import paying, rent_checking
from wekeep.care.forms.rent import month_choices
from wekeep.care.models import Household, RentCase, Request
from wekeep.care.rules.fund import Band, Terms
from wekeep.care.rules.rent import NEEDS, Kind, Method, Payee
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MARK = "quetzal"
PHONE = "555 200 7733"
EVERYWHERE = Terms("USD", frozenset(Kind), frozenset(Payee), frozenset({"*"}), (Band(5_000_00, 2),), 12)
HOUSEHOLD: dict[str, Any] = {
    "needs": ["groceries", "pharmacy", "rent", "other"],
    "pharmacy-where": f"{MARK}-where",
    "other-what": f"{MARK}-what",
    "rent-months": [month_choices()[6][0]],
    "rent-dollars": "1200",
    "rent-payee": f"{MARK}-payee",
    "rent-pay_to": f"{MARK}-account",
    "name": f"{MARK}-name",
    "contact": PHONE,
    "hours": f"{MARK}-hours",
    "address": f"12 {MARK}-address Street",
    "entrance": f"{MARK}-door",
    "about": f"{MARK}-about",
}
ALONE: dict[str, Any] = {
    "kind": "rent",
    "zone": "north",
    "months": [month_choices()[6][0]],
    "monthly": "900",
    "asked": "900",
    "name": f"{MARK}-name",
    "phone": PHONE,
    "address": f"9 {MARK}-address Street",
    "payee": f"{MARK}-payee",
    "pay_to": f"{MARK}-account",
    "note": f"{MARK}-note",
    "do": "send",
}


@pytest.fixture
def planted(cora: Person) -> dict[Role, Person]:
    """One of each role, and marked words in every sealed field of a household, of its rent and of a rent alone, paid."""
    people = {role: admit(f"the-{role.value.replace('_', '-')}", role, zone="*") for role in Role}
    keepers = [admit(name, Role.FUND_KEEPER, zone="*") for name in ("kay", "ann", "bob")]
    for one in (*keepers, *people.values()):
        one.unlocked()
    _one, words = asked(**HOUSEHOLD)
    step(words, "tell", text=f"{MARK}-news")
    sent = Client().post("/help/rent/", ALONE | {"key": new_code()})
    assert sent.status_code == 201 and words_on(sent.content.decode())
    spent = {"key": new_code(), "kind": "spent", "zone": "north", "asked": "70", "pay_to": f"{MARK}-account"}
    people[Role.CARER].client().post("/money/spent/", spent | {"note": f"{MARK}-note"})
    assert (Household.objects.count(), Request.objects.count(), RentCase.objects.count()) == (1, 3, 3)
    _pay(RentCase.objects.get(household=None, kind="rent"), keepers, people[Role.PAYER])
    return people


def _pay(case: RentCase, keepers: list[Person], payer: Person) -> None:
    kay, ann, bob, pat = (one.unlocked() for one in (*keepers, payer))
    for paper in NEEDS[Kind(case.kind)]:
        rent_checking.note_paper(unlocked=kay, code=case.code, paper=paper)
    said: dict[str, Any] = {"code": case.code, "version": case.version}
    fund = a_fund(9_000_00, terms=EVERYWHERE, zone="*").code
    said["version"] = rent_checking.verify(unlocked=kay, **said, fund=fund, cents=900_00).version
    for approver in (ann, bob):
        rent_checking.approve(unlocked=approver, **said, cents=900_00)
    paying.schedule(unlocked=pat, **said, day=clock.now().date())
    paying.pay(unlocked=pat, **said, method=Method.CHEQUE, reference="CHK-1001")


def tells(text: str) -> bool:
    return MARK in text or PHONE in text or PHONE.replace(" ", "") in text


def test_no_page_and_no_file_that_any_role_reaches_tells_what_is_sealed(planted: dict[Role, Person]) -> None:
    seen: set[str] = set()
    for one in (None, *planted.values()):
        pages = dict(crawled(one.client() if one else Client()))
        assert {path for path, page in pages.items() if tells(page)} == set(), one
        seen |= {path for path in pages if path.startswith(("/requests/", "/money/", "/help/", "/ask/"))}
    cases = {f"/money/cases/{code}/" for code in RentCase.objects.values_list("code", flat=True)}
    requests = {f"/requests/{code}/" for code in Request.objects.values_list("code", flat=True)}
    assert seen >= cases | requests | {"/money/book.csv", "/money/book.beancount", "/requests/mine/", "/money/funds/"}


def test_those_whom_it_concerns_find_it_so_the_words_are_where_they_should_be(planted: dict[Role, Person]) -> None:
    request = Request.objects.get(need="other")
    why = {"reason": "to bring the groceries"}
    for part in ("words", "contact", "place"):
        page = planted[Role.COORDINATOR].client().post(f"/requests/{request.code}/", {"part": part, **why})
        assert tells(page.content.decode().replace("\u2004", " ").replace("\u2005", " "))
    for case in RentCase.objects.all():
        keeper = planted[Role.FUND_KEEPER].client().post(f"/money/cases/{case.code}/", {"group": "place"})
        assert tells(keeper.content.decode())


def test_no_table_no_file_of_the_book_and_no_log_holds_them(
    planted: dict[Role, Person], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for args in (("dumpdata",), ("book", "beancount"), ("book", "csv")):
        told = StringIO()
        call_command(*args, stdout=told)
        assert told.getvalue() and not tells(told.getvalue()), args
    _one, words = asked(**HOUSEHOLD | {"contact": PHONE})
    step(words, "tell", text=f"{MARK}-news")
    step(words, "correct", contact=PHONE, contact_kind="phone", name=f"{MARK}-name", address=f"{MARK}-address")
    case = RentCase.objects.latest("id")
    step(words, "rent_tell", code=case.code, months=[], asked="x", payee=f"{MARK}-payee", pay_to=f"{MARK}-account")
    planted[Role.FUND_KEEPER].client().post(f"/money/cases/{case.code}/", {"group": "contact"})
    step(words, "withdraw")
    shown = capsys.readouterr()
    assert not tells(caplog.text) and not tells(shown.out + shown.err) and words not in caplog.text
