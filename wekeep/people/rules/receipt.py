"""The six words of an application, and the short words that an applicant reads out to show that it is them."""

from datetime import date

from wekeep.kit.codes import keyed_mark
from wekeep.kit.words import RECEIPT_WORDS, from_digest, normal_form

SPOKEN_WORDS = 3
MOST_TRIES = 10


def words_for(secret: str, key: str, body: str) -> str:
    """The receipt of the application `body` sent under `key`: the same sent again gets the same words, and no other."""
    return from_digest(keyed_mark(secret, "apply words", f"{key}\n{body}"), RECEIPT_WORDS)


def mark_of(secret: str, words: str) -> str:
    """The mark under which a receipt is kept; the words themselves are not."""
    return keyed_mark(secret, "apply receipt", normal_form(words))


def call_words(secret: str, code: str) -> str:
    """What an applicant reads to the vetter who reaches them on the phone or in a chat: it proves whose number it is."""
    return from_digest(keyed_mark(secret, "call words", code), SPOKEN_WORDS)


def pass_words(secret: str, code: str, day: date) -> str:
    """What an applicant shows in person on `day`, at the orientation or at the packing table."""
    return from_digest(keyed_mark(secret, "pass words", f"{code} {day.isoformat()}"), SPOKEN_WORDS)
