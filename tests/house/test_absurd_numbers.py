"""Digits that are no number anyone means, in every field, every question and every address of the URL table: never a 500."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import quote, urlencode

import pytest
from django.forms import FloatField, Form, IntegerField, TypedChoiceField
from django.test import Client
from django.urls import reverse

from tests.cast import NORTH, Cast
from tests.house.addresses import addresses
from tests.house.test_doors import ABSENT, MATRIX, WHO, only
from tests.house.tree import ROOT, Tree
from tests.keeping import Keeping
from wekeep.kit.abilities import Role
from wekeep.kit.text import whole_number

ABSURD = {
    "zero": "0",
    "nineteen": "9" * 19,
    "twenty": "9" * 20,
    "five thousand": "9" * 5000,
    "arabic-indic": "٩٩٩",
    "superscript": "²³",
}
# whether these are numbers is decided before any engine is asked; how large a number may be is not
READ_BEFORE = {"five thousand", "arabic-indic", "superscript"}
DIGITS = [
    pytest.param(digits, id=name, marks=[pytest.mark.once] if name in READ_BEFORE else [])
    for name, digits in ABSURD.items()
]
THERE = "x0here0x"
FORM = "application/x-www-form-urlencoded"
# What one form may hold, below what any door reads.
LONGEST_FORM = 250_000
# What the programming interface is told.
BODY = ("lat", "lon", "people", "vehicles", "observed_at", "text", "words", "activity")
# After these nobody is signed in, or unlocked, who was.
ENDING = {"people:sign_out", "people:sign_out_everywhere", "people:lock", "people:lock_everyone"}
_NUMBERS = (IntegerField, FloatField, TypedChoiceField)
# What is asked for as a number, and what a browser sends beside it.
NUMBERS: dict[tuple[str, str], dict[str, str]] = {
    ("people:strike", "number"): {},
    ("people:duty_begin", "hours"): {"zone": NORTH},
    ("watch:ask", "minutes"): {"approach": "from_a_distance"},
    ("watch:merge", "other"): {},
    ("desk:zones", "radius"): {"name": "East Side", "lat": "45", "lon": "-93"},
    ("desk:zones", "lat"): {"name": "East Side", "radius": "800", "lon": "-93"},
    ("watch:report", "people_low"): {"activity": "staging", "lat": "45", "lon": "-93"},
    ("watch:report", "vehicles"): {"activity": "staging", "lat": "45", "lon": "-93"},
}
# Nothing at all is a number that someone may mean.
MAY_BE_ZERO = {("desk:zones", "lat"), ("watch:report", "people_low"), ("watch:report", "vehicles")}


@pytest.fixture
def cast(zones: object, keeping: Keeping) -> Cast:
    """The cast beside a keeper, so that whoever may use a power is unlocked."""
    return Cast()


@cache
def fields() -> frozenset[str]:
    """Whatever a form makes a number of, or a view reads from a request by hand, by name."""
    addresses()  # reading the URL table reads the forms
    declared = ((name, field) for form in _forms(Form) for name, field in form.base_fields.items())
    return frozenset(name for name, field in declared if isinstance(field, _NUMBERS)) | frozenset(_read_by_hand())


def _forms(kind: type[Form]) -> Iterator[type[Form]]:
    for one in kind.__subclasses__():
        yield from (one, *_forms(one))


def _read_by_hand() -> Iterator[str]:
    """The names in request.POST.get("…"), request.GET.getlist("…") and request.POST["…"]."""
    for module in Tree(ROOT).house:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and node.args:
                at, word = node.func, node.args[0]
            elif isinstance(node, ast.Subscript):
                at, word = node, node.slice
            else:
                continue
            if getattr(getattr(at, "value", None), "attr", "") in ("POST", "GET") and isinstance(word, ast.Constant):
                yield str(word.value)


def whoever_gets_in(name: str, cast: Cast) -> str:
    """The first of the cast whom the matrix lets in."""
    if MATRIX[name].answers == only():
        return "cora" if name.startswith("care:") else "petra"
    answers = dict(zip(WHO, MATRIX[name].answers, strict=True))
    # some let in answer 404 to everybody, because here there is nothing for them
    shut = (401, 403) if answers["dana"] == 404 else (401, 403, 404)
    return next(one for one in ("dana", "sol", "amina", "omar", "mai", "visitor") if answers[one] not in shut)


def browser_of(who: str, cast: Cast) -> Client:
    """One in which they are signed in, and unlocked. Of the cast nobody vets and nobody sorts requests: petra and cora do."""
    beside = {"petra": Role.VETTER, "cora": Role.COORDINATOR}
    person = cast._one(who, beside[who]) if who in beside else None if who == "visitor" else getattr(cast, who)
    return person.client() if person else Client()


def knocks(client: Client, name: str, digits: str, here: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Every way to say the digits to a view, and what it answers."""
    place, door = reverse(name, kwargs=here), MATRIX[name]
    for some in batched(sorted(fields()), LONGEST_FORM // len(quote(digits))):
        said = dict.fromkeys(some, digits)
        yield f"fields {some}", client.post(place, urlencode(said), content_type=FORM).status_code
        yield f"question {some}", client.get(f"{place}?{urlencode(said)}").status_code
    if door.json:
        number = digits if digits.isascii() else f'"{digits}"'
        body = "{" + ", ".join(f'"{one}": {number}' for one in BODY) + "}"
        yield "json", client.post(place, body, content_type="application/json").status_code
    if here:
        address = reverse(name, kwargs=dict.fromkeys(here, THERE)).replace(THERE, quote(digits))
        yield "address", client.get(address).status_code
        yield "address and fields", client.post(address, dict(door.data)).status_code


def batched(names: Sequence[str], many: int) -> Iterator[Sequence[str]]:
    """As many at a time as one form may hold."""
    for at in range(0, len(names), many):
        yield names[at : at + many]


def test_the_fields_of_the_program_are_found() -> None:
    assert {"number", "people_low", "radius", "minutes", "hours", "touch_ticket", "next", "lat"} <= fields()


@pytest.mark.parametrize("digits", DIGITS)
def test_no_view_breaks_over_digits_that_are_no_number(digits: str, cast: Cast) -> None:
    broken, browsers = [], dict[str, Client]()
    for one in addresses():
        who = whoever_gets_in(one.name, cast)
        client = browsers.get(who) or browser_of(who, cast)
        client.raise_request_exception = False
        here = {key: ABSENT for key in one.carries}
        shapes = knocks(client, one.name, digits, here)
        broken += [f"{one.name}: {shape}" for shape, status in shapes if status >= 500 and one.name != "readyz"]
        browsers = {} if one.name in ENDING else browsers | {who: client}
    assert broken == []


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize(("name", "field"), NUMBERS)
def test_a_number_that_nobody_means_is_refused_where_a_number_is_asked_for(
    name: str, field: str, digits: str, cast: Cast
) -> None:
    if digits == "0" and (name, field) in MAY_BE_ZERO:
        pytest.skip("nothing at all is a number here")
    door = MATRIX[name]
    here = door.subject(cast) if door.subject else {}
    client = browser_of(whoever_gets_in(name, cast), cast)
    answer = client.post(reverse(name, kwargs=here), NUMBERS[name, field] | {field: digits})
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("digits", DIGITS)
def test_a_length_that_is_no_number_is_refused_before_anything_is_read(digits: str, cast: Cast) -> None:
    answer = Client().get("/healthz", CONTENT_LENGTH=digits)
    assert answer.status_code == (200 if digits == "0" else 413)


def test_a_whole_number_is_written_in_plain_digits_and_fits_a_column() -> None:
    assert [whole_number(one) for one in ("0", "07", "9" * 18)] == [0, 7, 10**18 - 1]
    assert {whole_number(one) for one in ("", "-1", "+1", "1.0", "1_0", " 1", "9" * 19, "9" * 5000, "٣", "²")} == {None}
