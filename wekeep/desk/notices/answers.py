"""What a phone that texts us is answered."""

from django.conf import settings
from django.utils.translation import gettext as _


def to_stop() -> str:
    """The answer to STOP."""
    return _("Stopped. We text and call this number no more, and have deleted it.")


def to_start(*, on: bool) -> str:
    """The answer to START: it is on, or where it is switched on."""
    if on:
        return _("Your notices are on. Text STOP to end them.")
    return _("Switch on notices here: %(link)s") % {"link": f"{settings.SITE_URL}/alerts/"}


def to_help() -> str:
    """The answer to HELP, and to what is neither a word nor a report."""
    words = _("%(network)s. Text what you see and at which crossing. STOP ends notices. More: %(link)s")
    return words % {"network": settings.NETWORK_NAME, "link": settings.SITE_URL}


def thanks() -> str:
    """The answer to a report; nothing that could be held against who sent it."""
    return _("Thank you. Someone will look. Your number is not kept with it.")


def no_place() -> str:
    """The answer to a report whose place is not sure."""
    return _("We could not find the place. Text it all again with the crossing, like: Cedar & 17th.")


def not_taken() -> str:
    """The answer to a report that cannot be filed as it is."""
    return _("We could not take this. Use the form: %(link)s") % {"link": f"{settings.SITE_URL}/report/"}
