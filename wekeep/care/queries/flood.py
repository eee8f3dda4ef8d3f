"""Reading what came in a flood and brought no work: forms in the order in which a person looks through them, and the presses that put
some away."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from wekeep.care.models import PutAway, RentCase, Request
from wekeep.care.queries.rent import cases_visible_to
from wekeep.care.queries.requests import requests_visible_to
from wekeep.care.rules.flood import MOST_AT_ONCE, Came, in_order
from wekeep.care.rules.rent import State as CaseState
from wekeep.care.rules.request import OPEN
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor

# So many of a flood are laid beside each other, the oldest; those behind them come when these are done.
LOOKED_THROUGH = 5_000
MOST_PRESSES = 20
_OPEN = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class Row:
    """One form of a flood: what was asked for in it, how many others look the same, and whether somebody is known to have asked so before."""

    asked: list[Any]
    alike: int
    is_known: bool
    wrote: bool

    @property
    def code(self) -> str:
        """By which the page names it."""
        return str(self.asked[0].code)


@dataclass(frozen=True, slots=True)
class Flood:
    """One page of a flood, and how many forms there are at least."""

    rows: list[Row]
    count: int


def requests_put_aside(actor: Actor) -> QuerySet[Request]:
    """The requests that came in a flood, that nobody has looked at or put away, of the zones in which the actor sorts."""
    rows = _sorted_by(actor, requests_visible_to(actor))
    return rows.filter(is_unproved=True, put_away=None, state__in=_OPEN)


def _sorted_by(actor: Actor, rows: QuerySet[Request]) -> QuerySet[Request]:
    zones = actor.zones_where(Ability.SORT_REQUESTS)
    return rows if EVERY_ZONE in zones else rows.filter(zone__in=zones)


def cases_put_aside(actor: Actor) -> QuerySet[RentCase]:
    """The same of rent cases, for those who see their papers."""
    rows = _kept_by(actor, cases_visible_to(actor))
    return rows.filter(unproved_at__isnull=False, put_away=None, state=CaseState.SUBMITTED)


def _kept_by(actor: Actor, rows: QuerySet[RentCase]) -> QuerySet[RentCase]:
    zones = actor.zones_where(Ability.TAKE_RENT)
    return rows if EVERY_ZONE in zones else rows.filter(desk__in=zones)


def flood_of_requests(actor: Actor) -> Flood:
    """Forms of help, each with all that is asked for in it."""
    rows = requests_put_aside(actor).select_related("household", "household__linked_to").order_by("household", "pk")
    forms = {mine[0].code: mine for mine in (list(found) for _key, found in groupby(rows[:LOOKED_THROUGH], _home))}
    known = _looked_at({mine[0].household.linked_to_id for mine in forms.values()} - {None})
    return _flood({code: (mine, _came(mine, known)) for code, mine in forms.items()})


def _home(one: Request) -> int:
    return one.household_id


def _looked_at(households: Iterable[int | None]) -> set[int]:
    """Of these households those of which somebody has looked at something: a flood that names one number everywhere knows only itself."""
    rows = Request.objects.filter(household__in=list(households), is_unproved=False)
    return set(rows.values_list("household", flat=True))


def _came(mine: list[Request], known: set[int]) -> Came:
    first = mine[0]
    chosen = (first.area, first.language, first.urgency, *sorted(first.parts), *sorted(one.need for one in mine))
    wrote = any(one.news_at is not None for one in mine)
    return Came(first.code, chosen, first.household.linked_to_id in known, wrote, first.asked_at)


def flood_of_cases(actor: Actor) -> Flood:
    """Forms of money."""
    rows = list(cases_put_aside(actor).order_by("pk")[:LOOKED_THROUGH])
    known = _seen_before({one.likeness for one in rows} - {None})
    return _flood({one.code: ([one], _case_came(one, known)) for one in rows})


def _seen_before(likenesses: Iterable[str | None]) -> set[str | None]:
    """Of these likenesses those of a case that somebody looked at, or that brought its work."""
    rows = RentCase.objects.filter(likeness__in=list(likenesses), unproved_at=None)
    return set(rows.exclude(state=CaseState.DRAFT).values_list("likeness", flat=True))


def _case_came(one: RentCase, known: set[str | None]) -> Came:
    chosen = (one.zone, one.kind, one.language, str(one.asked), str(one.monthly), *one.months)
    return Came(one.code, chosen, one.likeness in known, False, one.filed_at)


def _flood(forms: dict[str, tuple[list[Any], Came]]) -> Flood:
    ordered = in_order(came for _asked, came in forms.values())
    rows = [Row(forms[came.code][0], alike, came.is_known, came.wrote) for came, alike in ordered[:MOST_AT_ONCE]]
    return Flood(rows, len(forms))


def requests_put_away(actor: Actor) -> QuerySet[Request]:
    """The open requests that some press put away, of the zones in which the actor sorts."""
    return _sorted_by(actor, requests_visible_to(actor)).filter(state__in=_OPEN, put_away__isnull=False)


def cases_put_away(actor: Actor) -> QuerySet[RentCase]:
    """The same of rent cases."""
    return _kept_by(actor, cases_visible_to(actor)).filter(state=CaseState.SUBMITTED, put_away__isnull=False)


def presses_on_requests(actor: Actor) -> list[PutAway]:
    """The newest presses by which requests were put away that the actor sorts, each with `count` of those that still are and the `zone` of one of them."""
    return _presses("requests", requests_put_away(actor))


def presses_on_cases(actor: Actor) -> list[PutAway]:
    """The same of rent cases."""
    return _presses("cases", cases_put_away(actor))


def _presses(of: str, mine: QuerySet[Any]) -> list[PutAway]:
    among = Q(**{f"{of}__in": mine.order_by().values("pk")})
    zone = {"requests": "requests__zone", "cases": "cases__desk"}[of]
    rows = PutAway.objects.filter(pk__in=mine.order_by().values("put_away"))
    rows = rows.annotate(count=Count(of, filter=among), zone=Min(zone, filter=among))
    return list(rows.order_by("-at", "-pk")[:MOST_PRESSES])
