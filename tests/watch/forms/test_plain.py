"""A form that is read without making a page of it says what the page's own form reads, or is left to the page."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wekeep.watch.forms.plain import read_plain
from wekeep.watch.forms.report import ReportForm
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sign import Sign

KEY = "one-key-for-this-one"
NUMBERS = st.one_of(st.integers(-3, 700).map(str), st.sampled_from(["", " 7 ", "1.0", "07", "²", "1e2", "seven"]))
DEGREES = st.one_of(
    st.floats(-100, 100).map(repr),
    st.floats(44, 46).map(lambda n: f"{n:.6f}"),
    st.sampled_from(["", "45", "45.", "nan", " 45 "]),
)
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "two vans",
            "dos niñas\r\nen la esquina",
            "x" * 301,
            "x" * 2001,
            " " * 9000 + "x",
            "a\x00b",
            "\u200b",
            "🚓",
        ]
    ),
)
FIELDS: dict[str, st.SearchStrategy[str]] = {
    "lat": DEGREES,
    "lon": DEGREES,
    "accuracy": st.sampled_from(["", "12", "12.5", "1200", "-1", "much"]),
    "activity": st.sampled_from(["", "dancing", *Activity]),
    "when": st.sampled_from(["", "0", "30", "60", "7", "other"]),
    "written_at": st.sampled_from(["", "soon", "2020-01-01T00:00:00Z"]),
    "people_low": NUMBERS,
    "people_high": NUMBERS,
    "vehicles": NUMBERS,
    "first_hand": st.sampled_from(["", "yes", "no", "maybe"]),
    "still_there": st.sampled_from(["", "yes", "no"]),
    "place_kind": st.sampled_from(["", "school", "castle"]),
    "place_text": WORDS,
    "uniform": WORDS,
    "equipment": WORDS,
    "text": WORDS,
    "reach": st.sampled_from(["", " ", "612 555 0100"]),
    "unknown": WORDS,
}
FORMS = st.tuples(
    st.fixed_dictionaries({}, optional=FIELDS),
    st.lists(st.sampled_from(["", "plate", *Sign]), max_size=3),
    st.lists(st.tuples(st.sampled_from(list(FIELDS)), st.sampled_from(["", "45", "yes"])), max_size=1),
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(FORMS)
def test_whatever_is_typed_the_two_read_the_same_or_the_page_does(
    sent: tuple[dict[str, str], list[str], list[tuple[str, str]]],
) -> None:
    fields, signs, again = sent
    plausible = {"lat": "45.0", "lon": "-93.0"} | fields
    pairs: list[tuple[str, Any]] = [
        ("idempotency_key", KEY),
        *plausible.items(),
        *(("signs", one) for one in signs),
        *again,
    ]
    body = urlencode(pairs).encode()
    with override("es"):
        form = ReportForm(QueryDict(body, encoding="utf-8"))
        is_whole = form.is_valid()
    plain = read_plain(body, "es", lambda lat, lon: -90 < lat < 90 and -180 < lon < 180)
    if plain is None:
        return
    assert is_whole and form.report is not None, form.errors
    same_time = replace(plain.report, observed_at=form.report.observed_at)
    assert same_time == form.report
    assert (plain.key, plain.body) == (KEY, form.body())
    assert not form.cleaned_data["reach"]
