"""What the tests of money share: a fund with rules, its people, a case on its way, and a book whose locks can be opened to
clear it away after a test that commits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import NORTH, Person, admit
from wekeep.care.actions import paying, rent, rent_checking
from wekeep.care.models import (
    BookEntry,
    BookHead,
    BookLeg,
    Fund,
    RentApproval,
    RentCase,
    RentPayment,
)
from wekeep.care.rules.book import What
from wekeep.care.rules.fund import Band, Terms
from wekeep.care.rules.rent import NEEDS, Kind, Method, Paper, Payee
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.vault.rules.unlocked import Unlocked

locks, more_locks = (
    import_module(f"wekeep.care.migrations.{name}") for name in ("0003_book_locks", "0011_money_locks")
)
TERMS = Terms(
    "USD",
    frozenset(Kind),
    frozenset(Payee),
    frozenset({NORTH}),
    (Band(50_00, 1), Band(3_000_00, 2), Band(9_000_00, 3)),
    3,
)


def a_fund(cents: int = 0, *, terms: Terms = TERMS, zone: str = NORTH) -> Fund:
    """A fund whose rules two persons set, with so many cents in it."""
    one = Fund.objects.create(
        name=f"Homes {new_code()[:4]}",
        zone=zone,
        currency=terms.currency,
        terms=terms.as_json(),
        set_by="one",
        agreed_by="other",
        set_at=clock.now(),
    )
    if cents:
        give(one, cents)
    return one


def give(fund: Fund, cents: int) -> BookEntry:
    """Somebody gave; written by the action that every entry goes through."""
    from wekeep.care.actions import book
    from wekeep.care.rules.book import gift
    from wekeep.kit.actor import SYSTEM

    with transaction.atomic():
        number = book.next_number()
        legs = gift(fund.code, fund.currency, cents)
        return book.enter(actor=SYSTEM, number=number, what=What.GIFT, about=new_code(), legs=legs)


@dataclass
class Sealed:
    """A vault of this test, in memory."""

    kept: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)

    def seal(self, *, kind: str, record: str, group: Any, zone: str, role: Any, fields: Any, expires: date) -> None:
        self.kept[kind, record, str(group)] = dict(fields)

    def erase(self, *, kind: str, record: str) -> None:
        self.kept = {key: fields for key, fields in self.kept.items() if key[:2] != (kind, record)}

    def open_groups(self, unlocked: object, asked: Any, *, reason: str) -> dict[tuple[str, str], dict[str, str]]:
        keys = [(one.kind, one.record, str(one.group)) for one in asked]
        return {key[1:]: self.kept[key] for key in keys if key in self.kept}


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> Sealed:
    """What was sealed in this test; every session counts as unlocked, and somebody can read."""
    one = Sealed()
    monkeypatch.setattr("wekeep.care.actions.rent.seal", one.seal)
    monkeypatch.setattr("wekeep.care.actions.rent_moving.erase", one.erase)
    monkeypatch.setattr("wekeep.care.queries.rent.holders_of", lambda _zone, _role: frozenset({"someone"}))
    for module in ("rent_checking", "book"):
        monkeypatch.setattr(f"wekeep.care.actions.{module}.check_unlocked", lambda _unlocked: None)
    return one


class Staff:
    """Made when asked for: kay, ann and bob keep the fund, pat pays, flo is its steward, tom reads the book, cleo is a carer."""

    ROLES = {
        "kay": Role.FUND_KEEPER,
        "ann": Role.FUND_KEEPER,
        "bob": Role.FUND_KEEPER,
        "cat": Role.FUND_KEEPER,
        "pat": Role.PAYER,
        "pam": Role.PAYER,
        "flo": Role.FUND_STEWARD,
        "tom": Role.TREASURER,
        "cleo": Role.CARER,
    }

    def __init__(self) -> None:
        self._made: dict[str, Person] = {}

    def person(self, name: str) -> Person:
        if name not in self._made:
            self._made[name] = admit(name, self.ROLES[name])
        return self._made[name]

    def __getattr__(self, name: str) -> Unlocked:
        if name not in self.ROLES:
            raise AttributeError(name)
        return Unlocked(self.person(name).actor, b"a key of this test")


@pytest.fixture
def staff(zones: object, sealed: Sealed) -> Staff:
    """Those who work with money in the north."""
    return Staff()


PRIVATE = rent.Private(
    "Ayaan Warsame", "612 555 0147", "2415 Elm Street, Apt 3", "Birch Homes", "Routing 091, account 77"
)


def asked(kind: Kind = Kind.RENT, *, months: tuple[str, ...] = ("2026-11",), **changed: Any) -> rent.Filed:
    """Somebody asks for a month's rent."""
    wish = rent.Wish(
        kind, changed.pop("zone", NORTH), months, changed.pop("monthly", 120_000), changed.pop("asked", 120_000)
    )
    more: dict[str, Any] = {"key": new_code(), "body": "a form", "language": "so", "private": PRIVATE, "is_sure": True}
    more |= changed
    return rent.file_case(wish=wish, **more)


