"""Finding an answer by a few words typed in a hurry."""

import pytest

from wekeep.desk.rules.search import matching

TEXTS = (
    "Cedar & 17th, 2:20 p.m.: not enforcement. It was a film crew.",
    "Lake & Bloomington, 9:05 a.m.: someone looked, and nothing was there.",
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cedar", [0]),
        ("17th & CEDAR", [0]),
        ("ceder 17", [0]),
        ("Blomington", [1]),
        ("film", [0]),
        ("cedar 18", []),
        ("cedar lake", []),
        ("👮", [0, 1]),
        ("", [0, 1]),
    ],
)
def test_words_find_the_answer_they_mean(words: str, found: list[int]) -> None:
    assert matching(words, TEXTS) == found


def test_the_best_fit_comes_first() -> None:
    assert matching("cedar", ["Ceder & 3rd", "Cedar & 17th"]) == [1, 0]
