"""What a process has in hand is renewed while it writes answers down: neither waits for the other for ever."""

import pytest
from django.db import transaction

from tests.channels.peers import PushPeer
from tests.channels.test_every_channel import letter, states
from tests.channels.test_made_ready import people
from tests.keeping import Keeping
from tests.meanwhile import Meanwhile
from wekeep.channels.actions import outbox, sending, settling
from wekeep.channels.actions.holding import Hold, Pulse
from wekeep.channels.contract import Outcome
from wekeep.channels.models import Batch
from wekeep.channels.rules.delivery import State

pytestmark = pytest.mark.django_db(transaction=True)


def test_renewing_and_settling_the_same_batches_end_neither(keeping: Keeping, push: PushPeer) -> None:
    to = people(push, 2)
    for number, one in enumerate(to):
        outbox.hand_over(letter(f"letter{number}", f"thread{number}"), [one])
    hand = sending.claim("webpush", 10, retries=False)
    assert hand and len(hand.batches) == 2
    first = min(hand.batches)
    # written again, the first lies behind the second on the disk
    Batch.objects.filter(id=first).update(refused=0)
    pulse, hold = Pulse(), Hold()
    hold.take(hand.token)
    pulse._holds[hold] = None
    renewing = Meanwhile(pulse.beat)
    with transaction.atomic():
        # as whoever settles: one batch after the other, by their numbers
        list(Batch.objects.select_for_update().filter(id=first))
        renewing.begin()
        outcome = Outcome([member.delivery for member in hand.members], ())
        settling.settle(dict.fromkeys(hand.batches, hand.token), outcome)
    assert renewing.end() == [] and states() == [State.HANDED_OVER] * 2
    assert not hold.is_lost()
