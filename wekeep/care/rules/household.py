"""Plain facts about households: how a form came, and how they are reached."""

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
