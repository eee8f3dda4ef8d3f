"""The public page of what was sent today: whoever got an alert that is not here did not get it from us."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wekeep.alerts.notices import sending as notices
from wekeep.alerts.queries.sent import Listed, answer_to, sent_today, whole_list
from wekeep.alerts.rules.asked import LONGEST
from wekeep.people.access import answer_as_to_anyone


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What was signed today, the head of the list, and what it says of the code that was asked about."""
    answer_as_to_anyone(request)
    today, asked = sent_today(), request.GET.get("code", "").strip()[:LONGEST]
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
    response["Cache-Control"] = "no-store" if asked else "public, max-age=15"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The whole list as JSON, to be checked without us: `wekeep sent verify`, docs/feeds.md."""
    answer_as_to_anyone(request)
    response = JsonResponse(whole_list())
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=15"
    return response


def _shown(one: Listed) -> dict[str, Any]:
    return {
        "one": one,
        "at": notices.moment(one.at),
        "words": notices.line_words(one),
        "told": notices.told_words(one),
        "tone": "quiet" if one.line.drill else "alarm" if one.line.level == "active" else "wait",
    }
