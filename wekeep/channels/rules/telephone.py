"""Telephone numbers, how long a text is, the words that stop and start, and how a provider signs what it brings."""

import hmac
import re
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha1

from wekeep.kit.codes import same
from wekeep.kit.errors import Refused

_TYPED = re.compile(r"\+?[0-9 ().\-/\u00a0]{6,24}")
# where a call or a text costs its payer more, which a stranger's sign-up could be for
_PREMIUM = re.compile(r"\+1(?:900|976)|\+1\d{3}976")

# GSM 03.38: the basic alphabet, and what takes an escape and so two places (3GPP TS 23.038, 6.2.1)
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("^{}\\[~]|€\f")


class Word(StrEnum):
    """What someone can text to us besides a report."""

    STOP = "stop"
    START = "start"
    HELP = "help"


# The carriers' own words (CTIA, "Messaging principles", 5.1.3) and those of the network's languages.
_WORDS: dict[Word, dict[str, str]] = {
    Word.STOP: {
        "en": "stop stopall unsubscribe cancel end quit revoke optout",
        "es": "alto parar pare baja cancelar detener",
        "so": "jooji joog joojin",
        "hmn": "nres tsum",
        "ar": "قف توقف ايقاف اوقف الغاء",
    },
    Word.START: {
        "en": "start unstop subscribe",
        "es": "iniciar empezar alta comenzar",
        "so": "bilow bilaw",
        "hmn": "pib",
        "ar": "ابدا ابدء بدء اشتراك",
    },
    Word.HELP: {
        "en": "help info",
        "es": "ayuda informacion",
        "so": "caawi caawin caawimo caawimaad",
        "hmn": "pab",
        "ar": "مساعده مساعدة معلومات",
    },
}
_MEANT = {
    one: (word, language)
    for word, by_language in _WORDS.items()
    for language, words in by_language.items()
    for one in words.split()
}


def read_number(typed: str, countries: tuple[str, ...]) -> str:
    """A number as E.164 writes it (+ and 8 to 15 digits). Without a country it is of the first of `countries`; Refused for
    what is no number, or of no country that this network writes to."""
    typed = typed.strip()
    if not _TYPED.fullmatch(typed):
        raise Refused("That is not a telephone number. Type it with its area code.")
    digits = re.sub(r"\D", "", typed)
    if typed.startswith("+"):
        number = f"+{digits}"
    elif digits.startswith("00"):
        number = f"+{digits[2:]}"
    else:
        home = countries[0]
        number = (
            f"+{digits}" if home == "1" and len(digits) == 11 and digits[0] == "1" else f"+{home}{digits.lstrip('0')}"
        )
    if not re.fullmatch(r"\+[1-9][0-9]{7,14}", number) or (number.startswith("+1") and len(number) != 12):
        raise Refused("That is not a telephone number. Type it with its area code.")
    if not number[1:].startswith(countries) or _PREMIUM.match(number):
        raise Refused("This network does not write to numbers of that kind. Choose another way to be reached.")
    return number


def segments(text: str) -> int:
    """How many texts it is sent and paid as: 160 places in GSM 7-bit, or 153 each; 70 UTF-16 units, or 67 each, as soon as
    one character is in neither table (3GPP TS 23.040, 9.2.3.24.1)."""
    if all(one in _BASIC or one in _ESCAPED for one in text):
        places, alone, joined = sum(2 if one in _ESCAPED else 1 for one in text), 160, 153
    else:
        places, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if places <= alone else -(-places // joined)


def word_of(text: str) -> tuple[Word, str] | None:
    """The word that the whole message is, and its language; None for anything longer. Case, accents and marks do not
    count."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    letters = "".join(one for one in plain if one.isalpha() or one.isspace()).replace("أ", "ا").replace("إ", "ا")
    words = letters.split()
    return _MEANT.get("".join(words)) if len(words) <= 2 else None


def signature_of(url: str, fields: Mapping[str, str], token: str) -> str:
    """How Twilio signs a webhook: HMAC-SHA1, keyed by the account's token, of the address as it was called and every field
    in the order of the names, in base64."""
    told = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return b64encode(hmac.new(token.encode(), told.encode(), sha1).digest()).decode()


def is_signed(given: str, url: str, fields: Mapping[str, str], token: str) -> bool:
    """Whether the signature is the provider's, in a time that tells nothing; never where no token is set."""
    return bool(token) and same(given, signature_of(url, fields, token))
