"""A browser that draws new keys for the endpoint it has: the new keys take effect once it opened what they alone open."""

from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.alerts.neighbours import Neighbour, choices, neighbour
from tests.alerts.test_alerts import clear, send
from tests.cast import Cast
from tests.channels.peers import PushPeer
from tests.channels.rows import rows
from wekeep.alerts.actions import subscriptions
from wekeep.alerts.actions.subscriptions import SignedUp
from wekeep.alerts.models import Subscription
from wekeep.channels.kinds.webpush.encryption import CURVE
from wekeep.channels.models import Address
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

pytestmark = pytest.mark.django_db


def draw_new_keys(push: PushPeer, one: Neighbour) -> dict[str, str]:
    """The phone forgets its old keys, as a browser whose storage was cleared does, and keeps its endpoint."""
    before = push.phone(one.address)
    seen, path = before.came, before.path
    phone = push.service._take_in(path.rpartition("/")[2], ec.generate_private_key(CURVE), b"0123456789abcdef")
    assert phone.path == path
    phone.came = seen
    return {"endpoint": one.address["endpoint"], "p256dh": phone.p256dh, "auth": phone.auth}


def sign_up(address: Mapping[str, str]) -> SignedUp:
    done = subscriptions.sign_up(kind="webpush", given=address, choices=choices())
    drain(ALERTS)
    return done


def test_who_subscribes_again_with_new_keys_is_told_on_them(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    address = draw_new_keys(push, one)
    sign_up(address)
    subscriptions.confirm(code=push.came(address)[-1].split("-")[0])
    assert Subscription.objects.count() == Address.objects.count() == 1
    before = push.phone(address).came
    send(cast)
    assert push.phone(address).came == before + 1


def test_what_was_told_on_the_old_keys_is_corrected_on_the_new(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    chain = send(cast)
    assert one.got == 1
    address = draw_new_keys(push, one)
    sign_up(address)
    subscriptions.confirm(code=push.came(address)[-1].split("-")[0])
    before = push.phone(address).came
    clear(cast, chain)
    assert push.phone(address).came == before + 1


def test_what_waits_for_the_old_keys_goes_to_the_new(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    address = draw_new_keys(push, one)
    sign_up(address)
    push.fail_next(1)
    send(cast)
    drain(ALERTS)
    came = push.phone(address).came
    subscriptions.confirm(code=push.came(address)[-1].split("-")[0])
    waiting = [row.address for row in Subscription.objects.all()]
    assert Address.objects.get().code == waiting[0]
    assert push.phone(address).came == came
    assert {one.address for one in rows() if one.state == "queued"} == {waiting[0]}


def test_a_stranger_who_knows_an_endpoint_changes_nothing_with_keys_of_their_own(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    strange = push.new_address()
    sign_up({**strange, "endpoint": one.address["endpoint"]})
    send(cast)
    assert one.got == 1
    assert Subscription.objects.filter(confirmed_at__isnull=False).get().code == one.code


def test_new_keys_at_every_try_do_not_fill_a_strangers_phone(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    asked = push.asked
    for _try in range(8):
        sign_up({**push.new_address(), "endpoint": one.address["endpoint"]})
    assert push.asked - asked == 3
