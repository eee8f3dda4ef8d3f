"""Searching for a plan of a day, changing it by hand, bundles, and what follows when it is told."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.asking import asked, coordinator, step
from tests.care.days import a_plan, delivery, drives, home, hub, ride, tomorrow
from tests.cast import SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from wekeep.care.actions import planning
from wekeep.care.actions.drafting import put_right
from wekeep.care.actions.driving import drop_out
from wekeep.care.actions.planning import search, start_search, stop_search
from wekeep.care.actions.plans_over import close_over, forget_over
from wekeep.care.actions.publishing import publish
from wekeep.care.models import Availability, Bond, DayPlan, PlanVersion, Request, Run, StockEvent, Stop, Trip
from wekeep.care.planner.conductor import Better
from wekeep.care.queries.problems import problem_of
from wekeep.care.rules.day_plan import arrival
from wekeep.care.rules.planning.bundles import bundled
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.objective import cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.written import plan_of
from wekeep.channels.actions import outbox
from wekeep.journal.queries import history
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_for
from wekeep.people.models import Member
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT, SLOW

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HX = {"HX-Request": "true"}


@pytest.fixture
def nora(cast: Cast) -> Person:
    """A coordinator of the north."""
    return coordinator("nora")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """A search that finds the nearest first at once; the problems it was asked."""
    asked: list[Problem] = []

    def find(problem: Problem, seconds: float, start: Plan | None, **_more: Any) -> Iterator[Better]:
        asked.append(problem)
        found = nearest_first(problem)
        yield Better(found, cost_of(problem, found), "by_hand", 0.1)

    monkeypatch.setattr(planning, "better_plans", find)
    return asked


def a_day(homes: int = 4, drivers: int = 2) -> DayPlan:
    """Two cars that hold half of the homes each."""
    place = hub()
    for n in range(homes):
        delivery(home((1 + n, 0), area=f"Part {n}"), place, boxes=8 * drivers // homes)
    for n in range(drivers):
        drives(f"driver-{'abcd'[n]}")
    return a_plan()


def searched(nora: Person, plan: DayPlan, **more: Any) -> DayPlan:
    """The plan after a search."""
    start_search(actor=nora.actor, code=plan.code, edition=plan.edition, seconds=10, **more)
    drain(SLOW)
    plan.refresh_from_db()
    return plan


def post(by: Client, plan: DayPlan, do: str, **more: Any) -> Any:
    """A change by hand, as the page's forms send it."""
    return by.post(f"/runs/{plan.code}/hand/", {"do": do, "edition": plan.edition, **more})


def now_is(plan: DayPlan) -> DayPlan:
    return DayPlan.objects.get(pk=plan.pk)


def test_one_press_plans_the_day_and_the_page_shows_it(nora: Person, quick: list[Problem]) -> None:
    a_day()
    DayPlan.objects.all().delete()
    page = nora.client()
    form = {"day": tomorrow().isoformat(), "purpose": "delivery", "shape": "routes", "zone": "north"}
    there = page.post("/runs/", form).headers["Location"]
    plan = DayPlan.objects.get()
    assert page.post("/runs/", form).headers["Location"] == there, "a day has one plan"
    assert "Trips to plan: 4. Drivers ready: 2." in page.get(there).content.decode()
    assert page.post(f"{there}search/", {"edition": 0, "seconds": 30}).status_code == 302
    waits = page.get(there).content.decode()
    assert "Looking for a better plan" in waits and "data-searching" in waits
    drain(SLOW)
    plan.refresh_from_db()
    assert (plan.state, plan.search_until) == ("draft", None) and len(plan_of(plan.draft).served_by) == 4
    shown = page.get(there).content.decode()
    assert "driver-a" in shown and "driver-b" in shown and "Part 3" in shown and shown.count("<polyline") == 2
    assert plan.found["cars"] == 2 and "kilometres" in shown and "data-searching" not in shown


