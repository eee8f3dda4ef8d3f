"""One's own second factors: adding, trying and removing them; and two people removing someone's."""

import pyotp
import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.kit.abilities import Ability
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of, is_proven, is_touched, set_proven
from wekeep.people.actions.factors import (
    agree_removal,
    ask_removal,
    drop_one,
    keep_app,
    offer_app,
    recovery_codes,
)
from wekeep.people.actions.passkeys import keep_passkey
from wekeep.people.forms.factor import AppForm
from wekeep.people.models import Member
from wekeep.people.queries.factors import factors_of, has_factor, removal_of
from wekeep.people.views.passkeys import site_of
from wekeep.vault.rules.unlocked import TouchFirst


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Which second factors one has, and adding another."""
    member = _me(request)
    told = {"factors": factors_of(member), "may_add": _may_add(request, member), "removal": removal_of(member)}
    return render(request, "people/factor.html", told)


@sensitive_variables("offered")
@sensitive_post_parameters("code", "sealed")
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Show a fresh secret for an app; on POST keep it, where the app's digits show that it arrived there."""
    member = _me(request)
    _require_may_add(request, member)
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = keep_app(actor=actor_of(request), sealed=form.cleaned_data["sealed"], digits=form.cleaned_data["code"])
        return _added(request, codes)
    offered = offer_app(member=member)
    address = pyotp.TOTP(offered.secret).provisioning_uri(name=member.handle, issuer_name=settings.NETWORK_NAME)
    told = {
        "form": AppForm(initial={"sealed": offered.sealed}),
        "secret": " ".join(offered.secret[at : at + 4] for at in range(0, len(offered.secret), 4)),
        "picture": segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff", dark="#000"),
    }
    return render(request, "people/factor_app.html", told)


@sensitive_post_parameters("touch_answer")
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Keep a new passkey."""
    _require_may_add(request, _me(request))
    codes = keep_passkey(
        actor=actor_of(request),
        site=site_of(request),
        ticket=request.POST.get("touch_ticket", ""),
        answer=request.POST.get("touch_answer", ""),
    )
    return _added(request, codes)


@require_POST
def try_passkey(request: HttpRequest) -> HttpResponse:
    """Say that the passkey works, where it was touched for this."""
    if not is_touched(request):
        raise TouchFirst("Touch your passkey to open this.")
    messages.success(request, _("Your passkey works."))
    return redirect("people:factor")


@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes in place of the old ones, shown once."""
    member = _me(request)
    if not has_factor(member):
        raise NotFound
    _require_may_add(request, member)
    return render(request, "people/recovery.html", {"codes": recovery_codes(member=member)})


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Remove one of one's own while another is left."""
    chosen = request.POST.get("passkey", "")
    passkey = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None
    drop_one(actor=actor_of(request), passkey=passkey, proven=is_proven(request))
    messages.success(request, _("Removed."))
    return redirect("people:factor")


@require_POST
def ask_for_mine(request: HttpRequest) -> HttpResponse:
    """The first of two people is the member."""
    actor = actor_of(request)
    ask_removal(actor=actor, code=actor.code)
    return redirect("people:factor")


@require_POST
def ask_to_remove(request: HttpRequest, code: str) -> HttpResponse:
    """The first of two people is a steward."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    ask_removal(actor=actor, code=code)
    messages.info(request, _("Asked. A second person agrees within 15 minutes, or nothing happens."))
    return redirect("people:member", code)


@require_POST
def agree_to_remove(request: HttpRequest, code: str) -> HttpResponse:
    """The second of two people."""
    agree_removal(actor=actor_of(request), code=code)
    messages.success(request, _("Every second step of this member is removed."))
    return redirect("people:member", code)


def _me(request: HttpRequest) -> Member:
    return Member.objects.get(code=actor_of(request).code)


def _may_add(request: HttpRequest, member: Member) -> bool:
    """A session that gave no second factor adds none to those there are: it might be whoever read the words."""
    return is_proven(request) or not has_factor(member)


def _require_may_add(request: HttpRequest, member: Member) -> None:
    if not _may_add(request, member):
        raise Refused("To add another, sign in again with your second step.")


def _added(request: HttpRequest, codes: list[str]) -> HttpResponse:
    set_proven(request)
    messages.success(request, _("Added."))
    return render(request, "people/recovery.html", {"codes": codes}) if codes else redirect("people:factor")
