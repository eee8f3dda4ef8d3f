"""The second step of signing in, and signing in with a passkey alone."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.people.access import actor_for, set_locked, set_proven
from wekeep.people.actions.passkeys import Purpose, Question, answered
from wekeep.people.actions.proving import is_apps
from wekeep.people.actions.recovery import use_recovery
from wekeep.people.actions.second_step import Waiting
from wekeep.people.forms.factor import StepForm
from wekeep.people.models import Member
from wekeep.people.queries.factors import has_passkey
from wekeep.people.rules.factor import is_six_digits
from wekeep.people.views.passkeys import site_of
from wekeep.people.views.sign_in import after_sign_in, brake, unlocking
from wekeep.people.views.waiting import waits_in


@sensitive_post_parameters("code", "touch_answer")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever gave the right words; on POST sign in and unlock."""
    waits = waits_in(request)
    if waits is None:
        return redirect("people:sign_in")
    form = StepForm(request.POST if "code" in request.POST else None)
    if request.method == "POST":
        brake(request)
        if _is_theirs(request, waits.found.member, form):
            return _signed_in(request, waits)
        form.add_error("code", _("That code is not right, or was used already. Try the next one."))
    told = {"form": form, "has_passkey": has_passkey(waits.found.member.code)}
    return render(request, "people/second_step.html", told, status=400 if form.errors else 200)


@sensitive_post_parameters("touch_answer")
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: a locked session, which sees boards and queues and opens nothing that is sealed."""
    brake(request)
    member = _answered(request, Question(Purpose.SIGN_IN))
    login(request, member)
    set_proven(request)
    response = redirect(after_sign_in(request))
    set_locked(response)
    messages.info(request, _("Signed in. What is sealed stays closed until you unlock with your passphrase."))
    return response


def _is_theirs(request: HttpRequest, member: Member, form: StepForm) -> bool:
    if request.POST.get("touch_answer"):
        return _answered(request, Question(Purpose.STEP, member.code)) == member
    if not form.is_valid():
        return False
    code = form.cleaned_data["code"]
    if is_six_digits(code):
        return is_apps(member=member, digits=code)
    return use_recovery(actor=actor_for(member), member=member, code=code)


def _answered(request: HttpRequest, question: Question) -> Member:
    ticket, answer = request.POST.get("touch_ticket", ""), request.POST.get("touch_answer", "")
    return answered(site=site_of(request), question=question, ticket=ticket, answer=answer)


def _signed_in(request: HttpRequest, waits: Waiting) -> HttpResponse:
    login(request, waits.found.member)
    set_proven(request)
    response = unlocking(request, waits.found, redirect(waits.after))
    response.delete_cookie(settings.WAITING_COOKIE_NAME, samesite="Strict")
    return response
