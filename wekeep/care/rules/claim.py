"""Recognising a household, an address and a payee again without keeping them: keyed marks of what is sealed.

A mark of a household or an address has 16 bits, as `rules.receipt.likeness` has: whoever steals disk and secret together and tries
every telephone number there is finds that 150,000 share each. One alone says "perhaps the same", which a person looks at; both
together, in one fund and month, are the same by all that can be told (two strangers once in four thousand million pairs).
"""

import unicodedata

from wekeep.kit.codes import keyed_mark

_MARK = 4
_WORDS = {
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "road": "rd",
    "drive": "dr",
    "boulevard": "blvd",
    "lane": "ln",
    "court": "ct",
    "place": "pl",
    "apartment": "apt",
    "unit": "apt",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
}


def household_mark(secret: str, phone: str, name: str) -> str:
    """Of the telephone number where there is one, however it was typed; else of the name."""
    digits = "".join(str(unicodedata.digit(c)) for c in phone if unicodedata.digit(c, None) is not None)
    return keyed_mark(secret, "rent household", digits[-10:] if len(digits) >= 7 else _plain(name))[:_MARK]


def address_mark(secret: str, address: str) -> str:
    """Of the address, whatever its capitals, commas and the usual ways to shorten a street; the number of a flat counts."""
    words = [_WORDS.get(word, word) for word in _plain(address.replace("#", " apt ")).split()]
    return keyed_mark(secret, "rent address", " ".join(word for word in words if word))[:_MARK]


def payee_mark(secret: str, name: str, account: str) -> str:
    """Of who is paid, and how they are reached with money."""
    return keyed_mark(secret, "rent payee", f"{_plain(name)}\n{_plain(account)}")


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())
