"""Which day it is."""

from datetime import date

from django.utils import timezone

from wekeep.kit import clock


def today() -> date:
    """The day it is in this city, which in an evening of Minneapolis is not yet the day of UTC."""
    return timezone.localdate(clock.now())
