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

from wekeep.journal import actions as journal
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.people.forms import SignInForm
from wekeep.people.models import Member
from wekeep.people.rules import kinds

# Each try costs 64 MiB and 80 ms, so few run at once, nobody waits long for a turn, and one source gets few. There is no
# count a handle: anyone who knew it could keep its owner out, and five drawn words are not guessed at any rate.
_AT_ONCE = threading.Semaphore(3)
_LONGEST_WAIT_SECONDS = 2
_TRIES_OF_A_SOURCE = Throttle(burst=10, per_minute=6)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST open a session. A wrong handle and a wrong passphrase look and cost the same."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = _recognise(request, form.cleaned_data["handle"], form.cleaned_data["passphrase"])
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
    if request.user.is_authenticated:
        logout(request)
        journal.record(kinds.SIGNED_OUT, about="", actor=SYSTEM)
    response = redirect("desk:home")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _recognise(request: HttpRequest, handle: str, passphrase: str) -> Member | None:
    """The member those words belong to, or None; TooMany where the source or the house is out of breath."""
    wait = _TRIES_OF_A_SOURCE.wait_for(network_of(request.META.get("REMOTE_ADDR", "")))
    if wait:
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", wait)
    if not _AT_ONCE.acquire(timeout=_LONGEST_WAIT_SECONDS):
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", 10)
    try:
        found = authenticate(request, handle=handle, password=passphrase)
        return found if isinstance(found, Member) else None
    finally:
        _AT_ONCE.release()


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        else resolve_url(settings.LOGIN_REDIRECT_URL)
    )
