"""A brake on other sites' pages that would send forms in their visitors' names, without any cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def without_cookie(view: View[P]) -> View[P]:
    """For doors that need nobody's session: instead of a cookie with a token, the browser itself says where the form came
    from (Fetch Metadata, W3C; else Origin). So a reporter carries no cookie, and a form kept offline for days still fits.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and _from_elsewhere(request):
            return render(request, "403_csrf.html", status=403)
        return view(request, *args, **kwargs)

    exempt: View[P] = csrf_exempt(guarded)
    return exempt


def _from_elsewhere(request: HttpRequest) -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()
