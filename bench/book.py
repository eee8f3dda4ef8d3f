"""How long it takes to add a year of the book up anew and to check its chain, beside Beancount's own check of the same book.

    python -m bench.book [--payments 12000] [--times 3]

The payments are written through every lock of the database, on SQLite: each has a case, two approvals, a payment and an entry.
Then, in turn, as often as asked: `wekeep book verify` as the program does it (every entry read from the database, added up, its chain
followed, the locks looked for), the same on entries that are in memory already, and Beancount's loader on the export of the same
book, which parses, books and checks the balance of each transaction and of every account. The aim is five seconds for the first.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from statistics import median

from bench.machine import machine, wait_for_quiet

AIM_SECONDS = 5.0


def write(folder: Path, payments: int) -> None:
    """A fund with gifts, and so many rents that left it over a year."""
    os.environ.update(WEKEEP_DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from wekeep.care.actions import book
    from wekeep.care.models import Fund
    from wekeep.care.rules.book import What, gift
    from wekeep.care.rules.fund import Band, Terms
    from wekeep.care.rules.rent import Kind, Payee
    from wekeep.kit import clock
    from wekeep.kit.actor import SYSTEM
    from wekeep.kit.codes import new_code

    call_command("migrate", verbosity=0)
    terms = Terms("USD", frozenset(Kind), frozenset(Payee), frozenset({"*"}), (Band(5_000_00, 2),), 12)
    begun, chance = clock.now() - timedelta(days=365), random.Random(7)
    said = {"zone": "*", "currency": "USD", "terms": terms.as_json(), "set_by": "one", "agreed_by": "other"}
    fund = Fund.objects.create(name="Homes", set_at=begun, **said)
    with transaction.atomic():
        for number in range(payments):
            with clock.simulated(begun + timedelta(days=365) * number / payments):
                if number % 10 == 0:
                    legs = gift(fund.code, "USD", 20_000_00)
                    book.enter(actor=SYSTEM, number=book.next_number(), what=What.GIFT, about=new_code(), legs=legs)
                _pay(fund, number, chance.randrange(600, 2_000) * 100)


def _pay(fund: object, number: int, cents: int) -> None:
    from wekeep.care.actions import book
    from wekeep.care.models import Fund, RentApproval, RentCase, RentPayment
    from wekeep.care.rules.book import What, payment
    from wekeep.care.rules.rent import Kind
    from wekeep.kit import clock
    from wekeep.kit.actor import SYSTEM

    assert isinstance(fund, Fund)
    now = clock.now()
    case = RentCase.objects.create(
        receipt_mark=f"r{number}",
        key_mark=f"k{number}",
        state="verified",
        state_since=now,
        due_at=now,
        zone="*",
        desk="*",
        language="so",
        kind="rent",
        payee_kind="landlord",
        months=["2026-11"],
        amount=cents,
        fund=fund,
        household_mark=f"{number % 65536:04x}",
        address_mark=f"{number % 65536:04x}",
        payee_mark="p",
        verified_by="kay",
        filed_at=now,
    )
    for who in ("ann", "bob"):
        yes = {"version": 1, "cents": cents, "digest": "d", "at": now, "lapses_at": now + timedelta(days=7)}
        RentApproval.objects.create(case=case, by=who, **yes)
    RentCase.objects.filter(pk=case.pk).update(state="scheduled")
    entry = book.next_number()
    paid = {"version": 1, "by": "pat", "cents": cents, "method": "cheque", "reference": f"CHK-{number}"}
    RentPayment.objects.create(case=case, entry_id=entry, at=now, **paid)
    legs = payment(Kind.RENT, fund.code, "USD", cents)
    book.enter(actor=SYSTEM, number=entry, what=What.PAYMENT, about=case.code, legs=legs)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Write the year, measure each in turn; 1 where the aim was missed or somebody found a fault."""
    asked = argparse.ArgumentParser(description="A year of the book, checked by us and by Beancount.")
    asked.add_argument("--payments", type=int, default=12_000)
    asked.add_argument("--times", type=int, default=3)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="wekeep-book-") as folder:
        write(Path(folder), said.payments)
        return _measure(said.times)


def _measure(times: int) -> int:
    from beancount import loader

    from wekeep.care.queries.book import verify_book, whole_book
    from wekeep.care.rules.book import balances, faults
    from wekeep.care.rules.export import beancount

    entries = whole_book()
    text = beancount(entries, UTC)
    _directives, errors, _options = loader.load_string(text)
    verdict = verify_book()
    busy = wait_for_quiet()
    found: dict[str, list[float]] = {"verify": [], "memory": [], "beancount": []}
    for _time in range(times):
        found["verify"].append(_seconds(verify_book))
        found["memory"].append(_seconds(lambda: (faults(entries), balances(entries))))
        found["beancount"].append(_seconds(lambda: loader.load_string(text)))
    ours, inside, theirs = (median(found[name]) for name in ("verify", "memory", "beancount"))
    print(f"{len(entries)} entries; {len(verdict.faults)} faults by us, {len(errors)} by Beancount")
    print(f"book verify, from the database   {ours:6.2f} s   (aim: {AIM_SECONDS:.0f} s)")
    print(f"the same, in memory              {inside:6.2f} s")
    print(f"Beancount's own check            {theirs:6.2f} s   ratio {ours / theirs:.2f}")
    print(f"{machine()}; {busy:.0%} busy before")
    return int(ours > AIM_SECONDS or bool(verdict.faults) or bool(errors))


if __name__ == "__main__":
    sys.exit(main())
