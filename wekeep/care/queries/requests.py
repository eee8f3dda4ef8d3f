"""Reading requests: by receipt for the household, by zone for coordinators and navigators."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from wekeep.care.models import Household, Request
from wekeep.care.rules.receipt import key_mark, mark_of
from wekeep.care.rules.request import BEING_DONE
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.queries.roles import holders_of

MOST_ALIKE = 20
_BEING_DONE = [state.value for state in BEING_DONE]


def desk_for(zone: str) -> str:
    """The zone whose coordinators a form from `zone` is sealed for: that zone where one of them has keys, else those of every
    zone, else any zone's; "" where nobody could read it."""
    wished = [zone] if zone else []
    return next((one for one in [*wished, EVERY_ZONE, *_zones()] if holders_of(one, Role.COORDINATOR)), "")


def _zones() -> Iterable[str]:
    return (code for code, _name in zone_choices())


def by_receipt(words: str) -> Household | None:
    """The household that holds these six words."""
    return Household.objects.filter(receipt_mark=mark_of(settings.SECRET_KEY, words)).first()


def by_key(key: str) -> Household | None:
    """The household whose form was sent under this key."""
    return Household.objects.filter(key_mark=key_mark(settings.SECRET_KEY, key)).first()


def requests_visible_to(actor: Actor) -> QuerySet[Request]:
    """What is asked for in the zones in which the actor sees requests; for everybody else none."""
    zones = actor.zones_where(Ability.SEE_REQUESTS)
    return Request.objects.all() if EVERY_ZONE in zones else Request.objects.filter(zone__in=zones)


def get_request(actor: Actor, code: str) -> Request:
    """The request for those who see the zone's requests, or who have it in hand. NotFound otherwise."""
    rows = requests_visible_to(actor) | Request.objects.filter(held_by=actor.code or "nobody")
    one = rows.filter(code=code).select_related("household", "linked_to").first()
    if one is None:
        raise NotFound
    return one


def alike(one: Request) -> list[Request]:
    """The other requests of the same household, and those of forms that may come from the same one: linked, and never dropped."""
    return list(_alike(one).order_by("-asked_at")[:MOST_ALIKE])


def done_by_another(one: Request, member: str = "") -> list[Request]:
    """Those of them for the same thing that are being done, by somebody else than this member: whoever does this one may be the second."""
    rows = _alike(one).filter(need=one.need, state__in=_BEING_DONE)
    return list((rows.exclude(held_by=member) if member else rows).order_by("-asked_at")[:MOST_ALIKE])


def _alike(one: Request) -> QuerySet[Request]:
    mine = one.household
    houses = Q(household=mine) | Q(household__likeness=mine.likeness, household__zone=mine.zone)
    return Request.objects.filter(houses).exclude(pk=one.pk)
