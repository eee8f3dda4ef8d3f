"""What a request may open of what is sealed."""

from django.http import HttpRequest


def unlocked_of(request: HttpRequest) -> object:
    """The unlocked session of a request."""
    return getattr(request, "unlocked", None)
