"""Reading the book: its entries, what each account holds, whether it is whole, and what the public may know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Sum

from wekeep.care.models import BookEntry, BookLeg, Fund
from wekeep.care.models.book import LOCKS
from wekeep.care.rules.book import START, Account, Balances, Entry, Leg, What, balances, faults, seconds
from wekeep.care.rules.public_sums import Told, told_of
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import digest
from wekeep.kit.log_chain import Fault
from wekeep.kit.words import RECEIPT_WORDS, from_digest

PAGE = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole book found. `head` is its newest link in hex, `words` the six that stand for it, `missing`
    the database's own locks that are gone."""

    entries: int
    faults: list[Fault]
    head: str
    words: str
    sums: Balances
    missing: list[str]


def whole_book() -> list[Entry]:
    """Every entry, oldest first; plain rows, because a year has ten thousand. The entries before their legs: what is added
    meanwhile is in it whole or not at all."""
    columns = ("number", "what", "at", "about", "by", "reverses", "leaf", "link")
    rows = list(BookEntry.objects.order_by("number").values_list(*columns))
    legs: dict[int, list[Leg]] = defaultdict(list)
    parts = BookLeg.objects.order_by("entry", "place")
    for number, account, fund, currency, cents in parts.values_list("entry", "account", "fund", "currency", "cents"):
        legs[number].append(Leg(_ACCOUNTS[account], str(fund), currency, cents))
    return [
        Entry(number, What(what), seconds(at), about, by, undone or 0, tuple(legs[number]), leaf, link)
        for number, what, at, about, by, undone, leaf, link in rows
    ]


_ACCOUNTS = {account.value: account for account in Account}


def verify_book(seen: Iterable[tuple[int, str]] = ()) -> Verdict:
    """Add the book up anew from its first entry, check its chain, that it still holds the links somebody `seen` (number, link in
    hex), and that the database still refuses to change it."""
    entries = whole_book()
    links = {0: START} | {one.number: one.link for one in entries}
    found = faults(entries) + [
        Fault(number, "a link that somebody noted is not in the book")
        for number, link in seen
        if links.get(number) != link.strip().lower()
    ]
    head = entries[-1].link if entries else START
    return Verdict(len(entries), found, head, words_of(head), balances(entries), missing_locks())


def words_of(link: str) -> str:
    """Six words that stand for a link, to be read aloud and written down where no computer is."""
    return from_digest(digest(link.encode()).hex(), RECEIPT_WORDS)


def missing_locks() -> list[str]:
    """The triggers of the book that this database should have and has not."""
    asked = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(LOCKS - present)


def held_by(fund: Fund) -> int:
    """The cents in the fund's bank account."""
    found = BookLeg.objects.filter(fund=fund, account=Account.BANK).aggregate(held=Sum("cents"))["held"]
    return int(found or 0)


def gifts_to(fund: Fund) -> list[int]:
    """The cents of the newest gifts to the fund, those left out that were undone."""
    legs = BookLeg.objects.filter(fund=fund, account=Account.BANK, entry__what=What.GIFT, entry__reversed_by=None)
    return list(legs.order_by("-entry").values_list("cents", flat=True)[:PAGE])


def entries_visible_to(actor: Actor, *, before: int = 0) -> list[Entry]:
    """A page of the book, the newest first; `before` a number, or from the end. Nothing without the ability: the book is
    one, and whoever may read it in a zone reads all of it."""
    if not actor.may(Ability.SEE_BOOK):
        return []
    rows = BookEntry.objects.order_by("-number").prefetch_related("legs")
    rows = rows.filter(number__lt=before) if before else rows
    return [row.written for row in rows[:PAGE]]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the public may know of a fund: sums in cents, and of how many payments; never of whom. `for_homes`, `for_care`, `payments` and `held`
    are as of the last time that several cases could be told at once, so `held` is what is there at most; -1 is not told."""

    name: str
    currency: str
    given: int
    for_homes: int
    for_care: int
    held: int
    payments: int


@dataclass(frozen=True, slots=True)
class Public:
    """The totals of all funds, and the book's head, by which anyone who noted it can tell later that nothing was cut."""

    funds: list[Totals]
    entries: int
    head: str
    at: datetime | None


def public_totals() -> Public:
    """Sums over everything. Of spending, on homes and on what carers bring each by itself, as much as `rules.public_sums` lets anyone know: a
    sum that moves by one payment is somebody's rent."""
    spent = _spent()
    gifts = BookLeg.objects.filter(account=Account.GIFTS).order_by().values_list("fund").annotate(Sum("cents"))
    given = {fund: -int(cents) for fund, cents in gifts}
    told = [_totals(one, given.get(one.code, 0), spent) for one in Fund.objects.order_by("name", "id")]
    last = BookEntry.objects.order_by("-number").first()
    return Public(told, last.number if last else 0, last.link if last else START, last.at if last else None)


_HOMES, _CARE = (Account.RENT, Account.UTILITIES), (Account.CARE, Account.ADVANCES)
Spent = dict[tuple[str, bool], list[tuple[str, int]]]


def _spent() -> Spent:
    """By fund, and whether it was for homes: what was spent on which case and what of it came back, in the order of the book."""
    found: Spent = defaultdict(list)
    rows = BookLeg.objects.filter(account__in=[*_HOMES, *_CARE]).order_by("entry", "place")
    for fund, account, about, cents in rows.values_list("fund", "account", "entry__about", "cents"):
        found[str(fund), account in _HOMES].append((about, cents))
    return found


def _totals(fund: Fund, given: int, spent: Spent) -> Totals:
    homes, care = (told_of(spent.get((fund.code, one), [])) for one in (True, False))
    is_told = homes is not None or care is not None
    is_spent = any((fund.code, one) in spent for one in (True, False))
    nothing = Told(0, 0)
    out, cases = (
        (homes or nothing).cents + (care or nothing).cents,
        (homes or nothing).cases + (care or nothing).cases,
    )
    return Totals(
        fund.name,
        fund.currency,
        given=given,
        for_homes=homes.cents if homes else -1,
        for_care=care.cents if care else -1,
        held=given - out if is_told or not is_spent else -1,
        payments=cases if is_told else -1,
    )
