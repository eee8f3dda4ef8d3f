"""The JSON door of places: what a typed place may mean."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wekeep.places.queries.gazetteer import look_up
from wekeep.places.rules.gazetteer import Answer

router = Router(tags=["places"])


class Asked(Schema):
    """A typed place; `lat` and `lon` break ties towards a position."""

    q: str = Field(min_length=1, max_length=200, description="An address, a crossing, a landmark, a position")
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    limit: int = Field(6, ge=1, le=20)


class PlaceOut(Schema):
    """One place that the text may mean; `exact` is false where the position is estimated between two house numbers."""

    label: str
    kind: str
    lat: float
    lon: float
    confidence: float
    neighbourhood: str
    exact: bool


class AnswerOut(Schema):
    """`verdict`: clear, ambiguous (ask the person), not_found, outside (a position beyond the city), no_city or empty."""

    verdict: str
    candidates: list[PlaceOut]


class Errors(Schema):
    """What is wrong, by field; the empty name stands for the whole."""

    errors: dict[str, list[str]]


WRONG = {422: Errors}


@router.get(
    "",
    response={200: AnswerOut, **WRONG},
    summary="Find a typed place",
    operation_id="find_place",
    url_name="find_place",
)
def find(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> Answer:
    """Candidates for a typed place, best first. Nothing that was typed is kept."""
    return _answer(asked, response)


@router.post(
    "",
    response={200: AnswerOut, 400: Errors, 415: Errors, **WRONG},
    summary="Find a typed place, kept out of addresses",
    operation_id="find_place_quietly",
    url_name="find_place",
)
def find_quietly(request: HttpRequest, response: HttpResponse, asked: Asked) -> Answer:
    """The same with the text in the body, for a home address, which must stand in no log of addresses on the way."""
    return _answer(asked, response)


def _answer(asked: Asked, response: HttpResponse) -> Answer:
    response["Cache-Control"] = "no-store"
    near = (asked.lat, asked.lon) if asked.lat is not None and asked.lon is not None else None
    return look_up(asked.q, near, asked.limit)
