"""Coming back with six words, changing what was chosen, and stopping with one tap."""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.alerts.actions import subscriptions
from wekeep.alerts.forms import ChoicesForm, chosen_spots, spot_forms
from wekeep.alerts.models import Subscription
from wekeep.alerts.queries import subscribers
from wekeep.alerts.queries.finding import find
from wekeep.alerts.queries.spots import NamedSpot, count_of, spots_of
from wekeep.alerts.rules.subscription import RADII
from wekeep.kit.errors import Refused, TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.people.forms.application import WordsForm, said
from wekeep.places.queries.zones import zone_choices

# The words are typed once; for half an hour a signed ticket in the form stands for them. No cookie, no session.
TICKET_SECONDS = 1800
_TRIES_OF_A_SOURCE = Throttle(burst=10, per_minute=6, together=16)
# Each change seals places anew and takes apart what was made ready for everyone near the old ones and the new. One subscription:
# as often as someone who tries things out. One source: a hall, as for sign-ups.
_CHANGES_OF_ONE = Throttle(burst=10, per_minute=0.5)
_CHANGES_OF_A_SOURCE = Throttle(burst=60, per_minute=10)


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """Ask for the six words; on POST show what they belong to. Wrong words say only that they are wrong."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _check_pace(_TRIES_OF_A_SOURCE, _source(request))
        one = subscribers.by_words(form.cleaned_data["words"])
        if one is not None:
            return _page(request, one)
        form.add_error("words", _("These words belong to nothing here. Check them and try again."))
    return render(request, "alerts/words.html", {"form": form}, status=400 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Put the new choices in place of the old."""
    one = _of_ticket(request)
    # the form brings every place again; only how many there were is asked for
    there = [NamedSpot("", 0.0, 0.0, RADII[0])] * count_of(one)
    spots = spot_forms(request.POST, find=find, kept=there)
    choices = ChoicesForm(request.POST, zones=zone_choices())
    if not all([*(spot.is_valid() for spot in spots), choices.is_valid()]):
        return _show(request, one, spots, choices, status=400)
    _check_pace(_CHANGES_OF_ONE, one.code)
    _check_pace(_CHANGES_OF_A_SOURCE, _source(request))
    kept = chosen_spots(spots)
    try:
        changed = subscriptions.change(code=one.code, choices=choices.choices(kept))
    except Refused as refusal:
        choices.add_error(None, said(refusal))
        return _show(request, one, spots, choices, status=400)
    return _page(request, changed, kept=kept)


@require_POST
def stop_mine(request: HttpRequest) -> HttpResponse:
    """Stop, from the manage page."""
    subscriptions.stop(code=_of_ticket(request).code)
    return render(request, "alerts/stopped.html")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """The stop link of every message. GET shows one button, because scanners follow links; POST stops, also when a mail
    program sends it (RFC 8058) without any cookie. The same answer whether or not it was stopped before."""
    if request.method == "POST":
        subscriptions.stop_address(address=code)
        return render(request, "alerts/stopped.html")
    return render(request, "alerts/stop.html", {"code": code})


def _page(request: HttpRequest, one: Subscription, *, kept: list[NamedSpot] | None = None) -> HttpResponse:
    """The page with what was chosen. `kept` are the places that were written down just now: nobody opens them again, so that
    whoever goes on changing takes none of the few openings that there are for all owners together."""
    saved = kept is not None
    try:
        there = spots_of(one) if kept is None else kept
    except Refused:
        # without its places the form would take them away: stopping works, changing must wait
        return _show(request, one, [], None, status=503)
    chosen = {
        "zones": sorted(subscribers.zones_of(one)),
        "level": one.level,
        "language": one.language,
        "quiet_from": one.quiet_from,
        "quiet_until": one.quiet_until,
        "active_breaks_quiet": one.active_breaks_quiet,
        "show_text": one.show_text,
        "receipts": one.receipts,
        "summary": one.summary,
        "summary_hour": str(one.summary_hour),
        "time_zone": one.time_zone,
    }
    choices = ChoicesForm(zones=zone_choices(), initial=chosen)
    return _show(request, one, spot_forms(None, find=find, kept=there), choices, saved=saved)


def _show(
    request: HttpRequest,
    one: Subscription,
    spots: object,
    choices: ChoicesForm | None,
    *,
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    ticket = _signer().sign(one.code)
    context = {"one": one, "spots": spots, "choices": choices, "ticket": ticket, "saved": saved}
    return render(request, "alerts/manage.html", context, status=status)


def _of_ticket(request: HttpRequest) -> Subscription:
    try:
        code = _signer().unsign(request.POST.get("ticket", ""), max_age=TICKET_SECONDS)
    except BadSignature:
        raise Refused("This page is too old. Type your six words again.") from None
    one = Subscription.objects.filter(code=code).first()
    if one is None:
        raise Refused("These notices have been stopped.")
    return one


def _signer() -> TimestampSigner:
    return TimestampSigner(key=settings.SECRET_KEY, salt="alerts.manage")


def _source(request: HttpRequest) -> str:
    return network_of(request.META.get("REMOTE_ADDR", ""))


def _check_pace(brake: Throttle, source: str) -> None:
    if wait := brake.wait_for(source):
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", wait)
