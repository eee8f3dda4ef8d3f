"""Addresses for looking at the rock alone: every element, the error pages, a form that is queued, a stream that drops."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template import Context, Template
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from nacl.signing import SigningKey

from wekeep.look import specimen

STORED: dict[str, str] = {}
POSTS: list[str] = []
ALERT_KEY = SigningKey(bytes(32)).verify_key.encode().hex()
NOTICE = {"title": "New notice near a place you chose", "body": "", "url": "/report"}
STREAM: list[str] = []
STREAM_ASKED: list[str] = []

REPORT = """{% extends "look/base.html" %}{% load i18n look %}{% block content %}<h1>{% translate "Report what you see" %}</h1>
{% include "look/_offline_queue.html" %}
<form method="post" action="/report" data-offline-queue data-queue-label="Sighting" data-draft="report">{% include "look/_draft.html" %}
<div class="field"><label for="place">{% translate "Where?" %}</label><input id="place" name="place"></div>
<input type="hidden" name="idempotency_key" value="{{ key }}">
<button class="button primary">{% translate "Send report" %}</button></form>{% endblock %}"""

LIVE = """{% extends "look/member.html" %}{% block content %}<h1>Live</h1>
{% include "look/_live.html" with src="/stream" kinds="incident.opened" %}
<p id="heard" hx-get="/heard" hx-trigger="journal:incident from:body">0</p>{% endblock %}"""


def every_element(request: HttpRequest) -> HttpResponse:
    """The style page."""
    return render(request, "look/specimen.html", specimen.context() | {"manifest_url": "/manifest.webmanifest"})


def report(request: HttpRequest) -> HttpResponse:
    """A form as an intake would have it: stores once for each key, answers the same again."""
    if request.method == "POST":
        key = request.headers.get("Idempotency-Key", "")
        POSTS.append(key)
        if request.POST["place"] == "nowhere":
            status = 422 if request.headers["Accept"] == "application/json" else 200
            return HttpResponse('{"errors": {"place": ["No such street."]}}', status=status)
        STORED.setdefault(key, request.POST["place"])
        return JsonResponse({"receipt": "lantern maple river copper bread window"}, status=201)
    return _drawn(REPORT, request, {"key": f"key-{len(POSTS)}", "service_worker_url": "/sw.js"})


def live(request: HttpRequest) -> HttpResponse:
    """A page that listens."""
    return _drawn(LIVE, request, {})


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """One short life of a stream: what STREAM holds, then the connection drops."""
    STREAM_ASKED.append(request.GET.get("since", ""))
    return StreamingHttpResponse(_events(), content_type="text/event-stream")


def heard(request: HttpRequest) -> HttpResponse:
    """A fragment that htmx fetches when the stream speaks."""
    return HttpResponse(str(len(STREAM)))


def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker as desk serves it."""
    context = {
        "version": "test",
        "precache": ["/report"],
        "cached_prefixes": ["/report"],
        "offline_url": "/offline",
        "notice_url": "/notice/CODE/text",
        "shown_url": "/notice/CODE/shown",
        "neutral_title": "New notice",
        "neutral_body": "near a place you chose",
        "unchecked_title": "Not checked",
        "unchecked_body": "Not signed",
        "alert_key": ALERT_KEY,
        "unsigned": ["New notice near a place you chose\n"],
        "short": ["New notice\nOpen it to read."],
    }
    return render(request, "look/service_worker.js", context, content_type="text/javascript")


def notice(_request: HttpRequest, code: str) -> HttpResponse:
    """The words behind a push message, for the one who has its code."""
    return JsonResponse(NOTICE) if code.startswith("opaque") else HttpResponse(status=404)


def _events() -> Iterator[str]:
    yield "retry: 100\n\n"
    for number, about in enumerate(STREAM, start=1):
        data = json.dumps({"kind": "incident.opened", "about": about})
        yield f"id: {number}\nevent: incident.opened\ndata: {data}\n\n"


def _drawn(text: str, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    from django.template import RequestContext

    shown: Context = RequestContext(request, context)
    return HttpResponse(Template(text).render(shown))


def _plain(name: str) -> Any:
    return lambda request: render(request, name)


urlpatterns: list[URLPattern] = [
    path("", every_element),
    path("report", csrf_exempt(report)),
    path("live", live),
    path("stream", stream),
    path("heard", heard),
    path("sw.js", service_worker),
    path("notice/<slug:code>/text", notice),
    path("offline", _plain("look/offline.html")),
    path("board", lambda request: render(request, "look/board.html", specimen.context())),
    path("manifest.webmanifest", _plain("look/manifest.webmanifest")),
    path("away", lambda _request: HttpResponse("<title>News</title>weather")),
]
