"""Which proof a change of second factors takes."""

import pytest

from wekeep.people.rules.factor import Change, Proof, is_six_digits, proofs_taken


@pytest.mark.parametrize("change", Change)
def test_the_words_count_where_there_is_no_factor_and_nowhere_else(change: Change) -> None:
    assert proofs_taken(change, has_passkey=False, has_app=False) == {Proof.WORDS}
    for passkey, app in ((True, False), (False, True), (True, True)):
        assert Proof.WORDS not in proofs_taken(change, has_passkey=passkey, has_app=app)


@pytest.mark.parametrize("change", Change)
def test_whoever_has_a_passkey_shows_it_and_digits_count_only_without_one(change: Change) -> None:
    for app in (True, False):
        taken = proofs_taken(change, has_passkey=True, has_app=app)
        assert Proof.TOUCH in taken and Proof.DIGITS not in taken
    alone = proofs_taken(change, has_passkey=False, has_app=True)
    assert Proof.DIGITS in alone and Proof.TOUCH not in alone


def test_a_recovery_code_adds_and_neither_drops_nor_draws() -> None:
    for passkey, app in ((True, False), (False, True), (True, True)):
        adds = [one for one in Change if Proof.RECOVERY in proofs_taken(one, has_passkey=passkey, has_app=app)]
        assert adds == [Change.ADD]


def test_a_recovery_code_is_never_taken_for_digits() -> None:
    assert is_six_digits("012345")
    assert not any(map(is_six_digits, ("", "12345", "1234567", "abcdef", "k3ns-9wq2-44pe-x0ab")))
