"""What every template may use."""

from typing import Any

from django.http import HttpRequest

from wekeep.people.access import actor_of


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Who is asking."""
    return {"actor": actor_of(request)}
