"""The six words by which a reporter comes back, and how the same report sent twice is known."""

from dataclasses import dataclass

from wekeep.kit.codes import keyed_mark, same
from wekeep.kit.errors import Refused
from wekeep.kit.words import RECEIPT_WORDS, from_digest, normal_form


class SentBefore(Refused):
    """The key of this report was used for another report."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is kept of a report's key, body and words: keyed marks, from which none of the three can be read."""

    key: str
    body: str
    receipt: str


def check_body(known: str, body: str) -> None:
    """Raise SentBefore unless the mark of a body is the one that its key is known with."""
    if not same(known, body):
        raise SentBefore("A report was sent from this form already. If this is another one, send it again.")


def words_for(secret: str, key: str, body: str) -> str:
    """The receipt of the report `body` sent under `key`: six words of the EFF's list, 77 bits.

    They are drawn by a keyed BLAKE2b from our secret, so that nobody else can foretell them whatever key they send; and
    the same report sent again under the same key gets the same words, though we keep none of them. A phone that never
    heard our answer can therefore ask again.
    """
    return from_digest(keyed_mark(secret, "receipt words", f"{key}\n{body}"), RECEIPT_WORDS)


def mark_of_words(secret: str, words: str) -> str:
    """The mark under which a receipt is kept; the words may be typed with other capitals, spaces and one slip a word."""
    return keyed_mark(secret, "receipt", normal_form(words))


def marks_of(secret: str, key: str, body: str, words: str) -> Marks:
    """What to keep of a report. `words` are as we drew them, which is the form that typed ones are brought into."""
    return Marks(keyed_mark(secret, "key", key), keyed_mark(secret, "body", body), keyed_mark(secret, "receipt", words))
