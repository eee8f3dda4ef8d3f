"""The sighting form: one page, no account, no cookie; with scripts it waits on the phone until there is signal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused, TooMany
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said
from wekeep.people.views.origin import without_cookie
from wekeep.watch.actions.intake import challenge_for
from wekeep.watch.actions.sightings import Filed
from wekeep.watch.actions.taking import filed_before, take_in
from wekeep.watch.forms.report import ReportForm
from wekeep.watch.forms.source import brake_challenges, brake_reports, sender_of
from wekeep.watch.forms.told import told_to_a_page
from wekeep.watch.queries import finding
from wekeep.watch.rules.receipt import SentBefore
from wekeep.watch.rules.sign import LookAlike
from wekeep.watch.rules.status import Source


@without_cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST store the report and show its receipt."""
    if request.method == "GET":
        return page(request, ReportForm(), 200)
    form = ReportForm(request.POST)
    return take(request, form, actor_of(request), Source.WEB, lambda status: page(request, form, status))


def take(
    request: HttpRequest, form: ReportForm, actor: Actor, source: Source, again: Callable[[int], HttpResponse]
) -> HttpResponse:
    """File what `form` holds and answer with its receipt, or with the form `again` under an error status."""
    form.is_valid()
    try:
        brake_reports(request)
        filed = _file(request, form, actor, source)
    except TooMany as refusal:
        return _refuse(request, form, "", refusal, refusal.status, again)
    except LookAlike as refusal:
        return _refuse(request, form, "signs", refusal, 422, again)
    except SentBefore as refusal:
        form.renew_key()
        return _refuse(request, form, "", refusal, 409, again)
    if filed is None:
        return _errors(form, 422) if _wants_json(request) else again(422)
    if _wants_json(request):
        return JsonResponse(told_to_a_page(filed, form.understood), status=201 if filed.is_new else 200)
    context = {"filed": filed, "understood": form.understood}
    return render(request, "watch/received.html", context, status=201 if filed.is_new else 200)


@require_GET
def challenge(request: HttpRequest) -> HttpResponse:
    """What a phone should do before it sends; nothing while it is calm."""
    brake_challenges(request)
    return JsonResponse({"challenge": challenge_for(sender_of(request, actor_of(request)))})


def _file(request: HttpRequest, form: ReportForm, actor: Actor, source: Source) -> Filed | None:
    """What was sent and is stored, even where it has grown too old to be sent anew; None where the form has errors."""
    valid, key = form.is_valid(), form.cleaned_data.get("idempotency_key", "")
    if valid and form.report is not None:
        # of whom somebody else tells, nobody gives away how they are reached
        reach = form.cleaned_data["reach"] if source is Source.WEB else ""
        sender = sender_of(request, actor, key=key, answer=form.cleaned_data["proof"])
        return take_in(
            actor=actor, report=form.report, source=source, key=key, body=form.body(), reach=reach, sender=sender
        )
    return filed_before(key=key, body=form.body()) if key else None


def _refuse(
    request: HttpRequest,
    form: ReportForm,
    field: str,
    refusal: Refused,
    status: int,
    again: Callable[[int], HttpResponse],
) -> HttpResponse:
    form.add_error(field or None, said(refusal))
    response = _errors(form, status) if _wants_json(request) else again(status)
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.seconds)
    return response


def page(request: HttpRequest, form: ReportForm, status: int) -> HttpResponse:
    """The form with everything that was typed, and each error beside its field."""
    return render(request, "watch/report.html", {"form": form} | map_of_the_city(), status=status)


def map_of_the_city() -> dict[str, str]:
    """Where a map to put a pin on opens; `no_map` where no city was imported."""
    middle = finding.middle()
    return {"map_center": f"{middle[0]:.6f},{middle[1]:.6f}"} if middle else {"no_map": "yes"}


def _errors(form: ReportForm, status: int) -> JsonResponse:
    errors = {name: [str(one) for one in found] for name, found in form.errors.items()}
    return JsonResponse({"errors": errors}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
