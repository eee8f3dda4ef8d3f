"""What happens around every page: privacy headers, closed doors, and refusals said in words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from config.doors import PUBLIC_DOORS, UNLOCKED_DOORS
from config.pages import unreadable
from wekeep.kit.actor import ActorKind
from wekeep.kit.errors import Gone, Locked, NotAllowed, NotFound, Refused, TooMany
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.views.passkeys import take_touch, touch_first
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules.unlocked import TouchFirst

Next = Callable[[HttpRequest], HttpResponse]

_POWERS = ("camera", "microphone", "payment", "usb", "display-capture", "browsing-topics", "interest-cohort")
_PERMISSIONS = ", ".join(["geolocation=(self)", *(f"{power}=()" for power in _POWERS)])


def privacy_headers(get_response: Next) -> Next:
    """Pages keep nothing behind unless they say so, and ask for no power of the device but, where offered, its place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def short_bodies(get_response: Next) -> Next:
    """No door takes more than a form, but for one that takes lists: what announces itself as longer is refused before a byte of it is read, so that
    nobody fills the disk with files that Django would store while it reads a form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
        if length is None or length > settings.LONG_DOORS.get(request.path, settings.LONGEST_BODY):
            return unreadable(request, RequestDataTooBig())
        return get_response(request)

    return middleware


def chosen_language(get_response: Next) -> Next:
    """`?lang=so` on any address shows it in that language and remembers the choice: a plain link, which works without a
    script, from a printed sheet and in a message from a friend."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        if chosen not in dict(settings.LANGUAGES):
            return get_response(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86_400,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    return middleware


class ClosedByDefault:
    """Sign-in is required unless the view stands on the list of public doors."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        # the list is asked first, so that an open door reads no session
        if (match is not None and match.view_name in PUBLIC_DOORS) or request.user.is_authenticated:
            return None
        if request.path.startswith("/api/"):
            return HttpResponse('{"detail": "Sign in first."}', status=401, content_type="application/json")
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/", settings.LOGIN_URL)


class PlainText:
    """Takes the NUL out of what was sent before anybody looks at it: no column of PostgreSQL holds one, nobody types one, and nothing else
    that was written is lost with it."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if _holds_nul(request.GET):
            request.GET = _without_nul(request.GET)
        if request.method == "POST" and _holds_nul(request.POST):
            request.POST = _without_nul(request.POST)
        return None


def _holds_nul(said: QueryDict) -> bool:
    return any("\0" in text for name, values in said.lists() for text in (name, *values))


def _without_nul(said: QueryDict) -> Any:
    found = QueryDict(mutable=True)
    for name, values in said.lists():
        found.setlist(name.replace("\0", ""), [text.replace("\0", "") for text in values])
    found._mutable = False
    return found


class SayRefusals:
    """Turns a rule's no into a calm page (or, for htmx, a notice) in the reader's language; nothing typed is lost: the
    browser keeps the form, and going back shows it."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        if isinstance(trouble, NotFound):
            raise Http404 from trouble
        if isinstance(trouble, Gone):
            return render(request, "410.html", status=410)
        if isinstance(trouble, TouchFirst):
            return touch_first(request, trouble)
        if not isinstance(trouble, Refused):
            return None
        response = _say(request, trouble)
        if isinstance(trouble, TooMany):
            response["Retry-After"] = str(trouble.seconds)
        return response


class UnlockedPowers:
    """A power over people is used in a session that its owner unlocked, which the keeper is asked for; whoever is locked is
    led to unlock in a tab beside what they typed."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name not in UNLOCKED_DOORS:
            return None
        try:
            ability = UNLOCKED_DOORS[match.view_name]
            if ability is not None:
                actor_of(request).require(ability)
            check_unlocked(unlocked_of(request))
        except Refused as refusal:
            # what is raised before the view passes SayRefusals by
            return _say(request, refusal)
        return None


class TakeTouch:
    """A form that brings the answer of its sender's passkey is a request that was touched for."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if request.method == "POST" and request.POST.get("touch_answer") and request.user.is_authenticated:
            take_touch(request)
        return None


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal: 403 lacks the ability, 429 too often, 503 not now, 409 a rule said no."""
    return 403 if isinstance(refusal, NotAllowed) else refusal.status if isinstance(refusal, TooMany) else 409


def in_words(refusal: Refused) -> str:
    """The refusal in the reader's language, its own values translated too where they are sentences."""
    values: dict[str, Any] = {name: gettext(v) if isinstance(v, str) and v else v for name, v in refusal.values.items()}
    words = gettext(refusal.why)
    return words % values if values else words


def _say(request: HttpRequest, refusal: Refused) -> HttpResponse:
    template = "look/_refused.html" if request.headers.get("HX-Request") else "look/refused.html"
    said = {"words": in_words(refusal), "locked": isinstance(refusal, Locked)}
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(said, status=status_of(refusal))
    return render(request, template, said | {"shell": _shell(request)}, status=status_of(refusal))


def _shell(request: HttpRequest) -> str:
    """Whose page it stands on: a member's where they were refused at a door of theirs."""
    match = request.resolver_match
    is_theirs = match is not None and match.view_name not in PUBLIC_DOORS and actor_of(request).kind is ActorKind.MEMBER
    return "look/member.html" if is_theirs else "look/base.html"
