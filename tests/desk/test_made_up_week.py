"""The demo's week: the same for the same seed, through the real actions, told once, and with a book that adds up."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.keeping import Keeping
from wekeep.care.actions.drafting import open_day
from wekeep.care.models import BookEntry, Fund, Helper, Household, Offer, RentCase, RentPayment, Request
from wekeep.care.queries.book import held_by, verify_book
from wekeep.care.queries.plans import waiting_days
from wekeep.care.queries.problems import problem_of
from wekeep.care.rules import rent, request
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.run import Shape
from wekeep.desk import jobs
from wekeep.desk.actions import cast
from wekeep.desk.actions.made_up import carers, families, rents, roads, week
from wekeep.desk.queries.ground import Corner
from wekeep.desk.rules.demo import COORDINATOR, DRIVERS
from wekeep.desk.rules.made_up import money
from wekeep.desk.rules.made_up import week as rules
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Refused
from wekeep.people.models import Grant
from wekeep.places.rules.cell import cell_of
from wekeep.work import actions as work
from wekeep.work.jobs.running import run
from wekeep.work.models import Job, State
from wekeep.work.rules.lane import SLOW

# as many as it takes to see each thing that can become of a request or a case
EACH = rules.Size(carers=20, requests=80, rents=len(money.LIVES), gifts=12, gift=6_000_00)
SMALL = rules.Size(carers=3, requests=6, rents=2, gifts=1, gift=9_000_00)


@pytest.fixture
def city(zones: object, keeping: Keeping, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A demo's cast with their keys, on a ground without streets."""
    settings.DEMO = True
    for module in (cast, carers):
        monkeypatch.setattr(module, "point_at", lambda _east, _north: (45.0, -93.0))
    for other in (families, rents, roads):
        monkeypatch.setattr(other, "address_at", lambda _east, _north: Corner("12 Aspen Street", 45.0, -93.0))
    monkeypatch.setattr(cast, "_drawn", {})
    monkeypatch.setattr(cast, "_sessions", {})
    for name, size in (("each", EACH), ("small", SMALL)):
        monkeypatch.setitem(rules.SIZES, name, size)
    cast.issue_cast()
    yield


def waiting() -> int:
    return Job.objects.filter(name=week.JOB, state=State.READY).count()


def step() -> None:
    """Run the job of the week that waits, and none that it queued for others."""
    Job.objects.exclude(name=week.JOB).delete()
    token, [job] = work.claim(SLOW, 1)
    run(job, token)
    job.refresh_from_db()
    assert job.state == State.DONE, job.trouble


def tell_all(size: str) -> None:
    jobs.give_keys.call(size=size)
    while waiting():
        step()


def counted() -> dict[str, int]:
    """How many there are of everything that a week tells of."""
    return {one.__name__: one.objects.count() for one in (Household, Request, Offer, Helper, RentCase, BookEntry)}


@pytest.mark.django_db
@pytest.mark.long
def test_every_state_of_a_request_and_of_a_case_is_seen_and_the_book_adds_up(city: None) -> None:
    tell_all("each")
    assert set(RentCase.objects.values_list("state", flat=True)) == set(rent.State)
    assert set(Request.objects.values_list("state", flat=True)) == set(request.State)
    assert (Request.objects.count(), RentCase.objects.count()) == (EACH.requests + roads.WAITING, EACH.rents)
    found = verify_book()
    assert (found.faults, found.missing, sum(found.sums.values())) == ([], [], 0)
    assert held_by(Fund.objects.get()) > 0 and RentPayment.objects.count() > 10
    times = list(BookEntry.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)


