"""Who has given the right words in this browser and waits before the second step."""

from django.conf import settings
from django.http import HttpRequest

from wekeep.people.actions.second_step import Waiting, waiting


def waits_in(request: HttpRequest) -> Waiting | None:
    """Them, or None."""
    return waiting(request.COOKIES.get(settings.WAITING_COOKIE_NAME, ""))
