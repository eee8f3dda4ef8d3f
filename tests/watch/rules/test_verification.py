"""Who may claim, hand over and answer a verification."""

from datetime import UTC, datetime, timedelta

import pytest

from wekeep.kit.errors import Refused
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.verification import (
    CLAIM_LASTS,
    Answer,
    Claim,
    check_answer,
    check_claim,
    check_hand_over,
)

NOON = datetime(2026, 1, 12, 18, 0, tzinfo=UTC)
NOBODY = Claim("", None)
AMINA = Claim("amina", NOON)


def test_a_free_one_can_be_claimed_and_a_claimed_one_only_by_the_same_person() -> None:
    check_claim(NOBODY, "amina", NOON)
    check_claim(AMINA, "amina", NOON)
    with pytest.raises(Refused, match="looking already"):
        check_claim(AMINA, "vera", NOON)


def test_a_claim_without_an_answer_lapses() -> None:
    with pytest.raises(Refused):
        check_claim(AMINA, "vera", NOON + CLAIM_LASTS - timedelta(seconds=1))
    check_claim(AMINA, "vera", NOON + CLAIM_LASTS)


def test_only_the_one_who_looks_hands_over() -> None:
    check_hand_over(AMINA, "amina", NOON)
    for claim, by in ((AMINA, "vera"), (NOBODY, "amina")):
        with pytest.raises(Refused):
            check_hand_over(claim, by, NOON)


def test_not_enforcement_says_what_it_was() -> None:
    with pytest.raises(Refused, match="what it was"):
        check_answer(NOBODY, "amina", Answer(Outcome.NOT_ENFORCEMENT, Method.IN_PERSON), NOON)
    check_answer(
        NOBODY, "amina", Answer(Outcome.NOT_ENFORCEMENT, Method.IN_PERSON, kind=NotEnforcement.FILM_CREW), NOON
    )


def test_confirmed_says_how_grave() -> None:
    with pytest.raises(Refused, match="being detained"):
        check_answer(NOBODY, "amina", Answer(Outcome.CONFIRMED, Method.IN_PERSON), NOON)
    check_answer(NOBODY, "amina", Answer(Outcome.CONFIRMED, Method.IN_PERSON, level=Level.ACTIVE), NOON)


def test_nobody_answers_over_the_one_who_looks() -> None:
    with pytest.raises(Refused):
        check_answer(AMINA, "vera", Answer(Outcome.NOTHING_FOUND, Method.IN_PERSON), NOON)
