"""Everyone on the roll: who is found on it is who a plain loop over all subscriptions finds, whatever happened before."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.alerts.neighbours import CENTRE, choices
from tests.cast import NORTH, SOUTH, Cast
from tests.keeping import Keeping
from wekeep.alerts.actions import changes, packs, subscriptions
from wekeep.alerts.actions.spots import keep_spots
from wekeep.alerts.models import Change, FollowedZone, Subscription
from wekeep.alerts.queries import rolls
from wekeep.alerts.queries.reach import decide, zones_touched
from wekeep.alerts.queries.spots import NamedSpot, spots_of
from wekeep.alerts.queries.subscribers import live, quiet_of, zones_of
from wekeep.alerts.rules import audience
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import Area, around, of_cells
from wekeep.alerts.rules.audience import When
from wekeep.alerts.rules.coarse import coarse_cell, may_touch, near
from wekeep.alerts.rules.summary import Summary
from wekeep.alerts.rules.touching import touched
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.keeper_messages import Use
from wekeep.places.models import Zone

HERE = around(*CENTRE, 300)
RADII = (500, 1000, 2000, 5000)
Answer = tuple[dict[int, datetime | None], list[int]]


@pytest.fixture
def cast(zones: dict[str, Zone], keeping: Keeping) -> Cast:
    """The cast beside a keeper that is started again with its own words."""
    return Cast()


def someone(*spots: NamedSpot, zones: tuple[str, ...] = (), **more: Any) -> Subscription:
    """A neighbour as signing up and confirming leaves them, without the letters."""
    usual = {"kind": "webpush", "language": "en", "time_zone": "America/Chicago", "confirmed_at": clock.now()}
    usual |= {"address": new_code(), "words_mark": new_code(), "expires_at": clock.now() + timedelta(days=300)}
    one = Subscription.objects.create(**{**usual, **more})
    keep_spots(one, spots)
    FollowedZone.objects.bulk_create(FollowedZone(subscription=one, zone=zone) for zone in zones)
    changes.note([one.pk])
    return one


def at_home(*, north: float = 0.0, east: float = 0.0, radius: int = 1000) -> NamedSpot:
    return NamedSpot("home", CENTRE[0] + north, CENTRE[1] + east, radius)


def by_a_plain_loop(area: Area, level: Level) -> dict[int, datetime | When | None]:
    """Everyone the rule for one person does not answer with never, asked one after the other; until when each waits, or that
    they read of it in their summary alone."""
    zones, now = zones_touched(area), clock.now()
    found: dict[int, datetime | When | None] = {}
    for one in live():
        spots = tuple(audience.Spot(spot.lat, spot.lon, spot.radius) for spot in spots_of(one))
        seen = audience.Subscriber(
            one.code, Level(one.level), spots, zones_of(one), quiet_of(one), Summary(one.summary)
        )
        decision = audience.for_new_alert(seen, area, zones, level, now)
        if decision.when is not When.NEVER:
            found[one.pk] = When.SUMMED if decision.when is When.SUMMED else decision.until
    return found


def by_the_roll(area: Area, level: Level = Level.CONFIRMED) -> dict[int, datetime | When | None]:
    found = decide(area, level, Status.ACTUAL, NORTH)
    untils: list[datetime | When | None] = [None if at < 0 else found.untils[at] for at in found.held]
    summed = dict.fromkeys(found.summed.tolist(), When.SUMMED)
    return dict(zip(found.people["number"].tolist(), untils, strict=True)) | summed


def more_for_owners(keeping: Keeping) -> None:
    """The plain loop opens every place by itself, for which the keeper has no share that large."""
    keeping.stop()
    keeping.caps = {Use.OWNER: 10**6, Use.AUDIENCE: 10**6, Use.PACKING: 10**6}
    keeping.start()


PLACES = st.builds(at_home, north=st.floats(-0.08, 0.08), east=st.floats(-0.11, 0.11), radius=st.sampled_from(RADII))
HOURS = st.sampled_from(
    [(None, None), (time(22), time(7)), (time(0), time(0)), (time(1), time(2, 30)), (time(6), time(23))]
)
PEOPLE = st.fixed_dictionaries(
    {
        "spots": st.lists(PLACES, max_size=3),
        "zones": st.sets(st.sampled_from([NORTH, SOUTH])),
        "level": st.sampled_from(list(Level)),
        "hours": HOURS,
        "breaks": st.booleans(),
        "summary": st.sampled_from(list(Summary)),
        "confirmed": st.booleans(),
    }
)
# what happens between two alerts: someone comes, leaves, changes; places are sealed together; the process starts anew
CHURN = st.lists(
    st.one_of(
        st.tuples(st.just("come"), PEOPLE),
        st.tuples(st.just("leave"), st.integers(0, 40)),
        st.tuples(st.just("change"), st.tuples(st.integers(0, 40), st.lists(PLACES, min_size=1, max_size=2))),
        st.tuples(st.just("pack"), st.none()),
        st.tuples(st.just("start"), st.none()),
        st.tuples(st.just("merge"), st.none()),
    ),
    max_size=8,
)


def come(person: dict[str, Any]) -> None:
    start, end = person["hours"]
    someone(
        *person["spots"],
        zones=tuple(person["zones"]),
        level=person["level"],
        quiet_from=start,
        quiet_until=end,
        active_breaks_quiet=person["breaks"],
        summary=person["summary"],
        confirmed_at=clock.now() if person["confirmed"] else None,
    )


def happen(what: str, how: Any) -> None:
    there = list(Subscription.objects.order_by("pk"))
    if what == "come":
        come(how)
    elif what == "leave" and there:
        subscriptions.stop(code=there[how % len(there)].code)
    elif what == "change" and there:
        subscriptions.change(code=there[how[0] % len(there)].code, choices=choices(spots=tuple(how[1])))
    elif what == "pack":
        packs.make()
    elif what == "start":
        rolls.forget()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(PEOPLE, max_size=25),
    churn=st.lists(CHURN, min_size=1, max_size=2),
    place=st.tuples(st.floats(44.95, 45.03), st.floats(-93.03, -92.97), st.floats(0, 4000)),
    level=st.sampled_from(list(Level)),
    hour=st.integers(0, 23),
)
def test_the_roll_finds_exactly_whom_a_plain_loop_over_all_subscriptions_finds(
    keeping: Keeping,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    people: list[dict[str, Any]],
    churn: list[list[tuple[str, Any]]],
    place: tuple[float, float, float],
    level: Level,
    hour: int,
) -> None:
    more_for_owners(keeping)
    monkeypatch.setattr("wekeep.alerts.rules.packing.LEFT_OVER", 1)
    monkeypatch.setattr("wekeep.alerts.rules.packing.MOST_IN_PACK", 4)
    monkeypatch.setattr("wekeep.alerts.queries.rolls.APART", 3)
    area = around(*place)
    night = (clock.now() + timedelta(days=1)).replace(hour=hour, minute=15)
    with transaction.atomic():
        for person in people:
            come(person)
        for part in [[], *churn]:
            for what, how in part:
                happen(what, how)
            with clock.simulated(night):
                assert by_the_roll(area, level) == by_a_plain_loop(area, level)
        transaction.set_rollback(True)


@given(
    lat=st.floats(-68, 68),
    lon=st.floats(-180, 180),
    size=st.sampled_from([0, 300, 1500, 4000, 9000]),
    holes=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
@example(lat=30.21875, lon=180.0, size=1500, holes=1, seed=4)
@settings(max_examples=60, deadline=None)
def test_many_circles_at_once_are_touched_as_each_is_by_itself(
    lat: float, lon: float, size: int, holes: int, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    cells = sorted(around(lat, lon, size).cells)
    area = of_cells(cells[:: holes if len(cells) > holes else 1])
    norths, easts = lat + draw.uniform(-0.14, 0.14, 300), lon + draw.uniform(-0.3, 0.3, 300)
    radii = draw.choice([1.0, 30.0, *map(float, RADII)], 300)
    expected = [area.within(*each) for each in zip(norths.tolist(), easts.tolist(), radii.tolist(), strict=True)]
    assert touched(area, norths, easts, radii)[0].tolist() == expected


@given(size=st.sampled_from([0, 300, 2000]), bearing=st.floats(0, 6.3), radius=st.sampled_from(RADII))
@settings(max_examples=60, deadline=None)
def test_a_circle_that_ends_on_the_border_is_touched_as_the_plain_rule_says(
    size: int, bearing: float, radius: int
) -> None:
    area = around(*CENTRE, size)
    norths, easts = on_the_border(area, bearing, radius)
    expected = [area.within(lat, lon, radius) for lat, lon in zip(norths.tolist(), easts.tolist(), strict=True)]
    assert touched(area, norths, easts, np.full(len(norths), float(radius)))[0].tolist() == expected
    assert {True, False} == set(expected)


def on_the_border(area: Area, bearing: float, radius: int) -> tuple[Any, Any]:
    """Points along one bearing whose circle just touches the area, or just does not: neighbours in floating point."""
    way = (np.cos(bearing), np.sin(bearing) * 1.4)
    inside, outside = 0.0, 1.0
    for _half in range(80):
        middle = (inside + outside) / 2
        touches = area.within(CENTRE[0] + way[0] * middle, CENTRE[1] + way[1] * middle, radius)
        inside, outside = (middle, outside) if touches else (inside, middle)
    steps = np.concatenate(([0.0, 1.0], inside + np.arange(-20, 21) * np.spacing(CENTRE[1] * -1) / 2))
    return CENTRE[0] + way[0] * steps, CENTRE[1] + way[1] * steps


@given(lat=st.floats(-68, 68), lon=st.floats(-179, 179), size=st.integers(0, 6000), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_cells_near_an_area_are_those_that_may_touch_it(lat: float, lon: float, size: int, seed: int) -> None:
    draw, area = np.random.default_rng(seed), around(lat, lon, size)
    points = zip(
        lat + draw.uniform(-0.4, 0.4, 80), lon + draw.uniform(-0.6, 0.6, 80), draw.choice(RADII, 80), strict=True
    )
    names = {coarse_cell(float(north), float(east), float(radius)) for north, east, radius in points}
    cells = np.array(sorted(int(name, 16) for name in names), dtype=np.uint64)
    assert set(near(area, cells)) == {int(name, 16) for name in names if may_touch(area, name)}


def test_the_nearest_are_told_first_and_those_who_only_follow_the_zone_last(keeping: Keeping, cast: Cast) -> None:
    zone = someone(zones=(NORTH,))
    spot = partial(NamedSpot, "home", lon=HERE.lon, radius=1000)
    far, close = someone(spot(lat=HERE.lat + 0.006), zones=(NORTH,)), someone(spot(lat=HERE.lat - 0.001))
    between = someone(spot(lat=HERE.lat + 0.5), spot(lat=HERE.lat + 0.003))
    assert list(by_the_roll(HERE)) == [close.pk, between.pk, far.pk, zone.pk]


def test_a_change_that_was_never_committed_is_forgotten(keeping: Keeping, cast: Cast) -> None:
    stays = someone(at_home())
    with transaction.atomic():
        someone(at_home())
        assert len(by_the_roll(HERE)) == 2
        transaction.set_rollback(True)
    assert list(by_the_roll(HERE)) == [stays.pk]
    comes = someone(at_home())
    assert set(by_the_roll(HERE)) == {stays.pk, comes.pk}


def test_who_slept_while_changes_were_forgotten_reads_everything_anew(keeping: Keeping, cast: Cast) -> None:
    first = someone(at_home())
    assert list(by_the_roll(HERE)) == [first.pk]
    subscriptions.stop(code=first.code)
    second = someone(at_home())
    with clock.simulated(clock.now() + changes.KEPT + timedelta(hours=1)):
        assert changes.forget() == 2 and changes.forget() == 0
        assert Change.objects.count() == 1
        assert list(by_the_roll(HERE)) == [second.pk]


def test_who_ran_out_is_told_nothing_before_their_row_is_gone(keeping: Keeping, cast: Cast) -> None:
    one = someone(at_home(), zones=(NORTH,))
    with clock.simulated(one.expires_at - timedelta(seconds=2)):
        assert list(by_the_roll(HERE)) == [one.pk]
    with clock.simulated(one.expires_at):
        assert by_the_roll(HERE) == {}


def test_who_followed_a_zone_and_left_or_moved_is_on_the_roll_no_more(keeping: Keeping, cast: Cast) -> None:
    leaves, moves, stays = (someone(zones=(NORTH,)) for _n in range(3))
    assert set(by_the_roll(HERE)) == {leaves.pk, moves.pk, stays.pk}
    subscriptions.stop(code=leaves.code)
    subscriptions.change(code=moves.code, choices=choices(spots=(), zones=(SOUTH,)))
    assert list(by_the_roll(HERE)) == [stays.pk]
