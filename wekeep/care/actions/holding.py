"""Holding rows of care until a transaction ends, in the one order there is, so that of two who want the same rows one waits for the other.

Plans › households › requests › trips › runs › hubs, and within each by key. Whoever holds rows of one kind holds none of a later kind before
(docs/decisions/0048): two who take them in two orders wait for each other, until PostgreSQL ends one of them.
Whoever holds a household may write to all of its requests in one statement, because nobody holds one of them without it. Money has an order of its own:
cases › funds › the head of the book.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from wekeep.care.models import DayPlan, Destination, Household, Request, Run, Trip

_Row = TypeVar("_Row", bound=Model)


def hold_plans(rows: QuerySet[DayPlan]) -> list[DayPlan]:
    """These plans, by key."""
    return _hold(rows)


def hold_households(keys: Iterable[int]) -> list[Household]:
    """The households with these keys, by key."""
    return _hold(Household.objects.filter(pk__in=set(keys)))


def hold_requests(rows: QuerySet[Request]) -> list[Request]:
    """These requests, by key; before them their households."""
    of = dict(rows.order_by().values_list("pk", "household"))
    hold_households(of.values())
    return _hold(Request.objects.filter(pk__in=of).select_related("household"))


def hold_trips(rows: QuerySet[Trip]) -> list[Trip]:
    """These trips, by key. Whoever moves their requests too holds those before."""
    return _hold(rows)


def hold_runs(rows: QuerySet[Run]) -> list[Run]:
    """These runs, by key. Whoever changes their stops' trips or requests holds those before."""
    return _hold(rows)


def hold_hubs(keys: Iterable[int]) -> list[Destination]:
    """The hubs with these keys, by key: whoever adds up a shelf is alone with it."""
    return _hold(Destination.objects.filter(pk__in=set(keys)))


def _hold(rows: QuerySet[_Row]) -> list[_Row]:
    return list(rows.order_by("pk").select_for_update(of=("self",)))
