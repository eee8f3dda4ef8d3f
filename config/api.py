"""The JSON API: every package's router, one way of reading bodies and one shape of saying no."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from config.middleware import in_words
from wekeep.care.api import router as requests
from wekeep.kit.errors import NotAllowed, NotFound, Refused, TooMany
from wekeep.places.api import router as places
from wekeep.watch.api import router as sightings
from wekeep.watch.forms.unread import unread


class WrongMedia(Exception):
    """The body is not JSON by its own account."""


class StrictJson(Parser):
    """JSON and nothing else; a name that comes twice in one object is an error, because only one could be heard."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise WrongMedia
        return parse(request.body)


def parse(body: bytes) -> dict[str, Any]:
    """What a body says; ValueError for what is no JSON of ours."""
    read: dict[str, Any] = _READER.decode(body.decode("utf-8"))
    return read


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name comes twice")
    return read


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


# made once: to make one costs as much as a report takes to read
_READER = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_no_constant)


api = NinjaAPI(
    title="WeKeep",
    version="1",
    description="Sightings, and requests for help, without an account. Errors come as {errors: {field: [sentences]}}, in the language asked for.",
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    parser=StrictJson(),
)
api.add_router("", sightings)
api.add_router("", requests)
api.add_router("/places", places)


def _errors(status: int, words: str, field: str = "") -> HttpResponse:
    return JsonResponse({"errors": {field: [words]}}, status=status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    """Fields that are missing, unknown or of the wrong kind: by name, and never with the value that was sent."""
    return JsonResponse({"errors": unread((_field(error), error) for error in trouble.errors)}, status=422)


def _field(error: dict[str, Any]) -> str:
    named = [str(part) for part in error["loc"] if isinstance(part, str)]
    return ".".join(named[2:3]) if named[:1] == ["body"] else ".".join(named[-1:])


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, trouble: HttpError) -> HttpResponse:
    """A body that is not JSON."""
    if isinstance(trouble.__cause__, WrongMedia):
        return _errors(415, _("Send JSON, with Content-Type: application/json."))
    return _errors(trouble.status_code, _("This could not be read."))


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, trouble: RequestDataTooBig) -> HttpResponse:
    """A body beyond any report's length."""
    return _errors(413, _("This is too large."))


@api.exception_handler(NotFound)
def not_found(request: HttpRequest, trouble: NotFound) -> HttpResponse:
    """Absent, or not for this asker."""
    return _errors(404, _("There is nothing here, or nothing any more."))


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A rule says no."""
    status = 403 if isinstance(refusal, NotAllowed) else refusal.status if isinstance(refusal, TooMany) else 422
    response = _errors(status, in_words(refusal))
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.seconds)
    return response
