"""What a plan of a day is made from: trips, cars and bonds as rows, posed as a problem on coarse places."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.care.days import a_plan, at_km, delivery, drives, home, hub, ride, tomorrow
from tests.cast import SOUTH, admit
from wekeep.care.actions.publishing import publish
from wekeep.care.models import Apart, Availability, Bond, Car, DayPlan, Helper, Rider, Run
from wekeep.care.queries import drivers
from wekeep.care.queries.problems import problem_of
from wekeep.care.rules.day_plan import fitting, free_part, heads, held, moment
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Window, is_trusted
from wekeep.care.rules.planning.written import plan_of, written
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.models import Grant
from wekeep.places.rules.cell import cell_of, centre_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_delivery_goes_from_the_open_hub_to_the_middle_of_a_cell_and_never_to_a_house() -> None:
    place = hub(opens=9 * 60, closes=17 * 60, handling=10)
    trip = delivery(home((2, 1)), place, boxes=3, leaves_until=16 * 60, arrives_from=600, arrives_until=780)
    ana = drives("ana", (5, 0), most_minutes=120, most_km=30, ends_anywhere=True, aboard={"seats": 1})
    problem = problem_of(a_plan()).problem
    task = problem.task[trip.code]
    assert (task.pickup.window, task.pickup.handling) == (Window(9 * 3600, 16 * 3600), 600)
    assert (task.drop.window, task.drop.handling) == (Window(36_000, 46_800), 180)
    assert (task.demand, task.roles, task.household) == (Load(boxes=3), frozenset(), trip.household.code)
    driver = problem.driver[ana.code]
    assert (driver.window, driver.end, driver.max_duty) == (Window(8 * 3600, 18 * 3600), None, 7200)
    assert (driver.max_distance, driver.aboard, driver.roles) == (30_000, Load(seats=1), frozenset({"driver"}))
    straight = problem.travel.metres[task.pickup.place][task.drop.place]
    rough = centre_of(cell_of(*at_km(2, 1)))
    assert straight > 0 and rough != at_km(2, 1)
    assert driver.start not in (task.pickup.place, task.drop.place)


@pytest.mark.parametrize(
    ("rule", "asked", "grown_ups", "needed"),
    [
        ("asked", False, 0, False),
        ("asked", True, 0, True),
        ("children", False, 0, True),
        ("children", False, 1, False),
        ("children", True, 1, True),
    ],
)
def test_two_grown_ups_are_in_the_car_where_it_is_asked_or_the_network_rules_it(
    settings: Settings, rule: str, asked: bool, grown_ups: int, needed: bool
) -> None:
    settings.TWO_ADULTS = rule
    trip = ride(home(), hub("school", "School"), "belt", arrives_until=9 * 60, two_adults=asked)
    for _each in range(grown_ups):
        trip.riders.add(Rider.objects.create(household=trip.household, is_child=False))
    drives("alone")
    plan = a_plan("school")
    posed = problem_of(plan).problem
    assert posed.task[trip.code].two_adults is needed
    assert (trip.code in nearest_first(posed).served_by) is not needed
    drives("pair", adults=2)
    posed = problem_of(plan).problem
    drawn = nearest_first(posed)
    assert trip.code in drawn.served_by and not breaches(posed, drawn)


def test_a_grown_up_who_goes_alone_and_a_box_need_nobody_beside_the_driver(settings: Settings) -> None:
    settings.TWO_ADULTS = "children"
    box = delivery(home(), hub())
    drives("alone")
    assert problem_of(a_plan()).problem.task[box.code].two_adults is False


def test_children_take_the_seats_they_need_and_only_a_driver_takes_them() -> None:
    school = hub("school", "School")
    trip = ride(home(), school, "booster", "rear_facing", arrives_until=9 * 60, ride_cap=25)
    carl = drives("carl", role=Role.CARER)
    task = problem_of(a_plan("school")).problem.task[trip.code]
    assert task.demand == Load(seats=2, rear_facing=1, booster=1)
    assert (task.ride_cap, task.roles) == (1500, frozenset({"driver"}))
    assert task.drop.window.late == 9 * 3600
    posed = problem_of(a_plan("ride"))
    assert posed.trips == {} and carl.code in posed.problem.driver


def test_a_language_that_no_driver_speaks_is_named_instead_of_leaving_its_riders_at_home() -> None:
    school = hub("school", "School")
    somali, hmong = ride(home(language="so"), school, "belt"), ride(home(language="hmn"), school, "belt")
    drives("ana", languages=["so"])
    posed = problem_of(a_plan("school"))
    assert posed.problem.task[somali.code].languages == {"so"}
    assert posed.problem.task[hmong.code].languages == frozenset() and posed.unspoken == {"hmn"}


def test_one_who_speaks_it_and_may_not_drive_children_leaves_nobody_at_home() -> None:
    """A carer of groceries, one whose car has no booster, one who drives in the evening, and one whom the family does not want: none of them is
    their language."""
    school, house = hub("school", "School"), home(language="hmn")
    trip = ride(house, school, "booster", arrives_until=9 * 60)
    drives("ana", seatings=[{"name": "plain", "seats": 4, "booster": 1}])
    drives("dina", languages=["hmn"], begins=16 * 60, seatings=[{"name": "plain", "seats": 4, "booster": 1}])
    drives("carl", role=Role.CARER, languages=["hmn"], seatings=[{"name": "plain", "seats": 4, "booster": 1}])
    drives("bea", languages=["hmn"])
    cleo = drives("cleo", languages=["hmn"], seatings=[{"name": "plain", "seats": 4, "booster": 1}])
    no_go = Bond.objects.create(kind="no_go", household=house, member=cleo.code)
    plan = a_plan("school")
    posed = problem_of(plan)
    assert posed.problem.task[trip.code].languages == frozenset() and posed.unspoken == {"hmn"}
    no_go.delete()
    posed = problem_of(plan)
    assert posed.problem.task[trip.code].languages == {"hmn"} and posed.unspoken == frozenset()


def test_nobody_is_fetched_who_was_not_driven_and_nobody_is_driven_whom_nobody_can_fetch() -> None:
    clinic, late = hub("clinic", "Clinic", opens=9 * 60), hub("clinic", "Other", closes=12 * 60)
    medical = {"purpose": "medical"}
    early = ride(home(), clinic, "belt", arrives_until=8 * 60, **medical)
    back = ride(early.household, clinic, "belt", way="to_home", leaves_from=600, back_of=early, **medical)
    there = ride(home(), late, "belt", arrives_until=600, **medical)
    after = ride(there.household, late, "belt", way="to_home", leaves_from=13 * 60, back_of=there, **medical)
    drives("ana")
    plan = a_plan("medical")
    posed = problem_of(plan)
    assert posed.trips == {} and set(posed.aside) == {early.code, back.code, there.code, after.code}
    assert "way there" in posed.aside[back.code] and "way back" in posed.aside[there.code]
    there.state = "aboard"
    there.save()
    assert set(problem_of(plan).trips) == {there.code}, "who is on their way is driven to the end"
    early.state, early.arrives_until = "done", 10 * 60
    early.save()
    assert back.code in problem_of(plan).trips, "and who was driven is fetched"


def test_who_sits_together_does_so_only_where_their_times_let_them() -> None:
    school = hub("school", "School")
    one, two = home(), home()
    early, late = ride(one, school, "belt", arrives_until=9 * 60), ride(two, school, "belt", arrives_from=12 * 60)
    same = ride(two, school, "belt", arrives_until=8 * 60 + 30)
    drives("ana")
    Bond.objects.create(kind="sits_with", household=one, other=two)
    task = problem_of(a_plan("school")).problem.task
    assert task[early.code].sits_with == {same.code} and task[late.code].sits_with == frozenset()


def test_who_cannot_be_planned_is_set_aside_with_words() -> None:
    place = hub(opens=9 * 60, closes=12 * 60)
    nowhere, late = delivery(home(cell=""), place), delivery(home(), place, leaves_from=13 * 60)
    empty = delivery(home(), place, boxes=0)
    fine = delivery(home(), place)
    delivery(home(), place, state="cancelled")
    drives("ana", insured_until=tomorrow() - timedelta(days=1))
    bert, cleo, dora = drives("bert"), drives("cleo", seatings=[]), drives("dora", role=Role.OBSERVER)
    Helper.objects.filter(member=bert.code).update(cell="")
    posed = problem_of(a_plan())
    assert set(posed.trips) == {fine.code} and set(posed.aside) == {nowhere.code, late.code, empty.code}
    assert "part of town" in posed.aside[nowhere.code] and "opening hours" in posed.aside[late.code]
    assert not posed.problem.drivers and len(posed.idle) == 4
    assert "role" in posed.idle[dora.code] and "seated" in posed.idle[cleo.code]


def test_bonds_ways_back_and_cold_boxes_bind() -> None:
    school, one, two, three = hub("school", "School"), home(), home(), home()
    there = ride(one, school, "belt", arrives_until=540)
    back = ride(one, school, "belt", way="to_home", leaves_from=840, back_of=there, same_driver=True)
    friend, foe = ride(two, school, "belt"), ride(three, school, "belt")
    ana = drives("ana")
    Bond.objects.create(kind="sits_with", household=two, other=one)
    Bond.objects.create(kind="not_with", household=one, other=three)
    Bond.objects.create(kind="no_go", household=two, member=ana.code)
    posed = problem_of(a_plan("school"))
    problem = posed.problem
    assert [(link.there, link.back, link.same_driver) for link in problem.links] == [(there.code, back.code, True)]
    assert problem.task[friend.code].sits_with == {there.code}, "who sits together does so on the same way"
    assert problem.task[there.code].not_with == frozenset({foe.code}) == problem.task[back.code].not_with
    assert problem.driver[ana.code].no_go == {two.code}
    cold = delivery(home(), hub(), keep_cold=True)
    cleo = drives("cleo", keeps_cold=True)
    assert problem_of(a_plan()).problem.task[cold.code].only == frozenset({cleo.code})


def test_a_driver_of_another_plan_is_free_for_what_is_left_of_their_day() -> None:
    delivery(home(), hub(), arrives_from=15 * 60)
    ana, other = drives("ana"), a_plan("school")
    nine = datetime.combine(tomorrow(), time(9), timezone.get_current_timezone())
    run = {"begins": nine, "ends": nine + timedelta(hours=1), "state_since": clock.now()}
    Run.objects.create(plan=other, member=ana.code, car=Car.objects.get(), seating="plain", version=1, **run)
    window = problem_of(a_plan()).problem.driver[ana.code].window
    assert window.late == 18 * 3600 and window.early > 8 * 3600
    Run.objects.update(state="withdrawn")
    assert problem_of(a_plan("ride")).problem.driver[ana.code].window == Window(8 * 3600, 18 * 3600)


def twice_a_day(name: str = "ana", **said: Any) -> str:
    """Somebody who drives before work and after it; returns their code."""
    who = drives(name, begins=390, ends=540, **said).code
    Availability.objects.create(car=Car.objects.get(member=who), member=who, day=tomorrow(), begins=900, ends=1080)
    return who


def test_who_gave_two_times_of_a_day_drives_at_both() -> None:
    delivery(home(), hub(), arrives_from=16 * 60)
    ana = twice_a_day()
    posed = problem_of(a_plan())
    first, second = posed.problem.drivers
    assert (first.code, first.window) == (ana, Window(390 * 60, 540 * 60))
    assert (second.code, second.window) == (f"{ana}.2", Window(900 * 60, 1080 * 60))
    assert first.who == second.who == ana and first.start == second.start and not posed.idle


def test_a_time_keeps_its_number_when_its_driver_takes_another_out() -> None:
    place = hub()
    trips = [delivery(home((n, 0)), place, arrives_from=16 * 60, boxes=4) for n in (1, 2)]
    ana, plan = twice_a_day(), a_plan()
    plan.draft = written(nearest_first(problem_of(plan).problem))
    plan.save()
    assert set(plan_of(plan.draft).served_by.values()) == {f"{ana}.2"} and len(trips) == 2
    Availability.objects.filter(begins=390).delete()
    problem = problem_of(plan).problem
    assert set(problem.driver) == {f"{ana}.2"} and not breaches(problem, plan_of(plan.draft))
    plan.without = [f"{ana}.2"]
    assert not problem_of(plan).problem.drivers and not problem_of(plan).idle


def test_who_drives_again_that_day_comes_home_in_between_or_has_the_time_to() -> None:
    delivery(home((9, 0)), hub())
    ana = twice_a_day(ends_anywhere=True)
    assert problem_of(a_plan()).problem.driver[ana].end is None
    # half a minute is not enough to come from the other end of town
    Availability.objects.filter(begins=900).update(begins=540)
    Availability.objects.update(ends_anywhere=True)
    problem = problem_of(a_plan("ride")).problem
    assert problem.driver[ana].end is None, "there is nowhere to come from"
    problem = problem_of(DayPlan.objects.get(purpose="delivery")).problem
    assert problem.driver[ana].end == problem.driver[ana].start and problem.driver[f"{ana}.2"].end is None


def test_what_another_plan_told_takes_one_time_of_a_driver_and_leaves_the_other() -> None:
    delivery(home(), hub())
    ana, other = twice_a_day(), a_plan("school")
    zone = timezone.get_default_timezone()
    span = {"begins": moment(tomorrow(), 380 * 60, zone), "ends": moment(tomorrow(), 560 * 60, zone)}
    Run.objects.create(
        plan=other, member=ana, car=Car.objects.get(), seating="plain", version=1, state_since=clock.now(), **span
    )
    posed = problem_of(a_plan())
    assert set(posed.problem.driver) == {f"{ana}.2"} and not posed.idle
    Run.objects.update(ends=moment(tomorrow(), 1100 * 60, zone))
    posed = problem_of(DayPlan.objects.get(purpose="delivery"))
    assert not posed.problem.drivers and set(posed.idle) == {ana}


def test_other_zones_and_other_days_are_no_part_of_it() -> None:
    place = hub()
    delivery(home(), place, day=tomorrow() + timedelta(days=1))
    delivery(home(), place, purpose="medical")
    mine = delivery(home(), place)
    other = delivery(home(), place)
    type(other).objects.filter(pk=other.pk).update(zone=SOUTH)
    assert set(problem_of(a_plan()).trips) == {mine.code}


def test_who_drives_in_another_zone_is_not_named_to_those_who_plan_this_one(zones: object) -> None:
    delivery(home(), hub())
    ana, sven, olga = drives("ana"), drives("sven"), drives("olga", role=Role.OBSERVER)
    Grant.objects.filter(member=sven.member).update(zone=SOUTH)
    posed = problem_of(a_plan())
    assert set(posed.problem.driver) == {ana.code} and set(posed.idle) == {olga.code}


def test_a_plan_of_every_zone_takes_all_trips_and_each_driver_only_where_they_may(zones: object) -> None:
    place = hub()
    mine, other = delivery(home(), place), delivery(home(), place)
    type(other).objects.filter(pk=other.pk).update(zone=SOUTH)
    ana = drives("ana")
    posed = problem_of(a_plan(zone=EVERY_ZONE))
    assert set(posed.trips) == {mine.code, other.code}
    driver = posed.problem.driver[ana.code]
    assert is_trusted(driver, posed.problem.task[mine.code])
    assert not is_trusted(driver, posed.problem.task[other.code])


def test_who_was_told_in_one_plan_is_not_planned_again_in_another(zones: object) -> None:
    place = hub()
    trip = delivery(home(), place)
    drives("ana")
    first = a_plan()
    first.draft = written(nearest_first(problem_of(first).problem))
    first.save()
    cora = admit("cora", Role.COORDINATOR).actor
    publish(actor=cora, code=first.code, edition=0)
    second = a_plan(zone=EVERY_ZONE)
    posed = problem_of(second)
    assert set(posed.aside) == {trip.code} == posed.elsewhere and not posed.trips
    anywhere = admit("rana", Role.COORDINATOR, zone=EVERY_ZONE).actor
    drives("bea")
    alone = delivery(home(), place)
    second.draft = written(nearest_first(problem_of(second).problem))
    second.save()
    publish(actor=anywhere, code=second.code, edition=0)
    trip.refresh_from_db()
    assert trip.state == "planned" and set(problem_of(first).trips) == {trip.code}
    assert set(problem_of(first).aside) == {alone.code}


def test_who_is_kept_apart_or_held_back_is_planned_for_nobody_they_should_not_meet() -> None:
    place, house = hub(), home()
    trip, other = delivery(house, place), delivery(home(likeness="beef"), place)
    ana, bea = drives("ana"), drives("bea")
    Apart.objects.create(
        member=ana.code, likeness=house.likeness, zone=house.zone, until=clock.now() + timedelta(days=1)
    )
    problem = problem_of(a_plan()).problem
    assert not is_trusted(problem.driver[ana.code], problem.task[trip.code])
    assert is_trusted(problem.driver[ana.code], problem.task[other.code])
    assert is_trusted(problem.driver[bea.code], problem.task[trip.code])


def test_whom_somebody_called_unsafe_drives_for_nobody_and_no_page_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery(home(), hub())
    ana, bea = drives("ana"), drives("bea")
    monkeypatch.setattr(drivers, "held_back", lambda: frozenset({ana.code}))
    posed = problem_of(a_plan())
    assert set(posed.problem.driver) == {bea.code} and ana.code not in posed.idle


@pytest.mark.parametrize("many", [2, 12])
def test_a_thousand_trips_take_as_many_questions_as_ten(
    many: int, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    place = hub("school", "School")
    there = [ride(home((n / 4, 0)), place, "belt") for n in range(many)]
    for one in there:
        ride(one.household, place, "belt", way="to_home", back_of=one)
    for n in range(many):
        drives(f"driver-{'abcdefghijkl'[n]}")
    plan = a_plan("school")
    with django_assert_num_queries(QUESTIONS):
        problem_of(plan)


QUESTIONS = 16


def test_what_stays_of_a_plan_when_the_day_has_changed() -> None:
    place = hub()
    trips = [delivery(home((1, n)), place) for n in range(3)]
    drives("ana")
    plan = a_plan()
    drawn = nearest_first(problem_of(plan).problem)
    type(trips[0]).objects.filter(pk=trips[0].pk).update(state="cancelled")
    new = delivery(home(), place)
    problem = problem_of(plan).problem
    left = fitting(drawn, problem)
    assert left.unserved == (new.code,) and set(left.served_by) == {trips[1].code, trips[2].code}
    times = {(one.task, one.side): one.begins for one in drawn.routes[0].visits}
    assert all(times[one.task, one.side] == one.begins for one in left.routes[0].visits)
    assert fitting(Plan(drawn.routes), problem_of(a_plan("school")).problem) == Plan(())
    whole = held(problem, left, [trips[1].code, trips[2].code])
    assert whole.frozen[0].visits == left.routes[0].visits and held(problem, left, [trips[1].code]).frozen == ()
    assert held(problem, left, [trips[1].code]).task[trips[1].code].only == frozenset({left.routes[0].driver})
    second = left.routes[0].visits[1].begins
    assert len(heads(left, second, ())[0].visits) == 1 and heads(left, 0, ()) == ()
    last = left.routes[0].visits[1].task
    assert len(heads(left, 0, (last,))[0].visits) == 2


def test_the_longest_free_part_of_a_window() -> None:
    day = Window(100, 1000)
    assert free_part(day, []) == day
    assert free_part(day, [Window(200, 300)]) == Window(300, 1000)
    assert free_part(day, [Window(0, 150), Window(600, 2000), Window(140, 160)]) == Window(160, 600)
    assert free_part(day, [Window(0, 2000)]) is None
