"""Signing in with a handle and five words, and signing out."""

import threading

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.people.forms import SignInForm

# Each try costs 64 MiB and 80 ms, so few run at once and one source gets few.
_AT_ONCE = threading.Semaphore(4)
_TRIES_OF_A_SOURCE = Throttle(burst=10, per_minute=6)
_TRIES_AT_A_HANDLE = Throttle(burst=10, per_minute=6)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST open a session. A wrong handle and a wrong passphrase look and cost the same."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _brake(request, form.cleaned_data["handle"])
        with _AT_ONCE:
            member = authenticate(request, handle=form.cleaned_data["handle"], password=form.cleaned_data["passphrase"])
        if member is not None:
            login(request, member)
            return redirect(_after(request))
        form.add_error(None, _("That handle and those words do not belong together. Check the words and try again."))
    return render(
        request, "people/sign_in.html", {"form": form, "next": _after(request)}, status=400 if form.errors else 200
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and ask the browser to forget what it kept."""
    logout(request)
    response = redirect("desk:home")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _brake(request: HttpRequest, handle: str) -> None:
    source = network_of(request.META.get("REMOTE_ADDR", ""))
    wait = max(_TRIES_OF_A_SOURCE.wait_for(source), _TRIES_AT_A_HANDLE.wait_for(handle))
    if wait:
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", wait)


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        else resolve_url(settings.LOGIN_REDIRECT_URL)
    )
