"""What a plan takes from its hubs stands on its page before it is told, and is said again when it is."""

import re
from typing import Any

import pytest

from tests.care.asking import coordinator
from tests.care.days import a_plan, delivery, drives, home, hub
from tests.cast import Cast, Person
from wekeep.care.actions.publishing import publish
from wekeep.care.models import DayPlan, Destination, StockEvent, Trip
from wekeep.care.queries.plan_stock import wanted_of
from wekeep.care.queries.problems import problem_of
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.written import written
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def nora(cast: Cast) -> Person:
    """A coordinator of the north."""
    return coordinator("nora")


def came(place: Destination, item: str, there: int, promised: int = 0, about: str = "") -> None:
    """The hub's book says so."""
    facts: dict[str, Any] = {
        "reason": "reserved" if promised else "came_in",
        "about": about,
        "by": "",
        "at": clock.now(),
    }
    StockEvent.objects.create(hub=place, item=item, there=there, promised=promised, **facts)


def drafted(plan: DayPlan) -> DayPlan:
    """The plan with a draft in which the nearest are first."""
    drawn = nearest_first(problem_of(plan).problem)
    DayPlan.objects.filter(pk=plan.pk).update(draft=written(drawn), edition=plan.edition + 1)
    plan.refresh_from_db()
    return plan


def a_day() -> tuple[DayPlan, Destination]:
    """Six food boxes and two of diapers for four homes from one hub."""
    place = hub()
    for boxes, item in ((2, "food_box"), (2, "food_box"), (2, "food_box"), (2, "diapers")):
        delivery(home((1 + boxes / 10, 0)), place, boxes=boxes, item=item)
    drives("ana")
    return a_plan(), place


def page_of(nora: Person, plan: DayPlan) -> str:
    """The page's words."""
    text = nora.client().get(f"/runs/{plan.code}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_what_is_missing_is_said_before_a_plan_is_told_and_when_it_is(nora: Person) -> None:
    plan, place = a_day()
    came(place, "food_box", 9)
    came(place, "food_box", 0, promised=5, about="somebody-else")
    came(place, "diapers", 10)
    assert "missing" not in page_of(nora, plan), "nobody drives yet"
    drafted(plan)
    shown = page_of(nora, plan)
    assert "North hub, Food box: 6 wanted, 4 free, 2 missing." in shown
    assert "North hub, Diapers: 2 wanted, 10 free." in shown
    answer = nora.client().post(f"/runs/{plan.code}/publish/", {"edition": plan.edition}, follow=True)
    said = [str(one) for one in answer.context["messages"]]
    assert "North hub, Food box: 6 wanted, 4 free, 2 missing." in said and not any("Diapers" in one for one in said)


def test_what_its_own_runs_were_promised_is_there_for_the_next_version(nora: Person) -> None:
    plan, place = a_day()
    came(place, "food_box", 6)
    came(place, "diapers", 2)
    publish(actor=nora.actor, code=plan.code, edition=drafted(plan).edition)
    drain(DEFAULT)
    assert StockEvent.objects.filter(reason="reserved").count() == 2, "promised by the first version"
    plan.refresh_from_db()
    assert [(one.boxes, one.free, one.missing) for one in wanted_of(plan)] == [(2, 2, 0), (6, 6, 0)]
    assert "missing" not in page_of(nora, plan)
    # what is in the car already is not wanted from the hub
    Trip.objects.filter(item="diapers").update(state="aboard")
    assert [one.item for one in wanted_of(plan)] == ["food_box"]


def test_where_others_were_promised_more_than_is_there_nothing_is_free() -> None:
    plan, place = a_day()
    came(place, "food_box", 2)
    came(place, "food_box", 0, promised=5, about="somebody-else")
    rows = {one.item: one for one in wanted_of(drafted(plan))}
    assert (rows["food_box"].free, rows["food_box"].missing, rows["diapers"].missing) == (-3, 6, 2)
