"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wekeep.people.access import actor_of


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The network's name, whether this is a demo, and who is asking."""
    return {"network_name": settings.NETWORK_NAME, "demo": settings.DEMO, "actor": actor_of(request)}
