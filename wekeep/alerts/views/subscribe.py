"""Switching alerts on: the form, the link that confirms, the key a browser needs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from wekeep.alerts.actions import subscriptions
from wekeep.alerts.forms import ChannelForm, ChoicesForm, chosen_spots, spot_forms
from wekeep.alerts.queries.finding import find
from wekeep.alerts.queries.subscribers import by_confirmation
from wekeep.channels.queries import push_key as our_push_key
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import NotFound, Refused, TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said
from wekeep.places.queries.zones import zone_choices

# On the first day a library, a school or a telephone company sends a whole meeting's phones from one address: sixty at
# once and ten a minute serve a hall of 200 in a quarter of an hour. A machine gains little by that much: each sign-up
# holds nothing for longer than a day unless the owner of its address confirms.
_SIGN_UPS_OF_A_SOURCE = Throttle(burst=60, per_minute=10)
# Many networks together could still have us write to a great many strangers. A whole city that signs up in a week stays
# far below this.
_SIGN_UPS_IN_ALL = Throttle(burst=3_000, per_minute=300)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form; on POST a subscription that waits for its owner to confirm, and the six words on the page that answers."""
    posted = request.POST if request.method == "POST" else None
    spots = spot_forms(posted, find=find)
    # a poster's code names its zone
    initial = {"language": get_language(), "zones": [request.GET.get("zone", "")]}
    choices = ChoicesForm(posted, zones=zone_choices(), initial=initial)
    channel = ChannelForm(posted, initial={"kind": "email"})
    if posted is not None and all([*(spot.is_valid() for spot in spots), choices.is_valid(), channel.is_valid()]):
        _brake(request)
        try:
            done = subscriptions.sign_up(
                kind=channel.cleaned_data["kind"],
                given=channel.cleaned_data,
                choices=choices.choices(chosen_spots(spots)),
                member=_member(request),
            )
        except Refused as refusal:
            choices.add_error(None, said(refusal))
        else:
            return _welcome(request, done)
    context = {"spots": spots, "choices": choices, "channel": channel, "may_bind": _may_bind(request)}
    return render(request, "alerts/sign_up.html", context, status=400 if posted is not None else 200)


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The link that only the owner of the address got. GET asks, because mail scanners follow links; POST switches on, or
    keeps for another year what is on."""
    one = by_confirmation(code)
    if one is None:
        raise NotFound
    page = {"code": code, "is_on": one.confirmed_at is not None}
    if request.method == "POST":
        subscriptions.confirm(code=code)
        return render(request, "alerts/confirmed.html", page)
    return render(request, "alerts/confirm.html", page)


@require_GET
def push_key(request: HttpRequest) -> HttpResponse:
    """Our public VAPID key, base64url, for PushManager.subscribe."""
    response = JsonResponse({"key": our_push_key()})
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """What is held about a subscription, for how long, and who can read it."""
    return render(request, "alerts/held.html")


def _welcome(request: HttpRequest, done: subscriptions.SignedUp) -> HttpResponse:
    response = render(request, "alerts/signed_up.html", {"six_words": done.words, "kind": done.subscription.kind})
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        done.subscription.language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def _may_bind(request: HttpRequest) -> bool:
    return actor_of(request).may(Ability.SEE_BOARD)


def _member(request: HttpRequest) -> str:
    """The member to tell of watches and drills too, where one asked for that."""
    return actor_of(request).code if request.POST.get("as_member") and _may_bind(request) else ""


def _brake(request: HttpRequest) -> None:
    wait = _SIGN_UPS_OF_A_SOURCE.wait_for(network_of(request.META.get("REMOTE_ADDR", "")))
    wait = wait or _SIGN_UPS_IN_ALL.wait_for("everyone")
    if wait:
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", wait)
