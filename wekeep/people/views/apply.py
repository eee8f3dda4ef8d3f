"""Applying to help: one public page, any language, no account; and the link that confirms an e-mail address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.kit.errors import Refused, TooMany
from wekeep.people.actions.applications import Applied, apply, confirm_by_letter
from wekeep.people.forms.application import ApplyForm, said
from wekeep.people.forms.source import brake_applications
from wekeep.people.notices import CONDUCT
from wekeep.people.queries.applications import by_confirmation, desk_for
from wekeep.places.queries.zones import zone_choices


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def apply_here(request: HttpRequest) -> HttpResponse:
    """The form; on POST keep the application and show its six words. Where something written seems to tell someone's
    status, ask before anything is kept."""
    if request.method == "GET":
        return _page(request, ApplyForm(zones=zone_choices()))
    form = ApplyForm(request.POST, zones=zone_choices())
    if not form.is_valid() or form.asks:
        return _page(request, form, status=422)
    return _take(request, form)


def _take(request: HttpRequest, form: ApplyForm) -> HttpResponse:
    try:
        brake_applications(request)
        applied = _apply(form)
    except Refused as refusal:
        form.add_error(None, said(refusal))
        return _page(request, form, status=429 if isinstance(refusal, TooMany) else 409)
    return render(request, "people/applied.html", {"applied": applied}, status=201 if applied.is_new else 200)


def _apply(form: ApplyForm) -> Applied:
    return apply(
        wishes=form.wishes(),
        private=form.private(),
        language=get_language() or "en",
        key=form.cleaned_data["key"],
        body=form.body(),
        wants_letters=form.cleaned_data["wants_letters"],
        join_codes=form.join_codes(),
    )


def _page(request: HttpRequest, form: ApplyForm, *, status: int = 200) -> HttpResponse:
    is_open = bool(desk_for(()))
    context = {"form": form, "conduct": CONDUCT, "is_open": is_open}
    return render(request, "people/apply.html", context, status=status)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The link in the letter. GET shows one button, because scanners follow links; POST confirms. A used or wrong link
    says the same: use your six words."""
    if request.method == "POST" and by_confirmation(code) is not None:
        confirm_by_letter(code=code)
        return render(request, "people/confirmed.html")
    found = by_confirmation(code) is not None
    return render(request, "people/confirm.html", {"found": found}, status=200 if found else 404)
