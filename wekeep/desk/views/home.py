"""A member's own start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What a member sees after signing in."""
    return render(request, "desk/desk.html")
