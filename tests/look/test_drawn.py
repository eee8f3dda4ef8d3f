"""Parts that are drawn once: exactly for the same values, and with nothing in them of whoever saw them first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django import forms
from django.db import connection
from django.template import Context, Template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from wekeep.look import drawn
from wekeep.look.drawn import DRAWINGS, AskedWhileDrawing, Blank, Drawings, NotPlain, key_of
from wekeep.people.models import Grant, Member

PART = "{% load drawn look i18n %}{% drawn_for one %}{{ one }}{% enddrawn_for %}"
NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> None:
    DRAWINGS.forget()


def show(template: Template, **context: Any) -> str:
    return template.render(Context(context))


def test_the_same_values_are_drawn_once_and_other_values_anew() -> None:
    times = count()
    for value in (1, 2, 1, 2):
        drawn.drawn(key_of(value), lambda: str(next(times)), str)
    assert next(times) == 2


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([0.0, 1.0])
    | st.sampled_from(["", "1", "<b>", "None"])
    | st.sampled_from([SafeString("<b>"), SafeString("1")]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=4,
)


def looks(value: Any) -> Any:
    """All that a template could show of it."""
    if isinstance(value, dict):
        return [(name, looks(one)) for name, one in value.items()]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(looks, value)]
    return conditional_escape(value), type(value).__name__


@given(plain, plain)
def test_what_looks_different_has_different_keys(one: Any, other: Any) -> None:
    assert (key_of(one) == key_of(other)) is (looks(one) == looks(other))


def test_text_is_not_taken_for_the_markup_that_it_equals() -> None:
    template = Template(PART)
    assert show(template, one=SafeString("<b>")) == "<b>"
    assert show(template, one="<b>") == "&lt;b&gt;"


def test_each_language_has_its_own() -> None:
    template = Template('{% load drawn i18n %}{% drawn_for one %}{% translate "Close" %}{% enddrawn_for %}')
    with override("en"):
        english = show(template, one=1)
    with override("es"):
        assert show(template, one=1) != english


def test_a_lazy_word_is_said_in_the_language_of_whoever_reads() -> None:
    template, word = Template(PART), gettext_lazy("Close")
    with override("en"):
        assert show(template, one=word) == "Close"
    with override("es"):
        assert show(template, one=word) == str(word) != "Close"


def test_nothing_is_seen_inside_but_what_it_was_named_with() -> None:
    template = Template("{% load drawn %}{% drawn_for one %}{{ one }}{{ secret }}{{ request.user }}{% enddrawn_for %}")
    assert show(template, one="said", secret="whose", request="asked") == "said"


def test_every_reader_gets_the_token_of_their_own() -> None:
    template = Template(
        "{% load drawn %}{% drawn_for one %}{% csrf_token %}{% drawn_for one %}{{ csrf_token }}{% enddrawn_for %}{% enddrawn_for %}"
    )
    for token in ("first", "second"):
        page = show(template, one=1, csrf_token=token)
        assert page.count(token) == 2
        assert drawn.TOKEN not in page


def test_a_clock_goes_on_and_a_part_without_one_stays() -> None:
    with_clock = Template(
        "{% load drawn look %}{% drawn_for one %}{% drawn_for one %}{% clock one %}{% enddrawn_for %}{% enddrawn_for %}"
    )
    seen = NOON - timedelta(minutes=5)
    with time_machine.travel(NOON, tick=False):
        assert "5 min ago" in show(with_clock, one=seen)
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        assert "6 min ago" in show(with_clock, one=seen)
    drawings, times = Drawings(), count()
    for minute in (0, 1):
        with time_machine.travel(NOON + timedelta(minutes=minute), tick=False):
            drawings.get("still", lambda: str(next(times)))
    assert next(times) == 1


def test_what_nobody_looked_at_for_two_minutes_is_gone() -> None:
    drawings = Drawings()
    with time_machine.travel(NOON, tick=False):
        drawings.get("words", lambda: "what somebody wrote")
    for minute in (2, 4):
        with time_machine.travel(NOON + timedelta(minutes=minute), tick=False):
            drawings.get("others", lambda: "x")
    assert "what somebody wrote" not in repr(vars(drawings))


def test_no_more_is_kept_than_there_is_room_for() -> None:
    drawings = Drawings(most=10, letters=1_000)
    for number in range(100):
        drawings.get(number, lambda: "x")
    assert len(drawings._fresh) + len(drawings._older) <= 20
    for number in range(100):
        drawings.get(("long", number), lambda: "x" * 300)
    kept = [*drawings._fresh.values(), *drawings._older.values()]
    assert sum(len(one.html) for one in kept) < 2 * (1_000 + 300)


def test_a_row_is_another_when_any_of_its_columns_is() -> None:
    one = Member(handle="dana", admitted_at=NOON, code="c")
    before = key_of(one)
    assert key_of(Member(handle="dana", admitted_at=NOON, code="c")) == before
    one.handle = "rosa"
    assert key_of(one) != before


def test_what_leads_elsewhere_or_hides_what_it_says_is_no_value() -> None:
    grant = Grant(member=Member(handle="dana", admitted_at=NOON), role="observer", zone="north", since=NOON, until=NOON)
    for value in (grant, object(), {"deep": [object()]}):
        with pytest.raises(NotPlain):
            key_of(value)


@pytest.mark.django_db
def test_the_database_is_not_asked_while_a_part_is_drawn() -> None:
    @dataclass(frozen=True)
    class Asks:
        name: str

        def many(self) -> int:
            return Member.objects.count()

    with pytest.raises(AskedWhileDrawing):
        show(Template("{% load drawn %}{% drawn_for one %}{{ one.many }}{% enddrawn_for %}"), one=Asks("x"))
    # and afterwards it is asked as ever
    assert Member.objects.count() == 0
    assert not connection.execute_wrappers or all(one is not drawn._refuse for one in connection.execute_wrappers)


class _Form(forms.Form):
    words = forms.CharField(label=gettext_lazy("Close"))


def test_a_blank_form_looks_as_the_form_does() -> None:
    blank = Blank(_Form, (("initial", {"words": "<i>"}),))
    for language in ("en", "es", "en"):
        with override(language):
            page = show(Template("{{ form }}"), form=blank)
            assert page == str(_Form(initial={"words": "<i>"}))
            assert "&lt;i&gt;" in page
