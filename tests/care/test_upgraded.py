"""What an older release left is brought to today's state."""

import pytest
from django.db import IntegrityError, transaction

from tests.care.money import close_locks, open_locks
from tests.migrating import as_of
from wekeep.care.models import Helper, Request, Run, Trip, Turn
from wekeep.kit import clock


@pytest.mark.django_db(transaction=True)
def test_what_a_plan_gave_to_a_driver_is_known_to_be_given_by_it() -> None:
    now, day = clock.now(), clock.now().date()
    open_locks()
    with as_of(("care", "0012_requests_whole")) as apps:
        close_locks()
        make = {name: apps.get_model("care", name).objects.create for name in _TABLES}
        house = make["Household"](
            receipt_mark="r", key_mark="k", source="web", zone="north", language="so", asked_at=now
        )
        told = {
            "zone": "north",
            "language": "so",
            "urgency": "week",
            "help_by": now,
            "asked_at": now,
            "state_since": now,
        }
        rows = [
            make["Request"](code=code, household=house, need="groceries", state=state, held_by=by, due_at=now, **told)
            for code, state, by in (("given", "scheduled", "ana"), ("by_hand", "claimed", "ben"), ("free", "ready", ""))
        ]
        hub = make["Destination"](zone="north", kind="hub", name="Hub", lat=44.9, lon=-93.2)
        car = make["Car"](member="ana", name="blue", seatings=[])
        plan = make["DayPlan"](
            code="p" * 16, zone="north", day=day, purpose="delivery", made_by="cora", made_at=now, forget_at=now
        )
        run = make["Run"](
            plan=plan, member="ana", car=car, seating="all", version=1, state_since=now, begins=now, ends=now
        )
        for request in rows:
            trip = make["Trip"](
                request=request,
                household=house,
                zone="north",
                day=day,
                purpose="delivery",
                way="to_home",
                destination=hub,
                state_since=now,
            )
            make["Stop"](code=request.code, run=run, turn=0, trip=trip, side="drop", at=now)
    found = dict(Request.objects.values_list("code", "given_by"))
    assert found == {"given": "p" * 16, "by_hand": "", "free": ""}


@pytest.mark.django_db(transaction=True)
def test_runs_that_were_told_are_those_of_the_first_time_of_their_day() -> None:
    now = clock.now()
    open_locks()
    with as_of(("care", "0014_put_away")) as apps:
        close_locks()
        make = {name: apps.get_model("care", name).objects.create for name in ("Car", "DayPlan", "Run")}
        car = make["Car"](member="ana", name="blue", seatings=[])
        plan = make["DayPlan"](
            zone="north", day=now.date(), purpose="school", made_by="cora", made_at=now, forget_at=now
        )
        said = {"plan": plan, "member": "ana", "car": car, "seating": "all", "version": 1, "state_since": now}
        for state in ("withdrawn", "dropped_out", "told"):
            make["Run"](code=state, state=state, begins=now, ends=now, **said)
    assert set(Run.objects.values_list("number", flat=True)) == {1}
    told = Run.objects.get(code="told")
    again = {"plan": told.plan, "member": "ana", "car": told.car, "seating": "all", "version": 2, "state_since": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(begins=now, ends=now, **again)
    assert Run.objects.create(number=2, begins=now, ends=now, **again).wheel == "ana.2"


@pytest.mark.django_db(transaction=True)
def test_of_trips_that_were_there_nobody_is_asked_and_none_is_asked_of_without_a_clock() -> None:
    now = clock.now()
    open_locks()
    with as_of(("care", "0016_past_stops")) as apps:
        close_locks()
        make = {name: apps.get_model("care", name).objects.create for name in _TABLES}
        said = {"zone": "north", "language": "so", "asked_at": now}
        house = make["Household"](receipt_mark="r", key_mark="k", source="web", **said)
        request = make["Request"](
            household=house,
            need="ride_school",
            urgency="week",
            help_by=now,
            state="ready",
            state_since=now,
            due_at=now,
            **said,
        )
        school = make["Destination"](zone="north", kind="school", name="Maple", lat=44.9, lon=-93.2)
        told = {"request": request, "household": house, "zone": "north", "destination": school, "purpose": "school"}
        for way in ("from_home", "to_home"):
            make["Trip"](way=way, day=now.date(), state_since=now, **told)
    assert set(Trip.objects.values_list("still_rides", "answer_by")) == {("", None)}
    for wrong in ({"still_rides": "asked"}, {"answer_by": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Trip.objects.update(**wrong)
    assert Trip.objects.update(still_rides="asked", answer_by=now) == 2


_TABLES = ("Household", "Request", "Destination", "Car", "DayPlan", "Run", "Trip", "Stop")


@pytest.mark.django_db(transaction=True)
def test_whoever_had_taken_a_request_by_hand_is_known_to_have_had_it() -> None:
    now = clock.now()
    # going back copies tables on SQLite, which the locks of the book do not bear; going forward they are all there
    open_locks()
    with as_of(("care", "0004_helping_and_offers")) as apps:
        close_locks()
        house = apps.get_model("care", "Household").objects.create(
            code="h" * 16,
            receipt_mark="r",
            key_mark="k",
            source="web",
            zone="north",
            language="so",
            likeness="abcd",
            asked_at=now,
        )
        one = apps.get_model("care", "Request").objects.create(
            code="q" * 16,
            household=house,
            need="groceries",
            zone="north",
            language="so",
            urgency="week",
            help_by=now,
            asked_at=now,
            state="ready",
            state_since=now,
            due_at=now,
        )
        made = apps.get_model("care", "Turn").objects.create
        made(request=one, move="look", before="received", after="triage", by="cora", at=now)
        made(request=one, move="claim", before="ready", after="claimed", by="carl", at=now)
        made(request=one, move="claim", before="offered", after="claimed", by="", at=now)
    assert list(Turn.objects.order_by("pk").values_list("holder", flat=True)) == ["", "carl", ""]


@pytest.mark.django_db(transaction=True)
def test_who_helped_before_there_were_hours_has_time_at_any() -> None:
    open_locks()
    with as_of(("care", "0017_ways_back")) as apps:
        close_locks()
        told = {"member": "carl", "languages": ["so"], "brings": ["booster"], "area": "Longfellow", "most_km": 2}
        apps.get_model("care", "Helper").objects.create(**told)
    row = Helper.objects.get()
    assert (row.parts, row.away_until, row.languages, row.most_km) == ([], None, ["so"], 2)
