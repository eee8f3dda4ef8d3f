"""Publishing a plan of a day: what passes the gate, what drivers are told, and that a version touches only whom it changes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.care.asking import coordinator
from tests.care.days import a_plan, delivery, drives, home, hub, ride, tomorrow
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions import publishing
from wekeep.care.actions.drafting import put_right, take_plan
from wekeep.care.actions.driving import drop_out
from wekeep.care.actions.publishing import gate, publish
from wekeep.care.models import Availability, Car, DayPlan, PlanVersion, Run, Stop, Trip
from wekeep.care.queries.problems import Posed, problem_of
from wekeep.care.queries.runs import my_runs
from wekeep.care.rules.planning.breach import Rule
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.checker import BrokenPlan
from wekeep.care.rules.planning.figures import figures
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.timing import Order, order_of, timed
from wekeep.care.rules.planning.written import plan_of, written
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter
from wekeep.journal.queries import history
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people.access import actor_for
from wekeep.people.models import Member
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def nora(cast: Cast) -> Person:
    """A coordinator of the north."""
    return coordinator("nora")


def drafted(plan: DayPlan, drawn: Plan | None = None) -> Plan:
    """The plan with a draft: the one given, else the nearest first."""
    drawn = drawn or nearest_first(problem_of(plan).problem)
    DayPlan.objects.filter(pk=plan.pk).update(draft=written(drawn), edition=plan.edition + 1)
    plan.refresh_from_db()
    return drawn


def a_day(homes: int = 4, drivers: int = 2) -> DayPlan:
    """Two cars that hold half of the homes each."""
    place = hub()
    for n in range(homes):
        delivery(home((1 + n, 0)), place, boxes=8 * drivers // homes)
    for n in range(drivers):
        drives(f"driver-{'abcd'[n]}")
    return a_plan()


def told(run: Run) -> list[tuple[str, str, datetime]]:
    return [(one.trip.code, one.side, one.at) for one in run.stops.order_by("turn")]


def moved_to_the_end(problem: Problem, plan: Plan, number: int) -> Plan:
    """The plan with the last two stops of one run the other way round."""
    routes = list(plan.routes)
    order = order_of(routes[number])
    stops = (*order.stops[:-2], order.stops[-1], order.stops[-2])
    found = timed(problem, [Order(order.driver, order.seating, stops)])
    assert found is not None
    routes[number] = found[0]
    return replace(plan, routes=tuple(routes))


def test_drivers_are_told_runs_with_their_stops_in_turn_and_trips_are_planned(nora: Person) -> None:
    plan = a_day()
    left = delivery(home((2, 2)), Trip.objects.first().destination, boxes=9)  # type: ignore[union-attr]
    drawn = drafted(plan)
    version = publish(actor=nora.actor, code=plan.code, edition=1)
    assert (version.number, version.told, version.by) == (1, 2, nora.code)
    assert Run.objects.count() == 2 == len(drawn.routes)
    for run, route in zip(Run.objects.order_by("pk"), drawn.routes, strict=True):
        assert (run.member, run.state, run.version) == (route.driver, "told", 1) and run.metres > 0
        assert [(code, side) for code, side, _at in told(run)] == [(one.task, one.side) for one in route.visits]
        assert run.begins < min(at for _code, _side, at in told(run)) <= run.ends
    assert set(Trip.objects.filter(state="planned").values_list("code", flat=True)) == set(drawn.served_by)
    assert Trip.objects.get(state="left_out") == left
    plan.refresh_from_db()
    assert (plan.state, plan.version, plan.edition) == ("published", 1, 2) and plan.problem_mark
    assert [entry.kind for entry in history(plan.code)] == ["plan.published"]


def test_a_version_touches_only_whom_it_changes(nora: Person) -> None:
    plan = a_day()
    drawn = drafted(plan)
    publish(actor=nora.actor, code=plan.code, edition=1)
    before = {run.pk: (run.version, run.state, told(run)) for run in Run.objects.all()}
    Run.objects.update(state="accepted")
    plan.refresh_from_db()
    drafted(plan, moved_to_the_end(problem_of(plan).problem, drawn, 1))
    version = publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    first, second = Run.objects.order_by("pk")
    assert version.told == 1 and (first.version, first.state) == (1, "accepted")
    assert told(first) == before[first.pk][2] and (second.version, second.state) == (2, "told")
    assert [one[:2] for one in told(second)] == [(one.task, one.side) for one in plan_of(plan.draft).routes[1].visits]
    assert PlanVersion.objects.count() == 2


def test_the_same_plan_again_tells_nobody(nora: Person) -> None:
    plan = a_day()
    drafted(plan)
    publish(actor=nora.actor, code=plan.code, edition=1)
    assert publish(actor=nora.actor, code=plan.code, edition=2).told == 0
    assert set(Run.objects.values_list("version", flat=True)) == {1}


def test_whose_run_is_gone_drives_no_more_and_their_trips_go_with_another(nora: Person) -> None:
    plan = a_day(homes=2)
    Availability.objects.update(most_minutes=None)
    drawn = drafted(plan)
    publish(actor=nora.actor, code=plan.code, edition=1)
    plan.refresh_from_db()
    drafted(plan, Plan(drawn.routes[:1], tuple(one.task for one in drawn.routes[1].visits[:1])))
    assert publish(actor=nora.actor, code=plan.code, edition=plan.edition).told == 1
    gone = Run.objects.get(state="withdrawn")
    assert gone.member == drawn.routes[1].driver and not gone.stops.exists()
    assert Trip.objects.filter(state="left_out").count() == 1 and Stop.objects.count() == 2


def test_a_run_that_was_driven_in_part_is_done_when_nothing_is_left_of_it(nora: Person) -> None:
    plan = a_day(homes=4)
    drawn = drafted(plan)
    publish(actor=nora.actor, code=plan.code, edition=1)
    route = drawn.routes[1]
    run, first = Run.objects.get(member=route.driver), route.visits[0].task
    Run.objects.filter(pk=run.pk).update(state="out")
    Trip.objects.filter(code=first).update(state="done")
    run.stops.filter(trip__code=first).update(outcome="handed")
    plan.refresh_from_db()
    left = tuple(sorted({one.task for one in route.visits} - {first}))
    drafted(plan, Plan(drawn.routes[:1], left))
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    assert Run.objects.get(pk=run.pk).state == "done" and run.stops.count() == 2


def test_what_a_driver_has_done_stays_when_their_run_changes(nora: Person) -> None:
    plan = a_day(homes=4, drivers=1)
    drawn = drafted(plan)
    publish(actor=nora.actor, code=plan.code, edition=1)
    run, first = Run.objects.get(), drawn.routes[0].visits[0].task
    Run.objects.update(state="out")
    Trip.objects.filter(code=first).update(state="done")
    run.stops.filter(trip__code=first, side="pickup").update(outcome="loaded")
    run.stops.filter(trip__code=first, side="drop").update(outcome="handed")
    cancelled = drawn.routes[0].visits[-1].task
    Trip.objects.filter(code=cancelled).update(state="cancelled")
    plan.refresh_from_db()
    assert publish(actor=nora.actor, code=plan.code, edition=plan.edition).told == 1
    rows = list(Run.objects.get().stops.order_by("turn"))
    assert {one.trip.code for one in rows} == set(drawn.served_by) - {cancelled}
    assert [one.turn for one in rows] == list(range(6)) and Run.objects.get().state == "out"
    assert {one.outcome for one in rows if one.trip.code == first} == {"loaded", "handed"}


def test_nothing_passes_that_breaks_a_rule_whoever_drew_it(nora: Person) -> None:
    plan = a_day()
    drawn = drafted(plan)
    late = replace(
        drawn.routes[0], visits=tuple(replace(one, begins=one.begins + 40_000) for one in drawn.routes[0].visits)
    )
    drafted(plan, replace(drawn, routes=(late, drawn.routes[1])))
    with pytest.raises(BrokenPlan):
        publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    assert not Run.objects.exists() and not PlanVersion.objects.exists()


def test_what_is_about_to_be_driven_is_moved_by_no_file(nora: Person) -> None:
    """Later, in another order, with somebody else, left out, begun at another time: a file is a plan like any other."""
    plan = a_day()
    drawn = drafted(plan)
    publish(actor=nora.actor, code=plan.code, edition=plan.edition)
    plan.refresh_from_db()
    one, two = drawn.routes
    first = Run.objects.get(member=one.driver)
    later = replace(
        one, visits=tuple(replace(each, begins=each.begins + 60) for each in one.visits), ends=one.ends + 60
    )
    turned = moved_to_the_end(problem_of(plan).problem, drawn, 0).routes[0]
    given = replace(two, visits=(*one.visits, *two.visits))
    left = tuple({visit.task for visit in one.visits})
    files = [
        replace(drawn, routes=(later, two)),
        replace(drawn, routes=(turned, two)),
        Plan((given,)),
        Plan((two,), left),
        replace(drawn, routes=(replace(one, begins=one.begins - 60), two)),
    ]
    with clock.simulated(first.stops.order_by("-at")[0].at - timedelta(minutes=30)):
        for file in files:
            with pytest.raises(BrokenPlan) as broken:
                take_plan(actor=nora.actor, code=plan.code, edition=plan.edition, said=written(file))
            assert Rule.FROZEN in {each.rule for each in broken.value.breaches}
        plan.refresh_from_db()
        assert plan_of(plan.draft) == drawn
        take_plan(actor=nora.actor, code=plan.code, edition=plan.edition, said=written(drawn))


def test_a_plan_with_a_driver_who_cannot_any_more_is_put_right_first(nora: Person) -> None:
    plan = a_day()
    drawn = drafted(plan)
    Availability.objects.filter(member=drawn.routes[0].driver).delete()
    with pytest.raises(Refused, match="cannot drive any more"):
        publish(actor=nora.actor, code=plan.code, edition=plan.edition)


def test_what_a_household_takes_back_while_it_is_told_stays_called_off(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = a_day()
    drafted(plan)
    gone = Trip.objects.earliest("pk")

    def while_somebody_withdraws(posed: Posed, drawn: Plan) -> Plan:
        Trip.objects.filter(pk=gone.pk).update(state="cancelled")
        return gate(posed, drawn)

    monkeypatch.setattr(publishing, "gate", while_somebody_withdraws)
    publish(actor=nora.actor, code=plan.code, edition=1)
    gone.refresh_from_db()
    assert gone.state == "cancelled"
    assert set(Trip.objects.exclude(pk=gone.pk).values_list("state", flat=True)) == {"planned"}


def test_of_two_who_look_at_one_edition_the_second_looks_again(nora: Person) -> None:
    plan = a_day()
    drafted(plan)
    with pytest.raises(Refused, match="changed since you opened it"):
        publish(actor=nora.actor, code=plan.code, edition=0)
    DayPlan.objects.update(state="searching", search_until=clock.now())
    with pytest.raises(Refused, match="still running"):
        publish(actor=nora.actor, code=plan.code, edition=1)
    DayPlan.objects.update(state="over")
    with pytest.raises(Refused, match="day is over"):
        publish(actor=nora.actor, code=plan.code, edition=1)


def twice_a_day(nora: Person) -> tuple[DayPlan, str]:
    """A plan that was told, in which one person takes a child to school before work and home after it, each time in a car of their own."""
    school, child = hub("school", "School"), home((1, 0))
    there = ride(child, school, "belt", arrives_until=9 * 60)
    ride(child, school, "belt", way="to_home", leaves_from=15 * 60, back_of=there, same_driver=True)
    ana = drives("ana", begins=390, ends=540).code
    red = Car.objects.create(member=ana, name="red", seatings=[{"name": "wide", "seats": 6}])
    Availability.objects.create(car=red, member=ana, day=tomorrow(), begins=900, ends=1080)
    plan = a_plan("school")
    problem = problem_of(plan).problem
    orders = [
        Order(driver.code, driver.seatings[0].name, ((task.code, Side.PICKUP), (task.code, Side.DROP)))
        for driver, task in zip(problem.drivers, problem.tasks, strict=True)
    ]
    drafted(plan, Plan(timed(problem, orders) or ()))
    publish(actor=nora.actor, code=plan.code, edition=1)
    plan.refresh_from_db()
    return plan, ana


def test_one_person_is_told_a_run_for_each_time_of_their_day(nora: Person) -> None:
    plan, ana = twice_a_day(nora)
    first, second = Run.objects.order_by("begins")
    assert [(one.member, one.wheel, one.car.name, one.seating) for one in (first, second)] == [
        (ana, ana, "blue", "plain"),
        (ana, f"{ana}.2", "red", "wide"),
    ]
    assert first.ends <= second.begins and Trip.objects.filter(state="planned").count() == 2
    assert [run.code for run in my_runs(actor_for(Member.objects.get(code=ana)))] == [first.code, second.code]
    assert publish(actor=nora.actor, code=plan.code, edition=plan.edition).told == 0, (
        "nothing differs from what was told"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=second.pk).update(number=1)
    page = nora.client().get(f"/runs/{plan.code}/").content.decode()
    assert "red" in page and "blue" in page and page.count('class="card plan-run"') == 2
    assert figures(problem_of(plan).problem, plan_of(plan.draft))["cars"] == 1
    trip = Trip.objects.get(way="to_home").code
    assert "ana 06:30–09:00" in (offered := nora.client().get(f"/runs/{plan.code}/trips/{trip}/").content.decode())
    assert "ana 15:00–18:00" in offered


def test_who_drops_out_of_one_run_keeps_the_other(nora: Person) -> None:
    plan, ana = twice_a_day(nora)
    Trip.objects.update(back_of=None, same_driver=False)
    drop_out(actor=actor_for(Member.objects.get(code=ana)), code=Run.objects.order_by("begins")[1].code)
    plan.refresh_from_db()
    DayPlan.objects.filter(pk=plan.pk).update(state="published", search_until=None)
    assert plan.without == [f"{ana}.2"] and set(problem_of(plan).problem.driver) == {ana}
    plan.refresh_from_db()
    put_right(actor=nora.actor, code=plan.code, edition=plan.edition)
    plan.refresh_from_db()
    assert publish(actor=nora.actor, code=plan.code, edition=plan.edition).told == 0
    kept, gone = Run.objects.order_by("begins")
    assert (kept.state, kept.version, gone.state) == ("told", 1, "dropped_out")
    assert sorted(Trip.objects.values_list("state", flat=True)) == ["left_out", "planned"]


def test_one_letter_tells_a_driver_of_both_runs(nora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[NewLetter] = []
    monkeypatch.setattr(outbox, "hand_over", lambda letter, _to: sent.append(letter))
    twice_a_day(nora)
    drain(DEFAULT)
    last = Run.objects.order_by("begins")[1]
    assert len(sent) == 1 and sent[0].expires_at is not None and sent[0].expires_at > last.ends


def test_nobody_else_publishes_and_an_empty_plan_is_none(nora: Person) -> None:
    plan = a_plan()
    for person in (coordinator("sara", SOUTH), admit("nadia", Role.NAVIGATOR), drives("dan")):
        with pytest.raises((NotFound, NotAllowed)):
            publish(actor=person.actor, code=plan.code, edition=0)
    with pytest.raises(Refused, match="nothing to publish"):
        publish(actor=nora.actor, code=plan.code, edition=0)


@pytest.mark.parametrize("what", ["new", "changed", "taken back"])
def test_a_version_asks_the_database_as_often_for_fifty_runs_as_for_five(nora: Person, what: str) -> None:
    asked = [_asked_of(nora, runs, what) for runs in (5, 50)]
    # SQLite takes some hundred values at once, so that rows of many runs go in two or three pieces
    assert asked[1] <= asked[0] + 8, asked


def _asked_of(nora: Person, runs: int, what: str) -> int:
    """How many statements it takes to tell so many runs, to move each of them by an hour, or to take all of them back."""
    place = hub(name=f"Hub of {runs}")
    homes = [delivery(home((1 + n / 100, 0)), place, arrives_from=10 * 60) for n in range(runs)]
    wheels = [drives(f"driver-{runs}-{n}") for n in range(runs)]
    plan = a_plan()
    for edition in range(1 if what == "new" else 2):
        trips = [] if edition and what == "taken back" else homes
        if edition:
            Trip.objects.filter(pk__in=[one.pk for one in homes]).update(arrives_from=11 * 60)
        drafted(plan, _each_drives_one(plan, wheels, trips))
        with CaptureQueriesContext(connection) as asked:
            publish(actor=nora.actor, code=plan.code, edition=plan.edition)
        plan.refresh_from_db()
    assert plan.versions.latest("number").told == runs
    expected = {"new": "told", "changed": "told", "taken back": "withdrawn"}[what]
    assert list(plan.runs.values_list("state", flat=True)) == [expected] * runs
    assert Stop.objects.filter(run__plan=plan).count() == (0 if what == "taken back" else 2 * runs)
    Trip.objects.all().delete()
    DayPlan.objects.all().delete()
    Availability.objects.all().delete()
    return len(asked)


def _each_drives_one(plan: DayPlan, wheels: list[Person], trips: list[Trip]) -> Plan:
    problem = problem_of(plan).problem
    orders = [
        Order(who.code, problem.driver[who.code].seatings[0].name, ((one.code, Side.PICKUP), (one.code, Side.DROP)))
        for who, one in zip(wheels, trips, strict=False)
    ]
    routes = timed(problem, orders)
    assert routes is not None
    served = {one.code for one in trips}
    return Plan(routes, tuple(task.code for task in problem.tasks if task.code not in served))
