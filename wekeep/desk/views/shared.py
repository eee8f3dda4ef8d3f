"""Answers that are the same for everyone: browsers and caches may keep them for a moment and ask whether they still hold."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import blake2b
from math import ceil, floor

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wekeep.desk.queries.public import PublicAlert, next_vanishing
from wekeep.kit import clock
from wekeep.people.access import answer_as_to_anyone

LONGEST = timedelta(seconds=30)
# tells the server (config/shelf.py) that it may keep this answer for everyone; it says so to nobody else
SHARED = "X-Shared"
_REMEMBERED = timedelta(days=3)

View = Callable[..., HttpResponse]


def shared(view: View) -> View:
    """Serve `view` to everyone alike: no session is read and no cookie set, whoever asks.

    The answer carries an ETag, Last-Modified and a max-age of half a minute at most, less where an alert vanishes
    sooner, so that no cache shows it longer than we do. `?lang=` is a person's choice that sets a cookie: not shared.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer_as_to_anyone(request)
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or "lang" in request.GET:
            patch_cache_control(response, private=True, no_store=True)
            return response
        patch_cache_control(response, public=True)
        patch_vary_headers(response, ["Accept-Encoding"])
        response.headers[SHARED] = "yes"
        if not response.headers["Cache-Control"].count("max-age"):
            patch_cache_control(response, max_age=_seconds(LONGEST))
        return _conditional(request, response)

    return require_safe(answer)


def page(view: View) -> View:
    """A shared page. Its language comes from the browser's wish or from the one cookie that keeps a choice, so caches keep
    a copy for each; a visitor without cookies shares one copy with all others of the same language."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return shared(wraps(view)(answer))


def feed(view: View) -> View:
    """A shared feed: its language stands in its address, and any site may read it."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return shared(wraps(view)(answer))


def fresh_while_they_last(response: HttpResponse, shown: list[PublicAlert]) -> HttpResponse:
    """Let caches keep `response` no longer than the first of the alerts `shown` on it lasts."""
    patch_cache_control(response, max_age=_seconds(next_vanishing(shown) or LONGEST))
    return response


def _seconds(left: timedelta) -> int:
    return max(0, floor(min(LONGEST, left).total_seconds()))


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or 304 where the asker has it already."""
    set_response_etag(response)
    since = _unchanged_since(request, response.headers["ETag"])
    if since is not None:
        response.headers["Last-Modified"] = http_date(since)
    found = get_conditional_response(request, response.headers["ETag"], since, response)
    return response if found is None else found


def _unchanged_since(request: HttpRequest, etag: str) -> int | None:
    """Seconds since 1970 from which on this address has answered with this very content, as far as this process saw; None
    within the second in which it changed, because a date has whole seconds only.

    An alert that runs out changes the page without any row being written, so no column can tell; and the moment a change
    is first seen is never before the change, so whoever holds an older copy is never told that it still holds.
    """
    asked = f"{request.path}?{request.GET.urlencode()} {get_language()}".encode()
    key = "unchanged:" + blake2b(asked, digest_size=16).hexdigest()
    known: tuple[str, int] | None = cache.get(key)
    if known is None or known[0] != etag:
        known = (etag, ceil(clock.now().timestamp()))
        cache.set(key, known, _REMEMBERED.total_seconds())
    return known[1] if known[1] <= clock.now().timestamp() else None
