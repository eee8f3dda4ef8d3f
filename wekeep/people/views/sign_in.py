"""Signing in with a handle and five words, and signing out."""

import threading

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.journal import actions as journal
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import Refused, TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.people.access import actor_for, actor_of, is_proven, set_locked, set_unlocked, unlocked_of
from wekeep.people.actions.members import sign_out_everywhere
from wekeep.people.actions.second_step import LASTS, wait_for_step
from wekeep.people.actions.sign_in import Recognised, recognise, unlock_session
from wekeep.people.forms import SignInForm
from wekeep.people.models import Member
from wekeep.people.queries.factors import factors_of, has_factor
from wekeep.people.rules import kinds
from wekeep.vault.actions.members import lock

# Each try costs 64 MiB and 80 ms, so few run at once, nobody waits long for a turn, and one source gets few. There is no
# count a handle: anyone who knew it could keep its owner out, and five drawn words are not guessed at any rate.
_AT_ONCE = threading.Semaphore(3)
_LONGEST_WAIT_SECONDS = 2
_TRIES_OF_A_SOURCE = Throttle(burst=10, per_minute=6, together=16)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST open a session. A wrong handle and a wrong passphrase look and cost the same."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = recognised(request, form.cleaned_data["handle"], form.cleaned_data["passphrase"])
        if found is not None and has_factor(found.member):
            return begin_step(found, after_sign_in(request))
        if found is not None:
            login(request, found.member)
            return unlocking(request, found, redirect(after_sign_in(request)))
        form.add_error(None, _("That handle and those words do not belong together. Check the words and try again."))
    return render(
        request,
        "people/sign_in.html",
        {"form": form, "next": after_sign_in(request)},
        status=400 if form.errors else 200,
    )


def begin_step(found: Recognised, after: str) -> HttpResponse:
    """To the second step. What the words opened waits in a cookie of the browser, closed, for five minutes."""
    response = redirect("people:second_step")
    response.set_cookie(
        settings.WAITING_COOKIE_NAME,
        wait_for_step(found, after),
        max_age=int(LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Lock and end the session, and ask the browser to forget what it kept."""
    lock(key=unlocked_of(request).key)
    if request.user.is_authenticated:
        logout(request)
        journal.record(kinds.SIGNED_OUT, about="", actor=SYSTEM)
    response = redirect("desk:home")
    set_locked(response)
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_http_methods(["GET", "POST"])
def sign_out_of_all(request: HttpRequest) -> HttpResponse:
    """Show what would sign in again; on POST end every session of whoever asks, this one too."""
    actor = actor_of(request)
    if request.method != "POST":
        factors = factors_of(Member.objects.get(code=actor.code))
        return render(request, "people/sign_out_everywhere.html", {"factors": factors})
    sign_out_everywhere(actor=actor)
    return sign_out(request)


def unlocking(request: HttpRequest, found: Recognised, response: HttpResponse) -> HttpResponse:
    """The response with the key of a freshly unlocked session; where the keeper is away or sealed, with words that say
    so: whoever signed in can do everything but open what is sealed."""
    try:
        set_unlocked(response, _unlock(request, found))
    except Refused as refusal:
        messages.warning(request, _(refusal.why))
        set_locked(response)
    return response


def _unlock(request: HttpRequest, found: Recognised) -> bytes:
    return unlock_session(actor=actor_for(found.member), key=found.key, proven=is_proven(request))


def recognised(request: HttpRequest, handle: str, passphrase: str) -> Recognised | None:
    """The member those words belong to, or None; TooMany where the source or the house is out of breath."""
    brake(request)
    if not _AT_ONCE.acquire(timeout=_LONGEST_WAIT_SECONDS):
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", 10)
    try:
        return recognise(handle=handle, passphrase=passphrase)
    finally:
        _AT_ONCE.release()


def brake(request: HttpRequest) -> None:
    """TooMany where this source has tried to sign in too often, by whatever door."""
    wait = _TRIES_OF_A_SOURCE.wait_for(network_of(request.META.get("REMOTE_ADDR", "")))
    if wait:
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", wait)


def after_sign_in(request: HttpRequest) -> str:
    """Where they were on their way to, within this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        else resolve_url(settings.LOGIN_REDIRECT_URL)
    )
