"""The demo's phones: they sign up as people do, receive real encrypted push messages, and fetch the words as a phone does."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import sleep
from typing import Any

import httpx
import structlog
from django.conf import settings
from django.db import OperationalError, connection

from wekeep.alerts.actions import subscriptions
from wekeep.alerts.actions.subscriptions import Choices
from wekeep.alerts.queries.spots import NamedSpot
from wekeep.alerts.rules.alert import Level
from wekeep.channels.kinds.webpush.loopback import LoopbackPush, Message, Phone
from wekeep.desk.queries.ground import point_at
from wekeep.desk.rules.demo import OWNERS, Owner
from wekeep.kit import clock
from wekeep.kit.errors import NotFound

ROOT = "/demo/push/"
KEPT = 6
TRIES = 5
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message as its phone showed it: on the locked screen, and once opened."""

    locked_title: str
    locked_body: str
    title: str
    lines: list[str]
    silent: bool
    at: datetime


@dataclass(slots=True)
class Handset:
    """A neighbour's phone in the hand, the newest notice first."""

    owner: Owner
    phone: Phone
    is_on: bool = False
    notices: deque[Notice] = field(default_factory=lambda: deque(maxlen=KEPT))


_held: dict[str, Handset] = {}
_lock = Lock()
_hands = ThreadPoolExecutor(max_workers=2, thread_name_prefix="phone")
_changes = 0


def _arrived(phone: Phone, message: Message) -> None:
    """Called on the event loop: the phone wakes and reads elsewhere."""
    handset = _held.get(phone.path)
    if handset is not None:
        _hands.submit(_read, handset, str(message.payload.get("c", "")))


PUSH = LoopbackPush(ROOT, _arrived)


def take_in_hand() -> None:
    """Have every phone there before anything is sent: what finds none at its endpoint would take it for gone for good."""
    known = {one.owner for one in _held.values()}
    for owner in OWNERS:
        if owner not in known:
            phone = PUSH.phone_of(f"{settings.SECRET_KEY} demo phone {owner.name}".encode())
            _held[phone.path] = Handset(owner, phone)


def switch_on() -> None:
    """Sign every phone up by the real action. At a later start the same phones sign up again, and what they were told
    before still counts, so that no correction is lost."""
    take_in_hand()
    for handset in handsets():
        owner, phone = handset.owner, handset.phone
        address = {"endpoint": settings.SITE_URL + phone.path, "p256dh": phone.p256dh, "auth": phone.auth}
        subscriptions.sign_up(kind="webpush", given=address, choices=_choices(owner))


def handsets() -> list[Handset]:
    """The phones, in the order of their owners."""
    return list(_held.values())


def are_on() -> bool:
    """Whether every phone's owner has confirmed, so that an alert finds them all."""
    return all(one.is_on for one in handsets())


def changes() -> int:
    """A number that grows whenever a phone shows something new."""
    return _changes


def _choices(owner: Owner) -> Choices:
    lat, lon = point_at(owner.east, owner.north)
    home = NamedSpot("home", lat, lon, owner.radius)
    return Choices(owner.language, Level.CONFIRMED, (home,), (), show_text=owner.open)


def _read(handset: Handset, code: str) -> None:
    """What a service worker does with a push, and its owner after it: fetch the words, open them, confirm where asked."""
    name = code.partition("-")[0]
    try:
        locked, opened = _fetched(handset, code), _fetched(handset, f"{name}-s")
        if opened["url"].startswith("/alerts/confirm/"):
            _confirmed(name)
            handset.is_on = True
        else:
            handset.notices.appendleft(_notice(locked, opened))
    except (httpx.HTTPError, NotFound):
        log.warning("a phone of the demo could not read a message")
    finally:
        connection.close()
    _count()


def _fetched(handset: Handset, code: str) -> dict[str, Any]:
    """What `_fetch` brings, tried again as a phone does whose network is slow, or whose server is busy."""
    for tried in range(1, TRIES):
        try:
            return _fetch(handset, code)
        except httpx.HTTPError:
            log.info("a phone of the demo tries again")
            sleep(tried)
    return _fetch(handset, code)


def _confirmed(name: str) -> None:
    """Its owner says yes, and presses again where the database was busy: the story waits for every one of them."""
    for tried in range(1, TRIES):
        try:
            subscriptions.confirm(code=name)
        except OperationalError:
            log.info("a phone of the demo tries again")
            connection.close()
            sleep(tried)
        else:
            return
    subscriptions.confirm(code=name)


def _fetch(handset: Handset, code: str) -> dict[str, Any]:
    address = f"{settings.SITE_URL}/alerts/{code}/text/"
    with httpx.Client(trust_env=False, timeout=10) as client:
        answer = client.get(address, headers={"Accept-Language": handset.owner.language})
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


def _notice(locked: dict[str, Any], opened: dict[str, Any]) -> Notice:
    lines = opened["body"].splitlines()
    now = clock.now()
    return Notice(locked["title"], locked["body"], opened["title"], lines, locked["silent"], now)


def _count() -> None:
    global _changes
    with _lock:
        _changes += 1
