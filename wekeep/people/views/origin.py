"""A brake on other sites' pages that would send forms in their visitors' names, without any cookie."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def without_cookie(view: View) -> View:
    """For doors whose forms may come late: instead of a cookie with a token, the browser itself says where the form came from
    (Fetch Metadata, W3C; else Origin). So a reporter carries no cookie, and a form kept offline for days still fits; a member's
    session, where the door takes one, is a cookie that no other site's page can bring (SameSite=Strict).
    """

    @wraps(view)
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        if request.method == "POST" and _from_elsewhere(request):
            return render(request, "403_csrf.html", status=403)
        return view(request, **named)

    return csrf_exempt(guarded)


def _from_elsewhere(request: HttpRequest) -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said not in ("same-origin", "none")
    # A page of ours sends its real Origin: under our "Referrer-Policy: same-origin" every browser does, with or without
    # scripts, Tor Browser among them (Fetch, "append a request Origin header"). "null" is what a sandboxed frame or a
    # file of somebody else's sends. No Origin at all is no browser, or one too old to be told from which page it comes.
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()
