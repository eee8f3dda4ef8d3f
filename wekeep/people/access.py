"""Builds the Actor of a request, once, from the session alone."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import VISITOR, Actor, ActorKind, Holding
from wekeep.people.models import Grant, Member
from wekeep.people.queries.factors import has_passkey
from wekeep.people.queries.ranks import may_open
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work.prepared import Prepared

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
    return _actors([member])[member.pk]


def session_of_cookie(header: str) -> str:
    """The session that a Cookie header names, for the live stream, which runs outside Django's middleware; empty where none."""
    try:
        morsel = SimpleCookie(header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel is not None else ""


def actors_of_sessions(keys: Sequence[str]) -> dict[str, Actor]:
    """The actors behind sessions, in three questions however many there are; sessions that nobody is signed in with are
    missing."""
    members = _members_of(Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now()))
    actors = _actors(set(members.values()))
    return {key: actors[member.pk] for key, member in members.items()}


def _members_of(sessions: Iterable[Session]) -> dict[str, Member]:
    """Who is signed in with each session, as Django's own sign-in finds it."""
    said = {row.session_key: row.get_decoded() for row in sessions}
    known = {
        key: data for key, data in said.items() if data.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    }
    wanted = {data[SESSION_KEY] for data in known.values() if SESSION_KEY in data}
    members = {str(one.pk): one for one in Member.objects.filter(pk__in=wanted, is_active=True)}
    marks = {pk: one.get_session_auth_hash() for pk, one in members.items()}
    found: dict[str, Member] = {}
    for key, data in known.items():
        pk = str(data.get(SESSION_KEY, ""))
        if pk in members and constant_time_compare(data.get(HASH_SESSION_KEY, ""), marks[pk]):
            found[key] = members[pk]
    return found


def _running(now: datetime) -> QuerySet[Grant, tuple[int, str, str]]:
    """The roles whose term runs."""
    return Grant.objects.filter(since__lte=now, until__gt=now).values_list("member_id", "role", "zone")


_ROLES_OF: Prepared[Grant] = Prepared(lambda member, now: _running(now).filter(member=member))


def _actors(members: Collection[Member]) -> dict[int, Actor]:
    now, held = clock.now(), defaultdict[int, set[Holding]](set)
    active = [one for one in members if one.is_active]
    if len(active) == 1:  # as with every page
        rows: Iterable[tuple[int, str, str]] = _ROLES_OF.rows(active[0].pk, now)
    else:
        rows = _running(now).filter(member__in=active) if active else ()
    for member, role, zone in rows:
        held[member].add(Holding(Role(role), zone))
    return {
        one.pk: Actor(ActorKind.MEMBER, one.code, frozenset(held[one.pk]), put_back=one.put_back)
        if one.is_active
        else VISITOR
        for one in members
    }
