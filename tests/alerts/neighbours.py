"""Neighbours with phones, who sign up as people do, and what reached them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from tests.channels.peers import PushPeer
from wekeep.alerts.actions import subscriptions
from wekeep.alerts.actions.subscriptions import Choices
from wekeep.alerts.models import Audience, Subscription
from wekeep.alerts.queries.spots import NamedSpot
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.numbers import read
from wekeep.alerts.rules.parts import Parts, What
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

CENTRE = (45.0, -93.0)
PARTS = Parts(what=What.STAGING, place="North Side")


def choices(**changed: Any) -> Choices:
    """Choices of someone who lives in the middle of the north zone."""
    usual: dict[str, Any] = {
        "language": "en",
        "level": Level.CONFIRMED,
        "spots": (NamedSpot("home", *CENTRE, 1000),),
        "zones": (),
        "time_zone": "America/Chicago",
    }
    return Choices(**{**usual, **changed})


def quiet(start: str, end: str, **changed: Any) -> Choices:
    return choices(quiet_from=time.fromisoformat(start), quiet_until=time.fromisoformat(end), **changed)


def sign_up_form(**chosen: object) -> dict[str, object]:
    """The page of notices as someone fills it in for their home by e-mail; None leaves a field out, as an unticked box does."""
    usual: dict[str, object] = {
        "spot0-name": "home",
        "spot0-place": "45.0001, -93.0001",
        **{f"spot{number}-radius": "1000" for number in range(3)},
        "level": "confirmed",
        "language": "en",
        "active_breaks_quiet": "on",
        "kind": "email",
        "email": "someone@mail.example",
    }
    return {name: value for name, value in {**usual, **chosen}.items() if value is not None}


@dataclass(frozen=True)
class Neighbour:
    """Someone with a phone and a confirmed subscription."""

    peer: PushPeer
    address: Mapping[str, str]
    code: str
    words: str

    @property
    def got(self) -> int:
        """How many messages have come since the confirmation."""
        return self.peer.phone(self.address).came - 1

    @property
    def codes(self) -> list[str]:
        """What the phone holds, newest last."""
        return self.peer.came(self.address)[1:]

    @property
    def subscription(self) -> Subscription:
        return Subscription.objects.get(code=self.code)


def neighbour(push: PushPeer, chosen: Choices | None = None, *, member: str = "") -> Neighbour:
    """Sign up, get the confirmation on the phone, and confirm."""
    address = push.new_address()
    done = subscriptions.sign_up(kind="webpush", given=address, choices=chosen or choices(), member=member)
    drain(ALERTS)
    subscriptions.confirm(code=push.came(address)[0].split("-")[0])
    return Neighbour(push, address, done.subscription.code, done.words)


def audience_of(code: str) -> dict[str, set[int]]:
    """The frozen audience of an alert: by state the primary keys of the subscriptions."""
    found: dict[str, set[int]] = {}
    for row in Audience.objects.filter(alert__code=code):
        found.setdefault(row.state, set()).update(read(bytes(row.numbers)))
    return {state: numbers for state, numbers in found.items() if numbers}
