"""Elements say what they are to an eye, an ear and a keyboard."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.html import strip_tags

import wekeep.look
from wekeep.look.specimen import SpecimenForm
from wekeep.look.templatetags.look import relative

NOW = datetime(2026, 1, 14, 18, 0, tzinfo=UTC)
GAPS = [0, 59, 60, 89 * 60, 90 * 60, 47 * 3600, 48 * 3600, 9 * 86_400]
WORDS = '{now:"just now",pastMinutes:"{n} min ago",pastHours:"{n} h ago",pastDays:"{n} d ago"}'


def drawn(text: str, **context: object) -> str:
    return Template("{% load look %}" + text).render(Context(context))


def test_a_phone_number_keeps_its_direction_in_arabic() -> None:
    assert drawn("{{ number|bdi }}", number="+1 612 555 0123") == '<bdi dir="ltr">+1 612 555 0123</bdi>'


def test_what_a_stranger_typed_is_shown_and_not_run() -> None:
    assert "<script>" not in drawn("{{ words|bdi }}{% badge 'alarm' words %}", words="<script>")


@pytest.mark.parametrize("tone", ["alarm", "wait", "clear", "quiet", "unsure"])
def test_a_state_is_a_word_and_a_shape_not_only_a_colour(tone: str) -> None:
    shown = drawn("{% badge tone 'Confirmed' %}", tone=tone)
    assert strip_tags(shown).strip() == "Confirmed"
    assert f"icons.svg#{tone}" in shown


def test_no_two_states_share_a_shape() -> None:
    shapes = {
        drawn("{% badge tone '' %}", tone=tone).split("#")[1][:5]
        for tone in ("alarm", "wait", "clear", "quiet", "unsure")
    }
    assert len(shapes) == 5


def test_an_unknown_icon_fails_before_anyone_sees_the_page() -> None:
    with pytest.raises(KeyError):
        drawn("{% icon 'nonsense' %}")


def test_a_clock_says_how_long_ago_and_when() -> None:
    ago = next(ago for ago in (12, 13) if (timezone.now() - timedelta(minutes=ago, seconds=5)).minute)
    moment = timezone.now() - timedelta(minutes=ago, seconds=5)
    shown = strip_tags(drawn("{% clock moment %}", moment=moment))
    assert shown.startswith(f"{ago} min ago (")
    assert f"{timezone.localtime(moment).minute:02d}" in shown  # a full hour is said without minutes


def test_the_clock_of_the_page_and_of_the_server_agree() -> None:
    script = Path(wekeep.look.__file__).parent / "static" / "look" / "clock.js"
    moments = [int((NOW - timedelta(seconds=gap)).timestamp() * 1000) for gap in GAPS]
    code = (
        f'import {{ relative }} from "{script}"; for (const at of {moments})'
        f" console.log(relative(at, {int(NOW.timestamp() * 1000)}, {WORDS}))"
    )
    ran = subprocess.run(["node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [relative(NOW - timedelta(seconds=gap), NOW) for gap in GAPS]


def test_a_clock_counts_hours_until_there_are_two_days() -> None:
    assert relative(NOW + timedelta(hours=47, minutes=59), NOW) == "in 47 h"
    assert relative(NOW + timedelta(hours=48), NOW) == "in 2 d"


def test_a_field_names_its_hint_and_its_error() -> None:
    html = str(SpecimenForm({"place": ""}))
    assert '<label for="id_place">' in html
    assert 'aria-describedby="id_place_helptext id_place_error"' in html
    assert 'id="id_place_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_a_legend_and_one_label_each() -> None:
    html = str(SpecimenForm())
    assert "<legend>What are they doing?" in html
    assert html.count('class="choice"') == 4 + 3 + 1


def test_mistakes_are_listed_first_and_lead_to_their_fields() -> None:
    html = str(SpecimenForm({"place": ""}))
    assert 'id="errors"' in html
    assert '<a href="#id_place">Where?</a>' in html
    assert '<a href="#id_activity_0">What are they doing?</a>' in html
    assert "Nothing you typed is lost." in html


def test_an_empty_form_accuses_nobody() -> None:
    assert "errors" not in str(SpecimenForm())


def test_a_field_one_may_skip_says_so() -> None:
    html = str(SpecimenForm())
    assert html.count("(you can skip this)") == 3


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("so", "ltr"), ("hmn", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(language: str, direction: str) -> None:
    with translation.override(language):
        html = Template('{% extends "look/plain.html" %}').render(Context())
    assert f'<html lang="{language}" dir="{direction}">' in html
