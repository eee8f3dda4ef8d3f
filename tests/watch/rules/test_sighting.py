"""What a sighting may say, and when it may be changed."""

from datetime import UTC, datetime, timedelta

import pytest

from wekeep.kit.errors import Refused
from wekeep.watch.rules import sighting as rules
from wekeep.watch.rules.receipt import mark_of_words, marks_of, words_for
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sign import Evidence, LookAlike, Sign, evidence_of, stop_look_alikes
from wekeep.watch.rules.status import Source

NOW = datetime(2026, 1, 14, 13, 40, tzinfo=UTC)
LOOKS = frozenset({Sign.TINTED_GLASS, Sign.FROM_ELSEWHERE, Sign.STRANGE_VEHICLE})


@pytest.mark.parametrize(
    ("signs", "activity", "said", "evidence"),
    [
        (LOOKS, None, False, Evidence.LOOK_ALIKE),
        (LOOKS, Activity.SURVEILLING, False, Evidence.LOOK_ALIKE),
        (LOOKS, Activity.LEAVING, False, Evidence.LOOK_ALIKE),
        (LOOKS, Activity.STAGING, False, Evidence.SOME),
        (LOOKS, None, True, Evidence.SOME),
        (LOOKS | {Sign.MASKED}, None, False, Evidence.SOME),
        (LOOKS | {Sign.AGENCY_SHOWN}, None, False, Evidence.STRONG),
        (frozenset(), Activity.DETAINING, False, Evidence.STRONG),
        (frozenset(), Activity.SURVEILLING, False, Evidence.SOME),
    ],
)
def test_evidence_is_weighed_in_three_categories(
    signs: frozenset[Sign], activity: Activity | None, said: bool, evidence: Evidence
) -> None:
    assert evidence_of(signs, activity, said) is evidence


def test_only_look_alikes_are_stopped() -> None:
    with pytest.raises(LookAlike):
        stop_look_alikes(Evidence.LOOK_ALIKE)
    stop_look_alikes(Evidence.SOME)


def test_a_clock_two_minutes_ahead_is_forgiven_and_becomes_now() -> None:
    assert rules.check_observed_at(NOW + timedelta(minutes=2), NOW, Source.WEB) == NOW
    with pytest.raises(Refused):
        rules.check_observed_at(NOW + timedelta(minutes=2, seconds=1), NOW, Source.WEB)


def test_a_day_is_too_old_for_news_but_not_for_an_import() -> None:
    old = NOW - timedelta(hours=25)
    with pytest.raises(Refused):
        rules.check_observed_at(old, NOW, Source.API)
    assert rules.check_observed_at(old, NOW, Source.IMPORT) == old
    with pytest.raises(Refused):
        rules.check_observed_at(NOW - timedelta(days=401), NOW, Source.IMPORT)


def test_how_many_may_be_said_in_part() -> None:
    assert rules.check_people(None, None) is None
    assert rules.check_people(4, None) == Count(4, None)
    assert rules.check_people(None, 5) == Count(1, 5)
    for low, high in ((-1, None), (5, 4), (501, None), (1, 501)):
        with pytest.raises(Refused):
            rules.check_people(low, high)


def test_too_long_is_refused_and_never_cut() -> None:
    assert rules.check_line("a  b\n c", 5) == "a b c"
    with pytest.raises(Refused):
        rules.check_text("x" * 2001, 2000)
    assert rules.check_text("x" * 1999 + "\u200b" * 50, 2000) == "x" * 1999


def test_news_lasts_four_hours_and_a_row_three_days() -> None:
    assert rules.is_live(NOW, NOW + timedelta(hours=3, minutes=59))
    assert not rules.is_live(NOW, NOW + timedelta(hours=4))
    assert rules.forget_at(NOW) == NOW + timedelta(hours=72)
    rules.check_may_change(NOW, None, NOW + timedelta(hours=3))
    for withdrawn, at in ((NOW, NOW), (None, NOW + timedelta(hours=4))):
        with pytest.raises(Refused):
            rules.check_may_change(NOW, withdrawn, at)


def test_the_words_hang_on_our_secret_the_key_and_the_body() -> None:
    words = words_for("s" * 40, "key-key-key-key-1", "body")
    assert words == words_for("s" * 40, "key-key-key-key-1", "body")
    others = {words_for("t" * 40, "key-key-key-key-1", "body"), words_for("s" * 40, "key-key-key-key-2", "body")}
    others.add(words_for("s" * 40, "key-key-key-key-1", "other"))
    assert words not in others
    assert len(others) == 3
    assert len(words.split()) == 6


def test_a_receipt_is_known_in_any_spelling_and_its_marks_give_nothing_back() -> None:
    words = words_for("s" * 40, "key-key-key-key-1", "body")
    marks = marks_of("s" * 40, "key-key-key-key-1", "body", words)
    assert mark_of_words("s" * 40, f"  {words.upper().replace(' ', ', ')}. ") == marks.receipt
    assert len({marks.key, marks.body, marks.receipt}) == 3
    assert all(len(mark) == 64 for mark in (marks.key, marks.body, marks.receipt))
