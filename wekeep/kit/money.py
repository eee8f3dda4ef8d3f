"""Money as whole cents: read from what people type, and written for people. There are no fractions of a cent anywhere."""

import re
import unicodedata
from typing import Final

from wekeep.kit.errors import Refused

CURRENCIES: Final = ("USD", "CAD", "EUR", "GBP", "MXN")
"""Those with a hundred small coins to a big one that a fund may be kept in."""
MOST: Final = 100_000_000_00
_SIGNS: Final = {"USD": "$", "CAD": "CA$", "EUR": "€", "GBP": "£", "MXN": "MX$"}
_PLAIN = re.compile(r"\d{1,9}([.,]\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}(([.,' ])\d{3})(\2\d{3})*((?!\2)[.,]\d{1,2})?")


def cents_of(typed: str) -> int:
    """The cents of an amount as a person types it: "1250", "$1,250", "1.250,50", in any script's digits.

    Refused where it is no amount, could be read in two ways, or is more than `MOST`.
    """
    text = "".join(_plain(c) for c in typed.strip())
    text = re.sub(r"^[A-Z]{0,3}[$€£]?\s*|\s*[$€£]?[A-Z]{0,3}$", "", text).strip()
    if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise Refused("That is not an amount. Write it like 1250 or 1250.50.")
    whole, small = _parted(text)
    cents = int(whole) * 100 + int(small.ljust(2, "0"))
    if cents > MOST:
        raise Refused("That is more than can be written here.")
    return cents


def _plain(c: str) -> str:
    digit = unicodedata.digit(c, None)
    return str(digit) if digit is not None else {"٫": ".", "٬": ",", "\u00a0": " ", "\u202f": " ", "’": "'"}.get(c, c)


def _parted(text: str) -> tuple[str, str]:
    """Whole and small coins: the last dot or comma with one or two digits behind it parts them, whatever else only groups."""
    found = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", text)
    assert found is not None
    return re.sub(r"\D", "", found.group(1)), found.group(2) or "0"


def amount(cents: int, currency: str) -> str:
    """For people: "$1,250.00"; a minus before the sign. The same in every language, so that nobody takes one for another."""
    sign = "−" if cents < 0 else ""
    return f"{sign}{_SIGNS.get(currency, currency)}{abs(cents) // 100:,}.{abs(cents) % 100:02}"


def decimal(cents: int) -> str:
    """For programs: "-1250.00"."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
