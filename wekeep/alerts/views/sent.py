"""The public page of what was sent today: whoever got an alert that is not here did not get it from us."""

import json
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wekeep.alerts.notices import sending as notices
from wekeep.alerts.queries.sent import Listed, answer_to, end_of_list, sent_today, whole_list
from wekeep.alerts.rules.asked import LONGEST
from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.people.access import answer_as_to_anyone

KEPT_SECONDS: Final = 15
# a crowd behind one address on the worst night; each asks through all that was signed in 90 days
_ASKED_BY_A_SOURCE = Throttle(burst=60, per_minute=60)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What was signed today, the head of the list, and what it says of the code that was asked about."""
    answer_as_to_anyone(request)
    today, asked = sent_today(), request.GET.get("code", "").strip()[:LONGEST]
    if asked:
        _check_pace(request)
    said = answer_to(asked, request.get_host()) if asked and today.holds else None
    context: dict[str, Any] = {
        "today": today,
        "lines": [_shown(one) for one in today.lines],
        "head_at": notices.moment(today.head.at) if today.head else "",
        "asked": asked,
        "longest": LONGEST,
        "said": said,
        "found": [_shown(one) for one in said.lines] if said else [],
        "messages": (),
    }
    response = render(request, "alerts/sent.html", context)
    response["Cache-Control"] = "no-store" if asked else f"public, max-age={KEPT_SECONDS}"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The whole list as JSON, to be checked without us: `wekeep sent verify`, docs/feeds.md."""
    answer_as_to_anyone(request)
    # made once for all who ask within its time: it grows with every alert there ever was
    text = cache.get_or_set(f"sent-list:{end_of_list()}", lambda: json.dumps(whole_list()), KEPT_SECONDS)
    response = HttpResponse(text, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def _check_pace(request: HttpRequest) -> None:
    wait = _ASKED_BY_A_SOURCE.wait_for(network_of(request.META.get("REMOTE_ADDR", "")))
    if wait:
        raise TooMany("Too many tries. Wait %(seconds)s seconds and try again.", wait)


def _shown(one: Listed) -> dict[str, Any]:
    return {
        "one": one,
        "at": notices.moment(one.at),
        "words": notices.line_words(one),
        "told": notices.told_words(one),
        "tone": "quiet" if one.line.drill else "alarm" if one.line.level == "active" else "wait",
    }