def verified(staff: Staff, case: RentCase, fund: Fund, cents: int = 120_000, by: str = "kay") -> RentCase:
    """A fund keeper saw every paper and put the amount down."""
    for paper in Paper:
        if paper in NEEDS[Kind(case.kind)]:
            rent_checking.note_paper(unlocked=getattr(staff, by), code=case.code, paper=paper)
    return rent_checking.verify(
        unlocked=getattr(staff, by), code=case.code, version=case.version, fund=fund.code, cents=cents, is_sure=True
    )


def approved(staff: Staff, case: RentCase, cents: int = 120_000, by: tuple[str, ...] = ("ann", "bob")) -> RentCase:
    """Each reckoned the same."""
    for name in by:
        case = rent_checking.approve(unlocked=getattr(staff, name), code=case.code, version=case.version, cents=cents)
    return case


def scheduled(staff: Staff, case: RentCase, by: str = "pat") -> RentCase:
    """A payer promises to pay in two days."""
    day = clock.now().date() + timedelta(days=2)
    return paying.schedule(unlocked=getattr(staff, by), code=case.code, version=case.version, day=day)


def paid(staff: Staff, case: RentCase, by: str = "pat", reference: str = "CHK-1001") -> RentPayment:
    """The payer pays."""
    return paying.pay(
        unlocked=getattr(staff, by),
        code=case.code,
        version=case.version,
        method=Method.CHEQUE,
        reference=reference,
    )


def ready_to_pay(staff: Staff, fund: Fund, **changed: Any) -> RentCase:
    """A case with everything but the payment."""
    case = asked(**changed).case
    return scheduled(staff, approved(staff, verified(staff, case, fund)))


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """For tests that commit: the book is only ever added to, so before the database is emptied its locks are opened, and
    put back when it is empty."""
    yield
    open_locks()
    _empty(RentPayment, RentApproval, BookLeg)
    BookEntry.objects.filter(reverses__isnull=False).delete()
    _empty(BookEntry, BookHead, RentCase, Fund)
    close_locks()


def open_locks() -> None:
    """Let the tables of the book be changed, until they are closed again."""
    with connection.cursor() as cursor:
        for table, name, *_rest in (*locks.RULES, *more_locks.RULES):
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def close_locks() -> None:
    """As they were before `open_locks`."""
    with connection.cursor() as cursor:
        for made, rule in [(one, rule) for one in (locks, more_locks) for rule in one.RULES]:
            for statement in (made.postgresql if connection.vendor == "postgresql" else made.sqlite)(*rule):
                if statement.startswith("CREATE TRIGGER") and "_all " not in statement:
                    cursor.execute(statement)


def _empty(*models: Any) -> None:
    for model in models:
        model.objects.all().delete()
