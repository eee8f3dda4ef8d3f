"""Builds the Actor of a request, once, from the session alone."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import VISITOR, Actor, ActorKind, Holding
from wekeep.people.models import Grant, Member
from wekeep.people.queries.factors import has_passkey
from wekeep.people.queries.ranks import may_open
from wekeep.vault.rules.unlocked import Unlocked

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


_PROVEN = "proven"


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking. The first call of a request looks it up, later ones repeat the answer."""
    actor: Actor | None = getattr(request, "_actor", None)
    if actor is None:
        user = getattr(request, "user", None)
        actor = actor_for(user) if isinstance(user, Member) else VISITOR
        request._actor = actor  # type: ignore[attr-defined]
    return actor


def unlocked_of(request: HttpRequest) -> Unlocked:
    """Who is asking, with the key of their unlocked session, which is empty where they have none, and whether a place or
    a contact takes a touch of their passkey that this request did not bring."""
    try:
        key = urlsafe_b64decode(request.COOKIES.get(settings.UNLOCK_COOKIE_NAME, ""))
    except ValueError:
        key = b""
    actor = actor_of(request)
    due = bool(key) and not is_touched(request) and has_passkey(actor.code)
    return Unlocked(actor, key, waits=bool(key) and not may_open(actor), touch_due=due)


def is_touched(request: HttpRequest) -> bool:
    """Whether this request brought the answer of a passkey, for itself alone."""
    return getattr(request, "_touched", False) is True


def set_touched(request: HttpRequest) -> None:
    """The one who asks has just touched their passkey for this request."""
    request._touched = True  # type: ignore[attr-defined]


def is_proven(request: HttpRequest) -> bool:
    """Whether this session gave a second factor."""
    return bool(request.session.get(_PROVEN))


def set_proven(request: HttpRequest) -> None:
    """This session gave a second factor, or its member has just added one in it."""
    request.session[_PROVEN] = True


def set_unlocked(response: HttpResponse, key: bytes) -> None:
    """Give the key of an unlocked session into the browser's keeping, out of reach of scripts and of other sites."""
    response.set_cookie(
        settings.UNLOCK_COOKIE_NAME,
        urlsafe_b64encode(key).decode(),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def set_locked(response: HttpResponse) -> None:
    """Take the key away again."""
    response.delete_cookie(settings.UNLOCK_COOKIE_NAME, samesite="Strict")


def answer_as_to_anyone(request: HttpRequest) -> None:
    """From here on this request is answered as to a visitor: for pages that caches keep, which must not know who asks."""
    request._actor = VISITOR  # type: ignore[attr-defined]


def actor_for(member: Member) -> Actor:
    """The actor a member is now: the roles whose term runs. A member whose access ended is a visitor."""
    if not member.is_active:
        return VISITOR
    now = clock.now()
    rows = Grant.objects.filter(member=member, since__lte=now, until__gt=now).values_list("role", "zone")
    held = frozenset(Holding(Role(role), zone) for role, zone in rows)
    return Actor(ActorKind.MEMBER, member.code, held, put_back=member.put_back)


def actor_of_cookie(header: str) -> Actor:
    """The actor behind a Cookie header, for the live stream, which runs outside Django's middleware."""
    try:
        morsel = SimpleCookie(header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return VISITOR
    if morsel is None:
        return VISITOR
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    session = store(morsel.value)
    if SESSION_KEY not in session or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return VISITOR
    member = Member.objects.filter(pk=session[SESSION_KEY], is_active=True).first()
    if member is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), member.get_session_auth_hash()):
        return VISITOR
    return actor_for(member)
