"""Unlocking what is sealed, and locking it again: this session, or everyone's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of, is_proven, set_locked, unlocked_of
from wekeep.people.forms import UnlockForm
from wekeep.people.queries.factors import has_factor
from wekeep.people.views.sign_in import begin_step, recognised, unlocking
from wekeep.vault.actions import members as vault
from wekeep.vault.queries.sessions import is_unlocked


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Whether this session is locked; on POST unlock it with one's own five words."""
    actor = actor_of(request)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = recognised(request, str(request.user), form.cleaned_data["passphrase"])
        if found is not None and has_factor(found.member) and not is_proven(request):
            return begin_step(found, reverse("people:unlock"))
        if found is not None:
            return unlocking(request, found, redirect("people:unlock"))
        form.add_error(None, _("Those are not your words. Check them and try again."))
    mine = unlocked_of(request)
    shown = {
        "form": form,
        "unlocked": is_unlocked(mine),
        "waits": mine.waits,
        "may_lock_everyone": actor.may(Ability.LOCK_EVERYONE),
    }
    return render(request, "people/unlock.html", shown, status=400 if form.errors else 200)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this session now; who is signed in stays signed in."""
    vault.lock(key=unlocked_of(request).key)
    messages.success(request, _("Locked. Nothing sealed can be opened here until you unlock again."))
    response = redirect("people:unlock")
    set_locked(response)
    return response


@require_POST
def lock_everyone(request: HttpRequest) -> HttpResponse:
    """Lock every session of everyone. Nothing is lost by it."""
    actor = actor_of(request)
    actor.require(Ability.LOCK_EVERYONE)
    vault.lock_everyone(actor=actor)
    messages.success(request, _("Everyone is locked. Each person can unlock again with their own words."))
    response = redirect("people:unlock")
    set_locked(response)
    return response