@pytest.mark.django_db
@pytest.mark.long
def test_the_roles_of_made_up_members_come_from_evidence_alone_and_nothing_lies_in_the_future(city: None) -> None:
    tell_all("small")
    made_up = Helper.objects.exclude(member__in=[cast.actor_of_cast(one).code for one in DRIVERS])
    helping = Grant.objects.filter(member__code__in=made_up.values("member"))
    assert made_up.count() == SMALL.carers
    assert set(helping.values_list("granted_by", flat=True)) == {"evidence"}
    now = clock.now()
    assert all(row.state_since <= now for rows in (Request, RentCase) for row in rows.objects.all())


@pytest.mark.django_db
def test_whoever_was_told_of_is_not_told_of_again_and_a_longer_week_tells_of_the_rest(city: None) -> None:
    tell_all("small")
    told = counted()
    tell_all("small")
    assert counted() == told
    rules.SIZES["small"] = rules.Size(carers=4, requests=9, rents=3, gifts=2, gift=9_000_00)
    rules.subjects.cache_clear()
    tell_all("small")
    assert counted()["Request"] == 9 + roads.WAITING and counted()["RentCase"] == 3
    assert counted()["Helper"] == 4 + len(DRIVERS)


@pytest.mark.django_db
@pytest.mark.both
def test_a_job_that_dies_in_the_middle_leaves_nobody_told_by_half(city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.give_keys.call(size="small")
    while not Household.objects.exists():
        step()
    before, broken = counted(), families._DEEDS

    def dies(_on: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(families, "_DEEDS", dict.fromkeys(broken, dies))
    Job.objects.exclude(name=week.JOB).delete()
    token, [job] = work.claim(SLOW, 1)
    run(job, token)
    assert counted()["Household"] == before["Household"] and waiting() == 1


@pytest.mark.django_db
def test_nothing_is_made_up_where_people_are_real(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(Refused):
        week.begin_week(size="slice")


def test_the_same_seed_draws_the_same_week_and_another_draws_another() -> None:
    one, again, other = (rules.subjects(seed, rules.SLICE) for seed in (7, 7, 8))
    assert one == again and one != other
    assert rules.family(7, 5, 3) == rules.family(7, 5, 3) != rules.family(8, 5, 3)


@pytest.mark.parametrize("size", [rules.SLICE, rules.WEEK])
def test_a_week_has_as_many_of_each_as_it_says_and_nobody_shares_a_key(size: str) -> None:
    everyone, wanted = rules.subjects(rules.SEED, size), rules.SIZES[size]
    families = [one.number for one in everyone if one.sort is rules.Sort.FAMILY]
    asked = sum(len(rules.family(rules.SEED, n, rules.most_things(rules.SEED, size, n)).things) for n in families)
    assert asked == wanted.requests
    assert sum(one.sort is rules.Sort.CARER for one in everyone) == wanted.carers
    assert len({one.key for one in everyone}) == len(everyone)
    assert {len(one.key) for one in everyone} == {16}


@pytest.mark.django_db
def test_tomorrows_deliveries_wait_for_whoever_visits_and_both_drivers_are_needed(city: None) -> None:
    tell_all("small")
    cora = cast.actor_of_cast(COORDINATOR)
    [waiting_day] = waiting_days(cora)
    # among the week's own families is one that waits for food too, and says yes to its driver first
    [first] = Household.objects.filter(requests__trips__isnull=False, asks_first=True).distinct()
    waiting = roads.WAITING + first.requests.filter(trips__isnull=False).count()
    assert (waiting_day.trips, waiting_day.zone) == (waiting, EVERY_ZONE)
    plan = open_day(actor=cora, zone=EVERY_ZONE, day=waiting_day.day, purpose=waiting_day.purpose, shape=Shape.ROUTES)
    for rows in (Household, Helper):  # this city has no streets, so nobody's part of town was found
        rows.objects.update(cell=cell_of(45.0, -93.0))
    posed = problem_of(plan)
    assert len(posed.problem.tasks) == waiting and not posed.idle and not posed.aside
    drawn = nearest_first(posed.problem)
    assert len(drawn.routes) == len(DRIVERS) and not drawn.unserved
