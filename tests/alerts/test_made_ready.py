"""What an alert is sent with is made ahead for people who live close together, as soon as they said yes and as long as they stay."""

import pytest

from tests.alerts.neighbours import choices, neighbour
from tests.cast import Cast
from tests.channels.peers import PushPeer
from wekeep.alerts.actions import subscriptions
from wekeep.alerts.models import Subscription
from wekeep.alerts.queries.spots import NamedSpot
from wekeep.alerts.rules.coarse import coarse_cell, nearness
from wekeep.channels.models import OnSheet
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

pytestmark = pytest.mark.django_db
HOME, FAR = NamedSpot("home", 45.0, -93.0, 1000), NamedSpot("school", 45.2, -93.3, 1000)


def near_of(code: str) -> int:
    address = Subscription.objects.get(code=code).address
    return OnSheet.objects.get(address__code=address).near


def at(spot: NamedSpot) -> int:
    return nearness([coarse_cell(spot.lat, spot.lon, spot.radius)], [])


def test_whoever_said_yes_stands_where_they_live_and_whoever_moves_stands_there(cast: Cast, push: PushPeer) -> None:
    one, follows = neighbour(push), neighbour(push, choices(spots=(), zones=("north",)))
    assert near_of(one.code) == at(HOME)
    assert near_of(follows.code) == nearness([], ["north"])
    subscriptions.change(code=one.code, choices=choices(spots=(FAR, HOME), zones=("north",)))
    assert near_of(one.code) == at(FAR)
    subscriptions.stop(code=one.code)
    assert OnSheet.objects.count() == 1


def test_nothing_is_made_for_whoever_did_not_say_yes_yet(cast: Cast, push: PushPeer) -> None:
    waiting = subscriptions.sign_up(kind="webpush", given=push.new_address(), choices=choices())
    drain(ALERTS)
    subscriptions.change(code=waiting.subscription.code, choices=choices(spots=(FAR,)))
    assert not OnSheet.objects.exists()
