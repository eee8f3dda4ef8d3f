"""Plain facts about households: how a form came, and how they are reached."""

import unicodedata
from enum import StrEnum


class Source(StrEnum):
    """How a form came in."""

    WEB = "web"
    PHONE = "phone"
    API = "api"
    IMPORT = "import"


class Contact(StrEnum):
    """A way to reach somebody."""

    PHONE = "phone"
    TEXT = "text"
    SIGNAL = "signal"
    WHATSAPP = "whatsapp"
    EMAIL = "email"


def digits_of(contact: str) -> str:
    """The digits of a number as 0 to 9, in whatever script it was typed."""
    return "".join(str(unicodedata.decimal(c)) for c in contact if unicodedata.decimal(c, None) is not None)
