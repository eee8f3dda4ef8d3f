"""Whether one source may send now: the brake of the doors of care that strangers use."""

from django.conf import settings
from django.http import HttpRequest

from wekeep.kit.throttle import Throttle
from wekeep.people.forms.source import brake

# A church in whose hall two thousand families ask in one day shares one address, as does a whole telephone company.
_FORMS = Throttle(burst=2 * settings.FORMS_PER_MINUTE, per_minute=settings.FORMS_PER_MINUTE)
# Six words have 77 bits: at ten tries a minute nobody ever guesses one.
_WORDS = Throttle(burst=20, per_minute=10)


def brake_forms(request: HttpRequest) -> None:
    """Raise TooMany where this source has sent too many forms in the last minutes."""
    brake(_FORMS, request)


def brake_words(request: HttpRequest) -> None:
    """Raise TooMany where this source has tried too many words."""
    brake(_WORDS, request)