def test_what_waits_is_searched_for_with_the_same_press_and_once(nora: Person, quick: list[Problem]) -> None:
    a_day()
    DayPlan.objects.all().delete()
    page = nora.client()
    form = {"day": tomorrow().isoformat(), "purpose": "delivery", "shape": "routes", "zone": "north"}
    there = page.post("/runs/", form).headers["Location"]
    assert "To plan <span" in page.get(there).content.decode(), "nobody is left out before a search"
    assert page.post("/runs/", form | {"search": "1"}).headers["Location"] == there
    assert "data-searching" in page.get(there).content.decode()
    assert page.post("/runs/", form | {"search": "1"}).headers["Location"] == there, "a search that runs is looked at"
    drain(SLOW)
    edition = DayPlan.objects.get().edition
    page.post("/runs/", form | {"search": "1"})
    assert (now_is(DayPlan.objects.get()).state, DayPlan.objects.get().edition) == ("draft", edition), (
        "what is there stays"
    )


def test_nothing_exact_and_no_code_of_a_household_stands_on_the_page(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    for address in (f"/runs/{plan.code}/", f"/runs/{plan.code}/trips/{Trip.objects.all()[0].code}/"):
        shown = nora.client().get(address).content.decode()
        for trip in Trip.objects.all():
            assert trip.household.code not in shown and trip.household.cell not in shown
        assert not re.search(r"44\.9\d|-93\.2", shown)


def test_who_is_left_out_stands_there_with_the_reason(nora: Person, quick: list[Problem]) -> None:
    plan = a_day()
    hub_ = Trip.objects.all()[0].destination
    delivery(home((2, 2), area="Powder"), hub_, boxes=30)
    delivery(home(cell="", area="Nowhere"), hub_)
    shown = nora.client().get(f"/runs/{searched(nora, plan).code}/").content.decode()
    assert "No driver who may go there has room for the boxes." in shown
    assert "It is not known in which part of town this home lies." in shown


def test_a_search_writes_what_it_finds_and_ends_when_somebody_stops_it(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, seen = a_day(), list[int]()

    def find(problem: Problem, seconds: float, start: Plan | None, *, stopped: Callable[[], bool], **_m: Any) -> Any:
        found = nearest_first(problem)
        for number in range(1, 3):
            half = Plan(
                found.routes[:number], tuple(c for c in problem.task if c not in Plan(found.routes[:number]).served_by)
            )
            yield Better(half, cost_of(problem, half), "by_hand", 0.1)
            assert not stopped()
            seen.append(len(plan_of(now_is(plan).draft).routes))
        stop_search(actor=nora.actor, code=plan.code)
        assert stopped(), "whoever presses stop waits for nothing"

    monkeypatch.setattr(planning, "better_plans", find)
    monkeypatch.setattr(planning, "BETWEEN_WRITES", 0.0)
    searched(nora, plan)
    assert seen == [1, 2] and plan.state == "draft" and len(plan_of(plan.draft).routes) == 2


def test_a_search_whose_worker_died_goes_on_from_what_was_written(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, starts = a_day(), list[Plan | None]()

    def find(problem: Problem, seconds: float, start: Plan | None, *, stopped: Callable[[], bool], **_m: Any) -> Any:
        starts.append(start)
        found = nearest_first(problem)
        yield Better(found, cost_of(problem, found), "by_hand", 0.1)
        stopped()
        if len(starts) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(planning, "better_plans", find)
    monkeypatch.setattr(planning, "BETWEEN_WRITES", 0.0)
    begun = start_search(actor=nora.actor, code=plan.code, edition=0, seconds=30)
    assert begun.search_until is not None
    again: dict[str, Any] = {"code": plan.code, "until": begun.search_until.isoformat(), "anew": False}
    with pytest.raises(KeyboardInterrupt):
        search(**again)
    assert now_is(plan).state == "searching" and len(plan_of(now_is(plan).draft).served_by) == 4
    with pytest.raises(Refused, match="still running"):
        start_search(actor=nora.actor, code=plan.code, edition=now_is(plan).edition, seconds=10)
    search(**again)
    assert starts[0] is None and starts[1] == plan_of(now_is(plan).draft) and now_is(plan).state == "draft"
    edition = now_is(plan).edition
    search(**again)
    assert now_is(plan).edition == edition, "a search that is over does nothing"


def test_a_search_never_begins_from_a_plan_in_which_nobody_drives(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, starts = a_day(), list[Plan | None]()

    def find(_problem: Problem, _seconds: float, start: Plan | None, **_more: Any) -> Iterator[Better]:
        starts.append(start)
        yield from ()

    monkeypatch.setattr(planning, "better_plans", find)
    put_right(actor=nora.actor, code=plan.code, edition=0)
    searched(nora, now_is(plan))
    assert now_is(plan).draft and starts == [None]


def test_a_search_nobody_came_back_to_keeps_nobody_waiting(nora: Person) -> None:
    plan = a_day()
    start_search(actor=nora.actor, code=plan.code, edition=0, seconds=10)
    with clock.simulated(clock.now() + timedelta(seconds=45)):
        assert "data-searching" not in nora.client().get(f"/runs/{plan.code}/").content.decode()
        start_search(actor=nora.actor, code=plan.code, edition=0, seconds=10)


def test_while_nothing_changes_the_page_is_told_of_its_clock_alone(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    page = nora.client()
    start_search(actor=nora.actor, code=plan.code, edition=plan.edition, seconds=30)
    same = page.get(f"/runs/{plan.code}/live/?edition={plan.edition}", headers=HX).content.decode()
    assert "plan-head" in same and "data-run=" not in same
    marks = re.findall(r'data-mark="(\w+)"', page.get(f"/runs/{plan.code}/").content.decode())
    assert len(marks) == 2
    one = page.get(f"/runs/{plan.code}/live/?edition=0&marks={marks[0]}", headers=HX).content.decode()
    assert one.count("data-run=") == 1 and one.count("data-order=") == 2


def test_a_hand_moves_a_trip_and_what_breaks_a_rule_is_said_and_not_kept(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day(homes=4, drivers=2))
    page, drawn = nora.client(), plan_of(plan.draft)
    full, other = drawn.routes
    trip = other.visits[0].task
    bond = Bond.objects.create(kind="no_go", household=Trip.objects.get(code=trip).household, member=full.driver)
    answer = post(page, plan, "move", trip=trip, driver=full.driver)
    said = answer.content.decode()
    assert (
        answer.status_code == 422
        and "This would break a rule" in said
        and trip not in said.split("plan-broken")[1][:900]
    )
    assert plan_of(now_is(plan).draft) == drawn
    bond.delete()
    assert post(page, plan, "move", trip=trip, driver=full.driver, place=full.visits[-1].task).status_code == 302
    order = [one.task for one in plan_of(now_is(plan).draft).route[full.driver].visits if one.side == "drop"]
    assert order.index(trip) + 1 == order.index(full.visits[-1].task)
    assert post(page, plan, "move", trip=trip, driver=other.driver).status_code == 409, (
        "another has moved something since"
    )
    plan.refresh_from_db()
    fresh = page.post(
        f"/runs/{plan.code}/hand/",
        {"do": "move", "trip": trip, "driver": other.driver, "edition": plan.edition},
        headers=HX,
    )
    assert fresh.content.decode().count("data-run=") == 2


def test_every_change_of_a_draft_is_told_to_the_pages_that_show_it(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    told = [entry.details["edition"] for entry in history(plan.code) if entry.kind == "plan.changed"]
    assert told[-1] == plan.edition and len(told) >= 3, "begun, better, ended"
    page = nora.client().get(f"/runs/{plan.code}/").content.decode()
    assert f'data-code="{plan.code}"' in page and "plan.changed" in page and "incident.opened" not in page
    trip = Trip.objects.all()[0].code
    for do in ("lock", "unlock", "out"):
        post(nora.client(), now_is(plan), do, trip=trip)
        assert history(plan.code)[-1].details["edition"] == now_is(plan).edition
    assert {entry.zone for entry in history(plan.code)} == {"north"}


def test_swapping_taking_out_and_locking(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    page, drawn = nora.client(), plan_of(plan.draft)
    one, two = drawn.routes[0].visits[-1].task, drawn.routes[1].visits[-1].task
    assert post(page, plan, "swap", trip=one, other=two).status_code == 302
    plan.refresh_from_db()
    assert plan_of(plan.draft).served_by[one] == drawn.routes[1].driver
    assert post(page, plan, "lock", trip=one).status_code == 302
    plan.refresh_from_db()
    assert plan.locked == [one] and post(page, plan, "out", trip=one).status_code == 409
    searched(nora, plan)
    assert quick[-1].task[one].only == frozenset({drawn.routes[1].driver}) and quick[-1].task[two].only is None
    assert post(page, plan, "unlock", trip=one).status_code == 302
    plan.refresh_from_db()
    assert post(page, plan, "out", trip=one).status_code == 302
    assert plan_of(now_is(plan).draft).unserved == (one,)
    assert "Left out" in page.get(f"/runs/{plan.code}/").content.decode()


def test_a_run_that_is_locked_whole_stays_as_it_is(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    route = plan_of(plan.draft).routes[0]
    trips = sorted({one.task for one in route.visits})
    assert post(nora.client(), plan, "lock", trip=trips).status_code == 302
    plan.refresh_from_db()
    searched(nora, plan)
    assert [(one.driver, one.visits) for one in quick[-1].frozen] == [(route.driver, route.visits)]


def test_a_way_there_moves_with_its_way_back_and_leaves_with_it(nora: Person, quick: list[Problem]) -> None:
    clinic = hub("clinic", "Clinic")
    house = home()
    there = ride(house, clinic, "belt", purpose="medical", arrives_until=10 * 60)
    back = ride(
        house, clinic, "belt", purpose="medical", way="to_home", leaves_from=11 * 60, back_of=there, same_driver=True
    )
    ana = drives("ana")
    plan = a_plan("medical")
    assert post(nora.client(), plan, "move", trip=back.code, driver=ana.code).status_code == 302
    plan.refresh_from_db()
    assert set(plan_of(plan.draft).served_by) == {there.code, back.code}
    assert post(nora.client(), plan, "out", trip=there.code).status_code == 302
    assert not plan_of(now_is(plan).draft).routes


def test_a_plan_from_a_file_passes_the_same_gate(nora: Person, quick: list[Problem], tmp_path: Any) -> None:
    plan = searched(nora, a_day())
    page = nora.client()
    taken = page.get(f"/runs/{plan.code}/file/")
    assert plan_of(taken.json()) == plan_of(plan.draft)
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(taken.content)
    bad.write_bytes(taken.content.replace(b'"begins": 2', b'"begins": 7'))
    for name, status in ((bad, 422), (good, 302)):
        with name.open("rb") as file:
            answer = page.post(f"/runs/{plan.code}/file/", {"file": file, "edition": plan.edition})
        assert answer.status_code == status, name
    for words in ("[]", "{", '{"routes": [1]}'):
        good.write_text(words)
        with good.open("rb") as file:
            edition = now_is(plan).edition
            assert page.post(f"/runs/{plan.code}/file/", {"file": file, "edition": edition}).status_code == 409
    assert len(plan_of(now_is(plan).draft).routes) == 2


def test_whoever_cannot_drive_any_more_is_named_and_let_go_by_a_press(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    gone = plan_of(plan.draft).routes[0].driver
    Availability.objects.filter(member=gone).delete()
    page = nora.client()
    assert "Cannot drive any more" in page.get(f"/runs/{plan.code}/").content.decode()
    assert page.post(f"/runs/{plan.code}/publish/", {"edition": plan.edition}).status_code == 409
    put_right(actor=nora.actor, code=plan.code, edition=plan.edition)
    assert gone not in plan_of(now_is(plan).draft).route


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(outbox, "hand_over", lambda letter, to: sent.append((letter, to)))
    return sent


def test_a_version_tells_its_drivers_promises_stock_and_moves_requests(
    nora: Person, quick: list[Problem], letters: list[tuple[Any, Any]]
) -> None:
    plan = searched(nora, a_day())
    assert nora.client().post(f"/runs/{plan.code}/publish/", {"edition": plan.edition}).status_code == 302
    drain(DEFAULT)
    assert len(letters) == 2 and StockEvent.objects.filter(reason="reserved").count() == 2
    for trip in Trip.objects.all():
        driver = Stop.objects.filter(trip=trip)[0].run.member
        assert (trip.request.state, trip.request.held_by) == ("scheduled", driver)
    texts = str([letter.texts for letter, _to in letters])
    for secret in ("Part", "driver-", "hub", str(tomorrow())):
        assert secret not in texts
    # one trip leaves, one run is touched: one letter more, and its request looks for somebody again
    plan.refresh_from_db()
    out = plan_of(plan.draft).routes[0].visits[-1].task
    assert post(nora.client(), plan, "out", trip=out).status_code == 302
    assert "what their drivers were told: 1." in nora.client().get(f"/runs/{plan.code}/").content.decode()
    publish(actor=nora.actor, code=plan.code, edition=now_is(plan).edition)
    drain(DEFAULT)
    assert len(letters) == 3 and PlanVersion.objects.get(number=2).told == 1
    request = Trip.objects.get(code=out).request
    assert (request.state, request.held_by) == ("ready", "") and Trip.objects.get(code=out).state == "left_out"
    assert Request.objects.filter(state="scheduled").count() == 3


def test_a_household_reads_when_somebody_comes_and_not_who(
    nora: Person, quick: list[Problem], keeping: Keeping, letters: list[tuple[Any, Any]]
) -> None:
    nora.unlocked()
    house, words = asked()
    delivery(house, hub(), request=house.requests.get(), arrives_from=12 * 60, arrives_until=12 * 60 + 5)
    type(house).objects.filter(pk=house.pk).update(cell=home((1, 1)).cell)
    house.requests.update(state="ready")
    drives("ana")
    plan = searched(nora, a_plan())
    assert "A driver comes" not in step(words).content.decode()
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    page = step(words).content.decode()
    assert (
        "A driver comes" in page
        and "between 11:50 and 12:30" in page
        and "ana" not in re.sub(r"<[^>]+>", "", page).split()
    )
    begins, ends = arrival(clock.now().replace(hour=9, minute=34, second=5))
    assert (begins.hour, begins.minute, ends.minute, ends.hour) == (9, 20, 0, 10)


def test_what_somebody_took_themselves_stays_in_their_hands(
    nora: Person, quick: list[Problem], letters: list[tuple[Any, Any]]
) -> None:
    plan = a_day()
    carl = admit("carl", Role.CARER)
    mine = Trip.objects.all()[0].request
    Request.objects.filter(pk=mine.pk).update(state="claimed", held_by=carl.code)
    searched(nora, plan)
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    drain(DEFAULT)
    assert Request.objects.get(pk=mine.pk).held_by == carl.code


def test_what_a_driver_took_by_hand_stays_in_their_hands_although_they_drive_by_the_plan_too(
    nora: Person, quick: list[Problem], letters: list[tuple[Any, Any]]
) -> None:
    plan = a_day()
    by_hand = delivery(home((5, 0)), Trip.objects.all()[0].destination, boxes=30).request
    searched(nora, plan)
    driver = plan_of(now_is(plan).draft).routes[0].driver
    Request.objects.filter(pk=by_hand.pk).update(state="claimed", held_by=driver)
    publish(actor=nora.actor, code=plan.code, edition=now_is(plan).edition)
    drain(DEFAULT)
    by_hand.refresh_from_db()
    assert (by_hand.state, by_hand.held_by) == ("claimed", driver)
    # what the plan gave it takes back, from the same driver
    out = plan_of(now_is(plan).draft).routes[0].visits[-1].task
    assert post(nora.client(), now_is(plan), "out", trip=out).status_code == 302
    publish(actor=nora.actor, code=plan.code, edition=now_is(plan).edition)
    drain(DEFAULT)
    by_hand.refresh_from_db()
    assert by_hand.held_by == driver and Trip.objects.get(code=out).request.held_by == ""


def test_when_somebody_drops_out_only_their_trips_move_and_a_person_says_yes(
    nora: Person, quick: list[Problem], letters: list[tuple[Any, Any]]
) -> None:
    plan = a_day(homes=4, drivers=3)
    Trip.objects.update(boxes=4)
    searched(nora, plan)
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    plan.refresh_from_db()
    before = plan_of(plan.draft)
    gone = Run.objects.order_by("pk")[0]
    drop_out(actor=actor_for(Member.objects.get(code=gone.member)), code=gone.code)
    assert now_is(plan).state == "searching" and now_is(plan).without == [gone.member]
    drain(DEFAULT)
    assert quick[-1].published is not None and gone.member not in quick[-1].driver
    plan.refresh_from_db()
    assert Run.objects.get(pk=gone.pk).state == "dropped_out" and plan.version == 1, "a person says yes first"
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    assert set(Run.objects.filter(version=1).values_list("member", flat=True)) >= {gone.member}
    assert len(plan_of(now_is(plan).draft).served_by) == 4 and before.route[gone.member]


def test_bundles_lie_close_together_and_hold_what_the_cars_hold(nora: Person) -> None:
    place = hub()
    near = {delivery(home((4, n / 10)), place, boxes=2).code for n in range(4)}
    far = {delivery(home((-4, n / 10)), place, boxes=2).code for n in range(4)}
    drives("ana", (4, 0)), drives("bert", (-4, 0))
    plan = a_plan(shape="bundles")
    problem = problem_of(plan).problem
    found = bundled(problem)
    assert not breaches(problem, found) and not found.unserved
    held = [{one.task for one in route.visits} for route in found.routes]
    assert sorted(held, key=len) in ([near, far], [far, near])
    searched(nora, plan)
    assert plan_of(plan.draft) == found and plan.state == "draft"
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    assert Run.objects.count() == 2
    page = nora.client()
    form = {"day": tomorrow().isoformat(), "purpose": "school", "shape": "bundles", "zone": "north"}
    assert page.post("/runs/", form).status_code == 409


def test_a_bundle_keeps_a_household_and_who_goes_together_in_one_car(nora: Person) -> None:
    place = hub()
    one, other, friend = home((4, 0)), home((-4, 0)), home((-4, 0.2))
    both = {
        delivery(one, place, boxes=3).code,
        delivery(one, place, boxes=2, item="diapers", arrives_from=10 * 60).code,
    }
    Bond.objects.create(kind="sits_with", household=other, other=friend)
    bound = {delivery(other, place, boxes=4).code, delivery(friend, place, boxes=4).code}
    plain = delivery(home((4, 0.1)), place, boxes=3).code
    drives("ana", (4, 0)), drives("bert", (-4, 0))
    problem = problem_of(a_plan(shape="bundles")).problem
    found = bundled(problem)
    assert not breaches(problem, found) and not found.unserved
    held = [{one.task for one in route.visits} for route in found.routes]
    assert sorted(held, key=len) == [bound, both | {plain}]


def test_a_household_too_large_for_one_car_comes_in_two_bundles_and_company_does_not(nora: Person) -> None:
    place = hub()
    large, one, other = home((4, 0)), home((2, 0)), home((2, 0.2))
    parts = [delivery(large, place, boxes=6, arrives_from=n * 60).code for n in (9, 10)]
    Bond.objects.create(kind="sits_with", household=one, other=other)
    bound = {delivery(one, place, boxes=6).code, delivery(other, place, boxes=6).code}
    drives("ana", (4, 0)), drives("bert", (2, 0))
    problem = problem_of(a_plan(shape="bundles")).problem
    found = bundled(problem)
    assert not breaches(problem, found) and set(found.unserved) == bound
    assert {found.served_by[code] for code in parts} == set(problem.driver)


@pytest.mark.parametrize("homes", [2, 12])
def test_the_page_asks_as_much_for_twelve_homes_as_for_two(
    nora: Person,
    quick: list[Problem],
    homes: int,
    django_assert_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    plan = searched(nora, a_day(homes=homes, drivers=2))
    page = nora.client()
    page.get(f"/runs/{plan.code}/")
    with django_assert_num_queries(PAGE_QUESTIONS):
        page.get(f"/runs/{plan.code}/")


PAGE_QUESTIONS = 28


def test_nobody_of_another_zone_or_role_sees_a_plan(nora: Person) -> None:
    plan = a_day()
    sara, nadia, dan = coordinator("sara", SOUTH), admit("nadia", Role.NAVIGATOR), drives("dan")
    for person, status in ((sara, 404), (nadia, 403), (dan, 403)):
        page = person.client()
        for end in ("", "live/", "file/", f"trips/{Trip.objects.all()[0].code}/"):
            assert page.get(f"/runs/{plan.code}/{end}").status_code == status, end
        for end in ("search/", "stop/", "hand/", "publish/", "file/"):
            answer = page.post(f"/runs/{plan.code}/{end}", {"edition": 0, "seconds": 10, "do": "right"})
            assert answer.status_code in (status, 404), end
    assert plan.code not in sara.client().get("/runs/").content.decode()


def test_days_pass_and_plans_are_forgotten_a_month_after(nora: Person, quick: list[Problem]) -> None:
    plan = searched(nora, a_day())
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    with clock.simulated(clock.now() + timedelta(days=3)):
        close_over()
        assert now_is(plan).state == "over" and forget_over() == 0
    with clock.simulated(clock.now() + timedelta(days=40)):
        assert forget_over() == 1
    assert not Run.objects.exists() and not Stop.objects.exists() and not Trip.objects.exists()
    assert Request.objects.count() == 4
