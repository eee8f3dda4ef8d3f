"""How far the deliveries of an alert are is told to a dispatcher in words, never in the codes of the outbox."""

from wekeep.alerts.notices import DELIVERY_WORDS
from wekeep.channels.rules.delivery import State


def test_every_state_of_the_outbox_has_words() -> None:
    assert set(DELIVERY_WORDS) == set(State)
    assert not [state for state, words in DELIVERY_WORDS.items() if str(words) == state]
