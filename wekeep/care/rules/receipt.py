"""The six words of a household, and the short mark by which two forms of one household find each other."""

from wekeep.care.rules.household import digits_of
from wekeep.kit.codes import keyed_mark
from wekeep.kit.errors import Refused
from wekeep.kit.words import RECEIPT_WORDS, from_digest, normal_form


class SentBefore(Refused):
    """The key of this form was used for another form."""


# 16 bits. A whole mark of a telephone number could be turned back by whoever steals disk and secret together, by trying every
# number there is; of so few, 150,000 numbers share each, so that it says "perhaps the same", which a person then looks at.
_MARK = 4


def words_for(secret: str, key: str, body: str) -> str:
    """The receipt of the form `body` sent under `key`: the same sent again gets the same words, and no other."""
    return from_digest(keyed_mark(secret, "care words", f"{key}\n{body}"), RECEIPT_WORDS)


def mark_of(secret: str, words: str) -> str:
    """The mark under which a receipt is kept; the words themselves are not."""
    return keyed_mark(secret, "care receipt", normal_form(words))


def key_mark(secret: str, key: str) -> str:
    """What is kept of the key of a sent form."""
    return keyed_mark(secret, "care key", key)


def likeness(secret: str, contact: str) -> str:
    """What is kept in clear of how a household is reached: enough to ask whether two are one, too little to find whom."""
    digits = digits_of(contact)
    value = digits[-10:] if len(digits) >= 7 else " ".join(contact.casefold().split())
    return keyed_mark(secret, "care likeness", value)[:_MARK]
