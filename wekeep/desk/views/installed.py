"""What makes the site an app on a phone: service worker, manifest, the page for no signal; and the page of all elements."""

from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wekeep.alerts import notices
from wekeep.look import specimen as elements
from wekeep.look.context import Link
from wekeep.look.packages import SPRITE
from wekeep.vault.queries.signing import published_key

# The files that the pages kept for no signal are made of.
KEPT_FILES = (
    "look/look.css",
    "look/page.js",
    "look/quick-exit.js",
    "look/clock.js",
    "look/draft.js",
    "look/offline.js",
    "look/kept.js",
    "look/kept-page.js",
    "look/no-signal.js",
    "look/queue.js",
    "look/packages/idb/umd.js",
    "look/map-view.js",
    "look/map-style.js",
    "watch/report.js",
    "care/run.css",
    "care/run.js",
    "look/marks/lamp.svg",
    "look/marks/lamp-192.png",
    "look/marks/badge-96.png",
    SPRITE,
)
_KEPT_PAGES = ("watch/report.html", "watch/_report_fields.html", "look/base.html", "look/offline.html")


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, in the reader's language; a browser asks for it anew at each visit and takes what changed."""
    files = [static(name) for name in KEPT_FILES]
    context = {
        "version": _version(files),
        "precache": [*files, *(link.href for link in _kept_pages())],
        "cached_prefixes": [],
        "offline_url": reverse("desk:offline"),
        "notice_url": reverse("alerts:text", args=["CODE"]),
        "shown_url": reverse("alerts:shown", args=["CODE"]),
        "neutral_title": _("New notice near a place you chose"),
        "neutral_body": _("Open it to read."),
        "unchecked_title": _("A notice that could not be checked"),
        "unchecked_body": _("It is not signed by this network. Open the site to see what is going on."),
        "alert_key": published_key().hex(),
        "unsigned": [f"{title}\n{body}" for title, body in sorted(notices.unsigned_words())],
        "short": [f"{title}\n{body}" for title, body in sorted(notices.short_words())],
    }
    response = render(request, "look/service_worker.js", context, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What the app is called, how it looks, and its shortcuts."""
    shortcuts = [*_kept_pages(), Link(reverse("alerts:sign_up"), _("Get alerts"))]
    context = {"shortcuts": shortcuts, "home_url": "/"}
    response = render(request, "look/manifest.webmanifest", context, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows where there is no signal and the page asked for is not kept."""
    return render(request, "look/offline.html", {"kept_pages": _kept_pages(), "here": request.path})


@require_GET
def specimen(request: HttpRequest) -> HttpResponse:
    """Every element of the pages once, for those who build them; only in a demo or while debugging."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "look/specimen.html", elements.context())


def _kept_pages() -> list[Link]:
    """The pages that open without signal."""
    return [Link(reverse("watch:report"), _("Report what you see"))]


def _version(files: list[str]) -> str:
    """Another name whenever a kept file, a kept page or the language is another."""
    pages: list[Any] = [get_template(name) for name in _KEPT_PAGES]
    parts = [get_language() or "", *files, *(page.template.source for page in pages)]
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
