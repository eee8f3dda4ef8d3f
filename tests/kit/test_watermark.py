"""The mark in the spaces: what it leaves alone, what it survives, and how often it would name the wrong person."""

import unicodedata

import pytest

from wekeep.kit.watermark import SPACES, hits, key_of_look, marked, one_in, pieces_of, places_in, tells

SAID = (
    "I know Lake Street and the bakery on the corner, and most people in the blocks behind it. I have a van on "
    "weekends, I speak Spanish well, and my sister and I already drive neighbours to the clinic when they ask us."
)
MAI = "Qhov chaw no yog peb lub tsev. Peb nyob ntawm no tau kaum xyoo lawm thiab peb paub cov neeg nyob ze."
ARABIC = "أعرف الشارع جيدا وأسكن هنا منذ عشر سنوات مع عائلتي وأستطيع أن أساعد في نهاية الأسبوع بسيارتي الكبيرة"
KEY = key_of_look(b"s" * 16, "application", "r1", "triage")


def plain(text: str) -> str:
    return "".join(" " if c in SPACES else c for c in text)


@pytest.mark.parametrize("text", [SAID, MAI, ARABIC, "one", "", "two  spaces\n\nand a line", " around "])
def test_only_spaces_between_words_change_and_every_word_stays(text: str) -> None:
    shown = marked(text, KEY)
    assert plain(shown) == text and len(shown) == len(text)
    assert shown.split() == text.split() and shown.splitlines()[1:2] == text.splitlines()[1:2]


def test_nothing_invisible_is_added_and_each_space_is_white_space_to_whoever_reads_aloud() -> None:
    new = set(marked(SAID, KEY)) - set(SAID)
    assert new == set(SPACES[1:])
    assert all(c.isspace() and unicodedata.category(c) == "Zs" for c in new)
    assert all(unicodedata.normalize("NFKC", c) == " " for c in new), "a search for the words finds them"


def test_every_place_of_a_copied_text_fits_the_look_it_comes_from() -> None:
    for text in (SAID, MAI, ARABIC):
        places = places_in(marked(text, KEY))
        assert len(places) >= 12 and hits(places, KEY) == len(places)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text[60:190],
        lambda text: "> " + text.replace(". ", ".\n> "),
        lambda text: f"look what they wrote:\n“{text}”\n\nunbelievable",
        lambda text: text.upper(),
        lambda text: text.replace("bakery", "shop").replace("clinic", "doctor"),
    ],
    ids=["NFC", "NFD", "a piece", "quoted", "around it", "capitals", "words changed"],
)
def test_a_mark_survives_what_people_do_to_a_text_they_pass_on(change: object) -> None:
    leak = change(marked(SAID, KEY))  # type: ignore[operator]
    places = places_in(leak)
    assert tells(hits(places, KEY), len(places), compared=30)


@pytest.mark.parametrize(
    "change", [lambda text: unicodedata.normalize("NFKC", text), lambda text: " ".join(text.split())]
)
def test_a_text_whose_spaces_were_made_alike_carries_no_mark_and_that_is_seen(change: object) -> None:
    assert places_in(change(marked(SAID, KEY))) == {}  # type: ignore[operator]
    assert places_in(marked(SAID, KEY))


def test_of_twenty_thousand_looks_that_have_nothing_to_do_with_it_none_is_named() -> None:
    places = places_in(marked(SAID, KEY))
    others = [key_of_look(n.to_bytes(16, "big"), "application", "r1", "triage") for n in range(20_000)]
    assert not any(tells(hits(places, key), len(places), compared=len(others)) for key in others)


def test_the_odds_that_are_told_are_those_that_are_found() -> None:
    """What chance does by itself, counted, against what the page would say of it."""
    places = places_in(marked(SAID, KEY))
    few = dict(list(places.items())[:12])
    found = [hits(few, key_of_look(n.to_bytes(16, "big"), "a", "r", "g")) for n in range(20_000)]
    for reached in (7, 8):
        expected = 20_000 / one_in(reached, 12)
        assert 0.85 * expected < sum(n >= reached for n in found) < 1.35 * expected


def test_a_short_text_names_nobody_however_well_it_fits() -> None:
    places = places_in(marked("Rosa from the choir", KEY))
    assert hits(places, KEY) == len(places) <= 3 and not tells(3, 3, compared=2)
    assert one_in(3, 3) == 27


def test_another_record_another_group_or_another_day_is_another_mark() -> None:
    places = places_in(marked(SAID, KEY))
    for other in (("application", "r2", "triage"), ("application", "r1", "notes"), ("vouch", "r1", "triage")):
        assert not tells(hits(places, key_of_look(b"s" * 16, *other)), len(places), compared=1)


def test_what_was_copied_along_with_the_words_does_not_hide_them() -> None:
    page = (
        "Skip to the page. Each look is counted and written in the reading log, and open only what you need now.\n" * 3
    )
    other = key_of_look(b"t" * 16, "application", "r2", "triage")
    leak = f"{page}{marked(SAID, KEY)}\n{page}{marked(SAID.replace(' and ', ' or '), other)}\n{page}"
    for key in (KEY, other):
        assert any(tells(hits(places, key), len(places), compared=3_000) for places in pieces_of(leak))
    assert pieces_of(page) == []
