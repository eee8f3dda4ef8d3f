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
from wekeep.kit.errors import NotFound
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, is_touched, set_proven
from wekeep.people.actions.factors import (
    agree_removal,
    ask_removal,
    draw_recovery,
    drop_one,
    keep_app,
    offer_app,
    see_changes,
)
from wekeep.people.actions.passkeys import keep_passkey
from wekeep.people.forms.factor import AppForm, ProofForm, SeenForm
from wekeep.people.models import Member
from wekeep.people.queries.factors import factors_of, has_factor, removal_of, taken_for
from wekeep.people.rules.factor import Change, WrongDigits, WrongProof
from wekeep.people.views.passkeys import site_of
from wekeep.people.views.proving import shown_by
from wekeep.vault.rules.unlocked import TouchFirst


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Which second factors one has, and adding another."""
    return _page(request, _me(request))


@sensitive_post_parameters("code", "sealed", "passphrase", "proof")
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Show a fresh secret for an app; on POST keep it, where the app's digits show that it arrived there. A form that comes
    back has the secret still, sealed; the app has it in the clear."""
    member = _me(request)
    if request.method != "POST":
        return _offer(request, member)
    form = AppForm(request.POST, taken=taken_for(member, Change.ADD))
    if form.is_valid():
        sealed, digits = form.cleaned_data["sealed"], form.cleaned_data["code"]
        try:
            codes = keep_app(actor=actor_of(request), sealed=sealed, digits=digits, shown=shown_by(request, form))
        except (WrongProof, WrongDigits) as wrong:
            form.add_error("code" if isinstance(wrong, WrongDigits) else form.proves, _(wrong.why))
        else:
            return _added(request, codes)
    return render(request, "people/factor_app.html", {"form": form}, status=400)


@sensitive_variables("offered", "told")
def _offer(request: HttpRequest, member: Member) -> HttpResponse:
    offered = offer_app(member=member)
    address = pyotp.TOTP(offered.secret).provisioning_uri(name=member.handle, issuer_name=settings.NETWORK_NAME)
    told = {
        "form": AppForm(initial={"sealed": offered.sealed}, taken=taken_for(member, Change.ADD)),
        "secret": " ".join(offered.secret[at : at + 4] for at in range(0, len(offered.secret), 4)),
        "picture": segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff", dark="#000"),
    }
    return render(request, "people/factor_app.html", told)


@sensitive_post_parameters("made_answer", "touch_answer", "passphrase", "proof")
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Keep a new passkey."""
    member = _me(request)
    form = _form(request, member, Change.ADD, sent=True)
    ticket, answer = request.POST.get("made_ticket", ""), request.POST.get("made_answer", "")
    if form.is_valid():
        actor, shown = actor_of(request), shown_by(request, form)
        try:
            codes = keep_passkey(actor=actor, site=site_of(request), ticket=ticket, answer=answer, shown=shown)
        except WrongProof as wrong:
            form.add_error(form.proves, _(wrong.why))
        else:
            return _added(request, codes)
    return _page(request, member, add=form)


@require_POST
def try_passkey(request: HttpRequest) -> HttpResponse:
    """Say that the passkey works, where it was touched for this."""
    if not is_touched(request):
        raise TouchFirst("Touch your passkey to open this.")
    messages.success(request, _("Your passkey works."))
    return redirect("people:factor")


@sensitive_post_parameters("touch_answer", "proof")
@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes in place of the old ones, shown once."""
    member = _me(request)
    if not has_factor(member):
        raise NotFound
    form = _form(request, member, Change.DRAW, sent=True)
    if form.is_valid():
        try:
            codes = draw_recovery(actor=actor_of(request), shown=shown_by(request, form))
        except WrongProof as wrong:
            form.add_error(form.proves, _(wrong.why))
        else:
            return render(request, "people/recovery.html", {"codes": codes})
    return _page(request, member, draw=form)


@sensitive_post_parameters("touch_answer")
@require_POST
def drop(request: HttpRequest, which: str) -> HttpResponse:
    """Remove one of one's own, "app" or a passkey by its number, while another is left. The address names it, because a
    touch is for an address."""
    passkey = None if which == "app" else whole_number(which)
    if which != "app" and passkey is None:
        raise NotFound
    drop_one(actor=actor_of(request), passkey=passkey, shown=shown_by(request))
    messages.success(request, _("Removed. Whoever signed in with it stays signed in until you sign out everywhere."))
    return redirect("people:factor")


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The member knows of what happened to their second steps."""
    form = SeenForm(request.POST)
    if form.is_valid():
        see_changes(actor=actor_of(request), until=form.cleaned_data["until"])
    return redirect("people:me")


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


def _form(request: HttpRequest, member: Member, change: Change, *, sent: bool) -> ProofForm:
    """What this change asks to be typed, as it was `sent` or empty. Two of them may stand on one page."""
    typed = request.POST if sent else None
    return ProofForm(typed, taken=taken_for(member, change), auto_id=f"{change}_%s")


def _page(
    request: HttpRequest, member: Member, *, add: ProofForm | None = None, draw: ProofForm | None = None
) -> HttpResponse:
    """The page of second steps, with the form that was not right."""
    told = {
        "factors": factors_of(member),
        "removal": removal_of(member),
        "add": add or _form(request, member, Change.ADD, sent=False),
        "draw": draw or _form(request, member, Change.DRAW, sent=False),
    }
    return render(request, "people/factor.html", told, status=400 if add or draw else 200)


def _added(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The session goes on under a new name: a copy of its cookie does not."""
    request.session.cycle_key()
    set_proven(request)
    messages.success(request, _("Added."))
    return render(request, "people/recovery.html", {"codes": codes}) if codes else redirect("people:factor")
