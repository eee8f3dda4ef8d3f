"""What is held of rent, of what carers spend, and of the funds."""

from django.utils.translation import gettext_noop

from wekeep.care.rules import rent
from wekeep.desk.queries.held.terms import NOBODY, Form, Holding, in_days

_KEEPERS = gettext_noop("Fund keepers, payers and fund stewards of the zone")
_WITH_BOOK = gettext_noop("As long as the book where money was paid; otherwise %(days)s days after it ended")
_NUMBERS = {"days": in_days(rent.FORGOTTEN_AFTER)}

MONEY: tuple[Holding, ...] = (
    Holding(
        ("care.Fund",),
        gettext_noop("Funds: name, rules, and which two members set them last"),
        Form.CLEAR,
        gettext_noop("Everyone who works with money in the zone"),
        gettext_noop("For as long as the network lives"),
    ),
    Holding(
        ("care.BookEntry", "care.BookLeg", "care.BookHead"),
        gettext_noop(
            "The book of the funds: accounts, sums, times, codes of cases and of the members who entered them; nobody who was helped"
        ),
        Form.CLEAR,
        gettext_noop("Fund stewards and treasurers; everyone reads sums over all of it"),
        gettext_noop("For as long as the network lives: nothing in it is ever changed or deleted"),
    ),
    Holding(
        ("care.RentCase",),
        gettext_noop(
            "Requests for rent: what for, neighbourhood, months, sums, language, where it stands, which members filed and checked it"
        ),
        Form.CLEAR,
        _KEEPERS,
        _WITH_BOOK,
        _NUMBERS,
    ),
    Holding(
        ("care.RentCase", "care.RentClaim"),
        gettext_noop(
            "Of a household, its address and the payee: what recognises them when they come again, and of the six words"
        ),
        Form.MARKED,
        NOBODY,
        _WITH_BOOK,
        _NUMBERS,
    ),
    Holding(
        ("care.RentPaper",),
        gettext_noop("Which kinds of papers a member saw for a request, and on which day; never the paper itself"),
        Form.CLEAR,
        _KEEPERS,
        _WITH_BOOK,
        _NUMBERS,
    ),
    Holding(
        ("care.RentApproval", "care.RentPayment", "care.RentRecount"),
        gettext_noop(
            "Who approved which sum, who reckoned another, who paid, how and under which reference of the bank; no name of anyone who was helped"
        ),
        Form.CLEAR,
        _KEEPERS,
        _WITH_BOOK,
        _NUMBERS,
    ),
    Holding(
        ("vault.Seal",),
        gettext_noop("Who asks for rent, how to reach them, where they live, who is paid and how"),
        Form.SEALED,
        gettext_noop(
            "Fund keepers of the zone, and of the payee payers too, unlocked by their own words; each look is counted and logged"
        ),
        gettext_noop("%(days)s days at most; at once when it is closed, declined or taken back"),
        {"days": in_days(rent.SEALED_FOR)},
    ),
)
